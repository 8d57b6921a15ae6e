"""Known names in a text: the `kg_gazetteer` component over the tables of `extractors/gazetteer/`."""

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS, store
from extractors.gazetteer.tables import Entry, Form, Gazetteer, flat, load
from extractors.tokens import OfWords, tokens_of

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
        tokens = tokens_of(doc)
        lowered = tokens.text.lower()
        # The context is searched only where one of its words stands in the text at all, and once for an entry.
        support = cache(lambda entry: entry.support(lowered) if any(w in lowered for w in entry.context) else 0)
        prefixes, forms = self.gazetteer.prefixes, self.gazetteer.forms
        flats = list(map(_letters.__getitem__, tokens.words))
        matches: list[tuple[int, int, Entry]] = []
        for start, key in enumerate(flats):
            end = start
            while key in prefixes:
                if flats[end] and key in forms:
                    text = tokens.stretch(start, end + 1)
                    entry = _choose(forms[key], text, support)
                    if entry and redefined.get(text, entry.id) == entry.id:
                        matches.append((start, end + 1, entry))
                end += 1
                if end in (len(flats), start + _MAX_TOKENS) or tokens.begins[end] or flats[end] is None:
                    break
                key += flats[end]
        return _longest(matches)


@OfWords
def _letters(word: str) -> str | None:
    """What a word adds to a key, or None where no name reaches over it."""
    return None if word in _BORDERS else flat(word)


def _choose(forms: list[Form], text: str, support: Callable[[Entry], int]) -> Entry | None:
    """The sense that the context supports most, else the one that needs no context."""
    fitting = [form for form in forms if form.fits(text)]
    scored = [(support(form.entry), form.entry) for form in fitting if form.ambiguous]
    most, best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best if most else next((form.entry for form in fitting if not form.ambiguous), None)


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
