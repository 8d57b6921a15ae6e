"""The explorer: one HTML file that opens offline, drawn by pyvis's vis-network."""

from pathlib import Path
from typing import Any

import networkx as nx
import pyvis.network
from jinja2 import Environment, FileSystemLoader

import kg.explorer
from kg.explorer import layout, page
from kg.explorer.panels import panels
from kg.explorer.selection import Selection, select

FILENAME = "graph.html"
_PYVIS = Path(pyvis.network.__file__).parent
_VIS_NETWORK = _PYVIS / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "hoverConnectedEdges": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 0, "selectionWidth": 0},
}
_PAPER_RADIUS = 13.0


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the explorer page of a graph.

    Args:
        graph: a graph of the contract.
        path: file to write; the same graph gives the same bytes.
    """
    selection = select(graph)
    network = _network(selection)
    network.templateEnv = _templates(panels(graph, selection))
    network.path = "page.html"
    path.write_text(network.generate_html(), encoding="utf-8", newline="\n")


def _network(selection: Selection) -> pyvis.network.Network:
    """The picture; its lists are set at once, because `add_node` and `add_edge` search them each time."""
    drawn = selection.drawn()
    number = {node: n for n, node in enumerate(drawn)}
    radii = _radii(selection)
    lines = [(number[line.source], number[line.target], line) for line in selection.lines()]
    laid = layout.lay_out(radii, [(one, other, _weight(line.papers)) for one, other, line in lines])
    network = pyvis.network.Network(directed=True, cdn_resources="in_line")
    network.nodes = [
        {"id": n, "x": x, "y": y, "size": radius, "region": region}
        for n, ((x, y), radius, region) in enumerate(zip(laid.places, radii, laid.groups, strict=True))
    ]
    network.edges = [{"id": n, "from": one, "to": other} for n, (one, other, _) in enumerate(lines)]
    network.options = _OPTIONS
    return network


def _radii(selection: Selection) -> list[float]:
    most = max((selection.degrees[node] for node in selection.entities), default=0)
    sizes = [6 + 18 * (selection.degrees[node] / max(most, 14)) ** 0.5 for node in selection.entities]
    papers = selection.papers if selection.papers_drawn else []
    return [round(size, 1) for size in sizes] + [_PAPER_RADIUS] * len(papers)


def _weight(papers: int) -> float:
    """A link of many papers pulls more, but not in proportion, or hubs would swallow their surroundings."""
    return 1 + papers**0.5


def _templates(details: dict[str, Any]) -> Environment:
    folder = Path(kg.explorer.__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    environment.globals |= {"details": details} | page.parts(_VIS_NETWORK.read_text("utf-8"))
    return environment
