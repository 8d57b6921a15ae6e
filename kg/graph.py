"""The graph of a build for scripts: load it, look names up, ask who uses, extends and compares what."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import orjson

from extractors.schema import EntityType, Role
from kg.errors import AmbiguousNameError, BuildNotFoundError, UnknownNameError
from kg.exports.json import FILENAME
from kg.names import NameIndex
from kg.nodes import EntityNode, Link, Neighbor, PaperNode, Quote, Together
from kg.records import Evidence

if TYPE_CHECKING:
    import rdflib

_ENTITY_TYPES = frozenset(EntityType)
_ROLES = frozenset(Role)


def load(path: str | PathLike[str]) -> "KnowledgeGraph":
    """The graph of a build.

    Args:
        path: the build's folder, or its `graph.json`.

    Raises:
        BuildNotFoundError: there is no `graph.json`, or it holds no graph.
    """
    file = Path(path)
    file = file / FILENAME if file.is_dir() else file
    try:
        data = orjson.loads(file.read_bytes())
        return KnowledgeGraph(nx.node_link_graph(data, directed=True, multigraph=True, edges="edges"))
    except FileNotFoundError:
        raise BuildNotFoundError(f"{path} holds no build: {FILENAME} is missing", _BUILD_FIRST) from None
    except OSError as error:
        raise BuildNotFoundError(f"{file} can't be read: {error.strerror}", _BUILD_FIRST) from error
    except (orjson.JSONDecodeError, nx.NetworkXError, KeyError, TypeError, AttributeError) as error:
        raise BuildNotFoundError(f"{file} holds no graph", _BUILD_FIRST) from error


_BUILD_FIRST = "Make a build first: kg build SOURCE --out FOLDER."


class KnowledgeGraph:
    """Papers, the things that they name, and the links between them.

    A node is named by its id or by any of its names, whatever their case, hyphens and plural. Where a question is
    about one node, a name with several meanings raises an error that lists the ids; a list takes all meanings.

    Attributes:
        nx: the graph itself, a `networkx.MultiDiGraph` of the graph contract.
    """

    def __init__(self, graph: nx.MultiDiGraph):
        self.nx = graph

    def __repr__(self) -> str:
        types = Counter(data["type"] for _, data in self.nx.nodes(data=True))
        entities = sum(types[name] for name in _ENTITY_TYPES)
        return f"KnowledgeGraph({types['paper']} papers, {entities} entities, {self.nx.number_of_edges()} links)"

    def find(self, name: str) -> list[EntityNode | PaperNode]:
        """The nodes that a name may mean.

        Args:
            name: an id, a name or a part of one; the empty text is part of every name.

        Returns:
            Nodes with exactly this name, then those whose name begins with it, then those that hold it; each of
            the three by number of papers.

        Raises:
            UnknownNameError: no name holds this text.
        """
        exact = self._index.exact(name)
        found = list(dict.fromkeys(exact + self._index.containing(name)))
        if not found:
            raise UnknownNameError(name, self._index.nearest(name))
        return [self._node(node) for node in found]

    def papers(
        self,
        *,
        names: str | None = None,
        proposes: str | None = None,
        uses: str | None = None,
        evaluates_on: str | None = None,
        compares_with: str | None = None,
        studies: str | None = None,
        mentions: str | None = None,
        year: int | None = None,
    ) -> list[PaperNode]:
        """The papers of which all that is asked holds.

        Args:
            names: an entity that the paper is linked to by whatever role.
            proposes: an entity that it introduces. This and the other roles are a paper's strongest one for an entity.
            uses: an entity that it builds with.
            evaluates_on: a dataset, benchmark, task or metric that it is tested on.
            compares_with: a baseline or rival.
            studies: a subject that it analyses.
            mentions: an entity that it names in no stronger role.
            year: year of publication.

        Returns:
            Papers, the newest first, those of a year by id. A name with several meanings counts for each of them.

        Raises:
            UnknownNameError: a name that no node has.
        """
        asked = {"proposes": proposes, "uses": uses, "evaluates_on": evaluates_on, "compares_with": compares_with,
                 "studies": studies, "mentions": mentions}  # fmt: skip
        found = {node for node, kind in self.nx.nodes(data="type") if kind == "paper"}
        if names is not None:
            found &= self._linked(names, _ROLES)
        for role, name in asked.items():
            if name is not None:
                found &= self._linked(name, {role})
        papers = [self._paper(node) for node in found]
        return sorted(
            (paper for paper in papers if year is None or paper.year == year),
            key=lambda paper: (-(paper.year or 0), paper.id),
        )

    def neighbors(self, name: str, relation: str | None = None) -> list[Neighbor]:
        """The nodes that are linked to one, in either direction.

        Args:
            name: a node.
            relation: a role or relation; None is every one.

        Returns:
            Outgoing links first, then by number of papers, most first.

        Raises:
            UnknownNameError: no node has the name.
            AmbiguousNameError: several have it.
        """
        node = self._one(name)
        rows = [(key, True, other, data) for _, other, key, data in self.nx.out_edges(node, keys=True, data=True)]
        rows += [(key, False, other, data) for other, _, key, data in self.nx.in_edges(node, keys=True, data=True)]
        found = [
            Neighbor(self._node(other), key, outgoing, data.get("papers", 1), data.get("confidence", 1.0))
            for key, outgoing, other, data in rows
            if relation in (None, key)
        ]
        return sorted(found, key=lambda n: (not n.outgoing, -n.papers, -n.confidence, n.relation, n.node.id))

    def cooccurring(self, name: str) -> list[Together]:
        """The entities that are named in the same papers as one.

        Returns:
            By number of shared papers, most first, then by id.

        Raises:
            UnknownNameError: no node has the name.
            AmbiguousNameError: several have it.
        """
        node = self._one(name)
        papers = {paper for paper in self.nx.predecessors(node) if self._type(paper) == "paper"}
        shared = Counter(
            other
            for paper in papers
            for other in self.nx.successors(paper)
            if other != node and self._type(other) in _ENTITY_TYPES
        )
        return [
            Together(self._entity(other), count)
            for other, count in sorted(shared.items(), key=lambda row: (-row[1], row[0]))
        ]

    def path(self, source: str, target: str) -> list[Link]:
        """A shortest way from one node to another over links between papers and entities, whatever their direction.

        Links between entities are taken before a detour over a paper of the same length, surer ones first.

        Returns:
            The links in order, each as the graph stores it; empty where no way leads there, or both are one node.

        Raises:
            UnknownNameError: no node has a name.
            AmbiguousNameError: several have it.
        """
        start, goal = self._one(source), self._one(target)
        before: dict[str, str | None] = {start: None}
        frontier = [start]
        while frontier and goal not in before:
            reached = []
            for node in frontier:
                for other in self._around(node):
                    if other not in before:
                        before[other] = node
                        reached.append(other)
            frontier = reached
        nodes = []
        step: str | None = goal if goal in before else None
        while step is not None:
            nodes.append(step)
            step = before[step]
        nodes.reverse()
        return [self._link(one, other) for one, other in pairwise(nodes)]

    def evidence(self, source: str, target: str) -> list[Quote]:
        """Why two nodes are linked, in either direction.

        Args:
            source: a paper or an entity.
            target: a paper or an entity.

        Returns:
            Every place that says so, by relation; empty where they are not linked.

        Raises:
            UnknownNameError: no node has a name.
            AmbiguousNameError: several have it.
        """
        one, other = self._one(source), self._one(target)
        rows = [
            (key, data)
            for pair in ((one, other), (other, one))
            for key, data in (self.nx.get_edge_data(*pair) or {}).items()
        ]
        return [Quote(key, Evidence(**piece)) for key, data in rows for piece in data.get("evidence", ())]

    def rdf(self) -> "rdflib.Graph":
        """The graph as RDF, prefixes bound; for large builds query the files instead.

        Raises:
            BadIRIError: the graph's own base can't be one.
        """
        from kg.exports.rdflib_graph import to_rdflib

        return to_rdflib(self.nx)

    @cached_property
    def _index(self) -> NameIndex:
        rows = []
        for node, data in self.nx.nodes(data=True):
            name = data["title"] if data["type"] == "paper" else data["name"]
            rows.append((-data.get("papers", 0), node, name, data.get("aliases", ())))
        return NameIndex(row[1:] for row in sorted(rows, key=lambda row: row[:2]))

    def _type(self, node: str) -> str:
        return self.nx.nodes[node]["type"]

    def _exact(self, name: str) -> list[str]:
        nodes = self._index.exact(name)
        if not nodes:
            raise UnknownNameError(name, self._index.nearest(name))
        return nodes

    def _one(self, name: str) -> str:
        nodes = self._exact(name)
        # The one meaning that the graph is sure of, before a paper of that title or an undecided use of the name.
        entities = [node for node in nodes if self._type(node) in _ENTITY_TYPES] or nodes
        sure = [node for node in entities if not self.nx.nodes[node].get("ambiguous")] or entities
        if len(sure) > 1:
            raise AmbiguousNameError(name, sure)
        return sure[0]

    def _linked(self, name: str, roles: Iterable[str]) -> set[str]:
        return {
            paper for node in self._exact(name) for paper, _, role in self.nx.in_edges(node, keys=True) if role in roles
        }

    def _around(self, node: str) -> list[str]:
        """Neighbors over evidence-bearing links, entities before papers, surest first."""
        best: dict[str, float] = {}
        for edges in (self.nx.out_edges(node, data=True), self.nx.in_edges(node, data=True)):
            for source, target, data in edges:
                if "evidence" in data:
                    other = target if source == node else source
                    best[other] = max(best.get(other, 0.0), data["confidence"])
        return sorted(best, key=lambda other: (self._type(other) == "paper", -best[other], other))

    def _link(self, one: str, other: str) -> Link:
        rows = [
            (-data["confidence"], source, target, key, data)
            for source, target in ((one, other), (other, one))
            for key, data in (self.nx.get_edge_data(source, target) or {}).items()
            if "evidence" in data
        ]
        _, source, target, key, data = min(rows, key=lambda row: row[:4])
        return Link(self._node(source), key, self._node(target), data["papers"], data["confidence"])

    def _node(self, node: str) -> EntityNode | PaperNode:
        return self._paper(node) if self._type(node) == "paper" else self._entity(node)

    def _paper(self, node: str) -> PaperNode:
        data = self.nx.nodes[node]
        return PaperNode(node, data["title"], data.get("year"))

    def _entity(self, node: str) -> EntityNode:
        data = self.nx.nodes[node]
        papers = data.get("papers", self.nx.in_degree(node))
        return EntityNode(
            node, data["type"], data["name"], papers, tuple(data.get("aliases", ())), data.get("ambiguous", False)
        )
