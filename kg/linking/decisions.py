"""Why names became one entity or several, as records that a person can read and undo."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.linking.entities import Group
from kg.linking.types import ranked
from kg.records import Decision, Entity

_SHOWN_FORMS = 12


def decisions(groups: Mapping[str, Group], entities: Mapping[str, Entity]) -> tuple[Decision, ...]:
    """The decisions behind the entities, in the order of entity, kind and rule.

    Args:
        groups: concept to what was gathered for it.
        entities: concept to its entity.
    """
    found = [*_merges(groups, entities), *_splits(groups, entities), *_retypes(groups, entities)]
    return tuple(sorted(found, key=lambda d: (d.entity, d.kind, d.rule, d.forms)))


def _merges(groups: Mapping[str, Group], entities: Mapping[str, Entity]) -> Iterable[Decision]:
    for concept, group in groups.items():
        for rule, trace in group.traces.items():
            forms = sorted(trace.forms | {entities[concept].name})
            if len(forms) < 2:
                continue
            uses = f"{trace.count} uses" if trace.count > 1 else "1 use"
            shown = ", ".join(trace.papers)
            words = f"; words in common: {', '.join(sorted(trace.words))}" if trace.words else ""
            evidence = f"{uses} in papers such as {shown}{words}"
            confidence = round(trace.confidence / trace.count, 3)
            yield Decision("merge", entities[concept].id, tuple(forms[:_SHOWN_FORMS]), rule, evidence, confidence)


def _splits(groups: Mapping[str, Group], entities: Mapping[str, Entity]) -> Iterable[Decision]:
    concepts: dict[str, list[str]] = defaultdict(list)
    for concept in sorted(groups):
        for key in groups[concept].keys:
            concepts[key].append(concept)
    for key, sharing in concepts.items():
        for concept in sharing if len(sharing) > 1 else ():
            others = sorted(entities[other].id for other in sharing if other != concept)
            forms = tuple(sorted(groups[concept].keys[key]))[:_SHOWN_FORMS]
            confidence = 0.5 if entities[concept].ambiguous else 0.9
            evidence = f"the name also stands for {', '.join(others)}"
            yield Decision("split", entities[concept].id, forms, "homonym", evidence, confidence)


def _retypes(groups: Mapping[str, Group], entities: Mapping[str, Entity]) -> Iterable[Decision]:
    for concept, group in groups.items():
        entity = entities[concept]
        if len(group.votes) > 1:
            votes = ", ".join(f"{entity_type} {count}" for entity_type, count in ranked(group.votes))
            share = group.weights[entity.type] / group.weights.total()
            yield Decision(
                "retype",
                entity.id,
                (entity.name,),
                "votes",
                f"mentions say {votes}",
                round(min(1.0, max(share, 0.01)), 3),
            )
