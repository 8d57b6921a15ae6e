from itertools import pairwise

import pytest

from extractors.judge import gather
from extractors.resolve import RULES_THRESHOLD, group_keys


def mentions(doc):
    return [(span.text, span.label_) for span in doc.spans["kg_mentions"]]


def test_mentions_are_likely_candidates_that_do_not_overlap(read):
    doc = read(
        "We propose Zorb Policy Search (ZPS), a variant of proximal policy optimization, and test it on the ImageNet "
        "dataset of large scale image classification.",
        "ZPS: Zorb Policy Search for Image Classification",
    )
    group = doc.spans["kg_mentions"]
    proposed = {(c.start, c.end) for c in gather(doc)}
    assert len(group) < len(proposed) and {(span.start, span.end) for span in group} < proposed
    assert all(a.end <= b.start for a, b in pairwise(group))
    assert all(RULES_THRESHOLD < confidence <= 1 for confidence in group.attrs["confidence"])


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


def test_a_definition_reaches_as_far_as_the_mention_of_its_long_form(read):
    doc = read("We propose Zorb Policy Search (ZPS). We run ZPS.")
    (definition,) = doc._.kg_definitions
    spans = {(span.start, span.end) for span in doc.spans["kg_mentions"]}
    assert definition[:2] in spans and definition[2:] in spans


def test_a_known_name_keeps_its_id_and_says_who_decided(read):
    doc = read("It uses ImageNet and ZorbNet.")
    group = doc.spans["kg_mentions"]
    assert [span.kb_id_ for span in group] == ["dataset/ImageNet", ""]
    assert group.attrs["extractor"] == ["kg_gazetteer", "kg_names"]
    assert group.attrs["confidence"][0] > group.attrs["confidence"][1] > 0
