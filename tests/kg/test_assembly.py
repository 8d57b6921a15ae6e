from dataclasses import replace

import networkx as nx
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import extraction, smc_papers

from kg.assembly import assemble
from kg.contract import violations
from kg.exports import json as json_export
from kg.linking import link


def built(*papers, **options):
    return assemble(papers, link(papers), **options)


def problems(graph):
    return violations(nx.node_link_data(graph, edges="edges"))


def grpo(id="a", **paper):
    return extraction(
        id,
        "We extend PPO to QRPO and test QRPO against PPO on MATH.",
        {"PPO": "method/Proximal Policy Optimization", "QRPO": "method", "MATH": "benchmark/MATH"},
        roles={"QRPO": "proposes", "PPO": "uses"},
        relations=(("QRPO", "extends", "PPO"), ("QRPO", "compared_with", "PPO"), ("QRPO", "evaluated_on", "MATH")),
        **paper,
    )


PPO, QRPO = "method:proximal-policy-optimization", "method:qrpo"


def test_the_graph_obeys_the_contract():
    graph = built(grpo(authors=("Ada Lovelace",), venue="ICLR", year=2024), *smc_papers())
    assert problems(graph) == []


def test_a_paper_has_one_link_to_an_entity_with_every_mention_as_evidence():
    graph = built(grpo())
    assert list(graph["paper:a"][QRPO]) == ["proposes"]
    data = graph["paper:a"][QRPO]["proposes"]
    abstract = graph.nodes["paper:a"]["abstract"]
    assert [abstract[e["start"] : e["end"]] for e in data["evidence"]] == ["QRPO", "QRPO"]
    assert data["confidence"] == 0.7


def test_an_entity_without_a_role_is_mentioned():
    assert set(built(grpo())["paper:a"]["benchmark:math"]) == {"mentions"}


@pytest.mark.parametrize("first, second", [("uses", "proposes"), ("mentions", "uses"), ("studies", "compares_with")])
def test_the_strongest_role_stands(first, second):
    one = extraction("a", "QRX is QRX-1.", {"QRX": "method", "QRX-1": "method"}, defines={"QRX-1": "QRX"},
                     roles={"QRX": first, "QRX-1": second})  # fmt: skip
    assert set(built(one)["paper:a"]["method:qrx"]) == {second}


def test_links_between_entities_gather_the_papers_that_state_them():
    data = built(grpo("a"), grpo("b"))[QRPO][PPO]["extends"]
    assert data["papers"] == 2
    assert [piece["paper"] for piece in data["evidence"]] == ["paper:a", "paper:b"]
    assert data["confidence"] == pytest.approx(0.84)


def test_a_symmetric_link_is_stored_once_from_the_lesser_id():
    paper = extraction("a", "QRX against QRA.", {"QRX": "method", "QRA": "method"},
                       relations=(("QRX", "compared_with", "QRA"), ("QRA", "compared_with", "QRX")))  # fmt: skip
    links = [edge[:3] for edge in built(paper).edges(keys=True) if edge[2] == "compared_with"]
    assert links == [("method:qra", "method:qrx", "compared_with")]


def test_links_that_the_schema_does_not_allow_and_loops_are_dropped():
    paper = extraction("a", "QRX, QRX algorithm, and Zorbia.",
                       {"QRX": "method", "QRX algorithm": "method", "Zorbia": "task"},
                       relations=(("Zorbia", "trained_on", "QRX"), ("QRX algorithm", "is_a", "QRX")))  # fmt: skip
    assert {edge[2] for edge in built(paper).edges(keys=True)} == {"mentions"}


def test_authors_and_venues_are_nodes_and_spellings_of_one_name_meet():
    graph = built(
        grpo("a", authors=("José García", "Ada  Lovelace"), venue="ICLR"),
        grpo("b", authors=("Jose Garcia", "José García"), venue="ICLR"),
    )
    assert graph.nodes["author:jose-garcia"] == {"type": "author", "name": "José García"}
    assert graph.nodes["author:ada-lovelace"]["name"] == "Ada Lovelace"
    assert list(graph["paper:b"]["venue:iclr"]) == ["published_in"]
    assert problems(graph) == []


def test_a_cue_beyond_its_sentence_widens_the_sentence():
    paper = grpo()
    cut = replace(paper.mentions[0].sentence, end=12)
    narrow = replace(paper, statements=tuple(replace(s, sentence=cut) for s in paper.statements))
    assert problems(built(narrow)) == []


def test_the_base_is_kept_for_the_exports():
    assert built(grpo(), base="https://example.org/").graph == {"base": "https://example.org/"}
    assert built(grpo()).graph == {}


def test_an_undecided_name_is_marked():
    assert built(*smc_papers()).nodes["method:smc-ambiguous"]["ambiguous"] is True


@pytest.fixture(scope="module")
def collection():
    return [*smc_papers(), grpo("g1", authors=("Ada Lovelace",)), grpo("g2", venue="ICLR")]


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(7)))
def test_shuffled_papers_give_the_same_bytes(collection, tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("shuffled")
    json_export.write(built(*collection), folder / "one.json")
    json_export.write(built(*(collection[k] for k in order)), folder / "other.json")
    assert (folder / "one.json").read_bytes() == (folder / "other.json").read_bytes()


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(forms=st.lists(HOSTILE, min_size=1, max_size=4, unique=True), authors=st.lists(HOSTILE, max_size=3))
def test_any_text_makes_a_graph_of_the_contract(forms, authors):
    text = " ".join(forms)
    paper = extraction("a", text, dict.fromkeys(forms, "method"), authors=tuple(authors), venue=forms[0])
    graph = built(paper)
    assert problems(graph) == []
    assert orjson.loads(orjson.dumps(nx.node_link_data(graph, edges="edges")))
