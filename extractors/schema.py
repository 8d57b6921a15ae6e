"""The closed lists of the graph: entity types, roles of an entity for its paper, relations between entities.

What each of them means is defined once, here; `kg/ontology/kg.ttl` and the documentation repeat these
lists and a test compares them.
"""

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """What a thing named in a paper is."""

    METHOD = "method"
    MODEL = "model"
    DATASET = "dataset"
    BENCHMARK = "benchmark"
    TASK = "task"
    METRIC = "metric"
    TOOL = "tool"


class Role(StrEnum):
    """How a paper stands to an entity, strongest first: a paper and an entity are linked by the strongest."""

    PROPOSES = "proposes"
    USES = "uses"
    EVALUATES_ON = "evaluates_on"
    COMPARES_WITH = "compares_with"
    STUDIES = "studies"
    MENTIONS = "mentions"


class Relation(StrEnum):
    """How one entity stands to another."""

    EXTENDS = "extends"
    PART_OF = "part_of"
    IS_A = "is_a"
    SUBTASK_OF = "subtask_of"
    COMPARED_WITH = "compared_with"
    EVALUATED_ON = "evaluated_on"
    BENCHMARK_FOR = "benchmark_for"
    APPLIED_TO = "applied_to"
    MEASURED_BY = "measured_by"
    TRAINED_ON = "trained_on"


_M, _MO, _D, _B, _T, _ME, _TO = EntityType
_MAKERS = frozenset({_M, _MO, _TO})
_DATA = frozenset({_D, _B})
_ANY = frozenset(EntityType)


@dataclass(frozen=True, slots=True)
class RelationRule:
    """Which entities a relation may join.

    Attributes:
        domain: types that the subject may have.
        range: types that the object may have.
        same_type: subject and object must be of one kind (method and model, dataset and benchmark are one kind).
        symmetric: the relation says the same in both directions and is stored once.
        phrase: the relation in words, subject before and object after.
    """

    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    same_type: bool
    symmetric: bool
    phrase: str


RELATION_RULES: dict[Relation, RelationRule] = {
    Relation.EXTENDS: RelationRule(_ANY, _ANY, True, False, "extends"),
    Relation.PART_OF: RelationRule(_ANY, _ANY, False, False, "is part of"),
    Relation.IS_A: RelationRule(_ANY, _ANY, True, False, "is a kind of"),
    Relation.SUBTASK_OF: RelationRule(frozenset({_T}), frozenset({_T}), True, False, "is a subtask of"),
    Relation.COMPARED_WITH: RelationRule(_ANY, _ANY, True, True, "is compared with"),
    Relation.EVALUATED_ON: RelationRule(_MAKERS, _DATA, False, False, "is evaluated on"),
    Relation.BENCHMARK_FOR: RelationRule(_DATA, frozenset({_T}), False, False, "is a benchmark for"),
    Relation.APPLIED_TO: RelationRule(_MAKERS, frozenset({_T}), False, False, "is applied to"),
    Relation.MEASURED_BY: RelationRule(_MAKERS | _DATA | {_T}, frozenset({_ME}), False, False, "is measured by"),
    Relation.TRAINED_ON: RelationRule(_MAKERS, _DATA, False, False, "is trained on"),
}

_KIND = {EntityType.MODEL: EntityType.METHOD, EntityType.BENCHMARK: EntityType.DATASET}


def kind(entity_type: EntityType) -> EntityType:
    """The coarse type: a model counts as a method and a benchmark as a dataset.

    >>> kind(EntityType.MODEL)
    <EntityType.METHOD: 'method'>
    """
    return _KIND.get(entity_type, entity_type)


def allowed(subject: EntityType, relation: Relation, object: EntityType) -> bool:
    """Whether the schema lets the relation join these two types.

    >>> allowed(EntityType.METHOD, Relation.EVALUATED_ON, EntityType.BENCHMARK)
    True
    >>> allowed(EntityType.TASK, Relation.TRAINED_ON, EntityType.DATASET)
    False
    """
    rule = RELATION_RULES[relation]
    if rule.same_type and kind(subject) != kind(object):
        return False
    return subject in rule.domain and object in rule.range
