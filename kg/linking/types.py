"""The one type of an entity: what the mentions of the whole collection vote for."""

from collections import Counter

from extractors.schema import EntityType, kind

Votes = Counter[EntityType]

_ORDER = {entity_type: rank for rank, entity_type in enumerate(EntityType)}


def settle(weights: Votes) -> EntityType:
    """The type with most weight in the kind with most weight; of equals the first of the schema's list.

    A model counts as a method and a benchmark as a dataset until the kind is decided, so that a name called now a
    dataset and now a benchmark is not taken for a task.

    Args:
        weights: summed confidence of the mentions for each type, at least one.

    >>> settle(Counter({EntityType.DATASET: 2.0, EntityType.BENCHMARK: 1.5, EntityType.TASK: 3.0}))
    <EntityType.DATASET: 'dataset'>
    """
    kinds: Votes = Counter()
    for entity_type in sorted(weights, key=_ORDER.__getitem__):
        kinds[kind(entity_type)] += weights[entity_type]
    best = min(kinds, key=lambda name: (-_rounded(kinds[name]), _ORDER[name]))
    of_kind = [entity_type for entity_type in weights if kind(entity_type) is best]
    return min(of_kind, key=lambda name: (-_rounded(weights[name]), _ORDER[name]))


def ranked(votes: Counter[EntityType]) -> tuple[tuple[EntityType, int], ...]:
    """Types with their number of votes, most first, equals in the schema's order."""
    return tuple(sorted(votes.items(), key=lambda row: (-row[1], _ORDER[row[0]])))


def _rounded(weight: float) -> float:
    # Sums of the same confidences in another order differ in their last digits; a tie must stay one.
    return round(weight, 6)
