"""Gold data as it is scored: texts with marked spans, and precision, recall and F1."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.records import Paper

Mark = tuple[int, int, str]
"""A span of a text in characters, half-open, with its label."""

# A full paper is read in parts about as long as an abstract, the kind of text that the systems are for.
PART = 1500
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, in percent.

    Attributes:
        right: answers that are right.
        said: answers.
        wanted: answers of the gold data.
    """

    right: int
    said: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the answers that are right."""
        return 100 * self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold answers that were given."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 200 * self.right / (self.said + self.wanted) if self.said + self.wanted else 0.0

    def __str__(self) -> str:
        return cell(self.precision, self.recall, self.f1)


def cell(precision: float, recall: float, f1: float) -> str:
    """The three numbers as a cell of a table."""
    return f"{precision:.1f} / {recall:.1f} / **{f1:.1f}**"


def score(said: Iterable[set[Any]], wanted: Iterable[set[Any]]) -> Score:
    """Compare what was said of each text with what was wanted of it."""
    pairs = list(zip(said, wanted, strict=True))
    return Score(sum(len(s & w) for s, w in pairs), sum(len(s) for s, _ in pairs), sum(len(w) for _, w in pairs))


def spans(marks: Iterable[set[Mark]]) -> list[set[tuple[int, int]]]:
    """Marks without their labels."""
    return [{(start, end) for start, end, _ in each} for each in marks]


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def sample(items: list[Any], size: int) -> list[Any]:
    """The same random choice at each call, in the order of the items."""
    chosen = random.Random(_SEED).sample(range(len(items)), size)
    return [items[k] for k in sorted(chosen)]


def papers(path: Path) -> list[Paper]:
    """The papers of a file, in its order."""
    return [Paper(row["id"], row["title"], row["abstract"]) for row in rows(path)]


def texts(
    records: Iterable[Mapping[str, Any]], labels: Mapping[str, str], part: int = PART
) -> Iterator[tuple[str, set[Mark]]]:
    """Texts with their gold marks; a record with sentences is cut between them.

    Args:
        records: in the form that all gold sets share: `text`, `entities`, perhaps `sentences`.
        labels: the set's label to the label that is scored; others are left out.
        part: characters of a part at most, unless a single sentence has more.
    """
    for record in records:
        marks = [(e["start"], e["end"], labels[e["label"]]) for e in record["entities"] if e["label"] in labels]
        for start, end in _parts(record, part):
            inside = {(a - start, b - start, label) for a, b, label in marks if start <= a and b <= end}
            yield record["text"][start:end], inside


def _parts(record: Mapping[str, Any], part: int) -> Iterator[tuple[int, int]]:
    begin, last = 0, 0
    for sentence in record.get("sentences", ()):
        if sentence["end"] - begin > part and last > begin:
            yield begin, last
            begin = sentence["start"]
        last = sentence["end"]
    yield begin, len(record["text"])
