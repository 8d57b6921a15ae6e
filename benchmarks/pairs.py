"""Abbreviations: definition pairs on Med1250 and SDU, long and short forms on SDU's acronym identification."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import gold
import results
from abbreviations.schwartz_hearst import extract_abbreviation_definition_pairs
from rivals import acronyms
from spacy.tokens import Doc

from extractors import pipeline
from extractors.extensions import SPANS

_OPENING = re.compile(r"\s*[(\[]\s*")
# SDU's texts are tokens joined by spaces; the packaged algorithm expects brackets as they are written.
_LOOSE_BRACKET = re.compile(r"(?<=[(\[])\s|\s(?=[)\]])")
_NOTE = (
    "Med1250: PubMed abstracts, all {med} pairs of its gold, also those that no text holds word for word; a pair is "
    "right when both texts agree. SDU@AAAI-21 acronym identification, dev: a pair is gold when a gold long and a gold "
    "short form stand beside each other with an opening bracket between them ({sdu}); strict spans over all {longs} "
    "long and {shorts} short forms, about half of the latter not defined in their sentence. Nothing was trained on "
    "either."
)
Pair = tuple[str, str]


def component(texts: Iterable[str]) -> Iterator[Doc]:
    """Texts after the project's component."""
    nlp = pipeline.blank()
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_abbreviations")
    return nlp.pipe(texts)


def table(folder: Path) -> str:
    """The table of all systems that find abbreviations."""
    med = gold.rows(folder / "med1250/all.jsonl")
    sdu = gold.rows(folder / "sdu21_ai/dev.jsonl")
    med_texts, sdu_texts = ([row["text"] for row in rows] for rows in (med, sdu))
    med_gold = [{_pair(*pair) for pair in row["pairs"]} for row in med]
    sdu_gold = [_adjacent(row) for row in sdu]
    longs, shorts = ([_marks(row, label) for row in sdu] for label in ("long", "short"))
    docs = list(component(sdu_texts))
    rows = [
        [
            "`kg_abbreviations`",
            gold.score(map(_defined, component(med_texts)), med_gold),
            gold.score(map(_defined, docs), sdu_gold),
            gold.score((_spans(doc, "long") for doc in docs), longs),
            gold.score((_spans(doc, "short") for doc in docs), shorts),
        ],
        [
            "Schwartz & Hearst as packaged (abbreviations 0.2.5)",
            gold.score(map(_packaged, med_texts), med_gold),
            gold.score(map(_packaged, sdu_texts), sdu_gold),
            "–",
            "–",
        ],
        ["acronym regexp", "–", "–", "–", gold.score(gold.spans(acronyms(sdu_texts)), shorts)],
    ]
    note = _NOTE.format(
        med=sum(map(len, med_gold)),
        sdu=sum(map(len, sdu_gold)),
        longs=sum(map(len, longs)),
        shorts=sum(map(len, shorts)),
    )
    columns = ["precision / recall / **F1**", "Med1250 pairs", "SDU pairs", "SDU long", "SDU short"]
    return f"{note}\n\n{results.table(columns, rows)}"


def _pair(short: str, long: str) -> Pair:
    return " ".join(short.split()), " ".join(long.split())


def _defined(doc: Doc) -> set[Pair]:
    return {_pair(doc[s:e].text, doc[start:end].text) for s, e, start, end in doc._.kg_definitions}


def _packaged(text: str) -> set[Pair]:
    text = _LOOSE_BRACKET.sub("", text)
    return {_pair(*pair) for pair in extract_abbreviation_definition_pairs(doc_text=text).items()}


def _spans(doc: Doc, label: str) -> set[tuple[int, int]]:
    return {(s.start_char, s.end_char) for s in doc.spans[SPANS["abbreviations"]] if s.label_ == label}


def _marks(row: dict[str, Any], label: str) -> set[tuple[int, int]]:
    return {(e["start"], e["end"]) for e in row["entities"] if e["label"] == label}


def _adjacent(row: dict[str, Any]) -> set[Pair]:
    text, longs, shorts = row["text"], _marks(row, "long"), _marks(row, "short")
    return {
        _pair(text[short[0] : short[1]], text[long[0] : long[1]])
        for long in longs
        for short in shorts
        if _OPENING.fullmatch(text[min(long[1], short[1]) : max(long[0], short[0])])
    }
