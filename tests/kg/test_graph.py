import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import AmbiguousNameError, BuildNotFoundError, UnknownNameError
from kg.exports import json as json_export
from kg.graph import KnowledgeGraph, load
from kg.names import NameIndex

GRPO, PPO, DPO = (
    "method:group-relative-policy-optimization",
    "method:proximal-policy-optimization",
    "method:direct-preference-optimization",
)


@pytest.fixture
def g(toy_graph, tmp_path):
    json_export.write(toy_graph, tmp_path / "graph.json")
    return load(tmp_path)


def ids(found):
    return [item.id for item in found]


def test_a_folder_and_its_file_give_the_graph_that_was_written(toy_graph, tmp_path):
    json_export.write(toy_graph, tmp_path / "graph.json")
    for path in (tmp_path, tmp_path / "graph.json", str(tmp_path)):
        assert nx.utils.graphs_equal(kg.load(path).nx, toy_graph)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"nodes": 1}', b'"text"', b"\xff"])
def test_what_is_no_build_says_how_to_make_one(tmp_path, content):
    if content is not None:
        (tmp_path / "graph.json").write_bytes(content)
    with pytest.raises(BuildNotFoundError) as caught:
        load(tmp_path)
    assert "kg build" in caught.value.remedy


@pytest.mark.parametrize(
    "name", ["GRPO", "grpo", "GRPOs", "group-relative policy optimisation", "the GRPO algorithm", GRPO]
)
def test_a_node_is_found_by_any_name(g, name):
    assert g.find(name)[0].id == GRPO


def test_exact_names_come_before_beginnings_and_parts(g):
    assert ids(g.find("policy optimization")) == ["task:policy-optimization", GRPO, PPO, "paper:a1"]
    assert ids(g.find("pro")) == [PPO]
    assert len(g.find("")) == g.nx.number_of_nodes()


def test_an_unknown_name_suggests_the_nearest(g):
    for ask in (g.find, g.neighbors, g.cooccurring, lambda name: g.papers(uses=name), lambda name: g.path("PPO", name)):
        with pytest.raises(UnknownNameError) as caught:
            ask("GRPPO")
        assert "GRPO" in caught.value.suggestions
        assert "Did you mean" in str(caught.value)


@pytest.mark.parametrize(
    "asked, papers",
    [
        ({"uses": "GRPO"}, ["paper:a2"]),
        ({"names": "GRPO"}, ["paper:a2", "paper:a1"]),
        ({"proposes": "grpo"}, ["paper:a1"]),
        ({"evaluates_on": "MATH"}, ["paper:a2", "paper:a1"]),
        ({"evaluates_on": "MATH", "compares_with": "DPO"}, ["paper:a2"]),
        ({"evaluates_on": "MATH", "year": 2023}, ["paper:a1"]),
        ({"studies": "DPO"}, ["paper:a3"]),
        ({"mentions": "DPO"}, []),
        ({}, ["paper:a3", "paper:a2", "paper:a1"]),
    ],
)
def test_papers_are_those_of_which_all_holds_newest_first(g, asked, papers):
    assert ids(g.papers(**asked)) == papers


def test_neighbors_stand_on_both_sides(g):
    assert [(n.relation, n.node.id, n.outgoing) for n in g.neighbors("GRPO")] == [
        ("evaluated_on", "benchmark:math", True),
        ("extends", PPO, True),
        ("proposes", "paper:a1", False),
        ("uses", "paper:a2", False),
        ("compared_with", DPO, False),
    ]
    assert ids(n.node for n in g.neighbors("PPO", relation="extends")) == [GRPO]


def test_entities_of_the_same_papers_cooccur(g):
    assert [(item.node.id, item.shared) for item in g.cooccurring("GRPO")] == [
        ("benchmark:math", 2), (DPO, 1), (PPO, 1), ("metric:pass-k", 1),
    ]  # fmt: skip


def test_a_path_takes_links_between_entities_first(g):
    assert [(link.source.id, link.relation, link.target.id) for link in g.path("PPO", "DPO")] == [
        (GRPO, "extends", PPO),
        (DPO, "compared_with", GRPO),
    ]
    assert g.path("PPO", "ppo") == []
    assert g.path("PPO", "policy optimization") == []


def test_evidence_is_found_from_either_end_by_id_or_name(g):
    (quote,) = g.evidence("paper:a2", GRPO)
    assert (quote.relation, quote.evidence.text) == ("uses", "GRPO")
    assert g.evidence("grpo", "GRPO against DPO") == [quote]
    assert g.evidence("PPO", "DPO") == []


def test_a_name_of_two_things_is_refused_where_one_is_asked_for_and_lists_take_both(toy_graph):
    toy_graph.add_node("method:direct-policy-optimization", type="method", name="Direct Policy Optimization",
                       aliases=["DPO"], papers=0)  # fmt: skip
    g = KnowledgeGraph(toy_graph)
    with pytest.raises(AmbiguousNameError) as caught:
        g.neighbors("DPO")
    assert caught.value.ids == [DPO, "method:direct-policy-optimization"]
    assert DPO in str(caught.value)
    assert ids(g.papers(studies="DPO")) == ["paper:a3"]
    assert ids(g.find("DPO"))[:2] == caught.value.ids
    assert g.cooccurring(DPO)


def test_an_undecided_use_of_a_name_does_not_stand_in_the_way(toy_graph):
    toy_graph.add_node("method:dpo-ambiguous", type="method", name="DPO", aliases=[], papers=0, ambiguous=True)
    assert KnowledgeGraph(toy_graph).neighbors("DPO") == KnowledgeGraph(toy_graph).neighbors(DPO)


def test_answers_print_well(g):
    assert repr(g) == "KnowledgeGraph(3 papers, 6 entities, 17 links)"
    assert str(g.find("GRPO")[0]) == "Group Relative Policy Optimization (method, 2 papers)"
    assert str(g.papers(uses="GRPO")[0]) == "GRPO against DPO (2024)"
    assert str(g.neighbors("PPO", "extends")[0]) == ("←extends— Group Relative Policy Optimization (method, 2 papers)")
    assert str(g.cooccurring("PPO")[0]).endswith("in 1 paper together")
    assert str(g.path("PPO", "GRPO")[0]).startswith("Group Relative Policy Optimization (method, 2 papers) —extends→")
    assert str(g.evidence("paper:a2", "GRPO")[0]).startswith("uses: “We train policies with GRPO")


def test_the_graph_as_rdf_has_its_links(g):
    rdf = g.rdf()
    assert any(str(p).endswith("#extends") and str(s).endswith(GRPO.partition(":")[2]) for s, p, _ in rdf)


@given(st.lists(st.text(), max_size=6), st.text())
def test_a_name_that_is_there_is_found_and_any_other_text_is_no_accident(names, asked):
    index = NameIndex((f"n{k}", name, ()) for k, name in enumerate(names))
    for k, name in enumerate(names):
        assert f"n{k}" in index.exact(name)
        assert f"n{k}" in index.containing(name)
    assert set(index.exact(asked)) <= {f"n{k}" for k in range(len(names))}
    assert isinstance(index.nearest(asked), list)
