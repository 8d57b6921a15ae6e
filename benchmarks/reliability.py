"""Whether a confidence of 0.9 is right nine times in ten: what mentions said against what they were."""

from pathlib import Path
from typing import Any

import gold
import results
from abstracts import SETS, all_papers
from systems import Pipeline, scorer

_BINS = 10


def table(shared: Path, base: str) -> str:
    """The reliability of a pipeline's mention confidences on the dev abstracts, in ten bins."""
    tool = scorer(shared)
    answers = {row["id"]: row for _, path in SETS.values() for row in gold.rows(shared / path)}
    bins: list[list[tuple[float, bool, bool]]] = [[] for _ in range(_BINS)]
    for extraction in Pipeline(base).extractions(all_papers(shared)):
        types = _types(answers[extraction.paper.id], tool)
        for mention in extraction.mentions:
            wanted = types.get(tool.norm(mention.text), set())
            if "" not in wanted:
                number = min(int(mention.confidence * _BINS), _BINS - 1)
                bins[number].append((mention.confidence, bool(wanted), str(mention.type) in wanted))
    rows = [
        [f"{number / _BINS:.1f} to {(number + 1) / _BINS:.1f}", len(each), *(f"{m:.2f}" for m in _means(each))]
        for number, each in enumerate(bins)
        if each
    ]
    columns = [f"`{base}`: confidence", "mentions", "said", "was an entity", "was an entity of this type"]
    total = sum(map(len, bins))
    error = sum(len(each) * abs(_means(each)[0] - _means(each)[1]) for each in bins if each) / total
    note = "A mention was an entity when its text is a gold surface form of its paper; where readers disagreed on the "
    note += f"entity it is left out. Mean distance between said and was an entity, by mentions: {error:.3f}."
    return f"{results.table(columns, rows)}\n\n{note}"


def _types(row: dict[str, Any], tool: Any) -> dict[str, set[str]]:
    """Gold form to the types it may have; the empty type stands for an entity that is optional."""
    types: dict[str, set[str]] = {}
    for entity in row["entities"]:
        for form in [entity["name"], *entity["surface_forms"]]:
            types.setdefault(tool.norm(form), set()).add("" if entity.get("optional") else entity["type"])
    return types


def _means(each: list[tuple[float, bool, bool]]) -> list[float]:
    return [sum(column) / len(each) for column in zip(*each, strict=True)]
