"""How likely a candidate is a mention: features of a candidate, and the small trained network that weighs them.

The weights are data (`model/judge-fast.npz`, `model/judge-accurate.npz`), made by `training/decisions.py`.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from extractors.schema import EntityType
from extractors.sections import Section, sections
from extractors.tensor import BEGIN, NONE, TYPES, has_network
from extractors.weights import weights

COMPONENTS = ("kg_abbreviations", "kg_gazetteer", "kg_names", "kg_terms", "kg_tagger")
_SHAPED = re.compile(r"\S[A-Z]|[A-Za-z]\d|\d[A-Za-z]")
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


def seen_type(doc: Doc, spans: Sequence[tuple[int, int]]) -> str:
    """The type that the network finds likeliest over all places of a thing."""
    total = sum(doc.tensor[start:end, TYPES].mean(axis=0) for start, end in spans)
    return str(list(EntityType)[int(np.argmax(total))])


def features(doc: Doc, candidates: Sequence[Candidate]) -> np.ndarray:
    """What rules say of each candidate as a row of numbers, (candidates, features)."""
    where = sections(doc)
    texts = [doc[c.start : c.end].text for c in candidates]
    counts = Counter(text.lower() for text in texts)
    in_body = {text.lower() for c, text in zip(candidates, texts, strict=True) if c.start >= doc._.kg_title_end}
    rows = []
    for c, text in zip(candidates, texts, strict=True):
        section = where[doc[c.start].sent.start]
        row = [
            *_source_features(c),
            *(float(section is s) for s in Section),
            *(float(min(c.end - c.start, 5) == n) for n in range(1, 6)),
            float(bool(_SHAPED.search(text))),
            float(text.islower()),
            float(text.istitle()),
            math.log(counts[text.lower()]),
            float(c.start < doc._.kg_title_end < len(doc) and text.lower() not in in_body),
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
    return [
        float(abbreviation == "short"),
        float(abbreviation == "long"),
        *(float(label == t) for t in EntityType),
        float(bool(named) and any(ch.isupper() for ch in named)),
        float(0 < name <= 0.6),
        float(0.6 < name <= 0.7),
        float(name > 0.7),
        *(float(term == t) for t in (EntityType.METHOD, EntityType.TASK, EntityType.METRIC)),
        float(len(c.votes)),
    ]


def _neighbours(c: Candidate, candidates: Sequence[Candidate]) -> list[float]:
    """Which components propose something longer around the candidate, or something shorter inside it."""
    around = {k: 0.0 for k in COMPONENTS[:4]}
    inside = {k: 0.0 for k in COMPONENTS[:4]}
    for other in candidates:
        if other is c or other.end <= c.start or other.start >= c.end:
            continue
        if other.start <= c.start and other.end >= c.end:
            around.update((k, 1.0) for k in other.votes if k in around)
        elif other.start >= c.start and other.end <= c.end:
            inside.update((k, 1.0) for k in other.votes if k in inside)
    return [*around.values(), *inside.values()]


def _network_features(doc: Doc, c: Candidate) -> list[float]:
    entity = 1.0 - doc.tensor[c.start : c.end, NONE]
    before = 1.0 - doc.tensor[c.start - 1, NONE] if c.start else 0.0
    after = 1.0 - doc.tensor[c.end, NONE] - doc.tensor[c.end, BEGIN] if c.end < len(doc) else 0.0
    tagged = c.votes.get("kg_tagger", ("", "", 0.0))[2]
    inner = doc.tensor[c.start + 1 : c.end, BEGIN]
    return [
        float(tagged > 0),
        tagged,
        float(entity.mean()),
        float(entity.min()),
        float(doc.tensor[c.start, BEGIN]),
        float(before),
        float(after),
        float(inner.max()) if len(inner) else 0.0,
    ]


def seen_features(doc: Doc, candidates: Sequence[Candidate]) -> np.ndarray:
    """What the network sees of each candidate, beside what the rules' judge thinks of it, (candidates, features)."""
    opinion = weights("judge-fast").scores(features(doc, candidates))[:, 0]
    rows = [
        [
            float(thought),
            *(float(component in c.votes) for component in COMPONENTS),
            float(c.votes.keys() == {"kg_tagger"}),
            float(bool(_SHAPED.search(doc[c.start : c.end].text))),
            float(min(c.end - c.start, 5)),
            *_network_features(doc, c),
        ]
        for c, thought in zip(candidates, opinion, strict=True)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(candidates), -1)


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
        before = int(np.searchsorted(ends[:n], candidates[k].start, side="right"))
        taken = (best[before][0] + float(values[k]), (*best[before][1], k))
        best.append(max(best[-1], taken, key=lambda pair: pair[0]) if values[k] > 0 else best[-1])
    return sorted(best[-1][1])
