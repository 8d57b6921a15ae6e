"""The graph contract as a check: what every `graph.json` must be for those who read it."""

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.schema import RELATION_RULES, EntityType, Relation, Role, allowed

_ENTITY_TYPES = frozenset(EntityType)
_ROLES = frozenset(Role)
_RELATIONS = frozenset(Relation)
_METADATA = {
    ("paper", "author"): "written_by",
    ("paper", "venue"): "published_in",
    ("paper", "paper"): "cites",
}
_NODE_FIELDS: dict[str, dict[str, type]] = {
    "paper": {"source_id": str, "title": str},
    "author": {"name": str},
    "venue": {"name": str},
    **{kind: {"name": str, "aliases": list, "papers": int} for kind in EntityType},
}
_PAPER_OPTIONS: dict[str, type] = {
    **dict.fromkeys(("abstract", "date", "venue", "url", "arxiv_id", "doi"), str),
    "year": int,
    "authors": list,
}
_EVIDENCE_FIELDS: dict[str, type] = {
    **dict.fromkeys(("paper", "field", "text", "sentence", "extractor"), str),
    "start": int,
    "end": int,
}

Row = Mapping[str, Any]


def violations(graph: Row) -> list[str]:
    """Where a graph breaks the contract, a message each; an empty list when it holds.

    Args:
        graph: NetworkX node-link data, as `graph.json` holds it.

    >>> violations({"directed": True, "multigraph": True, "nodes": [{"id": "task:x", "type": "task"}], "edges": []})
    ["task:x: no field 'name'", "task:x: no field 'aliases'", "task:x: no field 'papers'"]
    """
    return list(_violations(graph))


def _violations(graph: Row) -> Iterator[str]:
    if not (graph.get("directed") is True and graph.get("multigraph") is True):
        yield "the graph is not a directed multigraph"
    nodes: dict[str, Row] = {}
    for node in graph["nodes"]:
        if node["id"] in nodes:
            yield f"{node['id']}: the id stands twice"
        nodes[node["id"]] = node
    broken = False
    for node in nodes.values():
        for message in _node(node):
            broken = True
            yield message
    # Edges are checked against the fields of their ends, so these must be there.
    if not broken:
        yield from _edges(graph["edges"], nodes)
        yield from _paper_counts(graph["edges"], nodes)
    yield from _order("nodes", [(node["id"],) for node in graph["nodes"]])
    yield from _order("edges", [(edge["source"], edge["target"], edge["key"]) for edge in graph["edges"]])


def _order(name: str, keys: list[tuple[str, ...]]) -> Iterator[str]:
    if keys != sorted(keys):
        yield f"the {name} are not in order"


def _fields(place: str, row: Row, fields: Mapping[str, type], required: bool = True) -> Iterator[str]:
    for name, kind in fields.items():
        if name not in row:
            if required:
                yield f"{place}: no field {name!r}"
        elif not isinstance(row[name], kind) or (kind is int and isinstance(row[name], bool)):
            yield f"{place}: {name} is {row[name]!r}, not of type {kind.__name__}"
        elif kind is list and not all(isinstance(item, str) for item in row[name]):
            yield f"{place}: {name} holds what is not text"
        elif kind is list and len(set(row[name])) < len(row[name]):
            yield f"{place}: {name} holds something twice"


def _node(node: Row) -> Iterator[str]:
    id, kind = node["id"], node.get("type")
    if kind not in _NODE_FIELDS:
        yield f"{id}: the type {kind!r} is unknown"
        return
    if not id.startswith(f"{kind}:") or id == f"{kind}:":
        yield f"{id}: the id is not {kind}:<something>"
    yield from _fields(id, node, _NODE_FIELDS[kind])
    if kind == "paper":
        yield from _fields(id, node, _PAPER_OPTIONS, required=False)
        if id != f"paper:{node.get('source_id')}":
            yield f"{id}: the id is not paper:<source_id>"
    elif node.get("name") == "":
        yield f"{id}: the name is empty"
    if kind in _ENTITY_TYPES and node.get("name") in node.get("aliases", []):
        yield f"{id}: the name is among its aliases"


