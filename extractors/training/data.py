"""Label sets in one form: texts, spans by character, and for the project's own annotation roles and relations."""

import json
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from extractors.cleaning import Cleaned, clean
from extractors.records import Span
from extractors.schema import EntityType
from extractors.training.annotation import Annotated, Link

# Labels of each set; the network has one head for each set.
LABELS: dict[str, tuple[str, ...]] = {
    "own": tuple(EntityType),
    "scierc": ("Task", "Method", "Metric", "Material", "OtherScientificTerm", "Generic"),
    "tdmsci": ("TASK", "DATASET", "METRIC"),
    "scier": ("Method", "Task", "Dataset"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text with a label: which of the texts, half-open characters, label, entity of the paper or -1.

    What is optional is neither asked for nor wrong.
    """

    part: int
    start: int
    end: int
    label: str
    entity: int = -1
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """One text to learn from.

    Attributes:
        labels: name of its label set.
        texts: title and abstract, or one text.
        spans: what is marked, none overlapping.
        roles: role of each entity, for the project's own annotation.
        links: relations between the entities, by their places.
    """

    labels: str
    texts: tuple[str, ...]
    spans: tuple[Marked, ...]
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def own(papers: list[Annotated]) -> list[Example]:
    """The project's annotation on clean texts, as the components see them."""
    return [_own(paper) for paper in papers]


def _own(paper: Annotated) -> Example:
    parts = {"title": clean(paper.title), "abstract": clean(paper.abstract)}
    spans = []
    for k, entity in enumerate(paper.entities):
        for mention in entity.mentions:
            start, end = to_clean(parts[mention.field], mention)
            if start < end:
                spans.append(Marked(list(parts).index(mention.field), start, end, entity.type, k, entity.optional))
    return Example(
        "own",
        tuple(part.text for part in parts.values()),
        tuple(sorted(spans, key=lambda s: (s.part, s.start))),
        tuple(entity.role for entity in paper.entities),
        tuple(entity.type for entity in paper.entities),
        paper.links,
    )


def to_clean(cleaned: Cleaned, span: Span) -> tuple[int, int]:
    """A span of the given text as offsets of the clean text."""
    return bisect_left(cleaned.ends, span.start + 1), bisect_left(cleaned.starts, span.end)


def public(name: str, path: Path) -> list[Example]:
    """A public set, JSON lines with `text` and `entities`; of nested spans the longer stays."""
    examples = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        taken: set[int] = set()
        spans = []
        for e in sorted(row["entities"], key=lambda e: e["start"] - e["end"]):
            if taken.isdisjoint(range(e["start"], e["end"])) and e["label"] in LABELS[name]:
                taken.update(range(e["start"], e["end"]))
                spans.append(Marked(0, e["start"], e["end"], e["label"]))
        examples.append(Example(name, (row["text"],), tuple(sorted(spans, key=lambda s: s.start))))
    return examples
