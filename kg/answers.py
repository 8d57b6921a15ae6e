"""Answers of queries as text: a table that fits a terminal, CSV and JSON after the W3C's SPARQL results formats."""

import csv
import io
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

FORMATS = ("table", "csv", "json")

_GAP = "  "
_NARROWEST = 6  # columns of the terminal below which no cell is cut


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term.

    Attributes:
        kind: `uri`, `literal` or `bnode`, the words of SPARQL's JSON results.
        value: the IRI, the text of the literal, or the blank node's label.
        datatype: the IRI of a literal's datatype; None for plain strings and for text in a language.
        language: language tag of a literal, or None.
    """

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to SELECT, or the triples of CONSTRUCT and DESCRIBE as three columns.

    Attributes:
        columns: names, in the query's order.
        rows: one term or None (unbound) a column, in the query's order.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


Answer = Table | bool


def render(answer: Answer, form: str, names: Mapping[str, str], width: int | None = None) -> str:
    """An answer as text that ends in a newline.

    Args:
        answer: what the query gave.
        form: one of `FORMATS`.
        names: prefix to namespace, to shorten IRIs in a table.
        width: columns of the terminal that a table must fit, or None for no limit.

    >>> render(True, "json", {})
    '{\\n  "head": {},\\n  "boolean": true\\n}\\n'
    """
    if form == "json":
        return json.dumps(_json(answer), ensure_ascii=False, indent=2) + "\n"
    if isinstance(answer, bool):
        return "true\n" if answer else "false\n"
    return _csv(answer) if form == "csv" else _table(answer, names, width)


def short(term: Term | None, names: Mapping[str, str]) -> str:
    """A term on one line: an IRI with its prefix when one fits, a literal's text, nothing when unbound.

    Characters that steer a terminal or that it can't show become spaces.

    >>> short(Term("uri", "http://example.org/a"), {"ex": "http://example.org/"})
    'ex:a'
    """
    if term is None:
        return ""
    text = f"_:{term.value}" if term.kind == "bnode" else term.value
    if term.kind == "uri":
        fitting = [(len(space), name) for name, space in names.items() if text.startswith(space)]
        if fitting:
            length, name = max(fitting)
            text = f"{name}:{text[length:]}"
    return "".join(char if char.isprintable() else " " for char in text)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(["" if term is None else term.value for term in row] for row in table.rows)
    return out.getvalue()


def _json(answer: Answer) -> dict:
    if isinstance(answer, bool):
        return {"head": {}, "boolean": answer}
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, str]:
    described = {"type": term.kind, "value": term.value, "xml:lang": term.language, "datatype": term.datatype}
    return {name: value for name, value in described.items() if value is not None}


def _table(table: Table, names: Mapping[str, str], width: int | None) -> str:
    rows = [[short(term, names) for term in row] for row in table.rows]
    widths = [max(map(_columns, cells)) for cells in zip_longest(table.columns, *rows)]
    if width is not None:
        widths = _fit(widths, width - len(_GAP) * (len(widths) - 1))
    lines = [table.columns, ["─" * size for size in widths], *rows]
    text = [_GAP.join(_cell(value, size) for value, size in zip(line, widths, strict=True)).rstrip() for line in lines]
    count = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
    return "\n".join([*text, f"({count})"]) + "\n"


def _fit(widths: list[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit, as long as each keeps a few characters."""
    fitted = [min(size, max(room, _NARROWEST)) for size in widths]
    while sum(fitted) > room and max(fitted) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _cell(text: str, size: int) -> str:
    taken = _columns(text)
    if taken > size:
        text, taken = _head(text, size - 1) + "…", size
    return text + " " * (size - taken)


def _head(text: str, size: int) -> str:
    """The beginning of a text, filled with spaces to exactly so many columns of a terminal."""
    taken = 0
    for position, char in enumerate(text):
        if taken + _columns(char) > size:
            return text[:position] + " " * (size - taken)
        taken += _columns(char)
    return text


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide East Asian characters and emoji two, marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
