"""N-Triples: one triple a line, in ASCII-safe escapes, what stores load fastest."""

from pathlib import Path

import networkx as nx

from kg.exports.rdf import blocks

FILENAME = "graph.nt"


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write a graph as N-Triples, one subject at a time; the same graph gives the same bytes.

    Args:
        graph: a graph of the contract.
        path: the file to write.

    Raises:
        BadIRIError: the graph's own base can't be one.
    """
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for subject, pairs in blocks(graph):
            file.writelines(f"{subject} {predicate} {value} .\n" for predicate, value in pairs)
