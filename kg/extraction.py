"""Paper → Doc → Extraction: the clean text goes through the spaCy pipeline, the offsets come back to the given text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

import extractors
from extractors import pipeline
from extractors.cleaning import Cleaned, clean
from extractors.extensions import SPANS
from extractors.presets import DEFAULT
from extractors.records import Coreference, Definition, Field, Mention, Span, Statement
from extractors.schema import EntityType, Relation, Role
from extractors.tokens import tokens_of
from kg.records import Extraction, Paper

# A blank line parts title and abstract: every component takes it for a sentence border.
_BORDER = "\n\n"
_BATCH = 64


def extract(papers: Iterable[Paper], nlp: Language | str = DEFAULT) -> Iterator[Extraction]:
    """The mentions, statements and definitions of papers, one extraction a paper, in their order.

    Args:
        papers: papers with a title; the abstract may be empty.
        nlp: the name of a shipped pipeline, or a pipeline with the project's components.

    Returns:
        An iterator that reads the papers as it goes.
    """
    if isinstance(nlp, str):
        nlp = pipeline.build(nlp)
    for doc, text in nlp.pipe(_docs(papers, nlp), as_tuples=True, batch_size=_BATCH):
        yield _Reader(doc, text).extraction()


def _docs(papers: Iterable[Paper], nlp: Language) -> Iterator[tuple[Doc, "_Text"]]:
    for paper in papers:
        text = _Text(paper)
        doc = nlp.make_doc(text.clean)
        border = bisect_left(doc, text.abstract_start, key=lambda token: token.idx)
        doc._.kg_title_end = border if paper.abstract else len(doc)
        yield doc, text


class _Text:
    """A paper's clean text and the way back from it."""

    def __init__(self, paper: Paper):
        self.paper = paper
        self.parts: dict[Field, Cleaned] = {"title": clean(paper.title), "abstract": clean(paper.abstract)}
        title, abstract = (part.text for part in self.parts.values())
        self.clean = title + _BORDER + abstract if abstract else title
        self.abstract_start = len(title) + len(_BORDER)

    def span(self, start: int, end: int) -> Span:
        """The given text behind a stretch of the clean text; one that crosses the border is cut at it."""
        field: Field = "title" if start < self.abstract_start - len(_BORDER) else "abstract"
        base = 0 if field == "title" else self.abstract_start
        part = self.parts[field]
        return Span(field, *part.given(max(start - base, 0), min(end - base, len(part.text))))


class _Reader:
    """Reads what the components left on a doc."""

    def __init__(self, doc: Doc, text: _Text):
        self.doc = doc
        self.text = text
        self.tokens = tokens_of(doc)
        self.sentences: dict[tuple[int, int], Span] = {}

    def extraction(self) -> Extraction:
        group = self.doc.spans[SPANS["mentions"]]
        details = zip(group, group.attrs["confidence"], group.attrs["extractor"], strict=True)
        mentions = tuple(self._mention(span, confidence, name) for span, confidence, name in details)
        roles = (
            Statement(None, Role(role), m, m.span, m.sentence, confidence, _signed("kg_roles"))
            for m, (role, confidence) in zip(mentions, self.doc._.kg_roles, strict=True)
        )
        relations = (self._relation(mentions, *row) for row in self.doc._.kg_relations)
        definitions = tuple(self._definition(*row) for row in self.doc._.kg_definitions)
        return Extraction(
            self.text.paper, mentions, (*roles, *relations), definitions, tuple(self._coreferences(mentions))
        )

    def _mention(self, span: DocSpan, confidence: float, component: str) -> Mention:
        start, end = span.start, span.end
        at = self._given(start, end)
        return Mention(
            span=at,
            sentence=self._sentence(start),
            text=self.text.paper.text(at.field)[at.start : at.end],
            form=self.tokens.stretch(start, end),
            type=EntityType(span.label_),
            confidence=confidence,
            extractor=_signed(component),
            gazetteer_id=span.kb_id_ or None,
        )

    def _relation(
        self,
        mentions: tuple[Mention, ...],
        subject: int,
        relation: str,
        object: int,
        start: int,
        end: int,
        confidence: float,
    ) -> Statement:
        return Statement(
            mentions[subject], Relation(relation), mentions[object], self._given(start, end), self._sentence(start),
            confidence, _signed("kg_relations"),
        )  # fmt: skip

    def _definition(self, short_start: int, short_end: int, long_start: int, long_end: int) -> Definition:
        short, long = self.tokens.stretch(short_start, short_end), self.tokens.stretch(long_start, long_end)
        return Definition(short, long, self._sentence(short_start), _signed("kg_abbreviations"))

    def _coreferences(self, mentions: tuple[Mention, ...]) -> Iterator[Coreference]:
        for mention, (antecedent, confidence) in zip(mentions, self.doc._.kg_entities, strict=True):
            if confidence < 1:
                yield Coreference(mention, mentions[antecedent], confidence, _signed("kg_coreference"))

    def _given(self, start: int, end: int) -> Span:
        return self.text.span(self.tokens.starts[start], self.tokens.ends[end - 1])

    def _sentence(self, token: int) -> Span:
        sentence = self.tokens.sentence(token)
        if sentence not in self.sentences:
            start = self.tokens.starts[sentence[0]]
            length = len(self.tokens.stretch(*sentence).rstrip())
            self.sentences[sentence] = self.text.span(start, start + max(length, 1))
        return self.sentences[sentence]


@cache
def _signed(component: str) -> str:
    return f"{component}@{extractors.__version__}"
