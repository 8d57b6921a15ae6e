"""Literals as N-Triples, Turtle and SPARQL spell them."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.literals import decimal, literal, moment


@given(st.text(st.characters(codec=None)))
def test_a_literal_is_one_line_and_reads_back_with_surrogates_replaced(text):
    line = f"<a:a> <a:a> {literal(text)} ."
    assert len(line.splitlines()) == 1
    expected = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert next(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)).object.value == expected


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024", "gYear"),
        ("2024-02", "gYearMonth"),
        ("2024-02-29", "date"),
        ("2023-02-29", ""),
        ("0000", ""),
        ("soon", ""),
    ],
)
def test_a_date_has_the_type_of_its_precision(text, datatype):
    assert moment(text).partition("XMLSchema#")[2] == (datatype and f"{datatype}>")


@pytest.mark.parametrize(
    ("number", "text"), [(0.9, "0.9"), (1, "1.0"), (1e-07, "0.0000001"), (0.30000000000000004, "0.30000000000000004")]
)
def test_a_decimal_has_a_point_and_no_exponent(number, text):
    assert decimal(number).startswith(f'"{text}"^^')
