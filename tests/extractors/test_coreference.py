import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from extractors.coreference import features, gather, may_be_one, ordered, pairs, resolve
from extractors.sentences import Sentences


def named(text, forms, title_end=0):
    """The names of a text in which these forms, with their types, are the mentions."""
    doc = spacy.blank("en")(text)
    doc._.kg_title_end = title_end
    Sentences()(doc)
    spans = []
    for form, entity_type in forms:
        at = text.index(form)
        spans.append(doc.char_span(at, at + len(form), label=entity_type))
    return gather(doc, sorted(spans, key=lambda span: span.start))


def test_names_are_gathered_by_their_key():
    names = named("We use tree search. Tree-search is old.", [("tree search", "method"), ("Tree-search", "method")])
    assert [len(name.mentions) for name in names] == [2]


@pytest.mark.parametrize(
    "one, other, may",
    [
        ("neural tree search", "the search trees", True),
        ("neural tree search", "quux walking", False),
        ("Zorb Quux Nets", "ZQN", True),
        ("Zorb Quux Nets", "ZQ", False),
    ],
)
def test_only_names_with_a_word_or_initials_in_common_may_be_one(one, other, may):
    names = named(f"{one}. And {other}.", [(one, "method"), (other, "method")])
    assert may_be_one(*names) is may
    assert bool(pairs(names)) is may


def test_the_fuller_name_is_last():
    names = named("Tree search. Zorb tree search.", [("Tree search", "method"), ("Zorb tree search", "method")])
    assert [name.text for name in ordered(*names)] == [name.text for name in ordered(*reversed(names))]
    assert ordered(*names)[1].text == "Zorb tree search"
    assert pairs(names) == [(0, 1)]


def test_defined_short_forms_are_written_out_in_a_name():
    doc = spacy.blank("en")("Zorb tree search (ZTS). Fast ZTS wins.")
    Sentences()(doc)
    doc._.kg_definitions = [(4, 5, 0, 3)]
    (name,) = gather(doc, [Span(doc, 7, 9, label="method")])
    assert name.words == ("fast", "zorb", "tree", "search")


def test_features_are_as_many_for_every_pair():
    names = named("Zorb walks. Fast zorb walks win.", [("Zorb walks", "method"), ("Fast zorb walks", "method")])
    assert np.isfinite(features(names, *ordered(*names))).all()


CHAIN = named(
    "Fast zorb tree search. Zorb tree search. Tree search.",
    [("Fast zorb tree search", "method"), ("Zorb tree search", "method"), ("Tree search", "method")],
)


def test_no_chain_of_likenesses_grows():
    likely = {(1, 0): 0.9, (2, 1): 0.8, (2, 0): 0.1}
    assert resolve(CHAIN, likely) == [(0, 1.0), (0, 0.9), (2, 1.0)]


def test_several_names_may_be_one_thing_each_on_its_own_evidence():
    assert resolve(CHAIN, {(1, 0): 0.9, (2, 1): 0.1, (2, 0): 0.7}) == [(0, 1.0), (0, 0.9), (0, 0.7)]


def test_what_is_unlikely_stays_apart():
    assert resolve(CHAIN, {(1, 0): 0.3, (2, 0): 0.2}) == [(0, 1.0), (1, 1.0), (2, 1.0)]


def test_a_word_that_only_says_what_the_thing_is_does_not_name_it():
    forms = [("Zorb walking", "method"), ("zorb walking strategy", "method")]
    names = named("Zorb walking. The zorb walking strategy.", forms)
    assert resolve(names, {(0, 1): 0.9}) == [(0, 1.0), (0, 0.9)]


@given(st.lists(st.tuples(st.sampled_from([(1, 0), (2, 0), (2, 1)]), st.floats(0, 1)), max_size=3))
def test_what_a_name_is_another_name_of_is_itself(values):
    found = resolve(CHAIN, dict(values))
    assert all(found[target] == (target, 1.0) for target, _ in found)
    assert all(0 < confidence <= 1 for _, confidence in found)


def test_the_shipped_component_joins_what_a_paper_names_twice(read):
    doc = read(
        "We study graph quux walking strategies. Graph quux walking is slow. We compare PPO and DPO.", "Quux Walking"
    )
    assert len(doc._.kg_entities) == len(doc.spans["kg_mentions"])
    spans = doc.spans["kg_mentions"]
    of = {span.text: entity for span, (entity, _) in zip(spans, doc._.kg_entities, strict=True)}
    assert of["PPO"] != of["DPO"]


def test_a_doc_without_mentions_has_no_entities(read):
    assert read("nothing here")._.kg_entities == []
