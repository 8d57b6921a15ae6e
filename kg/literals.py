"""RDF literals as text, in the one spelling that N-Triples, Turtle and SPARQL share."""

import re
from datetime import date
from decimal import Decimal

from kg.iris import VOCABULARIES

_XSD = VOCABULARIES["xsd"]
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Controls, line separators, bidirectional controls and non-characters are written by number: raw they break
# line-based tools, or make a file read otherwise than it is. Surrogates are no characters and RDF can't hold them.
_SPECIAL = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]'
)
_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")


def literal(text: str) -> str:
    """A string literal, quoted and escaped; a lone surrogate becomes U+FFFD, so that offsets still hold.

    >>> print(literal('say "hi"'))
    "say \\"hi\\""
    """
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def typed(lexical: str, datatype: str) -> str:
    """A literal of an XSD datatype; the lexical form must be of that type.

    >>> typed("3", "integer")
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{lexical}"^^<{_XSD}{datatype}>'


def decimal(number: float) -> str:
    """A number as xsd:decimal, never in exponents, always with a point.

    >>> decimal(1e-05)
    '"0.00001"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return typed(format(Decimal(repr(float(number))), "f"), "decimal")


def year(number: int) -> str:
    """A year as xsd:gYear.

    >>> year(2024)
    '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    return typed(f"{number:04d}", "gYear")


def moment(text: str) -> str:
    """A date as xsd:date, xsd:gYearMonth or xsd:gYear as far as it goes; what is no date stays a string.

    >>> moment("2024-02")
    '"2024-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    >>> moment("2024-02-31")
    '"2024-02-31"'
    """
    match = _DATE.fullmatch(text)
    if match is None or (match[3] and not match[2]):
        return literal(text)
    try:
        date.fromisoformat(match[1] + (match[2] or "-01") + (match[3] or "-01"))
    except ValueError:
        return literal(text)
    return typed(text, "date" if match[3] else "gYearMonth" if match[2] else "gYear")
