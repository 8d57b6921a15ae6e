"""What the network thinks of entities: roles and relations from the vectors that `kg_tagger` left on a doc.

The same sums as `training/network.py`, in NumPy.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from spacy.tokens import Doc

from extractors.reading import reader
from extractors.schema import EntityType, Role
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
    """The probability of no relation and of each relation, (entities, entities, 11); the first index is the subject.

    The hidden layer of the relation head takes subject, object, their product, the words between and what is known
    of the pair; what one entity alone contributes is multiplied once, not for each of its pairs.
    """
    heads = reader().heads
    width = vectors.shape[1]
    parts = np.split(heads["pair_in.weight"], [width, 2 * width, 3 * width, 4 * width], axis=1)
    as_subject, as_object, of_product, of_between, of_features = (part.T for part in parts)
    known = [[*(float(t == x) for x in EntityType)] for t in types]
    stands = [[*(float(r == x) for x in Role)] for r in roles]
    kinds, roles_known = np.array(known, dtype=np.float32), np.array(stands, dtype=np.float32)
    cut = np.cumsum([len(EntityType), len(EntityType), len(Role), len(Role)])
    subject_kind, object_kind, subject_role, object_role, of_rest = np.split(of_features, cut)
    subject = vectors @ as_subject + kinds @ subject_kind + roles_known @ subject_role + heads["pair_in.bias"]
    object = vectors @ as_object + kinds @ object_kind + roles_known @ object_role
    between, near = _between(doc, entities)
    first = np.array([min(span[0] for span in spans) for spans in entities])
    rest = np.stack([near, (first[:, None] < first[None, :]).astype(np.float32)], axis=2)
    inner = (
        subject[:, None, :]
        + object[None, :, :]
        + (vectors[:, None, :] * vectors[None, :, :]) @ of_product
        + between @ of_between
        + rest @ of_rest
    )
    return softmax(np.maximum(inner, 0.0) @ heads["pair_out.weight"].T + heads["pair_out.bias"])


def _between(doc: Doc, entities: Sequence[Spans]) -> tuple[np.ndarray, np.ndarray]:
    """The mean vector of the words between the closest mentions of two entities, and whether there are such mentions.

    Both are the same for a pair and its reverse: (entities, entities, 384) and (entities, entities).
    """
    count = len(entities)
    vectors = doc.tensor[:, VECTOR]
    between = np.zeros((count, count, vectors.shape[1]), dtype=np.float32)
    near = np.zeros((count, count), dtype=np.float32)
    border = doc._.kg_title_end
    for a, b in combinations(range(count), 2):
        gap = closest_gap(border, entities[a], entities[b])
        if gap is not None:
            near[a, b] = near[b, a] = 1.0
            if gap[0] < gap[1]:
                between[a, b] = between[b, a] = vectors[gap[0] : gap[1]].mean(axis=0)
    return between, near


def closest_gap(border: int, one: Spans, other: Spans) -> tuple[int, int] | None:
    """The tokens between the closest mentions of two entities, if both stand near each other in title or abstract.

    Args:
        border: the first token of the abstract.
        one: token offsets of an entity's mentions.
        other: those of another.
    """
    gaps = [(min(x[1], y[1]), max(x[0], y[0])) for x in one for y in other if (x[0] < border) == (y[0] < border)]
    best = min(gaps, key=lambda gap: (gap[1] - gap[0], gap), default=None)
    return best if best is not None and best[1] - best[0] <= MAX_BETWEEN else None
