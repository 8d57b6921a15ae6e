"""The rules of linking one by one."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.schema import EntityType
from kg.linking.clusters import initials_spell, same_words
from kg.linking.ids import assign, slug
from kg.linking.senses import Contexts
from kg.linking.types import settle
from kg.records import Paper


@given(st.text())
def test_a_slug_is_safe_in_an_iri_and_never_empty(name):
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,99}", slug(name))


@given(st.text("ЖΩ字ñØé", min_size=1))
def test_names_of_other_alphabets_keep_their_own_slugs(name):
    assert slug(name) != slug(name + "字")


@given(st.lists(st.sampled_from("abcde"), unique=True))
def test_ids_are_unique_whatever_collides(concepts):
    ids = assign((EntityType.METHOD, "same", concept) for concept in concepts)
    assert len(set(ids.values())) == len(concepts)


def test_of_two_names_with_one_slug_the_spelled_one_keeps_it():
    rows = [(EntityType.METHOD, "pass-at-k", "pass@k"), (EntityType.METHOD, "pass-at-k", "passatk")]
    ids = assign(rows)
    assert ids["passatk"] == "method:pass-at-k"
    assert re.fullmatch(r"method:pass-at-k-[0-9a-f]{8}", ids["pass@k"])
    assert assign(reversed(rows)) == ids


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("generative adversarial networks", "Generative Adversarial Nets", True),
        ("graph convolution network", "graph convolutional network", True),
        ("sequential Monte Carlo", "sliding mode control", False),
        ("semi-supervised learning", "self-supervised learning", False),
        ("vision transfer", "vision transformer", False),
        ("policy optimization", "direct policy optimization", False),
        ("optimization", "optimisation", False),
    ],
)
def test_long_forms_are_the_same_word_by_word(one, other, same):
    assert same_words(one, other) is same
    assert same_words(other, one) is same


def test_small_words_may_stand_for_a_letter_or_not():
    assert initials_spell("POS", "part of speech")
    assert initials_spell("QA", "quality of answers")
    assert not initials_spell("QAT", "quality of answers")


@given(st.dictionaries(st.sampled_from(list(EntityType)), st.floats(0.1, 10), min_size=1))
def test_the_settled_type_has_votes_and_no_order(weights):
    assert settle(Counter(weights)) in weights
    assert settle(Counter(weights)) == settle(Counter(dict(reversed(weights.items()))))


def test_a_context_scores_the_sense_whose_papers_share_its_words():
    papers = [
        Paper("a", "particles", "posterior weights resampling"),
        Paper("b", "robot", "torque surface chattering"),
        Paper("c", "more particles", "resampling the posterior"),
    ]
    contexts = Contexts(papers, {"monte": ["a"], "sliding": ["b"]})
    assert contexts.score("c", "monte") > contexts.score("c", "sliding") == 0
    assert set(contexts.shared_words("c", "monte")) == {"particles", "posterior", "resampling"}
    assert contexts.score("c", "unknown") == 0
