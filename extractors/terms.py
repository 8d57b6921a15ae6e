"""Descriptive technical terms by their head word, such as 'density ratio estimation': the `kg_terms` component.

No part-of-speech model is needed: a term is a short run of words that are neither function words nor what
papers say of any method, and it ends in a head word that types it.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.english import english
from extractors.extensions import SPANS, store
from extractors.heads import FUNCTION_WORDS, GENERIC_WORDS, HEADS, TERM_HEADS
from extractors.names import is_shaped
from extractors.sentences import with_borders
from extractors.tokens import OfWords, Tokens, tokens_of

_CONFIDENCE = 0.4
# A run of more words is a clause that lost its verb to the word lists.
MAX_WORDS = 4


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
    tokens = tokens_of(doc)
    title_end = doc._.kg_title_end
    found = []
    for run in _runs(tokens):
        heads = (k for k in range(len(run) - 1, 0, -1) if _is_head(tokens, title_end, run[k - 1], run[k]))
        head = next(heads, None)
        if head is not None:
            found.append((_compound_start(tokens, run[max(0, head - MAX_WORDS + 1)]), run[head] + 1))
    if title_end in (0, len(doc)):
        return found
    # Title case makes a term of any words: those of the title count where the abstract has them too.
    body = {tokens.stretch(start, end).lower() for start, end in found if start >= title_end}
    return [(s, e) for s, e in found if s >= title_end or tokens.stretch(s, e).lower() in body]


def _is_head(tokens: Tokens, title_end: int, before: int, word: int) -> bool:
    """A typing noun; behind a person's name also those that are too general else: 'a Boltzmann machine'."""
    noun = tokens.lowers[word]
    if noun in TERM_HEADS:
        return True
    eponym = before >= title_end and not tokens.begins[before] and tokens.words[before].istitle()
    return noun in HEADS and eponym and tokens.words[word].islower()


def _runs(tokens: Tokens) -> list[list[int]]:
    """Runs of words that a term may hold, as numbers of tokens; the hyphens inside compounds are stepped over."""
    runs: list[list[int]] = []
    run: list[int] = []
    for k, word in enumerate(tokens.words):
        if word == "-" and run and not tokens.spaced[k]:
            continue
        holds = _may_hold[word]
        if run and (not holds or tokens.begins[k]):
            runs.append(run)
            run = []
        if holds:
            run.append(k)
    is_english = english(tokens)
    return [run for run in [*runs, run] if len(run) > 1 and is_english[tokens.numbers[run[0]]]]


@OfWords
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


def _compound_start(tokens: Tokens, start: int) -> int:
    """The first token of the hyphenated compound around a token."""
    words, spaced = tokens.words, tokens.spaced
    while start > 1 and words[start - 1] == "-" and not spaced[start - 2] and not spaced[start - 1]:
        start -= 2
    return start
