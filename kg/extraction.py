"""Paper → Doc → Extraction: the clean text goes through the spaCy pipeline, the offsets come back to the given text."""

from collections.abc import Iterable, Iterator

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
        doc._.kg_title_end = sum(token.idx < text.abstract_start for token in doc) if paper.abstract else len(doc)
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
        self.sentences: dict[int, Span] = {}

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
        at = self._given(span)
        return Mention(
            span=at,
            sentence=self._sentence(span),
            text=self.text.paper.text(at.field)[at.start : at.end],
            form=span.text,
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
        cue = self.doc[start:end]
        return Statement(
            mentions[subject], Relation(relation), mentions[object], self._given(cue), self._sentence(cue), confidence,
            _signed("kg_relations"),
        )  # fmt: skip

    def _definition(self, short_start: int, short_end: int, long_start: int, long_end: int) -> Definition:
        short, long = self.doc[short_start:short_end], self.doc[long_start:long_end]
        return Definition(short.text, long.text, self._sentence(short), _signed("kg_abbreviations"))

    def _coreferences(self, mentions: tuple[Mention, ...]) -> Iterator[Coreference]:
        for mention, (antecedent, confidence) in zip(mentions, self.doc._.kg_entities, strict=True):
            if confidence < 1:
                yield Coreference(mention, mentions[antecedent], confidence, _signed("kg_coreference"))

    def _given(self, span: DocSpan) -> Span:
        return self.text.span(span.start_char, span.end_char)

    def _sentence(self, span: DocSpan) -> Span:
        sentence = span[0].sent
        if sentence.start not in self.sentences:
            end = max(sentence.end_char - (len(sentence.text) - len(sentence.text.rstrip())), sentence.start_char + 1)
            self.sentences[sentence.start] = self.text.span(sentence.start_char, end)
        return self.sentences[sentence.start]


def _signed(component: str) -> str:
    return f"{component}@{extractors.__version__}"
