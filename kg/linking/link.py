"""From the mentions of all papers to entities: what is one thing becomes one, what is two stays two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.records import Mention
from kg.linking.clusters import cluster
from kg.linking.decisions import decisions
from kg.linking.entities import Group, entities
from kg.linking.resolving import Resolver
from kg.linking.usages import gather, mention_key
from kg.records import Decision, Entity, Extraction


@dataclass(frozen=True, slots=True)
class Linking:
    """The entities of a collection and which of them each mention is.

    Attributes:
        entities: in the order of their ids.
        decisions: why names were merged, split or retyped, in the order of entities.
        ids: paper id to key of the name to entity id; `entity_id` reads it.
    """

    entities: tuple[Entity, ...]
    decisions: tuple[Decision, ...]
    ids: Mapping[str, Mapping[str, str]]

    def entity_id(self, paper_id: str, mention: Mention) -> str:
        """The id of the entity that a mention of a paper is.

        Raises:
            KeyError: the mention is none of those that were linked.
        """
        return self.ids[paper_id][mention_key(mention)]


def link(extractions: Sequence[Extraction]) -> Linking:
    """Decide for all mentions which of them are one entity.

    Forms of one key (`extractors.forms.normal_form`) are one name. A name is, in this order: what its own paper
    expands it to; what the gazetteer found it to be; what the other name is that its paper gives the same thing; the
    sense that its paper's words support, if it is known to
    have several, and otherwise its only sense; the bare name before a head word, as in 'GRPO algorithm'; itself.
    A name whose sense nothing decides stays an entity of its own, marked ambiguous.

    Args:
        extractions: one for each paper, in any order; the order changes nothing.

    Returns:
        Entities of which each has a mention, and the decisions that made them.
    """
    names = gather(extractions)
    clusters = cluster(names)
    resolver = Resolver([extraction.paper for extraction in extractions], names, clusters)
    groups: dict[str, Group] = {}
    concepts: dict[str, dict[str, str]] = {}
    for paper in names:
        here = concepts[paper.id] = {}
        for usage in paper.usages.values():
            resolution = resolver.resolve(paper, usage)
            here[usage.key] = resolution.concept
            groups.setdefault(resolution.concept, Group()).add(paper, usage, resolution)
    found = entities(groups, clusters)
    ids = {paper: {key: found[concept].id for key, concept in here.items()} for paper, here in concepts.items()}
    ordered = tuple(sorted(found.values(), key=lambda entity: entity.id))
    return Linking(ordered, decisions(groups, found), ids)
