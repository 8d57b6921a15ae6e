"""Terms that a large collection of papers shows to be terms: the `kg_termbase` component over `termbase.tsv`.

`training/mining.py` makes the table: how often the pipeline with the network takes a form for a mention wherever it
stands in 18,000 abstracts. What one sentence leaves open, the other papers settle.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS, store
from extractors.schema import EntityType
from extractors.tokens import words_of


@dataclass(frozen=True, slots=True)
class Term:
    """A form of the table.

    Attributes:
        type: what it mostly is.
        share: of the papers that have the words, those in which they are a mention, in (0, 1].
    """

    type: EntityType
    share: float


@dataclass(frozen=True, slots=True)
class Termbase:
    """Forms by their lower-case tokens, and all beginnings of forms."""

    terms: dict[tuple[str, ...], Term]
    prefixes: frozenset[tuple[str, ...]]


@cache
def load() -> Termbase:
    """The shipped table."""
    terms = {}
    for line in files("extractors").joinpath("termbase.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            form, entity_type, share = line.split("\t")
            terms[tuple(form.split(" "))] = Term(EntityType(entity_type), float(share))
    return Termbase(terms, frozenset(form[:k] for form in terms for k in range(1, len(form) + 1)))


def find(words: list[str], prefixes: frozenset[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Every stretch of lower-case tokens that begins a form, the whole forms among them, by token offsets."""
    found = []
    for start in range(len(words)):
        end = start + 1
        while end <= len(words) and tuple(words[start:end]) in prefixes:
            found.append((start, end))
            end += 1
    return found


@Language.factory("kg_termbase", assigns=["doc.spans"])
def make_termbase(nlp: Language, name: str) -> "TermbaseMatcher":
    """The component under its spaCy name; it has no settings."""
    return TermbaseMatcher(load())


class TermbaseMatcher:
    """Fills `doc.spans["kg_termbase"]`: label is the type, confidence the share; spans may overlap.

    Args:
        termbase: the terms to find.
    """

    def __init__(self, termbase: Termbase):
        self.termbase = termbase

    def __call__(self, doc: Doc) -> Doc:
        """Find the terms of a doc."""
        words = [word.lower() for word in words_of(doc)]
        matches = [
            (start, end, term)
            for start, end in find(words, self.termbase.prefixes)
            if (term := self.termbase.terms.get(tuple(words[start:end]))) is not None
        ]
        spans = [Span(doc, start, end, label=str(term.type)) for start, end, term in matches]
        store(doc, SPANS["termbase"], spans, [term.share for _, _, term in matches])
        return doc
