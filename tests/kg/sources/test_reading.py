"""Files, folders and standard input: opened, decompressed, recognised, or set aside with a reason."""

import gzip
import io
import sys
from random import Random

import pytest

from kg.errors import RegistryError
from kg.records import Paper
from kg.sources import SOURCES, read
from kg.sources.lines import EXCERPT_CHARS

RECORD = b'{"id": "a", "title": "A title", "abstract": "We propose a thing."}\n'
PAGE = b"Daily Papers\n\nA title\n\nWe propose a thing that is useful.\n"


def test_formats_are_pinned():
    assert SOURCES.names() == ["jsonl", "daily-papers"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(RECORD, id="plain"),
        pytest.param(b"\xef\xbb\xbf" + RECORD, id="byte-order mark"),
        pytest.param(gzip.compress(RECORD), id="gzip"),
        pytest.param(gzip.compress(b"\xef\xbb\xbf" + RECORD), id="gzip with byte-order mark"),
        pytest.param(gzip.compress(RECORD[:9]) + gzip.compress(RECORD[9:]), id="gzip in two members"),
        pytest.param(b"broken\n" + RECORD, id="broken first line"),
        pytest.param(PAGE, id="page"),
        pytest.param(gzip.compress(PAGE), id="page, gzip"),
        pytest.param(b"\xef\xbb\xbf" + PAGE.replace(b"\n", b"\r\n"), id="page, Windows"),
        pytest.param(b"A title\n\nWe propose a thing that is useful.", id="page without its words"),
    ],
)
def test_content_is_recognised_whatever_the_name(content, read_bytes):
    papers, _ = read_bytes(content, name="papers.dat")
    assert [paper.title for paper in papers] == ["A title"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (gzip.compress(b""), "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "the format is not recognised"),
        (b"<!doctype html><p>We propose a thing that is useful.</p>", "the format is not recognised"),
        (b"%PDF-1.7\nWe propose a thing that is useful.", "the format is not recognised"),
        (b"@article{x,\n title = {We propose a thing that is useful.}}", "the format is not recognised"),
        (b"id,title,abstract\n1,A title,We propose a thing that is useful.", "the format is not recognised"),
        (b"# Heading\n\nWe propose a thing that is useful.\n", "the format is not recognised"),
        (RECORD.decode().encode("utf-16"), "the format is not recognised"),
        (b"12\n\n34\n", "the format is not recognised"),
        (gzip.compress(RECORD)[:-9], "the file can't be read: Compressed file ended"),
        (b"\x1f\x8b nonsense", "the file can't be read: Unknown compression method"),
    ],
)
def test_file_is_set_aside(content, reason, read_bytes):
    papers, (reject,) = read_bytes(content)
    assert papers == [] and reject.reason.startswith(reason)
    assert reject.origin.source.endswith("papers") and reject.origin.line == 0 and reject.remedy


def test_damaged_gzip_keeps_what_stood_before(read_bytes):
    noise = Random(7)
    lines = b"".join(b'{"id": "%d", "title": "%s"}\n' % (n, noise.randbytes(300).hex().encode()) for n in range(600))
    papers, (reject,) = read_bytes(gzip.compress(lines)[:-20_000])
    assert len(papers) > 100 and reject.reason.startswith("the source can't be read further")
    assert reject.origin.line > 100


def test_missing_file_and_the_rest(tmp_path):
    good = tmp_path / "good.jsonl"
    good.write_bytes(RECORD)
    reject, paper = read([tmp_path / "missing.jsonl", str(good)])
    assert reject.reason == "the file can't be read: No such file or directory"
    assert paper.origin.source == str(good)


def test_folder_is_read_in_the_order_of_names(tmp_path):
    (tmp_path / "b.jsonl").write_bytes(RECORD.replace(b'"a"', b'"b"'))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(RECORD))
    (tmp_path / "c.txt").write_bytes(PAGE)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\0")
    (tmp_path / ".hidden").write_bytes(RECORD)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "d.jsonl").write_bytes(RECORD)
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Paper)] == ["a", "b", "a-title"]
    assert [item.origin.source for item in items if not isinstance(item, Paper)] == [str(tmp_path / "logo.png")]


def test_empty_folder(tmp_path):
    (reject,) = read([tmp_path])
    assert reject.reason == "the folder holds no file"


@pytest.mark.parametrize("content", [RECORD, gzip.compress(RECORD), PAGE])
def test_standard_input(content, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    (paper,) = read(["-"])
    assert paper.title == "A title" and paper.origin.source == "-"


def test_forced_format(read_bytes):
    papers, rejects = read_bytes(PAGE, "jsonl")
    assert papers == [] and {reject.reason.split(":")[0] for reject in rejects} == {"broken JSON"}
    papers, _ = read_bytes(b"A Lonely Title\n", "daily-papers")
    assert [paper.title for paper in papers] == ["A Lonely Title"]


def test_unknown_format(tmp_path):
    with pytest.raises(RegistryError, match="no 'bibtex' among the sources"):
        list(read([tmp_path], "bibtex"))


def test_name_that_is_not_utf8(tmp_path):
    file = tmp_path / "x\udcff.jsonl"
    file.write_bytes(RECORD)
    (paper,) = read([file])
    assert paper.origin.source.endswith("x\\xff.jsonl")


def test_excerpt_is_short(read_bytes):
    _, (reject,) = read_bytes(b"{" + b"\xff" * 5000)
    assert len(reject.record) == EXCERPT_CHARS
