"""The triples of a graph, one subject after the other, as N-Triples terms: what both RDF writers write.

A link is said twice: as one direct triple, easy to query, and as one evidence node for each place that states
it, which names subject, predicate and object (RDF reification) beside the sentence and the offsets.
"""

from collections.abc import Iterator
from typing import Any

import networkx as nx

from extractors.schema import RELATION_RULES, EntityType, Relation, Role
from kg.iris import DEFAULT_BASE, NODE_TYPES, ONTOLOGY, VOCABULARIES, check_base, evidence_iri, node_iri, web_iri
from kg.literals import decimal, literal, moment, typed, year

Pair = tuple[str, str]
Block = tuple[str, list[Pair]]


def _term(curie: str) -> str:
    prefix, local = curie.split(":")
    return f"<{VOCABULARIES[prefix]}{local}>"


_PREDICATES = {name: _term(f"kg:{name}") for name in (*Role, *Relation)} | {
    "written_by": _term("dcterms:creator"),
    "published_in": _term("dcterms:isPartOf"),
    "cites": _term("cito:cites"),
}
_SYMMETRIC = frozenset(name for name in Relation if RELATION_RULES[name].symmetric)
_CLASSES = {
    "paper": ("kg:Paper", "fabio:ResearchPaper", "schema:ScholarlyArticle"),
    "author": ("kg:Author", "foaf:Person"),
    "venue": ("kg:Venue", "schema:CreativeWorkSeries"),
    **{name: (f"kg:{name.capitalize()}", "skos:Concept") for name in EntityType},
}
_TYPES = {name: [(_term("rdf:type"), _term(curie)) for curie in curies] for name, curies in _CLASSES.items()}
_EVIDENCE = (_term("rdf:type"), _term("kg:Evidence"))
_READING_ORDER = (
    *map(_term, ("skos:prefLabel", "skos:altLabel", "dcterms:title")),
    *(_PREDICATES[name] for name in ("written_by", "published_in")),
    *map(_term, ("dcterms:issued", "fabio:hasPublicationYear", "dcterms:identifier", "schema:url", "schema:sameAs")),
    *(_PREDICATES[name] for name in (*Role, *Relation, "cites")),
    _term("dcterms:abstract"),
)
_RANK = {predicate: rank for rank, predicate in enumerate(_READING_ORDER)}


def base_of(graph: nx.MultiDiGraph) -> str:
    """The base IRI of a graph: its own, `graph.graph["base"]`, or the project's.

    Raises:
        BadIRIError: the graph's own base is no absolute http(s) IRI that ends in `/` or `#`.
    """
    return check_base(graph.graph.get("base") or DEFAULT_BASE)


def blocks(graph: nx.MultiDiGraph) -> Iterator[Block]:
    """Every subject once, with its predicates and objects, made one at a time.

    Args:
        graph: a graph of the contract.

    Returns:
        Subjects: the data set, then papers, entities by type, authors and venues, each in the order of their
        ids and followed by the evidence of its links; predicates in reading order, objects in code-point order.

    Raises:
        BadIRIError: the graph's own base is no absolute http(s) IRI that ends in `/` or `#`.
    """
    base = base_of(graph)
    iris = {node: f"<{node_iri(node, base)}>" for node in graph}
    yield _dataset_block(base)
    for node in sorted(graph, key=lambda node: (NODE_TYPES.index(graph.nodes[node]["type"]), node)):
        data = graph.nodes[node]
        pairs = {*_metadata(data), *_links(graph, node, iris)}
        yield iris[node], _TYPES[data["type"]] + sorted(pairs, key=lambda pair: (_RANK[pair[0]], pair[1]))
        yield from sorted(_evidence(graph, node, iris, base).items())


def _dataset_block(base: str) -> Block:
    about = [
        ("rdf:type", _term("void:Dataset")),
        ("void:uriSpace", literal(base)),
        ("void:vocabulary", f"<{ONTOLOGY}>"),
    ]
    return f"<{base}>", [(_term(curie), value) for curie, value in about]


def _metadata(data: dict[str, Any]) -> Iterator[Pair]:
    if data["type"] != "paper":
        yield _term("skos:prefLabel"), literal(data["name"])
        for alias in data.get("aliases", ()):
            yield _term("skos:altLabel"), literal(alias)
        return
    yield _term("dcterms:title"), literal(data["title"])
    yield _term("dcterms:identifier"), literal(data["source_id"])
    if data.get("abstract"):
        yield _term("dcterms:abstract"), literal(data["abstract"])
    yield from _dates(data)
    yield from _addresses(data)


def _dates(data: dict[str, Any]) -> Iterator[Pair]:
    published = data.get("year")
    if published is not None and 0 < published < 10_000:
        yield _term("fabio:hasPublicationYear"), year(published)
        if not data.get("date"):
            yield _term("dcterms:issued"), year(published)
    if data.get("date"):
        yield _term("dcterms:issued"), moment(data["date"])


def _addresses(data: dict[str, Any]) -> Iterator[Pair]:
    if url := data.get("url"):
        iri = web_iri(url)
        yield _term("schema:url"), f"<{iri}>" if iri else literal(url)
    for field, scheme, resolver in (
        ("doi", "doi", "https://doi.org/"),
        ("arxiv_id", "arxiv", "https://arxiv.org/abs/"),
    ):
        if value := data.get(field):
            yield _term("dcterms:identifier"), literal(f"{scheme}:{value}")
            yield _term("schema:sameAs"), f"<{web_iri(resolver + value)}>"


def _links(graph: nx.MultiDiGraph, node: str, iris: dict[str, str]) -> Iterator[Pair]:
    for _, other, relation in graph.out_edges(node, data="relation"):
        yield _PREDICATES[relation], iris[other]
    for other, _, relation in graph.in_edges(node, data="relation"):
        if relation in _SYMMETRIC:
            yield _PREDICATES[relation], iris[other]


def _evidence(graph: nx.MultiDiGraph, node: str, iris: dict[str, str], base: str) -> dict[str, list[Pair]]:
    found = {}
    for _, other, edge in graph.out_edges(node, data=True):
        predicate = _PREDICATES[edge["relation"]]
        for item in edge.get("evidence", ()):
            iri = evidence_iri((node, edge["relation"], other), item, base)
            described = {
                "rdf:subject": iris[node],
                "rdf:predicate": predicate,
                "rdf:object": iris[other],
                "kg:paper": iris[item["paper"]],
                "kg:field": literal(item["field"]),
                "kg:start": typed(str(item["start"]), "integer"),
                "kg:end": typed(str(item["end"]), "integer"),
                "kg:text": literal(item["text"]),
                "kg:sentence": literal(item["sentence"]),
                "kg:extractor": literal(item["extractor"]),
                "kg:confidence": decimal(edge["confidence"]),
            }
            found[f"<{iri}>"] = [_EVIDENCE, *((_term(curie), value) for curie, value in described.items())]
    return found
