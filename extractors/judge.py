"""How likely a candidate is a mention: features of a candidate, and the small trained network that weighs them.

The weights are data (`model/judge-fast.npz`, `model/judge-accurate.npz`), made by `training/decisions.py`.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from extractors.schema import EntityType
from extractors.sections import Section, sections_of
from extractors.tensor import BEGIN, NONE, TYPES, has_network
from extractors.tokens import tokens_of
from extractors.weights import weights

COMPONENTS = ("kg_abbreviations", "kg_gazetteer", "kg_names", "kg_terms", "kg_termbase", "kg_tagger")
_RULES = COMPONENTS[:-1]
_SHAPED = re.compile(r"\S[A-Z]|[A-Za-z]\d|\d[A-Za-z]")
# An enumeration makes its members anew at each walk over it.
_SECTIONS, _TYPES = tuple(Section), tuple(EntityType)
_SURE = frozenset({"kg_abbreviations", "kg_gazetteer"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the components propose for one stretch of tokens.

    Attributes:
        start: first token.
        end: token after the last.
        votes: component to (label, gazetteer id or empty, confidence).
    """

    start: int
    end: int
    votes: dict[str, tuple[str, str, float]]


def is_written_as_name(text: str) -> bool:
    """Whether a word has a capital inside, or letters beside a digit.

    >>> is_written_as_name("GRPO"), is_written_as_name("Markov chain")
    (True, False)
    """
    return _SHAPED.search(text) is not None


def gather(doc: Doc) -> list[Candidate]:
    """All candidates of a doc, those for the same tokens as one, in text order.

    What the paper defines stands: a candidate that only overlaps it, as 'deep *convolutional neural networks*' does,
    is none unless a table knows it.
    """
    merged: dict[tuple[int, int], dict[str, tuple[str, str, float]]] = {}
    for component in COMPONENTS:
        if component in doc.spans:
            group = doc.spans[component]
            for span, confidence in zip(group, group.attrs["confidence"], strict=True):
                merged.setdefault((span.start, span.end), {})[component] = (span.label_, span.kb_id_, confidence)
    defined = {k for (start, end), votes in merged.items() if "kg_abbreviations" in votes for k in range(start, end)}
    return [
        Candidate(start, end, votes)
        for (start, end), votes in sorted(merged.items())
        if not votes.keys().isdisjoint(_SURE) or defined.isdisjoint(range(start, end))
    ]


def features(doc: Doc, candidates: Sequence[Candidate]) -> np.ndarray:
    """What rules say of each candidate as a row of numbers, (candidates, features)."""
    tokens, title_end = tokens_of(doc), doc._.kg_title_end
    where = sections_of(tokens, title_end)
    texts = [tokens.stretch(c.start, c.end) for c in candidates]
    counts = Counter(text.lower() for text in texts)
    in_body = {text.lower() for c, text in zip(candidates, texts, strict=True) if c.start >= title_end}
    rows = []
    for c, text in zip(candidates, texts, strict=True):
        section = where[tokens.sentence(c.start)[0]]
        row = [
            *_source_features(c),
            *(float(section is s) for s in _SECTIONS),
            *(float(min(c.end - c.start, 5) == n) for n in range(1, 6)),
            float(is_written_as_name(text)),
            float(text.islower()),
            float(text.istitle()),
            math.log(counts[text.lower()]),
            float(c.start < title_end < len(doc) and text.lower() not in in_body),
            *_neighbours(c, candidates),
        ]
        rows.append(row)
    return np.array(rows, dtype=np.float32).reshape(len(candidates), -1)


def _source_features(c: Candidate) -> list[float]:
    label, kb_id, _ = c.votes.get("kg_gazetteer", ("", "", 0.0))
    term = c.votes.get("kg_terms", ("", "", 0.0))[0]
    name = c.votes.get("kg_names", ("", "", 0.0))[2]
    abbreviation = c.votes.get("kg_abbreviations", ("", "", 0.0))[0]
    named = kb_id.partition("/")[2]
    termed, _, share = c.votes.get("kg_termbase", ("", "", 0.0))
    return [
        float(abbreviation == "short"),
        float(abbreviation == "long"),
        *(float(label == t) for t in _TYPES),
        float(bool(named) and any(ch.isupper() for ch in named)),
        float(0 < name <= 0.6),
        float(0.6 < name <= 0.7),
        float(name > 0.7),
        *(float(term == t) for t in (EntityType.METHOD, EntityType.TASK, EntityType.METRIC)),
        *(float(termed == t) for t in _TYPES),
        share,
        float(len(c.votes.keys() - {"kg_termbase", "kg_tagger"})),
    ]


