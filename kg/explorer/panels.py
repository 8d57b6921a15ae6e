"""What the panels of the page say, as plain data: records, links and their evidence, each text stored once."""

from typing import Any

import networkx as nx

from extractors.schema import RELATION_RULES, EntityType, Relation, Role
from kg.explorer.selection import TOGETHER, Selection

SENTENCES_A_LINK = 6
MORE_NAMES = 40

# How a link reads from its object; from its subject it reads as the schema says.
_BACKWARDS: dict[Relation, str] = {
    Relation.EXTENDS: "is extended by",
    Relation.PART_OF: "has as its part",
    Relation.IS_A: "has as a kind",
    Relation.SUBTASK_OF: "has as a subtask",
    Relation.COMPARED_WITH: "is compared with",
    Relation.EVALUATED_ON: "is used to evaluate",
    Relation.BENCHMARK_FOR: "has as a benchmark",
    Relation.APPLIED_TO: "is approached with",
    Relation.MEASURED_BY: "measures",
    Relation.TRAINED_ON: "is used to train",
}
_OF_PAPERS: dict[Role, tuple[str, str]] = {
    Role.PROPOSES: ("proposes", "proposed in"),
    Role.USES: ("uses", "used in"),
    Role.EVALUATES_ON: ("evaluates on", "used for evaluation in"),
    Role.COMPARES_WITH: ("compares with", "baseline or rival in"),
    Role.STUDIES: ("studies", "studied in"),
    Role.MENTIONS: ("mentions", "mentioned in"),
}
WORDING: dict[str, tuple[str, str]] = {
    **_OF_PAPERS,
    **{relation: (rule.phrase, _BACKWARDS[relation]) for relation, rule in RELATION_RULES.items()},
    TOGETHER: ("is named together with", "is named together with"),
}


def panels(graph: nx.MultiDiGraph, selection: Selection) -> dict[str, Any]:
    """All that the page tells about the selection.

    Args:
        graph: a graph of the contract.
        selection: what the page shows of it.

    Returns:
        `records`, drawn ones first, in the order of `selection.drawn()`; `links` between them, strongest
        first, by record number; `sentences`, which the evidence of links points into; and the wording.
    """
    order = selection.entities + selection.papers
    number = {node: n for n, node in enumerate(order)}
    sentences: dict[str, int] = {}
    links = []
    for link in selection.links:
        evidence = [] if link.relation == TOGETHER else graph.edges[link.source, link.target, link.relation]["evidence"]
        known = [item for item in evidence if item["paper"] in number]
        rows = [
            [number[item["paper"]], sentences.setdefault(item["sentence"], len(sentences)), *_mark(graph, item)]
            for item in known[:SENTENCES_A_LINK]
        ]
        ends = [number[link.source], number[link.target]]
        links.append([*ends, str(link.relation), link.papers, len(evidence), rows])
    records = [_entity(graph, node) for node in selection.entities]
    records += [_paper(graph, node, number) for node in selection.papers]
    return {
        "totals": selection.totals,
        "drawn": len(selection.drawn()),
        "papersDrawn": selection.papers_drawn,
        "types": [*EntityType, "paper"],
        "wording": WORDING,
        "records": records,
        "links": links,
        "sentences": list(sentences),
    }


def _mark(graph: nx.MultiDiGraph, item: dict[str, Any]) -> tuple[int, int]:
    """Where the evidence stands in its sentence, in code points; (0, 0) where it does not."""
    sentence, text = item["sentence"], item["text"]
    source = graph.nodes[item["paper"]].get(item["field"]) or ""
    begin = source.find(sentence, max(0, item["end"] - len(sentence)), item["start"] + len(sentence))
    start = item["start"] - begin if begin >= 0 else sentence.find(text)
    return (start, start + len(text)) if sentence[max(0, start) :].startswith(text) and start >= 0 else (0, 0)


def _entity(graph: nx.MultiDiGraph, node: str) -> dict[str, Any]:
    data = graph.nodes[node]
    return {
        "id": node,
        "type": data["type"],
        "name": data["name"],
        "aliases": data["aliases"],
        "papers": data["papers"],
    }


def _paper(graph: nx.MultiDiGraph, node: str, number: dict[str, int]) -> dict[str, Any]:
    data = graph.nodes[node]
    record = {"id": node, "type": "paper", "name": data["title"]}
    record |= {key: data[key] for key in ("abstract", "year", "date", "authors", "venue", "url") if data.get(key)}
    marks, more = [], []
    for _, target, relation, link in graph.out_edges(node, keys=True, data=True):
        if target in number and "evidence" in link:
            own = (item for item in link["evidence"] if item["paper"] == node)
            marks += [[item["field"], item["start"], item["end"], number[target]] for item in own]
        elif relation in WORDING:
            more.append([relation, graph.nodes[target]["name"]])
    return record | {"marks": sorted(marks), "more": sorted(more)[:MORE_NAMES]}
