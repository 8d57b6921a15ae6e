from hypothesis import given
from hypothesis import strategies as st

from kg.confidence import MAX_CONFIDENCE, SYSTEMATIC_ERROR, combine

EVIDENCE = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1)), min_size=1)


@given(EVIDENCE)
def test_a_confidence_is_in_the_contract_range(evidence):
    assert 0 < combine(evidence) <= MAX_CONFIDENCE


@given(EVIDENCE, st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_changes_nothing(evidence, random):
    shuffled = random.sample(evidence, len(evidence))
    assert combine(shuffled) == combine(evidence)


@given(EVIDENCE, st.tuples(st.sampled_from("abcd"), st.floats(0, 1)))
def test_more_evidence_never_takes_away(evidence, piece):
    assert combine([*evidence, piece]) >= combine(evidence)


def test_repetition_by_one_component_does_not_mend_its_systematic_error():
    assert combine([("a", 0.9)] * 50) == round(1 - SYSTEMATIC_ERROR, 4)
    assert combine([("a", 0.9)] * 50 + [("b", 0.5)]) > 1 - SYSTEMATIC_ERROR
