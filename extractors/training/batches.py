"""Examples as tensors: word pieces, tags, the pieces of each entity, and ordered pairs of entities."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from extractors.casing import CASES, cases
from extractors.reading import CONTINUES
from extractors.training.data import LABELS, Example
from extractors.training.network import RELATIONS, ROLES, TYPES

MAX_PIECES = 512
# Pieces that may stand between two mentions for the words between them to tell of their relation.
MAX_BETWEEN = 48
_IGNORED = -100


@dataclass(slots=True)
class Encoded:
    """An example in word pieces.

    Attributes:
        example: what it was made of.
        ids: word pieces with the special ones.
        kinds: number of the text and case of the word, as one number.
        tags: label of each piece, -100 for special ones and for those that do not begin a word.
        mentions: per entity the (first, last + 1) pieces of its mentions.
        gaps: for an ordered pair of entities the pieces between their closest mentions, if they are near.
    """

    example: Example
    ids: list[int]
    kinds: list[int]
    tags: list[int]
    mentions: dict[int, list[tuple[int, int]]]
    gaps: dict[tuple[int, int], tuple[int, int]]


def encode(example: Example, tokenizer: Tokenizer) -> Encoded:
    """Word pieces and tags of an example; what stands beyond 512 pieces is cut."""
    encoding = tokenizer.encode(*example.texts)
    written = [cases(text) for text in example.texts]
    ids = encoding.ids[:MAX_PIECES]
    parts = encoding.type_ids[:MAX_PIECES]
    kinds = [
        part * CASES + (written[part][offsets[0]] if sequence is not None else 0)
        for part, sequence, offsets in zip(parts, encoding.sequence_ids, encoding.offsets, strict=False)
    ]
    # The first piece of a word speaks for the word.
    tags = [
        _IGNORED if part is None or token.startswith(CONTINUES) else 0
        for part, token in zip(encoding.sequence_ids, encoding.tokens, strict=True)
    ][:MAX_PIECES]
    labels = LABELS[example.labels]
    mentions: dict[int, list[tuple[int, int]]] = {}
    for span in example.spans:
        inside = [
            k
            for k, (a, b) in enumerate(encoding.offsets[:MAX_PIECES])
            if encoding.sequence_ids[k] == span.part and a < span.end and b > span.start
        ]
        begin = 1 + 2 * labels.index(span.label)
        words = [k for k in inside if tags[k] != _IGNORED]
        for k in words:
            tags[k] = _IGNORED if span.optional else begin + (k != words[0])
        if inside and span.entity >= 0:
            mentions.setdefault(span.entity, []).append((inside[0], inside[-1] + 1))
    return Encoded(example, ids, kinds, tags, mentions, _gaps(mentions, parts))


def _gaps(mentions: dict[int, list[tuple[int, int]]], kinds: list[int]) -> dict[tuple[int, int], tuple[int, int]]:
    gaps = {}
    for a in mentions:
        for b in mentions:
            near = [
                (min(x[1], y[1]), max(x[0], y[0]))
                for x in mentions[a]
                for y in mentions[b]
                if a != b and kinds[x[0]] == kinds[y[0]]
            ]
            best = min(near, key=lambda gap: gap[1] - gap[0], default=(0, MAX_BETWEEN + 1))
            if best[1] - best[0] <= MAX_BETWEEN:
                gaps[a, b] = best
    return gaps


@dataclass(slots=True)
class Batch:
    """Encoded examples of one label set, padded to one length."""

    labels: str
    items: list[Encoded]
    ids: torch.Tensor
    mask: torch.Tensor
    kinds: torch.Tensor
    tags: torch.Tensor


def batches(items: Sequence[Encoded], pieces: int, rng: random.Random | None) -> Iterator[Batch]:
    """Batches of about so many pieces, each of one label set and of like lengths.

    Args:
        items: encoded examples.
        pieces: upper bound of pieces with padding, unless one item alone has more.
        rng: shuffles lengths and order; None keeps the order by length.
    """
    made: list[list[Encoded]] = []
    for labels in sorted({item.example.labels for item in items}):
        group = [item for item in items if item.example.labels == labels]
        jitter = {id(item): rng.uniform(0.9, 1.1) if rng else 1.0 for item in group}
        group.sort(key=lambda item: len(item.ids) * jitter[id(item)])
        current: list[Encoded] = []
        for item in group:
            if current and len(item.ids) * (len(current) + 1) > pieces:
                made.append(current)
                current = []
            current.append(item)
        made.append(current)
    if rng:
        rng.shuffle(made)
    yield from (_pad(batch) for batch in made if batch)


def _pad(items: list[Encoded]) -> Batch:
    width = max(len(item.ids) for item in items)

    def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    return Batch(
        items[0].example.labels,
        items,
        padded([item.ids for item in items], 0),
        padded([[1] * len(item.ids) for item in items], 0),
        padded([item.kinds for item in items], 0),
        padded([item.tags for item in items], _IGNORED),
    )


def pair_features(item: Encoded, a: int, b: int) -> list[float]:
    """What is known of an ordered pair beside the vectors, in the order that run time builds too."""
    row = [0.0] * (2 * len(TYPES) + 2 * len(ROLES))
    row[TYPES.index(item.example.types[a])] = 1.0
    row[len(TYPES) + TYPES.index(item.example.types[b])] = 1.0
    row[2 * len(TYPES) + ROLES.index(item.example.roles[a])] = 1.0
    row[2 * len(TYPES) + len(ROLES) + ROLES.index(item.example.roles[b])] = 1.0
    first = min(x[0] for x in item.mentions[a]) < min(x[0] for x in item.mentions[b])
    return [*row, float((a, b) in item.gaps), float(first)]


def relation_labels(item: Encoded) -> dict[tuple[int, int], int]:
    """The label of each ordered pair that a link joins, -100 where it is optional; a symmetric one joins both ways."""
    found = {}
    for link in item.example.links:
        label = _IGNORED if link.optional else 1 + RELATIONS.index(link.type)
        found[link.head, link.tail] = label
        if link.type == "compared_with":
            found[link.tail, link.head] = label
    return found
