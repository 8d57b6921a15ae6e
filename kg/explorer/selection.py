"""Which part of a graph the page shows: all of a small one, the most linked part of a large one."""

import heapq
from collections import Counter
from dataclasses import dataclass
from itertools import combinations, zip_longest

import networkx as nx

from extractors.schema import EntityType, Relation, Role

# Beyond these numbers a picture says less, not more: labels no longer fit on a screen.
MAX_ENTITIES = 500
MAX_PAPERS_DRAWN = 120
MAX_LINKS = 2_500
# Bounds the size of the page: about 2 kB a paper, with its abstract and sentences.
MAX_PAPERS = 1_200
PARTNERS = 3

TOGETHER = "together"
_TYPES = frozenset(EntityType)
_LINKS = frozenset(Role) | frozenset(Relation)


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two things that the page shows.

    Attributes:
        source: id of the node that it starts from.
        target: id of the node that it ends at.
        relation: a role, a relation, or `together` for two entities that the same papers name.
        papers: how many papers support it.
        confidence: in (0, 1].
    """

    source: str
    target: str
    relation: str
    papers: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What the page shows.

    Attributes:
        entities: drawn entities, most linked first.
        papers: papers that have a panel, in the order of the graph.
        papers_drawn: whether these papers are nodes of the picture too.
        links: links between any of these, strongest first.
        degrees: how many links each node of the whole graph has; 0 is left out.
        totals: papers, entities and links of the whole graph.
    """

    entities: list[str]
    papers: list[str]
    papers_drawn: bool
    links: list[Link]
    degrees: Counter[str]
    totals: dict[str, int]

    def drawn(self) -> list[str]:
        """Ids of the nodes in the picture, entities first."""
        return self.entities + (self.papers if self.papers_drawn else [])

    def lines(self) -> list[Link]:
        """The links in the picture, strongest first."""
        nodes = set(self.drawn())
        return [link for link in self.links if link.source in nodes and link.target in nodes][:MAX_LINKS]


def select(graph: nx.MultiDiGraph) -> Selection:
    """The part of the graph that the page shows.

    Args:
        graph: a graph of the contract.

    Returns:
        All of it up to 500 entities and 120 papers; otherwise the most linked entities, their strongest
        links, and as many of their papers as the page can hold. The same graph gives the same selection.
    """
    types = dict(graph.nodes(data="type"))
    degrees: Counter[str] = Counter()
    links = 0
    for source, target, relation in graph.edges(keys=True):
        if relation in _LINKS:
            links += 1
            degrees[source] += 1
            degrees[target] += 1
    everything = [node for node, type_ in types.items() if type_ in _TYPES]
    papers = [node for node, type_ in types.items() if type_ == "paper"]
    totals = {"papers": len(papers), "entities": len(everything), "links": links}
    entities = heapq.nsmallest(MAX_ENTITIES, everything, key=lambda node: (-degrees[node], node))
    papers_drawn = len(papers) <= MAX_PAPERS_DRAWN
    if len(papers) > MAX_PAPERS:
        papers = _papers_of(graph, entities)
    between = _strongest(graph, [*papers, *entities])
    if not papers_drawn:
        between += _together(graph, entities)
    return Selection(entities, papers, papers_drawn, between, degrees, totals)


def _papers_of(graph: nx.MultiDiGraph, entities: list[str]) -> list[str]:
    """The surest papers of every entity in turn, until the page is full."""

    def best(entity: str) -> list[str]:
        ranked = (
            (-data["confidence"], -(graph.nodes[paper].get("year") or 0), paper)
            for paper, _, data in graph.in_edges(entity, data=True)
            if graph.nodes[paper]["type"] == "paper"
        )
        return [paper for _, _, paper in heapq.nsmallest(MAX_PAPERS // 20, ranked)]

    chosen: dict[str, None] = {}
    for row in zip_longest(*map(best, entities)):
        for paper in row:
            if paper is not None and len(chosen) < MAX_PAPERS:
                chosen[paper] = None
    return [node for node in graph if node in chosen]


def _strongest(graph: nx.MultiDiGraph, nodes: list[str]) -> list[Link]:
    """The links among the nodes, strongest first."""
    kept = set(nodes)
    links = (
        Link(source, target, relation, data["papers"], data["confidence"])
        for source in nodes
        for _, target, relation, data in graph.out_edges(source, keys=True, data=True)
        if target in kept and relation in _LINKS
    )
    return sorted(links, key=lambda link: (-link.papers, -link.confidence, link.source, link.target, link.relation))


def _together(graph: nx.MultiDiGraph, entities: list[str]) -> list[Link]:
    """For each entity the ones that share most papers with it, against how many each has (cosine)."""
    kept = set(entities)
    pairs: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for paper, type_ in graph.nodes(data="type"):
        if type_ == "paper":
            named = sorted(kept.intersection(graph.successors(paper)))
            alone.update(named)
            pairs.update(combinations(named, 2))
    partners: dict[str, list[tuple[float, int, str, str]]] = {node: [] for node in entities}
    for (one, other), count in pairs.items():
        if count > 1:
            row = (-count / (alone[one] * alone[other]) ** 0.5, -count, one, other)
            partners[one].append(row)
            partners[other].append(row)
    best = {row for rows in partners.values() for row in heapq.nsmallest(PARTNERS, rows)}
    return [Link(one, other, TOGETHER, -count, min(1.0, -score)) for score, count, one, other in sorted(best)]
