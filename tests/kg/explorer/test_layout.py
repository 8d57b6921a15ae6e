import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.explorer.layout import lay_out

LINKS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.floats(0.1, 50)), max_size=40)


@settings(max_examples=20, deadline=None)
@given(LINKS)
def test_every_node_has_its_own_place(links):
    layout = lay_out([8.0] * 20, links)
    assert len(set(layout.places)) == 20
    assert layout == lay_out([8.0] * 20, links)


def test_communities_lie_apart():
    groups = [range(0, 12), range(12, 24), range(24, 36)]
    links = [(one, other, 1.0) for group in groups for one, other in combinations(group, 2)] + [(0, 12, 1.0)]
    layout = lay_out([8.0] * 36, links)
    assert sorted(layout.groups) == [0] * 12 + [1] * 12 + [2] * 12
    places = layout.places
    centres = [tuple(sum(places[n][axis] for n in group) / 12 for axis in (0, 1)) for group in groups]
    spread = max(math.dist(places[n], centre) for group, centre in zip(groups, centres, strict=True) for n in group)
    assert min(math.dist(one, other) for one, other in combinations(centres, 2)) > spread


def test_nodes_do_not_overlap():
    places = lay_out([20.0] * 40, [(0, n, 1.0) for n in range(1, 40)]).places
    assert min(math.dist(one, other) for one, other in combinations(places, 2)) >= 38


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_graphs(count):
    assert len(set(lay_out([10.0] * count, []).places)) == count
