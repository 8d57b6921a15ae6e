from dataclasses import replace

import pytest
from made import extraction, smc_papers

from kg.linking import link


def node(linking, paper, form):
    """The entity that a form is in a paper."""
    mention = next(m for m in paper.mentions if m.form == form)
    return linking.entity_id(paper.paper.id, mention)


def by_id(linking):
    return {entity.id: entity for entity in linking.entities}


@pytest.mark.parametrize(
    "one, other",
    [
        ("policy gradient", "Policy Gradients"),
        ("behavior cloning", "behaviour-cloning"),
        ("Zorbnet", "ZorbNets"),
        ("ZORB-3", "ZORB 3"),
        ("QRX^star", "QRX*"),
        ("QRXO algorithm", "QRXO"),
        ("the QRXO", "QRXO"),
    ],
)
def test_spellings_of_one_name_are_one_entity_over_papers(one, other):
    a, b = extraction("a", f"We use {one}.", {one: "method"}), extraction("b", f"We use {other}.", {other: "method"})
    linking = link([a, b])
    assert node(linking, a, one) == node(linking, b, other)
    (entity,) = linking.entities
    assert {entity.name, *entity.aliases} >= {one, other}


@pytest.mark.parametrize(
    "one, other", [("Zorb-7B", "Zorb-1.5B"), ("QRX", "QRX*"), ("PACQ", "PACQS"), ("Zorb 2 1B", "Zorb 21B")]
)
def test_versions_and_signs_keep_entities_apart(one, other):
    linking = link([extraction("a", f"{one} and {other}.", {one: "model", other: "model"})])
    assert len(linking.entities) == 2


def test_a_long_form_and_its_short_form_are_one_entity_everywhere():
    defining = extraction(
        "a",
        "Quantised Relay Exploration (QREX) is new.",
        {"Quantised Relay Exploration": "method", "QREX": "method"},
        defines={"QREX": "Quantised Relay Exploration"},
    )
    using = extraction("b", "We run QREX.", {"QREX": "method"})
    linking = link([defining, using])
    (entity,) = linking.entities
    assert (entity.id, entity.name) == ("method:quantized-relay-exploration", "Quantised Relay Exploration")
    assert entity.aliases == ("QREX",)
    assert [d.rule for d in linking.decisions] == ["definition", "only sense"]


def test_expansions_that_differ_in_endings_are_one_sense():
    papers = [
        extraction(str(k), f"{long} (QGCN).", {long: "method", "QGCN": "method"}, defines={"QGCN": long})
        for k, long in enumerate(("quilted graph convolution network", "quilted graph convolutional networks"))
    ]
    assert len(link(papers).entities) == 1


def test_a_definition_that_caught_only_the_end_means_the_whole():
    whole = extraction(
        "a",
        "A large quilt model (LQM).",
        {"large quilt model": "model", "LQM": "model"},
        defines={"LQM": "large quilt model"},
    )
    end = extraction(
        "b", "Any quilt model (LQM).", {"quilt model": "model", "LQM": "model"}, defines={"LQM": "quilt model"}
    )
    linking = link([whole, end])
    assert node(linking, end, "LQM") == node(linking, whole, "LQM") == "model:large-quilt-model"
    assert node(linking, end, "quilt model") == "model:quilt-model"


def test_an_acronym_that_papers_expand_differently_is_two_entities():
    papers = smc_papers()[:2]
    linking = link(papers)
    ids = [node(linking, paper, "SMC") for paper in papers]
    assert ids == ["method:sequential-monte-carlo", "method:sliding-mode-control"]
    assert [d.entity for d in linking.decisions if d.kind == "split"] == ids


def test_an_unexpanded_acronym_goes_to_the_sense_that_its_paper_supports():
    papers = smc_papers()
    linking = link(papers)
    ids = [node(linking, paper, "SMC") for paper in papers]
    assert ids[2] == ids[0] and ids[3] == ids[1]
    context = next(d for d in linking.decisions if d.rule == "context" and d.entity == ids[0])
    assert "particles" in context.evidence


def test_where_nothing_decides_the_name_stays_an_entity_of_its_own():
    papers = smc_papers()
    linking = link(papers)
    id = node(linking, papers[4], "SMC")
    assert id == "method:smc-ambiguous"
    assert [entity.id for entity in linking.entities if entity.ambiguous] == [id]


def test_the_definition_of_a_paper_counts_for_more_than_a_known_name():
    usual = extraction(
        "a",
        "We tune by DPO.",
        {"DPO": "method/Direct Preference Optimization"},
    )
    other = extraction(
        "b",
        "Direct Policy Optimization (DPO) searches.",
        {"Direct Policy Optimization": "method", "DPO": "method"},
        defines={"DPO": "Direct Policy Optimization"},
    )
    linking = link([usual, other])
    assert node(linking, usual, "DPO") == "method:direct-preference-optimization"
    assert node(linking, other, "DPO") == "method:direct-policy-optimization"


