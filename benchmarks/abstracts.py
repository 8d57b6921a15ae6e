"""Scores on the annotated dev abstracts: whole graphs, by the scorer that other graphs are scored with; ablations."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gold
import results
from systems import Pipeline, System

from kg.records import Paper

SETS = {
    "page": ("corpus/daily_papers_page.jsonl", "gold/abstracts/page_dev.jsonl"),
    "conference": ("corpus/conference_dev.jsonl", "gold/abstracts/conference_dev.jsonl"),
}
# Systems without types are measured by the first two, those without roles and relations by the first three.
_MEASURES = ("named", "entities/c", "entities", "roles", "relations")
_READERS = "Two careful readers agree at named 97, entities/c 93, roles 84, relations 78 F1 (page)."
_RULES = {
    "gazetteer": "kg_gazetteer",
    "names by shape and frame": "kg_names",
    "terms": "kg_terms",
    "terms of the collection": "kg_termbase",
    "abbreviations": "kg_abbreviations",
}

Write = Callable[[list[Paper], Path], None]


def score(shared: Path, papers: list[Paper], golds: Iterable[str], write: Write) -> dict[str, Any]:
    """Write the graph of papers and score it against gold files."""
    with TemporaryDirectory() as folder:
        graph = Path(folder, "graph.json")
        write(papers, graph)
        files = ",".join(str(shared / name) for name in golds)
        command = [sys.executable, shared / "tools/score_graph.py", files, graph, "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def all_papers(shared: Path) -> list[Paper]:
    """The papers of both sets."""
    return [paper for source, _ in SETS.values() for paper in gold.papers(shared / source)]


def tables(shared: Path, systems: Iterable[System]) -> str:
    """A table for each set, a row for each system."""
    parts = []
    scored = {name: (gold.papers(shared / source), answers) for name, (source, answers) in SETS.items()}
    for name, (papers, answers) in scored.items():
        scores = {system: score(shared, papers, [answers], system.write_graph) for system in systems}
        columns = [f"{name}: precision / recall / **F1**", *_MEASURES, "roles accuracy", "one_node", "merged"]
        rows = [[system.name, *_cells(system, s)] for system, s in scores.items()]
        found = next(iter(scores.values()))["papers"].partition("/")[2]
        parts.append(f"{found} papers.\n\n{results.table(columns, rows)}")
    return "\n\n".join([*parts, _READERS])


def _cells(system: System, scores: Mapping[str, Any]) -> list[str]:
    built = isinstance(system, Pipeline)
    measured = _MEASURES if built else _MEASURES[: 3 if system.typed else 2]
    cells = [gold.cell(*(scores[m][k] for k in ("p", "r", "f1"))) if m in measured else "–" for m in _MEASURES]
    if not built:
        return [*cells, "–", "–", "–"]
    identity = scores["identity"]
    return [*cells, scores["roles"]["accuracy"], f"{identity['one_node']} of {identity['of']}", identity["merged"]]


def ablation(shared: Path, base: str, more: list[Paper]) -> str:
    """What each part adds: F1 on the papers of both sets without it.

    Args:
        shared: folder of the gold data.
        base: the pipeline.
        more: other papers, to be read together with those that are scored.
    """
    whole = Pipeline(base)
    variants: dict[str, tuple[Write, list[Paper]]] = {f"`{base}`": (whole.write_graph, [])}
    for part, component in _RULES.items():
        variants[f"without {part}"] = (Pipeline(base, without=(component,)).write_graph, [])
    if "kg_tagger" in whole.nlp.pipe_names:
        variants["without the network (= `fast`)"] = (Pipeline(base, without=("kg_tagger",)).write_graph, [])
    variants["each paper on its own"] = (whole.write_graph_apart, [])
    variants[f"among {len(more)} other papers"] = (whole.write_graph, more)
    papers = all_papers(shared)
    golds = [answers for _, answers in SETS.values()]
    rows = []
    for name, (write, others) in variants.items():
        s = score(shared, [*papers, *others], golds, write)
        rows.append([name, *(s[m]["f1"] for m in _MEASURES), s["roles"]["accuracy"], s["identity"]["one_node"]])
    table = results.table(["F1, both sets", *_MEASURES, "roles accuracy", "one_node"], rows)
    return f"{table}\n\nThe judge of candidates was trained with all parts and not again without one."
