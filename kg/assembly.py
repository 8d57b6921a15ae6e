"""Papers, statements and entities put together: the graph of the contract, every link with its evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import networkx as nx

from extractors.records import Mention, Span, Statement
from extractors.schema import RELATION_RULES, Relation, Role, allowed
from kg.confidence import combine
from kg.linking import Linking
from kg.linking.ids import slug
from kg.records import Entity, Extraction, Paper

_STRENGTH = {role: rank for rank, role in enumerate(Role)}
_OPTIONAL = ("abstract", "year", "date", "venue", "url", "arxiv_id", "doi")

Evidence = dict[str, Any]
Link = tuple[str, str, Relation]


def assemble(extractions: Sequence[Extraction], linking: Linking, base: str | None = None) -> nx.MultiDiGraph:
    """The graph of a collection.

    Args:
        extractions: one for each paper, in any order.
        linking: the entities of these extractions.
        base: what the IRIs of the RDF exports begin with; None leaves it to them.

    Returns:
        A graph of the contract, nodes in the order of their ids and edges in that of source, target and key; the
        order of the extractions changes nothing.
    """
    graph = nx.MultiDiGraph()
    if base is not None:
        graph.graph["base"] = base
    ordered = sorted(extractions, key=lambda extraction: extraction.paper.id)
    names = _Names(extraction.paper for extraction in ordered)
    nodes = {f"paper:{extraction.paper.id}": _paper_fields(extraction.paper) for extraction in ordered}
    nodes |= {entity.id: _entity_fields(entity) for entity in linking.entities} | names.nodes()
    for node in sorted(nodes):
        graph.add_node(node, **nodes[node])
    types = {entity.id: entity.type for entity in linking.entities}
    relations: dict[Link, list[tuple[Evidence, float]]] = defaultdict(list)
    for extraction in ordered:
        reader = _PaperReader(extraction, linking)
        edges = [*reader.role_edges(), *names.edges(extraction.paper)]
        for target, relation, data in sorted(edges, key=lambda edge: edge[:2]):
            graph.add_edge(reader.node, target, relation, relation=relation, **data)
            if "evidence" in data:
                graph.nodes[target]["papers"] += 1
        for (subject, relation, object), evidence, confidence in reader.relations():
            if allowed(types[subject], relation, types[object]):
                relations[subject, object, relation].append((evidence, confidence))
    for subject, object, relation in sorted(relations):
        data = _relation_fields(relations[subject, object, relation])
        graph.add_edge(subject, object, str(relation), relation=str(relation), **data)
    return graph


def _paper_fields(paper: Paper) -> dict[str, Any]:
    fields: dict[str, Any] = {"type": "paper", "source_id": paper.id, "title": paper.title}
    fields |= {name: value for name in _OPTIONAL if (value := getattr(paper, name)) not in (None, "")}
    if paper.authors:
        fields["authors"] = list(dict.fromkeys(paper.authors))
    return fields


def _entity_fields(entity: Entity) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "type": str(entity.type),
        "name": entity.name,
        "aliases": list(entity.aliases),
        "papers": 0,
        "type_votes": {str(entity_type): count for entity_type, count in entity.type_votes},
    }
    return fields | {"ambiguous": True} if entity.ambiguous else fields


def _relation_fields(support: list[tuple[Evidence, float]]) -> dict[str, Any]:
    return {
        "evidence": [evidence for evidence, _ in support],
        "confidence": combine((evidence["extractor"], confidence) for evidence, confidence in support),
        "papers": len({evidence["paper"] for evidence, _ in support}),
    }


class _PaperReader:
    """The links of one paper; its sentences are cut once and shared."""

    def __init__(self, extraction: Extraction, linking: Linking):
        self.node = f"paper:{extraction.paper.id}"
        self._extraction = extraction
        self._linking = linking
        self._texts: dict[Span, str] = {}

    def role_edges(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Entity, strongest role and fields of each link to an entity."""
        mentions: dict[str, list[Mention]] = defaultdict(list)
        said: dict[str, list[Statement]] = defaultdict(list)
        for mention in self._extraction.mentions:
            mentions[self._entity(mention)].append(mention)
        for statement in self._extraction.statements:
            if statement.subject is None:
                said[self._entity(statement.object)].append(statement)
        for entity, named in mentions.items():
            role = min((Role(s.relation) for s in said[entity]), key=_STRENGTH.__getitem__, default=Role.MENTIONS)
            of_role = [(s.extractor, s.confidence) for s in said[entity] if s.relation == role]
            sure = combine((mention.extractor, mention.confidence) for mention in named)
            evidence = {m.span: self._evidence(m.span, m.sentence, m.extractor, m.text) for m in named}
            data = {
                "evidence": [evidence[span] for span in sorted(evidence, key=_reading_order)],
                # The link can't be surer than that the entity is there at all.
                "confidence": min(sure, combine(of_role)) if of_role else sure,
                "papers": 1,
            }
            yield entity, str(role), data

    def relations(self) -> Iterator[tuple[tuple[str, Relation, str], Evidence, float]]:
        """The links between entities that the paper states, each with one piece of evidence, in reading order."""
        best: dict[tuple[str, Relation, str, Span, str], Statement] = {}
        for statement in self._extraction.statements:
            if statement.subject is None:
                continue
            subject, object = self._entity(statement.subject), self._entity(statement.object)
            relation = Relation(statement.relation)
            if RELATION_RULES[relation].symmetric:
                subject, object = sorted((subject, object))
            key = (subject, relation, object, statement.cue, statement.extractor)
            if subject != object and (key not in best or best[key].confidence < statement.confidence):
                best[key] = statement
        for key in sorted(best, key=lambda key: (_reading_order(key[3]), key[:3], key[4])):
            subject, relation, object, cue, extractor = key
            evidence = self._evidence(cue, best[key].sentence, extractor)
            yield (subject, relation, object), evidence, best[key].confidence

    def _entity(self, mention: Mention) -> str:
        return self._linking.entity_id(self._extraction.paper.id, mention)

    def _evidence(self, span: Span, sentence: Span, extractor: str, text: str | None = None) -> Evidence:
        if not (sentence.start <= span.start and span.end <= sentence.end):
            sentence = Span(span.field, min(span.start, sentence.start), max(span.end, sentence.end))
        return {
            "paper": self.node,
            "field": span.field,
            "start": span.start,
            "end": span.end,
            "text": self._text(span) if text is None else text,
            "sentence": self._text(sentence),
            "extractor": extractor,
        }

    def _text(self, span: Span) -> str:
        if span not in self._texts:
            self._texts[span] = self._extraction.paper.text(span.field)[span.start : span.end]
        return self._texts[span]


def _reading_order(span: Span) -> tuple[bool, int, int]:
    return span.field == "abstract", span.start, span.end


class _Names:
    """Authors and venues; spellings of one slug are one node, named by the most frequent."""

    def __init__(self, papers: Iterable[Paper]):
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for paper in papers:
            for node, name, _ in self._of(paper):
                self._forms[node][name] += 1

    def nodes(self) -> dict[str, dict[str, Any]]:
        """The fields of every author and venue."""
        return {
            node: {"type": node.partition(":")[0], "name": min(forms, key=lambda name: (-forms[name], name))}
            for node, forms in self._forms.items()
        }

    def edges(self, paper: Paper) -> list[tuple[str, str, dict[str, Any]]]:
        """The links of a paper to its authors and venue, each once."""
        return [(node, relation, {}) for node, relation in sorted({(node, said) for node, _, said in self._of(paper)})]

    def _of(self, paper: Paper) -> Iterator[tuple[str, str, str]]:
        named = [("author", author, "written_by") for author in paper.authors]
        named += [("venue", paper.venue, "published_in")] if paper.venue else []
        for kind, given, relation in named:
            if name := " ".join(given.split()):
                yield f"{kind}:{slug(name)}", name, relation
