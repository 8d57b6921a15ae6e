"""Sentence borders of titles and abstracts: the `kg_sentences` component.

Abstracts hold what breaks general splitters: 'et al.', 'e.g.', 'vs.', enumerations '(1) …; (2) …',
version numbers, names that begin in lower case, and full stops inside brackets.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

import extractors.extensions  # noqa: F401  (registers `kg_title_end`)

# A full stop after one of these does not end a sentence. Lower case, without the stop.
ABBREVIATIONS = frozenset(
    "al cf e.g i.e eg ie vs viz resp approx ca fig figs eq eqs sec secs tab ref refs nos vol pp ch app alg "
    "thm def prop w.r.t wrt a.k.a aka s.t i.i.d iid dr mr mrs ms prof st jr sr inc ltd co corp dept univ u.s "
    "u.k".split()
)
_TERMINATORS = frozenset(".!?") | {"...", "?!", "!?", "。"}
_CLOSERS = frozenset(")]}'\"") | {"''", "”", "’"}
_OPENERS = {"(": 1, "[": 1, ")": -1, "]": -1}
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
        title_end = doc._.kg_title_end
        depth, opened = 0, 0
        for token in doc:
            token.is_sent_start = False
        if len(doc):
            doc[0].is_sent_start = True
        for token in doc[:-1]:
            turn = _OPENERS.get(token.text, 0)
            depth = max(0, depth + turn)
            opened = token.i if turn > 0 else opened
            if token.i < title_end:
                continue
            inside = depth > 0 and token.i - opened < _MAX_BRACKET_TOKENS
            if (token.is_space and "\n\n" in token.text) or (not inside and ends_sentence(token)):
                doc[token.i + 1].is_sent_start = True
        if 0 < title_end < len(doc):
            doc[title_end].is_sent_start = True
        return doc


def with_borders(doc: Doc) -> Doc:
    """The doc itself; one that no component gave sentence borders gets those of `kg_sentences`."""
    return doc if doc.has_annotation("SENT_START") else Sentences()(doc)


def ends_sentence(token: Token) -> bool:
    """Whether a sentence ends after this token, seen from the tokens around it."""
    doc, following = token.doc, token.i + 1
    last = token
    if token.text in _CLOSERS and token.i and doc[token.i - 1].text in _TERMINATORS and token.whitespace_:
        last = doc[token.i - 1]
    if last.text not in _TERMINATORS and not (last.text.endswith(".") and len(last.text) > 2):
        return False
    nxt = doc[following]
    if nxt.text in _CLOSERS or nxt.text in _TERMINATORS or nxt.text in ",;:":
        return False
    if last.text in ("!", "?", "?!", "!?"):
        return _may_begin(nxt)
    return not _is_abbreviation(last) and _may_begin(nxt) and (bool(token.whitespace_) or nxt.is_title)


def _is_abbreviation(stop: Token) -> bool:
    word = stop.text.rstrip(".").lower()
    if not word and stop.i:
        before = stop.nbor(-1)
        if before.whitespace_ or stop.text != ".":
            return False
        word = before.text.lower()
        if len(before.text) == 1 and before.is_upper and stop.i > 1 and stop.nbor(-2).whitespace_:
            return stop.nbor(-2).is_title or stop.i == 2  # an initial: 'J. Pearl'
    return word in ABBREVIATIONS


def _may_begin(token: Token) -> bool:
    first = token.text[0]
    if first.isupper() or first.isdigit() or first in "\"'(“[`":
        return True
    return token.is_space or (token.is_alpha and not token.is_lower)
