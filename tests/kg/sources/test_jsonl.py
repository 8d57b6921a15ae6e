"""JSON lines: every field, every fault, and texts kept to the character."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Paper, Reject
from kg.sources import jsonl
from kg.sources.lines import MAX_LINE_BYTES
from kg.sources.texts import MAX_TEXT_CHARS


def paper_of(**fields) -> Paper | Reject:
    record = {"id": "a", "title": "A title", "abstract": "We propose X."} | fields
    (item,) = jsonl.read(io.BytesIO(json.dumps(record).encode() + b"\n"), "papers.jsonl")
    return item


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({}, "authors", ()),
        ({"authors": None, "venue": None, "arxiv": None}, "authors", ()),
        ({"authors": ["Ada Lovelace", "Alan Turing"]}, "authors", ("Ada Lovelace", "Alan Turing")),
        ({"authors": ["Lovelace; Ada"]}, "authors", ("Lovelace; Ada",)),
        ({"authors": "Ada Lovelace*;; Alan Turing"}, "authors", ("Ada Lovelace", "Alan Turing")),
        ({"authors": "Ada;Alan;Ada;Alan"}, "authors", ("Ada", "Alan")),
        ({"year": 2018}, "year", 2018),
        ({"year": "2018"}, "year", 2018),
        ({"year": ""}, "year", None),
        ({"date": "2025-10-02"}, "date", "2025-10-02"),
        ({"date": "2025-10-02T08:00:00Z"}, "date", "2025-10-02"),
        ({"date": "2025-10"}, "year", 2025),
        ({"date": "2025-10", "year": 2024}, "year", 2024),
        ({"venue": " ICLR "}, "venue", "ICLR"),
        ({"url": "https://example.org/a"}, "url", "https://example.org/a"),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"arxiv_id": "1701.08985v1"}, "arxiv_id", "1701.08985"),
        ({"arxiv": "arXiv:1701.08985"}, "arxiv_id", "1701.08985"),
        ({"arxiv": "https://arxiv.org/pdf/1701.08985v2.pdf"}, "arxiv_id", "1701.08985"),
        ({"arxiv_id": "cs/0102003"}, "arxiv_id", "cs/0102003"),
        ({"doi": "https://doi.org/10.1000/182"}, "doi", "10.1000/182"),
        ({"abstract": None}, "abstract", ""),
        ({"abstract": ""}, "abstract", ""),
        ({"keywords": "ignored", "title": "  A title\r "}, "title", "  A title\r "),
        ({"id": " a "}, "id", "a"),
    ],
)
def test_fields(fields, name, value):
    assert getattr(paper_of(**fields), name) == value


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": None}, "no id"),
        ({"title": " \u200b"}, "no title"),
        ({"id": "", "title": None}, "no id and no title"),
        ({"id": 7}, "the id is a number, not text"),
        ({"title": ["x"]}, "the title is a list, not text"),
        ({"abstract": {"x": 1}}, "the abstract is an object, not text"),
        ({"venue": True}, "the venue is true or false, not text"),
        ({"authors": 0}, "the authors are not text"),
        ({"authors": ["Ada", 7]}, "the authors are not text"),
        ({"year": True}, "the year is not a year"),
        ({"year": 2018.5}, "the year is not a year"),
        ({"year": "in press"}, "the year is not a year"),
        ({"year": 20188}, "the year is not a year"),
        ({"date": "Oct 2"}, "the date is not an ISO date"),
        ({"date": "2025-13-02"}, "the date is not an ISO date"),
        ({"abstract": "half \ud800"}, "half a character (a lone surrogate) in the abstract"),
        ({"id": "\udfff"}, "half a character (a lone surrogate) in the id"),
        ({"authors": ["\ud800"]}, "half a character (a lone surrogate) in the authors"),
        ({"abstract": "a NUL\0"}, "a NUL character in the abstract"),
        ({"abstract": "x" * MAX_TEXT_CHARS}, "title and abstract have 100,007 characters, more than 100,000"),
    ],
)
def test_record_is_set_aside(fields, reason):
    reject = paper_of(**fields)
    assert isinstance(reject, Reject) and reject.reason == reason
    assert reject.remedy and reject.origin.line == 1
    assert len(reject.record.encode()) <= 1000


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a", "title"', "broken JSON: Expecting ':' delimiter at character 20"),
        (b'{"id": "a", "title": "raw \x01 control"}', "broken JSON: Invalid control character at at character 27"),
        (b"[1, 2]", "JSON, but not an object"),
        (b"null", "JSON, but not an object"),
        (b'{"id": "\xff"}', "not UTF-8 at byte 9 of the line (0xff)"),
        (b"[" * 100_000, "JSON that can't be read: maximum recursion depth exceeded"),
        (b'{"year": ' + b"9" * 5000 + b"}", "JSON that can't be read: Exceeds the limit (4300 digits)"),
        (b"x" * (MAX_LINE_BYTES + 5), "the line is longer than 16,777,216 bytes"),
    ],
    ids=["cut", "control", "array", "null", "not UTF-8", "nested", "number", "long"],
)
def test_line_is_set_aside_and_the_rest_is_read(line, reason):
    good = b'{"id": "a", "title": "A"}\n'
    first, reject, last = jsonl.read(io.BytesIO(good + line + b"\n" + good), "p.jsonl")
    assert isinstance(first, Paper) and isinstance(last, Paper) and last.origin.line == 3
    assert reject.reason.startswith(reason)
    assert (reject.origin.source, reject.origin.line) == ("p.jsonl", 2)


def test_blank_lines_and_windows_line_ends_are_no_records():
    items = list(jsonl.read(io.BytesIO(b'\n{"id": "a", "title": "A"}\r\n  \r\n'), "p"))
    assert [(item.title, item.origin.line) for item in items] == [("A", 2)]


@pytest.mark.parametrize("name", ["title", "abstract"])
def test_control_characters_are_kept_with_a_warning(name, caplog):
    paper = paper_of(**{name: "a\x07b\x85c\td\n"})
    assert paper.text(name) == "a\x07b\x85c\td\n"
    assert caplog.messages == [f"papers.jsonl:1: control characters (U+0007, U+0085) in the {name} are kept"]


@pytest.mark.parametrize("abstract", [None, "", " \n"])
def test_empty_abstract_is_a_warning(abstract, caplog):
    assert isinstance(paper_of(abstract=abstract), Paper)
    assert caplog.messages == ["papers.jsonl:1: no abstract, the paper is kept with its title only"]


@given(st.binary())
def test_any_bytes_give_papers_or_rejects(data):
    assert all(isinstance(item, Paper | Reject) for item in jsonl.read(io.BytesIO(data), "x"))


_ODD_TEXT = st.text(st.sampled_from("aZ09 ;:/.-*\0\ud800\u2028\x85é"), max_size=12)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _ODD_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(_ODD_TEXT, inner),
    max_leaves=5,
)
_NAMES = ("id", "title", "abstract", "authors", "year", "date", "venue", "url", "arxiv", "arxiv_id", "doi")


@given(st.dictionaries(st.sampled_from(_NAMES), _JSON))
def test_any_record_gives_a_paper_or_a_reject(record):
    (item,) = jsonl.read(io.BytesIO(json.dumps(record).encode()), "x")
    assert isinstance(item, Paper | Reject)


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("\u2028\x85\r\n\t"))


@given(_TEXT.map("T".__add__), _TEXT, st.booleans())
def test_texts_are_kept_to_the_character(title, abstract, ascii):
    line = json.dumps({"id": "a", "title": title, "abstract": abstract}, ensure_ascii=ascii)
    (paper,) = jsonl.read(io.BytesIO(line.encode()), "x")
    assert (paper.title, paper.abstract) == (title, abstract)
