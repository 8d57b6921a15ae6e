"""The graph contract: `check_contract` holds every build of the tests to it, and the check itself sees each fault."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import networkx as nx
import pytest

from kg.contract import violations
from kg.records import Paper


def check_contract(graph_json: Path, papers: Iterable[Paper]) -> None:
    """Assert that a build's graph obeys the contract and holds the texts of these papers, and no other paper."""
    data = json.loads(graph_json.read_bytes())
    assert violations(data) == []
    built = {node["source_id"]: node for node in data["nodes"] if node["type"] == "paper"}
    given = {paper.id: paper for paper in papers}
    assert built.keys() == given.keys()
    for id, paper in given.items():
        assert (built[id]["title"], built[id].get("abstract", "")) == (paper.title, paper.abstract)


@pytest.fixture
def rows(toy_graph) -> dict:
    data = json.loads(json.dumps(nx.node_link_data(toy_graph, edges="edges")))
    data["nodes"].sort(key=lambda node: node["id"])
    data["edges"].sort(key=lambda edge: (edge["source"], edge["target"], edge["key"]))
    return data


def node(rows: dict, id: str) -> dict:
    return next(row for row in rows["nodes"] if row["id"] == id)


def edge(rows: dict, key: str) -> dict:
    return next(row for row in rows["edges"] if row["key"] == key)


def change_node(id: str, **fields) -> Callable[[dict], None]:
    return lambda rows: node(rows, id).update(fields)


def change_edge(key: str, **fields) -> Callable[[dict], None]:
    return lambda rows: edge(rows, key).update(fields)


def change_evidence(key: str, **fields) -> Callable[[dict], None]:
    return lambda rows: edge(rows, key)["evidence"][0].update(fields)


def add_edge(source: str, target: str, key: str) -> Callable[[dict], None]:
    return lambda rows: rows["edges"].append(edge(rows, "proposes") | {"source": source, "target": target, "key": key})


GRPO, DPO = "method:group-relative-policy-optimization", "method:direct-preference-optimization"

FAULTS = {
    "not directed": (lambda rows: rows.update(directed=False), "not a directed multigraph"),
    "node twice": (lambda rows: rows["nodes"].append(node(rows, "benchmark:math")), "the id stands twice"),
    "nodes out of order": (lambda rows: rows["nodes"].reverse(), "the nodes are not in order"),
    "edges out of order": (lambda rows: rows["edges"].reverse(), "the edges are not in order"),
    "unknown type": (change_node("benchmark:math", type="theorem"), "the type 'theorem' is unknown"),
    "id of another type": (change_node("benchmark:math", type="dataset"), "the id is not dataset:<something>"),
    "no name": (lambda rows: node(rows, "benchmark:math").pop("name"), "no field 'name'"),
    "empty name": (change_node("benchmark:math", name=""), "the name is empty"),
    "name of a wrong type": (change_node("venue:iclr", name=7), "name is 7, not of type str"),
    "alias is the name": (change_node("benchmark:math", aliases=["MATH"]), "the name is among its aliases"),
    "alias twice": (change_node("benchmark:math", aliases=["x", "x"]), "aliases holds something twice"),
    "alias is no text": (change_node("benchmark:math", aliases=[1]), "aliases holds what is not text"),
    "year is text": (change_node("paper:a1", year="2024"), "year is '2024', not of type int"),
    "year is a truth value": (change_node("paper:a1", year=True), "year is True, not of type int"),
    "another source id": (change_node("paper:a1", source_id="a9"), "the id is not paper:<source_id>"),
    "wrong count of papers": (change_node("benchmark:math", papers=7), "papers is 7, 2 are linked to it"),
    "dangling end": (change_edge("proposes", target="method:nowhere"), "an end is missing"),
    "edge twice": (lambda rows: rows["edges"].append(edge(rows, "proposes")), "the edge stands twice"),
    "key is not the relation": (change_edge("proposes", relation="uses"), "the key is not the relation 'uses'"),
    "two roles": (add_edge("paper:a1", GRPO, "uses"), "the paper has another role for it, proposes"),
    "stored in both directions": (add_edge(GRPO, DPO, "compared_with"), "stored in both directions"),
    "loop": (add_edge(GRPO, GRPO, "extends"), "the edge ends where it begins"),
    "role between entities": (add_edge(GRPO, DPO, "uses"), "uses does not join method and method"),
    "relation from a paper": (add_edge("paper:a1", DPO, "extends"), "extends does not join paper and method"),
    "domain": (add_edge("benchmark:math", DPO, "extends"), "extends does not join benchmark and method"),
    "author of an entity": (add_edge(GRPO, "author:ada-lovelace", "written_by"), "nothing joins method and author"),
    "role for an author": (add_edge("paper:a1", "author:ada-lovelace", "uses"), "joined by written_by alone"),
    "no evidence": (change_edge("extends", evidence=[]), "no evidence"),
    "confidence of zero": (change_edge("extends", confidence=0), "the confidence is 0, not in (0, 1]"),
    "confidence above one": (change_edge("extends", confidence=1.1), "the confidence is 1.1, not in (0, 1]"),
    "confidence is a truth value": (change_edge("extends", confidence=True), "the confidence is True"),
    "count of evidence": (change_edge("extends", papers=2), "papers is 2, the evidence is from 1"),
    "evidence without a field": (
        lambda rows: edge(rows, "extends")["evidence"][0].pop("sentence"),
        "no field 'sentence'",
    ),
    "offsets shifted": (change_evidence("proposes", start=12, end=16), "'GRPO' does not stand at 12:16"),
    "offsets outside": (change_evidence("proposes", end=1000), "offsets 11:1000 in a text of"),
    "offset is text": (change_evidence("proposes", start="11"), "start is '11', not of type int"),
    "field of no paper": (change_evidence("proposes", field="body"), "which is no text of a paper"),
    "evidence from an entity": (change_evidence("extends", paper=GRPO), "which is no text of a paper"),
    "evidence from another paper": (change_evidence("proposes", paper="paper:a2"), "evidence from another paper"),
    "sentence elsewhere": (change_evidence("proposes", sentence="GRPO is fine."), "is not around 'GRPO'"),
    "no extractor": (change_evidence("proposes", extractor=""), "nobody is named as the extractor"),
}


def test_toy_graph_obeys_the_contract(rows):
    assert violations(rows) == []


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_seen(name, rows):
    spoil, message = FAULTS[name]
    spoil(rows)
    assert any(message in violation for violation in violations(rows)), violations(rows)