def _edges(edges: list[Row], nodes: Mapping[str, Row]) -> Iterator[str]:
    seen: set[tuple[str, str, str]] = set()
    roles: dict[tuple[str, str], str] = {}
    for edge in edges:
        source, target, key = edge["source"], edge["target"], edge["key"]
        place = f"{source} -{key}-> {target}"
        if source not in nodes or target not in nodes:
            yield f"{place}: an end is missing"
            continue
        if (source, target, key) in seen:
            yield f"{place}: the edge stands twice"
        seen.add((source, target, key))
        if key in RELATION_RULES and RELATION_RULES[Relation(key)].symmetric and (target, source, key) in seen:
            yield f"{place}: a symmetric relation is stored in both directions"
        if key in _ROLES and roles.setdefault((source, target), key) != key:
            yield f"{place}: the paper has another role for it, {roles[source, target]}"
        yield from _edge(place, edge, nodes)


def _edge(place: str, edge: Row, nodes: Mapping[str, Row]) -> Iterator[str]:
    source, target, key = edge["source"], edge["target"], edge["key"]
    ends = nodes[source]["type"], nodes[target]["type"]
    if edge.get("relation", key) != key:
        yield f"{place}: the key is not the relation {edge['relation']!r}"
    if source == target:
        yield f"{place}: the edge ends where it begins"
    if ends in _METADATA:
        if key != _METADATA[ends]:
            yield f"{place}: {ends[0]} and {ends[1]} are joined by {_METADATA[ends]} alone"
        return
    if ends[1] not in _ENTITY_TYPES or ends[0] not in {"paper", *_ENTITY_TYPES}:
        yield f"{place}: nothing joins {ends[0]} and {ends[1]}"
        return
    if ends[0] == "paper":
        known = key in _ROLES
    else:
        known = key in _RELATIONS and allowed(EntityType(ends[0]), Relation(key), EntityType(ends[1]))
    if not known:
        yield f"{place}: {key} does not join {ends[0]} and {ends[1]}"
    yield from _support(place, edge, nodes)


def _support(place: str, edge: Row, nodes: Mapping[str, Row]) -> Iterator[str]:
    confidence = edge.get("confidence")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        yield f"{place}: the confidence is {confidence!r}, not in (0, 1]"
    evidence = edge.get("evidence")
    if not isinstance(evidence, list) or not evidence:
        yield f"{place}: no evidence"
        return
    for piece in evidence:
        yield from _evidence(place, piece, edge["source"], nodes)
    papers = {piece.get("paper") for piece in evidence}
    if edge.get("papers") != len(papers):
        yield f"{place}: papers is {edge.get('papers')!r}, the evidence is from {len(papers)}"


def _evidence(place: str, piece: Row, source: str, nodes: Mapping[str, Row]) -> Iterator[str]:
    if broken := list(_fields(place, piece, _EVIDENCE_FIELDS)):
        yield from broken
        return
    paper = nodes.get(piece["paper"])
    if paper is None or paper["type"] != "paper" or piece["field"] not in ("title", "abstract"):
        yield f"{place}: evidence from {piece['paper']!r}, {piece['field']!r}, which is no text of a paper"
        return
    if nodes[source]["type"] == "paper" and piece["paper"] != source:
        yield f"{place}: evidence from another paper, {piece['paper']}"
    text = paper.get(piece["field"], "")
    if not 0 <= piece["start"] < piece["end"] <= len(text):
        yield f"{place}: offsets {piece['start']}:{piece['end']} in a text of {len(text)} characters"
    elif text[piece["start"] : piece["end"]] != piece["text"]:
        yield f"{place}: {piece['text']!r} does not stand at {piece['start']}:{piece['end']} of the {piece['field']}"
    if piece["sentence"] not in text or piece["text"] not in piece["sentence"]:
        yield f"{place}: the sentence {piece['sentence']!r} is not around {piece['text']!r}"
    if not piece["extractor"]:
        yield f"{place}: nobody is named as the extractor"


def _paper_counts(edges: list[Row], nodes: Mapping[str, Row]) -> Iterator[str]:
    papers: dict[str, set[str]] = {id: set() for id, node in nodes.items() if node["type"] in _ENTITY_TYPES}
    for edge in edges:
        if edge["key"] in _ROLES and edge["target"] in papers:
            papers[edge["target"]].add(edge["source"])
    for id, linked in papers.items():
        if nodes[id]["papers"] != len(linked):
            yield f"{id}: papers is {nodes[id]['papers']}, {len(linked)} are linked to it"
