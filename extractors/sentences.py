"""Sentence borders of titles and abstracts: the `kg_sentences` component.

Abstracts hold what breaks general splitters: 'et al.', 'e.g.', 'vs.', enumerations '(1) …; (2) …',
version numbers, names that begin in lower case, and full stops inside brackets.
"""

from collections.abc import Sequence

import numpy as np
from spacy.attrs import SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

import extractors.extensions  # noqa: F401  (registers `kg_title_end`)
from extractors.tokens import OfWords, words_of

# A full stop after one of these does not end a sentence. Lower case, without the stop.
ABBREVIATIONS = frozenset(
    "al cf e.g i.e eg ie vs viz resp approx ca fig figs eq eqs sec secs tab ref refs nos vol pp ch app alg "
    "thm def prop w.r.t wrt a.k.a aka s.t i.i.d iid dr mr mrs ms prof st jr sr inc ltd co corp dept univ u.s "
    "u.k".split()
)
_TERMINATORS = frozenset(".!?") | {"...", "?!", "!?", "。"}
_CLOSERS = frozenset(")]}'\"") | {"''", "”", "’"}
_OPENERS = {"(": 1, "[": 1, ")": -1, "]": -1}
# How spaCy writes that a token begins a sentence, and that it does not: 1 and -1, in an array without signs.
_START, _NO_START = 1, 2**64 - 1
# An unclosed bracket must not swallow the rest of an abstract.
_MAX_BRACKET_TOKENS = 120


@Language.factory("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> "Sentences":
    """The component under its spaCy name; it has no settings."""
    return Sentences()


class Sentences:
    """Sets `token.is_sent_start`; the title (`doc._.kg_title_end` tokens, when set) is one sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the borders.

        Args:
            doc: tokenised text; what it already says of borders is overwritten.

        Returns:
            The same doc.
        """
        if not len(doc):
            return doc
        # Setting one token first: spaCy refuses it where a parse has set the borders.
        doc[0].is_sent_start = True
        marks = np.full(len(doc), _NO_START, dtype=np.uint64)
        marks[_begins(words_of(doc), doc.to_array(SPACY).tolist(), doc._.kg_title_end)] = _START
        doc.from_array(SENT_START, marks)
        return doc


def with_borders(doc: Doc) -> Doc:
    """The doc itself; one that no component gave sentence borders gets those of `kg_sentences`."""
    return doc if doc.has_annotation("SENT_START") else Sentences()(doc)


def _begins(words: Sequence[str], spaced: Sequence[int], title_end: int) -> list[int]:
    """The tokens that begin a sentence."""
    begins = [0]
    if 0 < title_end < len(words):
        begins.append(title_end)
    depth, opened = 0, 0
    counting = [i for i, counts in enumerate(map(_counts.__getitem__, words[:-1])) if counts]
    for i in counting:
        word = words[i]
        if word in _OPENERS:
            depth = max(0, depth + _OPENERS[word])
            opened = i if _OPENERS[word] > 0 else opened
        if i < title_end:
            continue
        inside = depth > 0 and i - opened < _MAX_BRACKET_TOKENS
        if (word.isspace() and "\n\n" in word) or (not inside and ends_sentence(words, spaced, i)):
            begins.append(i + 1)
    return begins


@OfWords
def _counts(word: str) -> bool:
    """Whether a word can be the last of a sentence, or is a bracket; most are neither."""
    return _is_stop(word) or word in _CLOSERS or word in _OPENERS or "\n\n" in word


def _is_stop(word: str) -> bool:
    return word in _TERMINATORS or (word.endswith(".") and len(word) > 2)


def ends_sentence(words: Sequence[str], spaced: Sequence[int], at: int) -> bool:
    """Whether a sentence ends after a token, seen from the tokens around it.

    Args:
        words: the texts of the tokens.
        spaced: whether a space stands behind each.
        at: the token, not the last one.
    """
    last = at
    if words[at] in _CLOSERS and at and words[at - 1] in _TERMINATORS and spaced[at]:
        last = at - 1
    if not _is_stop(words[last]):
        return False
    following = words[at + 1]
    if following in _CLOSERS or following in _TERMINATORS or following in ",;:":
        return False
    if words[last] in ("!", "?", "?!", "!?"):
        return _may_begin(following)
    if not _may_begin(following) or not (spaced[at] or following.istitle()):
        return False
    return not _is_abbreviation(words, spaced, last)


def _is_abbreviation(words: Sequence[str], spaced: Sequence[int], stop: int) -> bool:
    word = words[stop].rstrip(".").lower()
    if not word and stop:
        before = words[stop - 1]
        if spaced[stop - 1] or words[stop] != ".":
            return False
        word = before.lower()
        if len(before) == 1 and before.isupper() and stop > 1 and spaced[stop - 2]:
            return words[stop - 2].istitle() or stop == 2  # an initial: 'J. Pearl'
    return word in ABBREVIATIONS


def _may_begin(word: str) -> bool:
    if word[0].isupper() or word[0].isdigit() or word[0] in "\"'(“[`":
        return True
    return word.isspace() or (word.isalpha() and not word.islower())
