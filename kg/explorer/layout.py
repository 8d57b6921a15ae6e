"""Where each node lies: communities first, packed as discs, their insides after; no browser physics.

Communities after Blondel et al., Fast unfolding of communities in large networks (2008); the insides and
the final settling after Fruchterman and Reingold, Graph drawing by force-directed placement (1991).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

_SEED = 7
_GAP = 26.0
_ROUNDS = 90
_SEPARATIONS = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the nodes lie.

    Attributes:
        places: x and y of each node, around (0, 0).
        groups: number of each node's community, the largest is 0; nodes without links are the last.
    """

    places: list[tuple[int, int]]
    groups: list[int]


def lay_out(radii: list[float], links: Iterable[tuple[int, int, float]]) -> Layout:
    """A place for each node such that linked nodes are near, communities apart, and no two overlap.

    Args:
        radii: radius of each node, in units of the picture; node n is the n-th.
        links: pairs of nodes with a weight above 0; a pair may come twice.

    Returns:
        Places and communities in the order of `radii`; the same input gives the same layout.

    >>> lay_out([10.0], [])
    Layout(places=[(0, 0)], groups=[0])
    """
    if not radii:
        return Layout([], [])
    graph = nx.Graph()
    # Integers as nodes: their hashes, and so the order of every set in the algorithms, are fixed.
    graph.add_nodes_from(range(len(radii)))
    for one, other, weight in links:
        if one != other:
            known = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
            graph.add_edge(one, other, weight=known + weight)
    size = np.asarray(radii)
    groups = _communities(graph)
    group_of = np.empty(len(size), dtype=int)
    for number, group in enumerate(groups):
        group_of[group] = number
    place = _settle(graph, group_of, _packed(graph, groups, size), size)
    place -= (place.max(axis=0) + place.min(axis=0)) / 2
    return Layout([(round(x), round(y)) for x, y in place.tolist()], group_of.tolist())


def _communities(graph: nx.Graph) -> list[list[int]]:
    """Groups of nodes, largest first; nodes without links are one group, the last."""
    alone = sorted(nx.isolates(graph))
    linked = graph.subgraph(sorted(set(graph) - set(alone)))
    found = nx.community.louvain_communities(linked, weight="weight", resolution=1.1, seed=_SEED) if linked else []
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return [*groups, alone] if alone else groups


def _packed(graph: nx.Graph, groups: list[list[int]], size: np.ndarray) -> np.ndarray:
    """Every group laid out inside a disc, the discs side by side, linked ones nearest."""
    place = np.zeros((len(size), 2))
    of = {node: number for number, group in enumerate(groups) for node in group}
    ties = np.zeros((len(groups), len(groups)))
    for one, other, weight in graph.edges(data="weight"):
        ties[of[one], of[other]] += weight
        ties[of[other], of[one]] += weight
    discs: list[tuple[float, float, float]] = []
    for number, group in enumerate(groups):
        radius = 1.35 * math.sqrt(float(((size[group] + _GAP / 2) ** 2).sum()))
        x, y = _free_place(discs, radius, ties[number, :number])
        discs.append((x, y, radius))
        place[group] = np.array([x, y]) + _inside(graph, group, radius)
    return place


def _free_place(discs: list[tuple[float, float, float]], radius: float, ties: np.ndarray) -> tuple[float, float]:
    """The place for a disc that touches none before it and is nearest to those it is tied to."""
    if not discs:
        return 0.0, 0.0
    known = np.asarray(discs)
    pull = ties + 1e-6 * (ties.sum() + 1)
    goal = (known[:, :2] * pull[:, None]).sum(axis=0) / pull.sum()
    turns = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    around = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    reach = known[:, 2] + radius + _GAP
    spots = (known[:, None, :2] + reach[:, None, None] * around[None]).reshape(-1, 2)
    gaps = np.linalg.norm(spots[:, None] - known[None, :, :2], axis=2) - reach[None]
    free = spots[(gaps > -1e-6).all(axis=1)]
    # The weak pull to the middle keeps the whole picture round.
    cost = np.linalg.norm(free - goal, axis=1) + 0.35 * np.linalg.norm(free, axis=1)
    x, y = free[int(np.argmin(cost))].tolist()
    return x, y


def _inside(graph: nx.Graph, group: list[int], radius: float) -> np.ndarray:
    if len(group) == 1:
        return np.zeros((1, 2))
    inner = graph.subgraph(group)
    if not inner.number_of_edges():
        return _sunflower(len(group), radius)
    # The force method by name: from 500 nodes on the default needs SciPy.
    found = nx.spring_layout(inner, weight="weight", seed=_SEED, iterations=60, method="force")
    spread = np.array([found[node] for node in group])
    spread -= spread.mean(axis=0)
    return spread * (radius / max(1e-9, float(np.linalg.norm(spread, axis=1).max())))


def _sunflower(count: int, radius: float) -> np.ndarray:
    """Points spread evenly over a disc."""
    turn = np.arange(count) * math.pi * (3 - math.sqrt(5))
    far = radius * np.sqrt((np.arange(count) + 0.5) / count)
    return np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)


def _settle(graph: nx.Graph, group_of: np.ndarray, place: np.ndarray, size: np.ndarray) -> np.ndarray:
    """All nodes move a little under all links, held by their group, and at last make room for each other."""
    ends = np.array([(one, other) for one, other in graph.edges], dtype=int).reshape(-1, 2)
    weight = np.sqrt(np.array([w for *_, w in graph.edges(data="weight")]))
    ideal = float(size.mean()) * 2 + _GAP * 1.5
    count = np.bincount(group_of)[:, None]
    step = ideal * 0.6
    for _ in range(_ROUNDS):
        push = _push(place, ideal)
        if len(ends):
            along = place[ends[:, 1]] - place[ends[:, 0]]
            pull = along * (weight * np.linalg.norm(along, axis=1) / ideal * 0.05)[:, None]
            np.add.at(push, ends[:, 0], pull)
            np.add.at(push, ends[:, 1], -pull)
        centre = np.stack([np.bincount(group_of, place[:, axis]) for axis in (0, 1)], axis=1) / count
        # The second pull keeps what has few links from drifting off.
        push += (centre[group_of] - place) * 0.25 - (place - place.mean(axis=0)) * 0.2
        length = np.maximum(np.linalg.norm(push, axis=1), 1e-9)
        place = place + push * (np.minimum(length, step) / length)[:, None]
        step *= 0.97
    return _separate(place, size)


def _push(place: np.ndarray, ideal: float) -> np.ndarray:
    """The force that drives every pair apart, ideal²/distance along each axis."""
    dx = place[:, 0, None] - place[None, :, 0]
    dy = place[:, 1, None] - place[None, :, 1]
    force = ideal**2 / np.maximum(dx * dx + dy * dy, ideal * 0.01)
    return np.stack([(dx * force).sum(axis=1), (dy * force).sum(axis=1)], axis=1)


def _separate(place: np.ndarray, size: np.ndarray) -> np.ndarray:
    need = size[:, None] + size[None, :] + _GAP * 0.45
    np.fill_diagonal(need, 0.0)
    for _ in range(_SEPARATIONS):
        apart = place[:, None] - place[None]
        distance = np.linalg.norm(apart, axis=2)
        lack = np.maximum(need - distance, 0.0)
        if not lack.any():
            break
        move = apart / np.maximum(distance, 1e-6)[..., None] * (lack * 0.5)[..., None]
        place = place + np.clip(move.sum(axis=1), -30, 30)
    return place
