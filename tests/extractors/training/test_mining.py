import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.termbase import Term, load
from extractors.training.mining import MIN_PAPERS, MIN_SHARE, mine

SEARCH = {("tree", "search"): {"method": 0.8}}


def papers(text, mentions, count):
    return [(text.split(), mentions)] * count


def table(rows):
    return {form: (said, float(share)) for form, said, share in (line.split("\t") for line in mine(rows))}


def test_a_form_has_the_share_of_the_papers_with_its_words_in_which_it_is_a_mention():
    rows = papers("we like tree search", SEARCH, 4) + papers("a tree search", {}, 3)
    assert table(rows) == {"tree search": ("method", pytest.approx(4 * 0.8 / 8))}


def test_what_few_papers_mark_or_most_do_not_mark_is_left_out():
    assert table(papers("tree search", SEARCH, MIN_PAPERS - 1)) == {}
    assert table(papers("tree search", SEARCH, MIN_PAPERS) + papers("tree search", {}, 100)) == {}


def test_the_papers_vote_on_the_type():
    other = {("tree", "search"): {"task": 0.9}}
    rows = papers("tree search", SEARCH, 3) + papers("tree search", other, 2)
    assert table(rows)["tree search"][0] == "method"


@given(st.lists(st.sampled_from([("tree search wins", SEARCH), ("tree search", {}), ("no tree", {})]), max_size=30))
def test_a_share_is_a_share_and_the_order_of_papers_changes_nothing(rows):
    made = [(text.split(), mentions) for text, mentions in rows]
    found = table(made)
    assert found == table(made[::-1])
    assert all(MIN_SHARE <= round(share, 2) <= 1 for _, share in found.values())


def test_the_shipped_table_can_be_read():
    assert all(isinstance(term, Term) for term in load().terms.values())