def test_forms_of_one_known_name_are_one_entity_that_it_names():
    papers = [
        extraction(form, f"We use {form}.", {form: "method/Proximal Policy Optimization"})
        for form in ("PPO", "proximal policy optimisation")
    ]
    (entity,) = link(papers).entities
    assert entity.id == "method:proximal-policy-optimization"
    assert entity.name == "Proximal Policy Optimization"


def test_names_of_the_gazetteer_that_share_an_acronym_begin_with_it():
    paper = extraction("a", "We minimise by SAM.", {"SAM": "method/sharpness-aware minimization"})
    assert link([paper]).entities[0].id == "method:sam-sharpness-aware-minimization"


def test_an_everyday_word_is_not_the_benchmark_in_capitals():
    paper = extraction("a", "On MATH we do math.", {"MATH": "benchmark/MATH", "math": "task"})
    linking = link([paper])
    assert node(linking, paper, "MATH") == "benchmark:math"
    assert node(linking, paper, "math") == "task:math-word"


def test_the_collection_votes_on_the_type_and_keeps_the_votes():
    papers = [
        extraction(str(k), "On Zorbia we score.", {"Zorbia": said})
        for k, said in enumerate(("task", "dataset", "benchmark", "benchmark"))
    ]
    linking = link(papers)
    (entity,) = linking.entities
    assert entity.id == "benchmark:zorbia"
    assert entity.type_votes == (("benchmark", 2), ("dataset", 1), ("task", 1))
    assert [(d.kind, d.confidence) for d in linking.decisions if d.kind == "retype"] == [("retype", 0.5)]


def test_one_surface_of_one_paper_is_one_node_whatever_its_mentions_say():
    paper = extraction("a", "Zorbia here, Zorbia there.", {"Zorbia": "task"})
    first, second = paper.mentions
    mixed = replace(paper, mentions=(first, replace(second, type="method", gazetteer_id="method/Zorbia method")))
    linking = link([mixed])
    assert len({linking.entity_id("a", mention) for mention in mixed.mentions}) == 1


def test_a_head_word_of_another_kind_is_part_of_the_name():
    papers = [
        extraction("a", "QVQA is a task.", {"QVQA": "task"}),
        extraction("b", "The QVQA dataset is new.", {"QVQA dataset": "dataset"}),
    ]
    assert {entity.id for entity in link(papers).entities} == {"task:qvqa", "dataset:qvqa-dataset"}


def test_a_name_seen_only_with_its_head_word_has_the_id_of_the_bare_name():
    alone = extraction("a", "We use the QRXO algorithm.", {"QRXO algorithm": "method"})
    bare = extraction("b", "We use QRXO.", {"QRXO": "method"})
    assert link([alone]).entities[0].id == link([alone, bare]).entities[0].id == "method:qrxo"


def test_more_papers_do_not_rename_what_is_there():
    papers = smc_papers()
    few = {entity.id for entity in link(papers[:2]).entities}
    assert few <= {entity.id for entity in link(papers).entities}


def test_the_name_is_singular_and_every_other_form_an_alias():
    paper = extraction("a", "Quilted networks and QNNs.", {"Quilted networks": "method", "QNNs": "method"})
    names = {entity.name: entity.aliases for entity in link([paper]).entities}
    assert names == {"Quilted network": ("Quilted networks",), "QNN": ("QNNs",)}


def test_a_mention_that_was_not_linked_is_refused():
    paper = extraction("a", "We use QRXO.", {"QRXO": "method"})
    with pytest.raises(KeyError):
        link([paper]).entity_id("b", paper.mentions[0])


def test_nothing_links_to_nothing():
    assert link([]).entities == () == link([]).decisions


def test_another_name_that_a_paper_gives_a_thing_is_that_thing_in_this_paper_alone():
    joined = extraction(
        "a", "Zorb tree search, a tree search.", {"Zorb tree search": "method", "tree search": "method"},
        coreferences=(("tree search", "Zorb tree search"),),
    )  # fmt: skip
    other = extraction("b", "A tree search.", {"tree search": "method"})
    linking = link([joined, other])
    assert node(linking, joined, "tree search") == node(linking, joined, "Zorb tree search")
    assert node(linking, other, "tree search") != node(linking, joined, "tree search")
    merge = next(d for d in linking.decisions if d.rule == "coreference")
    assert set(merge.forms) == {"Zorb tree search", "tree search"} and merge.confidence == 0.75


def test_what_a_paper_defines_or_a_table_knows_needs_no_coreference():
    paper = extraction(
        "a", "PPO and clipped PPO.", {"PPO": "method/Proximal Policy Optimization", "clipped PPO": "method"},
        coreferences=(("PPO", "clipped PPO"),),
    )  # fmt: skip
    linking = link([paper])
    assert node(linking, paper, "PPO") != node(linking, paper, "clipped PPO")
