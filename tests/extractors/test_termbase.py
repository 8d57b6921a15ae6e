import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extractors.schema import EntityType
from extractors.termbase import Term, Termbase, TermbaseMatcher, find, load


def base(**terms):
    made = {tuple(form.split("_")): Term(EntityType(said), share) for form, (said, share) in terms.items()}
    return Termbase(made, frozenset(form[:k] for form in made for k in range(1, len(form) + 1)))


TERMS = base(tree_search=("method", 0.5), search=("task", 0.25), zorb_tree_search_trees=("method", 0.9))


def marked(text):
    doc = TermbaseMatcher(TERMS)(spacy.blank("en")(text))
    group = doc.spans["kg_termbase"]
    return [(span.text, span.label_, share) for span, share in zip(group, group.attrs["confidence"], strict=True)]


@pytest.mark.parametrize(
    "text, found",
    [
        ("Tree search wins.", [("Tree search", "method", 0.5), ("search", "task", 0.25)]),
        ("zorb tree wins", []),
        ("", []),
    ],
)
def test_terms_are_found_in_any_case_and_may_overlap(text, found):
    assert marked(text) == found


@given(st.lists(st.sampled_from(["zorb", "tree", "search", "trees", "quux"])))
def test_every_place_of_every_term_is_found(words):
    found = find(words, TERMS.prefixes)
    for form in TERMS.terms:
        for start in range(len(words)):
            here = tuple(words[start : start + len(form)]) == form
            assert (start, start + len(form)) in found or not here
    assert all(tuple(words[start:end]) in TERMS.prefixes for start, end in found)


def test_the_shipped_table_is_sound():
    table = load()
    assert len(table.terms) > 1000
    assert all(0 < term.share <= 1 and " " not in word for form, term in table.terms.items() for word in form)
