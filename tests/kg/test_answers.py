"""Answers as a table, as CSV and as JSON."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers import Table, Term, render

NAMES = {"ex": "http://example.org/", "sub": "http://example.org/sub/"}
TABLE = Table(
    ("node", "said"),
    [
        (Term("uri", "http://example.org/sub/a"), Term("literal", 'one, "two"\nthree')),
        (Term("uri", "urn:x"), Term("literal", "3", "http://www.w3.org/2001/XMLSchema#integer")),
        (Term("bnode", "b0"), Term("literal", "drei", language="de")),
        (None, None),
    ],
)


def test_a_table_shortens_iris_and_keeps_each_row_on_one_line():
    lines = render(TABLE, "table", NAMES).splitlines()
    assert lines[0].split() == ["node", "said"]
    assert lines[2] == 'sub:a  one, "two" three'
    assert lines[3].split() == ["urn:x", "3"]
    assert lines[-1] == "(4 rows)"
    assert len(lines) == 7


@given(st.text(max_size=200), st.text(max_size=200), st.integers(14, 120))
def test_a_table_fits_the_terminal_and_steers_it_nowhere(one, two, width):
    text = render(Table(("a", "b"), [(Term("literal", one), Term("literal", two))]), "table", {}, width)
    assert all(len(line) <= width for line in text.split("\n"))
    assert all(char.isprintable() or char == "\n" for char in text)


def test_wide_characters_count_double():
    table = Table(
        ("a", "b"),
        [(Term("literal", "図書館知識"), Term("literal", "x")), (Term("literal", "ab"), Term("literal", "y"))],
    )
    _, _, wide, narrow, _ = render(table, "table", {}).splitlines()
    assert (wide, narrow) == ("図書館知識  x", "ab" + " " * 10 + "y")
    _, _, cut, _, _ = render(table, "table", {}, 9).splitlines()
    assert cut == "図書 …  x"


def test_a_cell_of_a_whole_abstract_is_cut_at_once():
    table = Table(("a",), [(Term("literal", "x" * 2_000_000),)])
    assert render(table, "table", {}, 20).splitlines()[2] == "x" * 19 + "…"


def test_json_reads_back_as_sparql_results():
    read = ox.parse_query_results(render(TABLE, "json", NAMES), format=ox.QueryResultsFormat.JSON)
    assert [variable.value for variable in read.variables] == ["node", "said"]
    rows = list(read)
    assert rows[0]["node"] == ox.NamedNode("http://example.org/sub/a")
    assert rows[1]["said"] == ox.Literal(3)
    assert rows[2]["said"] == ox.Literal("drei", language="de")
    assert rows[3]["node"] is None


def test_csv_reads_back():
    rows = list(csv.reader(io.StringIO(render(TABLE, "csv", NAMES), newline="")))
    assert rows[:2] == [["node", "said"], ["http://example.org/sub/a", 'one, "two"\nthree']]
    assert rows[4] == ["", ""]


@pytest.mark.parametrize("value", [True, False])
def test_a_yes_or_no(value):
    assert json.loads(render(value, "json", {})) == {"head": {}, "boolean": value}
    assert render(value, "table", {}) == render(value, "csv", {}) == f"{str(value).lower()}\n"


def test_an_empty_answer_says_so():
    assert render(Table(("a",), []), "table", {}) == "a\n─\n(0 rows)\n"
