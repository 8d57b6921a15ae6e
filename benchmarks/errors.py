"""Wrong entities of a pipeline on the dev abstracts, sorted by what is wrong with them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gold
import results
from abstracts import SETS, all_papers
from systems import Pipeline, scorer

from kg.records import Paper

KINDS = {
    "type": "the right name with another type",
    "border": "a part of the right name, or more than it",
    "split": "a second node for something that has one",
    "extra": "no entity by the annotation",
    "missed": "not found at all",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer.

    Attributes:
        kind: a key of `KINDS`.
        paper: id.
        said: type and texts of the node, empty where nothing was found.
        wanted: type and name of the gold entity, empty where there is none.
        sentence: where it stands.
    """

    kind: str
    paper: str
    said: str
    wanted: str
    sentence: str


def find(shared: Path, base: str) -> list[Wrong]:
    """All wrong entities of a pipeline, types kept apart, in the order of the papers."""
    tool = scorer(shared)
    papers = all_papers(shared)
    with TemporaryDirectory() as folder:
        path = Path(folder, "graph.json")
        Pipeline(base).write_graph(papers, path)
        nodes, linked, _ = tool.read_graph(path)
        sentences = _sentences(path)
    by_id = {paper.id: paper for paper in papers}
    wrong = []
    for row in (row for _, answers in SETS.values() for row in gold.rows(shared / answers)):
        paper = by_id[row["id"]]
        wrong += _of_paper(tool, row, linked.get(nodes[paper.id], {}), paper, sentences)
    return wrong


def _sentences(path: Path) -> dict[tuple[str, str], str]:
    """The first sentence of each link from a paper to an entity."""
    graph = json.loads(path.read_text("utf-8"))
    return {
        (edge["source"], edge["target"]): edge["evidence"][0]["sentence"]
        for edge in graph["edges"]
        if edge["source"].startswith("paper:") and "evidence" in edge
    }


def _of_paper(
    tool: Any, row: Mapping[str, Any], pred: dict[str, Any], paper: Paper, sentences: Mapping[tuple[str, str], str]
) -> Iterator[Wrong]:
    every = [{**e, "forms": {tool.norm(x) for x in (*e["surface_forms"], e["name"])} - {""}} for e in row["entities"]]
    loose = tool.match(every, pred, lambda t: "")
    free = {node for k, node in loose.items() if every[k].get("optional")}
    wanted = [e for e in every if not e.get("optional")]
    said = {node: p for node, p in pred.items() if node not in free}
    right = tool.match(wanted, said, lambda t: t)
    missed = [e for k, e in enumerate(wanted) if k not in right]
    spurious = {node: p for node, p in said.items() if node not in right.values()}
    tests = {"type": lambda e, p: e["forms"] & p["forms"], "border": _overlap}
    for kind, same in tests.items():
        for entity in list(missed):
            node = next((n for n, p in spurious.items() if same(entity, p)), None)
            if node is not None:
                missed.remove(entity)
                sentence = sentences[f"paper:{paper.id}", node]
                yield Wrong(kind, paper.id, _node(spurious.pop(node)), _entity(entity), sentence)
    found = set().union(*(wanted[k]["forms"] for k in right))
    for node, p in spurious.items():
        kind = "split" if p["forms"] & found else "extra"
        yield Wrong(kind, paper.id, _node(p), "", sentences[f"paper:{paper.id}", node])
    for entity in missed:
        yield Wrong("missed", paper.id, "", _entity(entity), _around(paper, entity["surface_forms"][0]))


def _overlap(entity: Mapping[str, Any], node: Mapping[str, Any]) -> bool:
    return any(a in b or b in a for a in entity["forms"] for b in node["forms"] if min(len(a), len(b)) > 2)


def _node(node: Mapping[str, Any]) -> str:
    return f"{node['type']}: {', '.join(sorted(node['texts'])[:3])}"


def _entity(entity: Mapping[str, Any]) -> str:
    return f"{entity['type']}: {entity['name']}"


def _around(paper: Paper, form: str) -> str:
    """The sentence of a form, borders guessed from full stops."""
    text = paper.title if form in paper.title else paper.abstract
    at = max(text.find(form), 0)
    borders = [0, *(m.end() for m in re.finditer(r"[.?!]\s+(?=[A-Z])", text)), len(text)]
    start = max(border for border in borders if border <= at)
    return text[start : min(border for border in borders if border > at)].strip()


def show(wrong: list[Wrong], size: int) -> Iterator[str]:
    """A random choice of wrong answers, the same at each call, kind by kind."""
    for w in sorted(gold.sample(wrong, min(size, len(wrong))), key=lambda w: list(KINDS).index(w.kind)):
        yield f"{w.kind}\t{w.paper}\tsaid {w.said or '–'}\twanted {w.wanted or '–'}\n\t{' '.join(w.sentence.split())}"


def table(wrong: list[Wrong]) -> str:
    """How many are wrong in which way."""
    counts = Counter(w.kind for w in wrong)
    rows = [[kind, what, counts[kind], f"{100 * counts[kind] / len(wrong):.0f} %"] for kind, what in KINDS.items()]
    return results.table(["kind", "what is wrong", "entities", "share"], rows)
