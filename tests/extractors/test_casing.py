import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.casing import CASES, cases


@pytest.mark.parametrize(
    "word, case", [("zorb", 0), ("Zorb", 1), ("A", 1), ("ZORB", 2), ("zOrb", 3), ("ZorbNet", 3), ("zorb2", 4), ("2", 4)]
)
def test_each_character_has_the_case_of_its_word(word, case):
    assert list(cases(f"({word}) ")) == [0, *[case] * len(word), 0, 0]


@given(st.text())
def test_any_text_has_a_case_for_each_character(text):
    assert len(cases(text)) == len(text) and all(0 <= case < CASES for case in cases(text))
