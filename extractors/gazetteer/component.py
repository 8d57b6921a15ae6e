"""Known names in a text: the `kg_gazetteer` component over the tables of `extractors/gazetteer/`."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS, store
from extractors.gazetteer.tables import Entry, Form, Gazetteer, flat, load

_CONFIDENCE = 0.9
# Longer n-grams than the longest name in the tables need not be looked at.
_MAX_TOKENS = 12
# No name reaches over these; the possessive would else pass for a plural.
_BORDERS = frozenset('()[]{};:"') | {"'s", "’s"}


@Language.factory("kg_gazetteer", assigns=["doc.spans"])
def make_gazetteer(nlp: Language, name: str) -> "GazetteerMatcher":
    """The component under its spaCy name; it has no settings."""
    return GazetteerMatcher(load())


class GazetteerMatcher:
    """Fills `doc.spans["kg_gazetteer"]`: label is the type, `kb_id_` the gazetteer id, no two spans overlap.

    Args:
        gazetteer: the names to find.
    """

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Find the known names of a doc; where two overlap the longer one stands, else the first."""
        found = self.find(doc)
        spans = [Span(doc, start, end, entry.type, kb_id=entry.id) for start, end, entry in found]
        store(doc, SPANS["gazetteer"], spans, [_CONFIDENCE] * len(spans))
        return doc

    def find(self, doc: Doc) -> list[tuple[int, int, Entry]]:
        """The matches of a doc as (start, end, entry), token offsets, in text order."""
        redefined = _redefined(doc, self.gazetteer)
        lowered = doc.text.lower()
        flats = [flat(token.text) for token in doc]
        matches: list[tuple[int, int, Entry]] = []
        for start in range(len(doc)):
            if not flats[start]:
                continue
            key = ""
            for end in range(start, min(len(doc), start + _MAX_TOKENS)):
                key += flats[end]
                at_border = doc[end].text in _BORDERS or (end > start and doc[end].is_sent_start)
                if at_border or key not in self.gazetteer.prefixes:
                    break
                if not flats[end] or key not in self.gazetteer.forms:
                    continue
                text = doc[start : end + 1].text
                entry = self._choose(self.gazetteer.forms[key], text, lowered)
                if entry and redefined.get(text, entry.id) == entry.id:
                    matches.append((start, end + 1, entry))
        return _longest(matches)

    def _choose(self, forms: list[Form], text: str, lowered: str) -> Entry | None:
        """The sense that the context supports most, else the one that needs no context."""
        fitting = [form for form in forms if form.fits(text)]
        scored = [(form.entry.support(lowered), form.entry) for form in fitting if form.ambiguous]
        support, best = max(scored, key=lambda pair: pair[0], default=(0, None))
        return best if support else next((form.entry for form in fitting if not form.ambiguous), None)


def _redefined(doc: Doc, gazetteer: Gazetteer) -> dict[str, str | None]:
    """Short forms that the doc itself expands, and what their long forms are known as (None: unknown)."""
    meaning: dict[str, str | None] = {}
    for short_start, short_end, long_start, long_end in doc._.kg_definitions:
        forms = gazetteer.forms.get(flat(doc[long_start:long_end].text), [])
        short = doc[short_start:short_end].text
        known = forms[0].entry.id if forms else None
        meaning |= {short: known, short + "s": known}
        if short.endswith("s"):
            meaning[short[:-1]] = known
    return meaning


def _longest(matches: list[tuple[int, int, Entry]]) -> list[tuple[int, int, Entry]]:
    taken: set[int] = set()
    kept = []
    for start, end, entry in sorted(matches, key=lambda m: (m[0] - m[1], m[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, entry))
    return sorted(kept, key=lambda m: m[0])
