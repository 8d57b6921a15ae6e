"""Descriptive technical terms by their head word, such as 'density ratio estimation': the `kg_terms` component.

No part-of-speech model is needed: a term is a short run of words that are neither function words nor what
papers say of any method, and it ends in a head word that types it.
"""

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.english import is_english
from extractors.extensions import SPANS, store
from extractors.heads import FUNCTION_WORDS, GENERIC_WORDS, HEADS, TERM_HEADS
from extractors.names import is_shaped
from extractors.sentences import with_borders

_CONFIDENCE = 0.4
# A run of more words is a clause that lost its verb to the word lists.
MAX_WORDS = 4
# Words come again and again: what is known of so many is kept.
_CACHED = 100_000


@Language.factory("kg_terms", requires=["doc.sents"], assigns=["doc.spans"])
def make_terms(nlp: Language, name: str) -> "Terms":
    """The component under its spaCy name; it has no settings."""
    return Terms()


class Terms:
    """Fills `doc.spans["kg_terms"]`: label is the type of the head word."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the terms of a doc."""
        spans = [Span(doc, start, end, label=HEADS[doc[end - 1].lower_]) for start, end in find(with_borders(doc))]
        store(doc, SPANS["terms"], spans, [_CONFIDENCE] * len(spans))
        return doc


def find(doc: Doc) -> list[tuple[int, int]]:
    """The terms of a doc as token offsets, in text order."""
    found = []
    for words in _runs(doc):
        head = next((k for k in range(len(words) - 1, 0, -1) if _is_head(words[k - 1], words[k])), None)
        if head is not None:
            first = max(0, head - MAX_WORDS + 1)
            found.append((_compound_start(words[first]), words[head].i + 1))
    # Title case makes a term of any words: those of the title count where the abstract has them too.
    title_end = doc._.kg_title_end
    body = {doc[start:end].text.lower() for start, end in found if start >= title_end}
    return [(s, e) for s, e in found if s >= title_end or title_end == len(doc) or doc[s:e].text.lower() in body]


def _is_head(before: Token, word: Token) -> bool:
    """A typing noun; behind a person's name also those that are too general else: 'a Boltzmann machine'."""
    eponym = before.is_title and not before.is_sent_start and word.is_lower and before.i >= before.doc._.kg_title_end
    return word.lower_ in TERM_HEADS or (eponym and word.lower_ in HEADS)


def _runs(doc: Doc) -> list[list[Token]]:
    """Runs of words that a term may hold; the hyphens inside compounds are stepped over."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    for token in doc:
        if token.text == "-" and run and not token.whitespace_:
            continue
        holds = _may_hold(token.text)
        if token.is_sent_start or not holds:
            runs.append(run)
            run = []
        if holds:
            run.append(token)
    return [run for run in [*runs, run] if len(run) > 1 and is_english(run[0].sent)]


@lru_cache(maxsize=_CACHED)
def _may_hold(text: str) -> bool:
    word = text.lower()
    return (
        word not in FUNCTION_WORDS
        and word not in GENERIC_WORDS
        and text[0].isalpha()
        and not word.endswith("ly")
        and not is_shaped(text)
        and len(word) > 1
    )


def _compound_start(token: Token) -> int:
    """The first token of the hyphenated compound around a token."""
    doc, start = token.doc, token.i
    while start > 1 and doc[start - 1].text == "-" and not any(part.whitespace_ for part in doc[start - 2 : start]):
        start -= 2
    return start
