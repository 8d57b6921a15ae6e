import pytest

from extractors.resolve import Proposal, choose, group_keys


def mentions(doc):
    return [(span.text, span.label_) for span in doc.spans["kg_mentions"]]


def test_the_longer_candidate_stands_then_the_surer():
    long = Proposal(0, 3, "method", "", 0.4, "kg_terms")
    inside = Proposal(1, 3, "method", "method/x", 0.9, "kg_gazetteer")
    sure = Proposal(4, 6, "method", "", 0.9, "kg_gazetteer")
    same_length = Proposal(5, 7, "name", "", 0.7, "kg_names")
    assert choose([same_length, inside, sure, long]) == [long, sure]


@pytest.mark.parametrize(
    "text, name, entity_type",
    [
        ("We use the ZorbNet dataset.", "ZorbNet", "dataset"),
        ("We use the ZorbNet benchmark.", "ZorbNet", "benchmark"),
        ("ZorbNet, a library for it, is fast.", "ZorbNet", "tool"),
        ("ZorbNet is a new metric.", "ZorbNet", "metric"),
        ("We take datasets such as ZorbNet.", "ZorbNet", "dataset"),
        ("We evaluate it on ZorbNet.", "ZorbNet", "dataset"),
        ("We take Zorb-7B for it.", "Zorb-7B", "model"),
        ("We find ZorbNet good.", "ZorbNet", "method"),
        ("It uses ImageNet.", "ImageNet", "dataset"),
    ],
)
def test_the_words_around_a_name_give_its_type(read, text, name, entity_type):
    assert (name, entity_type) in mentions(read(text))


def test_a_form_has_one_type_in_a_paper(read):
    doc = read("We use ZorbNet. The ZorbNet dataset is large. We like ZorbNets.")
    assert mentions(doc) == [("ZorbNet", "dataset"), ("ZorbNet", "dataset"), ("ZorbNets", "dataset")]


def test_a_short_form_has_the_type_of_its_long_form(read):
    doc = read("We need wombat image detection (WID). Our WID wins.")
    assert mentions(doc) == [("wombat image detection", "task"), ("WID", "task"), ("WID", "task")]
    assert len(set(group_keys(doc, [(span.start, span.end) for span in doc.spans["kg_mentions"]]))) == 1


def test_a_known_name_keeps_its_id_and_says_who_decided(read):
    doc = read("It uses ImageNet and ZorbNet.")
    group = doc.spans["kg_mentions"]
    assert [span.kb_id_ for span in group] == ["dataset/ImageNet", ""]
    assert group.attrs["extractor"] == ["kg_gazetteer", "kg_names"]
    assert group.attrs["confidence"][0] > group.attrs["confidence"][1] > 0
