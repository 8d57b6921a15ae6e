"""The project's own pipelines as systems to measure."""

import importlib.util
import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from gold import Mark
from spacy.language import Language

from extractors import pipeline
from kg.assembly import assemble
from kg.exports import json as node_link
from kg.extraction import extract
from kg.linking import link
from kg.records import Extraction, Paper

_NETWORK = ("encoder.onnx", "tokenizer.json", "heads.npz", "judge-accurate.npz")


class System(Protocol):
    """What is measured: it marks spans in texts, and makes a graph of papers."""

    name: str
    typed: bool

    def mark(self, texts: Iterable[str]) -> Iterator[set[Mark]]:
        """The spans of each text."""

    def write_graph(self, papers: list[Paper], path: Path) -> None:
        """The node-link graph of papers."""


def missing(name: str) -> str | None:
    """Why a pipeline can't run here, or None."""
    model = files("extractors").joinpath("model")
    absent = [file for file in _NETWORK if not model.joinpath(file).is_file()]
    if absent and "kg_tagger" in pipeline.PIPELINES[name]:
        return f"`{name}` is left out: {', '.join(absent)} is not in extractors/model yet."
    return None


class Pipeline:
    """A shipped pipeline, perhaps without some of its components.

    Args:
        base: a name of `extractors.pipeline.PIPELINES`.
        name: what the tables call it; the base's when None.
        without: components left out.
    """

    typed = True

    def __init__(self, base: str, name: str | None = None, without: tuple[str, ...] = ()):
        self.name = name or f"`{base}`"
        self.nlp: Language = pipeline.build(base)
        for component in without:
            self.nlp.remove_pipe(component)

    def extractions(self, papers: Iterable[Paper]) -> list[Extraction]:
        """What the pipeline says of each paper."""
        return list(extract(papers, self.nlp))

    def mark(self, texts: Iterable[str]) -> Iterator[set[Mark]]:
        """The mentions of texts without a title."""
        papers = (Paper(str(number), "", text) for number, text in enumerate(texts))
        for extraction in extract(papers, self.nlp):
            yield {(m.span.start, m.span.end, str(m.type)) for m in extraction.mentions}

    def write_graph(self, papers: list[Paper], path: Path) -> None:
        """The graph of a build."""
        extractions = self.extractions(papers)
        node_link.write(assemble(extractions, link(extractions)), path)

    def write_graph_apart(self, papers: list[Paper], path: Path) -> None:
        """The graphs of one build for each paper, side by side: nothing of a paper helps to read another."""
        nodes: list[dict[str, Any]] = []
        edges: list[dict[str, Any]] = []
        for extraction in self.extractions(papers):
            graph = assemble([extraction], link([extraction]))
            apart = {
                node: node if data["type"] == "paper" else f"{node}|{extraction.paper.id}"
                for node, data in graph.nodes(data=True)
            }
            nodes += ({**data, "id": apart[node]} for node, data in graph.nodes(data=True))
            edges += ({**data, "source": apart[s], "target": apart[t]} for s, t, data in graph.edges(data=True))
        path.write_text(json.dumps({"nodes": nodes, "edges": edges}), "utf-8")


def scorer(shared: Path) -> Any:
    """The module of the scorer that all graphs are scored with."""
    spec = importlib.util.spec_from_file_location("score_graph", shared / "tools/score_graph.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
