"""One decision for each span: the `kg_mentions` component.

The other components propose; here a trained judge weighs the candidates, overlaps are settled, and each form gets one
type in a doc. The confidence of a mention is the judge's probability.
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.entity_types import settle
from extractors.extensions import SPANS, store
from extractors.forms import normal_form
from extractors.judge import Candidate, gather, is_written_as_name, probabilities, select
from extractors.sentences import with_borders
from extractors.tensor import has_network
from extractors.tokens import tokens_of

_Key = TypeVar("_Key", bound=Hashable)
_Item = TypeVar("_Item")
# A candidate stands when it is more likely a mention than this. Of the values tried, those with the best F1 on the dev
# abstracts: rules find too little, the network too much.
RULES_THRESHOLD, NETWORK_THRESHOLD = 0.4, 0.5
# To leave out a name that a rule saw and that is written as only names are costs more than a wrong description.
NAME_THRESHOLD = 0.35
_NAMERS = frozenset({"kg_abbreviations", "kg_gazetteer", "kg_names"})
# Which component is named as a mention's extractor when several proposed it.
_CREDIT = ("kg_abbreviations", "kg_gazetteer", "kg_names", "kg_tagger", "kg_terms", "kg_termbase")


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
        candidates = gather(with_borders(doc))
        likely = probabilities(doc, candidates)
        numbers = select(candidates, likely - thresholds(doc, candidates))
        kept = [candidates[k] for k in numbers]
        _widen_definitions(doc, kept)
        types = settle_types(doc, kept)
        spans = [Span(doc, c.start, c.end, types[k], kb_id=_known_as(c, types[k])) for k, c in enumerate(kept)]
        store(doc, SPANS["mentions"], spans, [round(float(likely[k]), 4) for k in numbers])
        credit = [next(name for name in _CREDIT if name in c.votes) for c in kept]
        doc.spans[SPANS["mentions"]].attrs["extractor"] = credit
        return doc


def thresholds(doc: Doc, candidates: Sequence[Candidate]) -> np.ndarray:
    """What each candidate's probability must exceed, (candidates,)."""
    if not has_network(doc):
        return np.full(len(candidates), RULES_THRESHOLD)
    tokens = tokens_of(doc)
    named = [not _NAMERS.isdisjoint(c.votes) and is_written_as_name(tokens.stretch(c.start, c.end)) for c in candidates]
    return np.where(named, NAME_THRESHOLD, NETWORK_THRESHOLD)


def _known_as(candidate: Candidate, entity_type: str) -> str:
    _, kb_id, _ = candidate.votes.get("kg_gazetteer", ("", "", 0.0))
    return kb_id if kb_id.startswith(f"{entity_type}/") else ""


def _widen_definitions(doc: Doc, kept: list[Candidate]) -> None:
    """Where a mention goes on beyond a defined long form, it is what is defined: '*large* language models (LMs)'."""
    begins = {p.end: p.start for p in kept}
    ends = {p.start: p.end for p in kept}
    doc._.kg_definitions = [
        (short_start, short_end, min(start, begins.get(end, start)), max(end, ends.get(start, end)))
        for short_start, short_end, start, end in doc._.kg_definitions
    ]


def group_keys(doc: Doc, spans: list[tuple[int, int]]) -> list[str]:
    """A key for each span; spans of one thing in this doc share it: the normal form, of the long form where defined."""
    tokens = tokens_of(doc)
    expands = {
        normal_form(tokens.stretch(short_start, short_end)): normal_form(tokens.stretch(long_start, long_end))
        for short_start, short_end, long_start, long_end in doc._.kg_definitions
    }
    keys = [normal_form(tokens.stretch(start, end)) for start, end in spans]
    return [expands.get(key, key) for key in keys]


def grouped(items: Sequence[_Item], keys: Sequence[_Key]) -> dict[_Key, list[_Item]]:
    """The items of each key, keys in the order of their first item."""
    groups: dict[_Key, list[_Item]] = {}
    for key, item in zip(keys, items, strict=True):
        groups.setdefault(key, []).append(item)
    return groups


def settle_types(doc: Doc, kept: list[Candidate]) -> list[str]:
    """The type of each candidate; candidates of one thing share it."""
    keys = group_keys(doc, [(c.start, c.end) for c in kept])
    groups = grouped(kept, keys)
    types = dict(zip(groups, settle(doc, list(groups.values())), strict=True))
    return [types[key] for key in keys]
