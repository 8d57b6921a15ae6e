"""The graph as `graph.json`: NetworkX node-link data, which `kg.load` and any script read back."""

import json
import re
from collections.abc import Iterable
from os import PathLike
from typing import Any, BinaryIO

import networkx as nx
import orjson

FILENAME = "graph.json"

_SURROGATE = re.compile("[\ud800-\udfff]")


def write(graph: nx.MultiDiGraph, path: str | PathLike[str]) -> None:
    """Write what `nx.node_link_data(graph, edges="edges")` holds, a row a line.

    Rows stand in the order of their ids, the id first; the same graph gives the same bytes. A lone surrogate, which
    no UTF-8 file can hold, becomes U+FFFD, so that offsets still hold.

    Args:
        graph: a graph of the contract.
        path: the file; what stands there is replaced.
    """
    nodes = ({"id": node, **graph.nodes[node]} for node in sorted(graph))
    edges = (
        {"source": source, "target": target, "key": key, **data}
        for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    )
    with open(path, "wb") as file:
        file.write(b'{"directed":true,"multigraph":true,"graph":' + _encode(graph.graph))
        _write_rows(file, "nodes", nodes)
        _write_rows(file, "edges", edges)
        file.write(b"}\n")


def _write_rows(file: BinaryIO, name: str, rows: Iterable[dict[str, Any]]) -> None:
    file.write(f',\n"{name}":['.encode())
    for number, row in enumerate(rows):
        file.write((b",\n" if number else b"\n") + _encode(row))
    file.write(b"\n]")


def _encode(row: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(row)
    except orjson.JSONEncodeError:
        return _SURROGATE.sub("\ufffd", json.dumps(row, ensure_ascii=False, separators=(",", ":"))).encode()
