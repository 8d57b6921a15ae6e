"""One decision for each span: the `kg_mentions` component.

The other components propose; here overlaps are settled, boundaries trimmed and each form gets one type in a doc.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.cues import type_from_context, type_of_phrase
from extractors.extensions import SPANS, store
from extractors.forms import normal_form
from extractors.schema import EntityType
from extractors.sentences import with_borders

# Who wins where two candidates cover the same tokens.
_RANK = {"kg_abbreviations": 3, "kg_gazetteer": 2, "kg_names": 1, "kg_terms": 0}
_AGREEMENT = 0.05
_MAX_CONFIDENCE = 0.97
_UNTYPED = ("name", "short", "long", "")
# A head word counts as much as a noun that stands beside the name once, less than one that does so twice.
_HEAD_WEIGHT = 2.5
_DEFAULT_TYPE = EntityType.METHOD


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one component proposes for a stretch of tokens."""

    start: int
    end: int
    label: str
    kb_id: str
    confidence: float
    component: str


@Language.factory("kg_mentions", requires=["doc.spans"], assigns=["doc.spans"])
def make_mentions(nlp: Language, name: str) -> "Mentions":
    """The component under its spaCy name; it has no settings."""
    return Mentions()


class Mentions:
    """Fills `doc.spans["kg_mentions"]`: label is the type, `kb_id_` the gazetteer id, no two spans overlap.

    The group's `attrs` hold `confidence` and `extractor`, one value for each span.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Decide on the candidates of a doc."""
        kept = choose(proposals(with_borders(doc)))
        _widen_definitions(doc, kept)
        types = settle_types(doc, kept)
        spans = [
            Span(doc, p.start, p.end, label=types[k], kb_id=p.kb_id if p.kb_id.startswith(types[k]) else "")
            for k, p in enumerate(kept)
        ]
        store(doc, SPANS["mentions"], spans, [p.confidence for p in kept])
        doc.spans[SPANS["mentions"]].attrs["extractor"] = [p.component for p in kept]
        return doc


def proposals(doc: Doc) -> list[Proposal]:
    """All candidates of a doc; those that cover the same tokens are one, with the strongest one's word."""
    merged: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for component in _RANK:
        if component in doc.spans:
            group = doc.spans[component]
            for span, confidence in zip(group, group.attrs["confidence"], strict=True):
                proposal = Proposal(span.start, span.end, span.label_, span.kb_id_, confidence, component)
                merged[span.start, span.end].append(proposal)
    return [_join(same) for same in merged.values()]


def _join(same: list[Proposal]) -> Proposal:
    same = sorted(same, key=lambda p: -_RANK[p.component])
    typed = next((p for p in same if p.kb_id), next((p for p in same if p.label not in _UNTYPED), same[0]))
    confidence = max(p.confidence for p in same) + _AGREEMENT * (len(same) - 1)
    first = same[0]
    return Proposal(first.start, first.end, typed.label, typed.kb_id, min(confidence, _MAX_CONFIDENCE), first.component)


def choose(candidates: list[Proposal]) -> list[Proposal]:
    """The candidates that stand, in text order: of overlapping ones the longer, then the surer.

    A descriptive term gives way to what the paper defines inside it: 'deep *convolutional neural networks* (CNNs)'.
    """
    defined = {k for p in candidates if p.component == "kg_abbreviations" for k in range(p.start, p.end)}
    candidates = [p for p in candidates if p.component != "kg_terms" or defined.isdisjoint(range(p.start, p.end))]
    taken: set[int] = set()
    kept = []
    for p in sorted(candidates, key=lambda p: (p.start - p.end, -_RANK[p.component], p.start)):
        if taken.isdisjoint(range(p.start, p.end)):
            taken.update(range(p.start, p.end))
            kept.append(p)
    return sorted(kept, key=lambda p: p.start)


def _widen_definitions(doc: Doc, kept: list[Proposal]) -> None:
    """Where a mention goes on beyond a defined long form, it is what is defined: '*large* language models (LMs)'."""
    begins = {p.end: p.start for p in kept}
    ends = {p.start: p.end for p in kept}
    doc._.kg_definitions = [
        (short_start, short_end, min(start, begins.get(end, start)), max(end, ends.get(start, end)))
        for short_start, short_end, start, end in doc._.kg_definitions
    ]


def group_keys(doc: Doc, spans: list[tuple[int, int]]) -> list[str]:
    """A key for each span; spans of one thing in this doc share it: the normal form, of the long form where defined."""
    expands = {
        normal_form(doc[short_start:short_end].text): normal_form(doc[long_start:long_end].text)
        for short_start, short_end, long_start, long_end in doc._.kg_definitions
    }
    keys = [normal_form(doc[start:end].text) for start, end in spans]
    return [expands.get(key, key) for key in keys]


def settle_types(doc: Doc, kept: list[Proposal]) -> list[str]:
    """The type of each candidate; candidates of one thing share it."""
    keys = group_keys(doc, [(p.start, p.end) for p in kept])
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for key, proposal in zip(keys, kept, strict=True):
        groups[key].append(proposal)
    text = doc.text
    types = {key: _settle(doc, text, group) for key, group in groups.items()}
    return [types[key] for key in keys]


def _settle(doc: Doc, text: str, group: list[Proposal]) -> str:
    """What the tables know, else what nouns beside the name say, else its own head word, else what frames suggest."""
    known = [p for p in group if p.kb_id]
    if known:
        return max(known, key=lambda p: p.confidence).label
    votes: Counter[str] = Counter()
    if all(p.component != "kg_terms" for p in group):
        for p in group:
            vote = type_from_context(doc, text, p.start, p.end)
            if vote is not None:
                votes[str(vote[0])] += vote[1]
    longest = max(group, key=lambda p: p.end - p.start)
    by_head = type_of_phrase(doc[longest.start : longest.end].text) if longest.end - longest.start > 1 else None
    if by_head is not None:
        votes[str(by_head)] += _HEAD_WEIGHT
    return max(sorted(votes), key=lambda name: votes[name], default=str(_DEFAULT_TYPE))