def _neighbours(c: Candidate, candidates: Sequence[Candidate]) -> list[float]:
    """Which components propose something longer around the candidate, or something shorter inside it."""
    around = dict.fromkeys(_RULES, 0.0)
    inside = dict.fromkeys(_RULES, 0.0)
    for other in candidates:
        if other is c or other.end <= c.start or other.start >= c.end:
            continue
        if other.start <= c.start and other.end >= c.end:
            _raise(around, other)
        elif other.start >= c.start and other.end <= c.end:
            _raise(inside, other)
    return [*around.values(), *inside.values()]


def _raise(found: dict[str, float], other: Candidate) -> None:
    """Note who proposes a candidate: 1 for a component, for the termbase the share."""
    for component, (_, _, confidence) in other.votes.items():
        if component in found:
            found[component] = max(found[component], confidence if component == "kg_termbase" else 1.0)


def _network_features(doc: Doc, c: Candidate) -> list[float]:
    entity = 1.0 - doc.tensor[c.start : c.end, NONE]
    before = 1.0 - doc.tensor[c.start - 1, NONE] if c.start else 0.0
    after = 1.0 - doc.tensor[c.end, NONE] - doc.tensor[c.end, BEGIN] if c.end < len(doc) else 0.0
    tagged = c.votes.get("kg_tagger", ("", "", 0.0))[2]
    inner = doc.tensor[c.start + 1 : c.end, BEGIN]
    return [
        tagged,
        float(entity.mean()),
        float(entity.min()),
        float(doc.tensor[c.start, BEGIN]),
        float(before),
        float(after),
        float(inner.max()) if len(inner) else 0.0,
        *doc.tensor[c.start : c.end, TYPES].mean(axis=0).tolist(),
    ]


def _of_all_places(words: Sequence[str], table: np.ndarray) -> np.ndarray:
    """For each candidate the highest and the mean value of some columns over all candidates of the same words."""
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        places.setdefault(word, []).append(number)
    found = np.zeros((len(table), 2 * table.shape[1]), dtype=np.float32)
    for numbers in places.values():
        found[numbers] = np.concatenate([table[numbers].max(axis=0), table[numbers].mean(axis=0)])
    return found


def seen_features(doc: Doc, candidates: Sequence[Candidate]) -> np.ndarray:
    """What the network sees of each candidate, beside what the rules say and what their judge thinks of that."""
    said = features(doc, candidates)
    opinion = weights("judge-fast").scores(said)
    tagged = [[float("kg_tagger" in c.votes), float(c.votes.keys() == {"kg_tagger"})] for c in candidates]
    seen = np.array([_network_features(doc, c) for c in candidates], dtype=np.float32)
    tokens = tokens_of(doc)
    words = [tokens.stretch(c.start, c.end).lower() for c in candidates]
    columns = [said, opinion, np.array(tagged, dtype=np.float32), seen, _of_all_places(words, seen[:, :3])]
    return np.concatenate(columns, axis=1)


def probabilities(doc: Doc, candidates: Sequence[Candidate]) -> np.ndarray:
    """How likely each candidate is a mention, (candidates,), by what has read the doc."""
    if not candidates:
        return np.zeros(0)
    if has_network(doc):
        scores = weights("judge-accurate").scores(seen_features(doc, candidates))
    else:
        scores = weights("judge-fast").scores(features(doc, candidates))
    return 1.0 / (1.0 + np.exp(-scores[:, 0]))


def select(candidates: Sequence[Candidate], values: np.ndarray) -> list[int]:
    """The candidates that do not overlap and whose values sum to the most (weighted interval scheduling).

    Args:
        candidates: in text order.
        values: gain of each; none with a gain of zero or less is taken.

    Returns:
        Their numbers, in text order.
    """
    order = sorted(range(len(candidates)), key=lambda k: (candidates[k].end, candidates[k].start))
    ends = [candidates[k].end for k in order]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for n, k in enumerate(order):
        before = bisect_right(ends, candidates[k].start, hi=n)
        taken = (best[before][0] + float(values[k]), (*best[before][1], k))
        best.append(max(best[-1], taken, key=lambda pair: pair[0]) if values[k] > 0 else best[-1])
    return sorted(best[-1][1])
