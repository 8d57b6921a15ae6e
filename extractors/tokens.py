"""A doc in plain lists: spaCy makes an object for each token at each look, and the components look often."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, repeat
from operator import add
from typing import TypeVar

import numpy as np
from spacy.attrs import ORTH, SENT_START, SPACY
from spacy.tokens import Doc

# Words come again and again: what is known of so many is kept.
KNOWN_WORDS = 100_000
_Answer = TypeVar("_Answer")


class OfWords(dict[str, _Answer]):
    """What a function says of words, by the word; made of the function, as its decorator.

    A look-up goes without a call, and unlike `functools.lru_cache` keeps no order of use, which costs as much again.

    Args:
        tell: what is to be known of a word; it depends on the word alone.

    >>> @OfWords
    ... def capital(word: str) -> bool:
    ...     return word[0].isupper()
    >>> capital["Adam"], [word for word in ("the", "Adam") if capital[word]]
    (True, ['Adam'])
    """

    def __init__(self, tell: Callable[[str], _Answer]):
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> _Answer:
        if len(self) >= KNOWN_WORDS:
            self.clear()
        answer = self[word] = self._tell(word)
        return answer


_written: dict[int, str] = {}
# The letters that a pattern takes for an ASCII letter when it ignores case; the lower case of the first has two signs.
_FOLDED = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a doc and its sentences, as they were when it was read.

    Attributes:
        text: `doc.text`.
        folded: the text in lower case and as long, for patterns of small ASCII letters: a pattern that ignores case
            takes thrice the time, and finds the same.
        words: the text of each token.
        lowers: the same in lower case.
        starts: offset of each token's first character in `text`.
        ends: offset after each token's last character.
        spaced: whether a space stands behind each token.
        begins: whether each token is marked as the first of a sentence.
        sentences: first token and token after the last of each sentence; without borders the doc is one sentence.
        numbers: the number of each token's sentence.
    """

    text: str
    folded: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    spaced: list[bool]
    begins: list[bool]
    sentences: list[tuple[int, int]]
    numbers: list[int]

    def stretch(self, start: int, end: int) -> str:
        """The text of the tokens from `start` to before `end`, at least one, as `doc[start:end].text` has it."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def sentence(self, token: int) -> tuple[int, int]:
        """The sentence around a token, half-open in tokens."""
        return self.sentences[self.numbers[token]]

    def touching(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that touch a stretch of characters, half-open, or None where there are none.

        Args:
            start: offset of the first character in `text`.
            end: offset after the last one.
        """
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end)
        return (first, last) if 0 <= first < last else None


def tokens_of(doc: Doc) -> Tokens:
    """The tokens of a doc, read once until its words or its sentence borders change."""
    return _read(doc, doc.to_array([ORTH, SENT_START]).tobytes())


def words_of(doc: Doc) -> list[str]:
    """The text of each token of a doc."""
    return _words(doc, doc.to_array(ORTH).tobytes())


@lru_cache(maxsize=1)
def _read(doc: Doc, stamp: bytes) -> Tokens:
    """The tokens of a doc; `stamp` is all that can change of it, and tells a doc that changed from what is kept."""
    words = words_of(doc)
    spaces, marks = doc.to_array([SPACY, SENT_START]).T
    spaced = spaces.astype(bool).tolist()
    parts = [word + " " if space else word for word, space in zip(words, spaced, strict=True)]
    starts = list(accumulate(map(len, parts), initial=0))[:-1]
    text = "".join(parts)
    sentences = [(s.start, s.end) for s in doc.sents] if doc.has_annotation("SENT_START") else [(0, len(words))]
    return Tokens(
        text=text,
        folded=(text if text.isascii() else text.translate(_FOLDED)).lower(),
        words=words,
        lowers=list(map(str.lower, words)),
        starts=starts,
        ends=list(map(add, starts, map(len, words))),
        spaced=spaced,
        begins=(marks == 1).tolist(),
        sentences=sentences,
        numbers=list(chain.from_iterable(repeat(k, end - start) for k, (start, end) in enumerate(sentences))),
    )


@lru_cache(maxsize=1)
def _words(doc: Doc, stamp: bytes) -> list[str]:
    """The words of a doc by their hashes: one stands for the same text in every vocabulary."""
    orths = np.frombuffer(stamp, dtype=np.uint64).tolist()
    words = list(map(_written.get, orths))
    if None in words:
        if len(_written) > KNOWN_WORDS:
            _written.clear()
        strings = doc.vocab.strings
        words = [strings[orth] if word is None else word for orth, word in zip(orths, words, strict=True)]
        _written.update(zip(orths, words, strict=True))
    return words
