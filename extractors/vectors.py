"""What the network thinks of entities: roles and relations from the vectors that `kg_tagger` left on a doc.

The same sums as `training/network.py`, in NumPy.
"""

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from extractors.reading import reader
from extractors.schema import EntityType, Relation, Role
from extractors.tensor import VECTOR
from extractors.weights import softmax

# Tokens that may stand between two mentions for the words between them to tell of their relation.
MAX_BETWEEN = 40
Spans = Sequence[tuple[int, int]]


def entity_vectors(doc: Doc, entities: Sequence[Spans]) -> np.ndarray:
    """The mean vector of each entity's mentions, (entities, 384)."""
    rows = [np.mean([doc.tensor[a:b, VECTOR].mean(axis=0) for a, b in spans], axis=0) for spans in entities]
    return np.array(rows, dtype=np.float32).reshape(len(entities), -1)


def role_probabilities(doc: Doc, vectors: np.ndarray) -> np.ndarray:
    """The probability of each role for each entity, (entities, 6), roles in the order of the schema."""
    heads = reader().heads
    whole = np.broadcast_to(np.array(doc._.kg_whole, dtype=np.float32), vectors.shape)
    return softmax(np.concatenate([vectors, whole], axis=1) @ heads["roles.weight"].T + heads["roles.bias"])


def relation_probabilities(
    doc: Doc, entities: Sequence[Spans], vectors: np.ndarray, types: Sequence[EntityType], roles: Sequence[Role]
) -> np.ndarray:
    """The probability of no relation and of each relation, (entities, entities, 11); the first index is the subject."""
    heads = reader().heads
    count = len(entities)
    between, features = [], []
    for a in range(count):
        for b in range(count):
            gap = closest_gap(doc, entities[a], entities[b]) if a != b else None
            inside = doc.tensor[gap[0] : gap[1], VECTOR] if gap and gap[0] < gap[1] else None
            between.append(inside.mean(axis=0) if inside is not None else np.zeros(vectors.shape[1], np.float32))
            features.append(_pair_features(types[a], types[b], roles[a], roles[b], gap is not None))
            features[-1].append(float(min(x[0] for x in entities[a]) < min(x[0] for x in entities[b])))
    a, b = np.repeat(vectors, count, axis=0), np.tile(vectors, (count, 1))
    rows = np.concatenate([a, b, a * b, np.array(between), np.array(features, dtype=np.float32)], axis=1)
    inner = np.maximum(rows @ heads["pair_in.weight"].T + heads["pair_in.bias"], 0.0)
    scores = inner @ heads["pair_out.weight"].T + heads["pair_out.bias"]
    return softmax(scores).reshape(count, count, 1 + len(Relation))


def closest_gap(doc: Doc, one: Spans, other: Spans) -> tuple[int, int] | None:
    """The tokens between the closest mentions of two entities, if both stand near each other in title or abstract."""
    border = doc._.kg_title_end
    gaps = [
        (min(x[1], y[1]), max(x[0], y[0])) for x in one for y in other if (x[0] < border) == (y[0] < border)
    ]
    best = min(gaps, key=lambda gap: (gap[1] - gap[0], gap), default=None)
    return best if best is not None and best[1] - best[0] <= MAX_BETWEEN else None


def _pair_features(a: EntityType, b: EntityType, role_a: Role, role_b: Role, near: bool) -> list[float]:
    return [
        *(float(a == t) for t in EntityType),
        *(float(b == t) for t in EntityType),
        *(float(role_a == r) for r in Role),
        *(float(role_b == r) for r in Role),
        float(near),
    ]
