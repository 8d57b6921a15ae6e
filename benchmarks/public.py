"""Strict spans on public sets, each annotated after a scheme of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gold
import results
from systems import System


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set and how its labels and ours meet.

    Attributes:
        title: what the tables call it.
        path: file below the folder of gold data.
        theirs: the set's label to the label that is scored.
        ours: entity type to the label that is scored; other types are left out.
        share: part of the records that is scored, in (0, 1].
        taught: names of the systems that trained on the set: they are not scored on it.
        note: what a reader must know.
    """

    title: str
    path: str
    theirs: Mapping[str, str]
    ours: Mapping[str, str]
    note: str
    share: float = 1.0
    taught: frozenset[str] = frozenset()


_DATA = {"dataset": "Dataset", "benchmark": "Dataset"}
SETS = (
    PublicSet(
        title="SciER dev",
        path="scier/dev.jsonl",
        theirs={label: label for label in ("Method", "Task", "Dataset")},
        ours={"method": "Method", "model": "Method", "task": "Task", **_DATA},
        note="Full papers, read in parts of 1,500 characters. Sentences without an entity are not in the set, so that "
        "precision is an upper bound.",
    ),
    PublicSet(
        title="GSAP-NER dev",
        path="gsap_ner/dev.jsonl",
        theirs={"Dataset": "Dataset", "MLModel": "MLModel"},
        ours={"model": "MLModel", **_DATA},
        note="Paragraphs of full papers; named data sets and named models only, not `this dataset`. Its annotators "
        "agree at 83 (Dataset) and 68 (MLModel) F1.",
    ),
    PublicSet(
        title="TDMSci, a fifth of train",
        path="tdmsci/train.jsonl",
        theirs={"DATASET": "Dataset", "METRIC": "Metric", "TASK": "Task"},
        ours={"metric": "Metric", "task": "Task", **_DATA},
        note="Sentences. The network of `accurate` learned from this set and is not scored on it.",
        share=0.2,
        taught=frozenset({"`accurate`"}),
    ),
)
_PREFACE = (
    "Strict: both ends of a span must agree. These sets have annotation schemes of their own, other than the one that "
    "the project is made for, and nothing of the project was trained on SciER or GSAP-NER: what counts is the distance "
    "between systems, not that to 100. Method here is our method or model, Dataset our dataset or benchmark. Systems "
    "without types are scored on spans alone; the one trained on SciER knows that scheme and not the others, so no "
    "metrics and no models apart from methods."
)


def tables(folder: Path, systems: Iterable[System]) -> str:
    """A table for each set, a row for each system.

    Args:
        folder: the gold data.
        systems: what to measure.
    """
    return "\n\n".join([_PREFACE, *(_table(folder, public, systems) for public in SETS)])


def _table(folder: Path, public: PublicSet, systems: Iterable[System]) -> str:
    records = gold.rows(folder / public.path)
    if public.share < 1:
        records = gold.sample(records, round(public.share * len(records)))
    texts, wanted = zip(*gold.texts(records, public.theirs), strict=True)
    labels = sorted(set(public.theirs.values()))
    rows = []
    for system in systems:
        if system.name in public.taught:
            rows.append([system.name, *["trained on it"] * (2 + len(labels))])
            continue
        said = [
            {(start, end, public.ours.get(kind, "")) for start, end, kind in marks if _counts(system, public, kind)}
            for marks in system.mark(texts)
        ]
        cells = [gold.score(gold.spans(said), gold.spans(wanted))]
        if system.typed:
            cells += [gold.score(said, wanted), *(_one_label(said, wanted, x) for x in labels)]
        rows.append([system.name, *cells, *["–"] * (2 + len(labels) - len(cells))])
    count = f"{public.title}: {len(records)} records, {sum(map(len, wanted))} spans. {public.note}"
    return f"{count}\n\n{results.table(['precision / recall / **F1**', 'span', 'span and type', *labels], rows)}"


def _counts(system: System, public: PublicSet, kind: str) -> bool:
    return not system.typed or kind in public.ours


def _one_label(said: list[set[gold.Mark]], wanted: Sequence[set[gold.Mark]], label: str) -> gold.Score | str:
    """The score of one label; none for a system that does not know it."""
    score = gold.score(*([{mark for mark in each if mark[2] == label} for each in marks] for marks in (said, wanted)))
    return score if score.said else "–"
