"""Which type the entities of a doc have: what the tables know, and else a small trained network over all that speaks.

Its features are what the collection takes the term for, the nouns and frames beside its mentions, its own head word,
how it is written, and what `kg_tagger` saw where it ran. The weights are made by `training/decisions.py`.
"""

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from extractors.cues import has_model_size, type_from_context, type_of_phrase
from extractors.forms import may_be_name
from extractors.judge import Candidate
from extractors.schema import EntityType
from extractors.tensor import TYPES, has_network
from extractors.tokens import Tokens, tokens_of
from extractors.weights import weights

_ORDER = list(EntityType)
_NUMBERS = {str(entity_type): number for number, entity_type in enumerate(_ORDER)}
_MOST_VOTES = 4.0


def settle(doc: Doc, groups: Sequence[Sequence[Candidate]]) -> list[str]:
    """The type of each entity, given all its candidates."""
    tokens = tokens_of(doc)
    known = [_known(tokens, group) for group in groups]
    open_groups = [group for group, entity_type in zip(groups, known, strict=True) if entity_type is None]
    guessed = iter(())
    if open_groups:
        name = "types-accurate" if has_network(doc) else "types-fast"
        guessed = iter(weights(name).scores(features(doc, open_groups)).argmax(axis=1))
    return [str(_ORDER[next(guessed)]) if entity_type is None else entity_type for entity_type in known]


def _known(tokens: Tokens, group: Sequence[Candidate]) -> str | None:
    labels = [c.votes["kg_gazetteer"][0] for c in group if "kg_gazetteer" in c.votes]
    if labels:
        return max(sorted(set(labels)), key=labels.count)
    sized = any(has_model_size(tokens.stretch(c.start, c.end)) for c in group)
    return str(EntityType.MODEL) if sized else None


def features(doc: Doc, groups: Sequence[Sequence[Candidate]]) -> np.ndarray:
    """A row of numbers for each entity; more of them when the network has read the doc."""
    text = tokens_of(doc).text
    rows = [_said(doc, text, group) for group in groups]
    if has_network(doc):
        rows = [row + _seen(doc, group) for row, group in zip(rows, groups, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(groups), -1)


def _said(doc: Doc, text: str, group: Sequence[Candidate]) -> list[float]:
    count = len(_ORDER)
    shares, votes, head = [0.0] * count, [0.0] * count, [0.0] * count
    for c in group:
        if "kg_termbase" in c.votes:
            label, _, share = c.votes["kg_termbase"]
            shares[_NUMBERS[label]] = max(shares[_NUMBERS[label]], share)
        if vote := type_from_context(doc, text, c.start, c.end):
            votes[_NUMBERS[vote[0]]] = min(_MOST_VOTES, votes[_NUMBERS[vote[0]]] + vote[1])
    longest = max(group, key=lambda c: c.end - c.start)
    words = tokens_of(doc).stretch(longest.start, longest.end)
    if (by_head := type_of_phrase(words)) is not None:
        head[_NUMBERS[by_head]] = 1.0
    return [
        *shares,
        *votes,
        *head,
        float(longest.end - longest.start > 1),
        float(may_be_name(words)),
        float(words.islower()),
        float(len(group)),
    ]


def _seen(doc: Doc, group: Sequence[Candidate]) -> list[float]:
    """What the network takes the entity for, on the whole and where it is surest."""
    likely = np.array([doc.tensor[c.start : c.end, TYPES].mean(axis=0) for c in group])
    likely = likely / np.maximum(likely.sum(axis=1, keepdims=True), 1e-6)
    return [*likely.mean(axis=0).tolist(), *likely.max(axis=0).tolist()]
