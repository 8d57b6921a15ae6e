"""JSON lines: one paper a line, with `id`, `title`, `abstract` and what else is known of it."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.records import Paper, Reject
from kg.sources.lines import EXCERPT_CHARS, Line, lines
from kg.sources.texts import checked

logger = logging.getLogger(__name__)

_OBJECT = re.compile(rb"^[ \t]*\{", re.MULTILINE)
_DATE = re.compile(r"(\d{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_ARXIV_PREFIX = re.compile(r"^(?:arxiv:|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)\s*", re.IGNORECASE)
_ARXIV_SUFFIX = re.compile(r"(?:v\d+)?(?:\.pdf)?$", re.ASCII)
_DOI_PREFIX = re.compile(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)\s*", re.IGNORECASE)
_FOOTNOTE_MARKS = "*†‡§¶ \t"


class _FieldError(ValueError):
    """A field of a record that is not what it should be: reason and remedy."""


def detect(head: bytes) -> bool:
    """Whether a line of the file's first bytes begins a JSON object.

    >>> detect(b'{"id": "1"}'), detect(b"A title")
    (True, False)
    """
    return bool(_OBJECT.search(head))


def read(stream: BinaryIO, source: str) -> Iterator[Paper | Reject]:
    r"""The papers of a JSON-lines stream, as they are read; blank lines are skipped.

    Args:
        stream: UTF-8 bytes, uncompressed.
        source: name of the stream, for the origins.

    >>> import io
    >>> [paper.title for paper in read(io.BytesIO(b'{"id": "1", "title": "A", "abstract": "We."}'), "x")]
    ['A']
    """
    for line in lines(stream, source):
        if isinstance(line, Reject):
            yield line
        elif line.text.strip():
            yield _paper(line)


def _paper(line: Line) -> Paper | Reject:
    try:
        record = json.loads(line.text)
    except json.JSONDecodeError as error:
        reason = f"broken JSON: {error.msg} at character {error.pos + 1}"
        return _reject(line, reason, "Write one JSON object a line, with no line break in it.")
    except (ValueError, RecursionError) as error:
        return _reject(line, f"JSON that can't be read: {error}", "Write one flat JSON object a line.")
    if not isinstance(record, dict):
        return _reject(line, "JSON, but not an object", 'Write {"id": …, "title": …, "abstract": …} on each line.')
    try:
        return checked(_from_record(record, line))
    except _FieldError as error:
        return _reject(line, *error.args)


def _from_record(record: dict[str, Any], line: Line) -> Paper:
    date, year = _date(record), _year(record)
    arxiv = _ARXIV_PREFIX.sub("", _text(record, "arxiv_id").strip() or _text(record, "arxiv").strip())
    return Paper(
        id=_text(record, "id").strip(),
        title=_text(record, "title"),
        abstract=_text(record, "abstract"),
        authors=_authors(record),
        year=year or (int(date[:4]) if date else None),
        date=date,
        venue=_text(record, "venue").strip() or None,
        url=_url(record, line),
        arxiv_id=_ARXIV_SUFFIX.sub("", arxiv) or None,
        doi=_DOI_PREFIX.sub("", _text(record, "doi").strip()) or None,
        origin=line.origin,
    )


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _FieldError(f"the {name} is {_kind(value)}, not text", f"Write the {name} as a JSON string.")
    return value


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("authors")
    if value is None:
        return ()
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _FieldError("the authors are not text", 'Write them as ["A. Author", …] or "A. Author; B. Author".')
    # Lists of some conferences give every author twice, and mark equal contribution with a star.
    return tuple(dict.fromkeys(bare for name in names if (bare := name.strip().rstrip(_FOOTNOTE_MARKS))))


def _year(record: dict[str, Any]) -> int | None:
    value = record.get("year")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str) or not _YEAR.fullmatch(str(value).strip()):
        raise _FieldError("the year is not a year", "Write it with four digits, as 2025.")
    return int(value)


def _date(record: dict[str, Any]) -> str | None:
    value = _text(record, "date").strip()
    if value and not (match := _DATE.match(value)):
        raise _FieldError("the date is not an ISO date", "Write it as 2025-10-02, 2025-10 or 2025.")
    return match[0] if value else None


def _url(record: dict[str, Any], line: Line) -> str | None:
    value = _text(record, "url").strip()
    if value and not value.lower().startswith(("http://", "https://")):
        # It would become a link in a page: `javascript:` and `file:` addresses must not.
        logger.warning("%s:%d: the url is left out, it does not begin with http", line.origin.source, line.origin.line)
        return None
    return value or None


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names[type(value)]


def _reject(line: Line, reason: str, remedy: str) -> Reject:
    return Reject(line.origin, reason, remedy, line.text[:EXCERPT_CHARS])
