"""The text as given, made readable for the extractors, with a map back that is exact to the character.

Papers come with remnants of LaTeX, HTML and typesetting: `na\\"ive`, `\\textit{Flow}`, `{p}_{theta}`,
``quotes'', ligatures, no-break spaces, words glued at a full stop. `clean` writes them as a person would
read them; `Cleaned.given` leads from an offset in the clean text back to the text as given.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328",
}  # fmt: skip
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "aa": "å", "i": "ı"}
_SYMBOLS = {"star": "*", "ast": "*", "times": "x", "cdot": "·", "ldots": "...", "dots": "...", "sim": "~", "pm": "±",
            "to": "→", "rightarrow": "→", "leq": "≤", "geq": "≥", "infty": "∞", "approx": "≈", "ell": "l"}  # fmt: skip
# `{\em X}` sets the font of what follows.
_SWITCHES = frozenset("it bf em rm sc sf sl tt".split())
_PUNCTUATION = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"',
    "\u201e": '"', "\u2033": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-",
    "\u00ae": "", "\u2122": "", "\u00a9": "",
}  # fmt: skip

# One alternative for each thing that is not simply copied; the order decides where two could match. What stands before
# them says how any of them begins: most characters begin none, and are passed without a look at each.
_SPECIAL = re.compile(
    r"""(?=[`'{}\\&<$*^\x00-\x1f\x7f-\U0010ffff]|[ ][\s\x00-\x1f\x7f-\x9f]|,,|\.[A-Z]|https?:|[A-Za-z][\u0300-\u036f])
    (?:
        (?P<url>https?://[!-~]+)
      | (?P<quote>``|''|,,)
      | (?P<group>\{)?\\(?P<accent>["'`^~=.])\s?(?P<own>\{)?(?P<accented>\\?[A-Za-z])(?(own)\})(?(group)\})
      | (?P<outer>\{)?\\(?P<named_accent>[cvuHrk])\{(?P<named_accented>[A-Za-z])\}(?(outer)\})
      | \\(?P<escaped>[%&_\#$\{\}])
      | (?P<command>\\[A-Za-z]+)\*?(?P<opened>\s*\{)?[ ]?
      | (?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{1,7}|\#x[0-9a-fA-F]{1,6});)
      | (?P<tag></?(?:i|b|em|strong|sub|sup|tt|p|br|italic|bold|jats:\w+)\s*/?>)
      | (?P<open>\{) | (?P<close>\}) | (?P<dollar>\$)
      | (?P<bold>\*\*(?=\w[^*]*\*\*)|(?<=[a-z])\*\*(?![*\d]))
      | (?P<power>\^(?:star|ast)\b)
      | (?P<stop>(?<=[a-z\)\]][a-z\)\]])\.(?=[A-Z]))
      | (?P<space>[ ]{2,} | [ ]*[^\S ][\s\x00-\x1f\x7f-\x9f]* | [ ]*[\x00-\x1f\x7f-\x9f][\s\x00-\x1f\x7f-\x9f]*)
      | (?P<invisible>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+)
      | (?P<other>[^\x00-\x7f][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+)
    )
    """,
    re.VERBOSE,
)
# Commands that only set a font; what is glued behind one is text: '\\emphNested'.
_FONT = re.compile(r"(?:emph|text(?:it|bf|rm|sf|sc|tt|sl)?|math(?:rm|cal|bf|bb|it|sf|frak)|it|bf|rm|tt|sc|em)(?=[A-Z])")
_WORD_IN_BRACES = re.compile(r"\{\\?[\w\-+. ]{1,40}\}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text and where each of its characters comes from.

    Attributes:
        text: the text to read.
        starts: for each character of `text`, the offset in the given text where its source begins.
        ends: for each character of `text`, the offset in the given text where its source ends.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the given text behind `text[start:end]`; the span must hold a character."""
        return self.starts[start], self.ends[end - 1]


class _Writer:
    def __init__(self, given: str):
        self.given = given
        # Formulas have two dollars: where their number is odd, one before a digit is money.
        self.has_money = given.count("$") % 2 == 1
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def copy(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(self.given[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))

    def write(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    def space(self, start: int, end: int) -> None:
        if self.parts and not self.parts[-1].endswith(" "):
            self.write(" ", start, end)


def clean(given: str) -> Cleaned:
    r"""The text with LaTeX, HTML and Unicode forms resolved, white space folded and glued sentences parted.

    Args:
        given: a title or an abstract, any Unicode.

    Returns:
        The clean text with its map; for every span, `given[start:end]` of the mapped span is what stands there.

    >>> clean("The na\\\"ive \\textit{Flow} with {p}_{theta} and ``DTS^star''").text
    'The naïve Flow with p_theta and "DTS*"'
    >>> cleaned = clean("our approach.BRAIn wins")
    >>> cleaned.text, cleaned.given(14, 19)
    ('our approach. BRAIn wins', (13, 18))
    """
    out = _Writer(given)
    position = 0
    dropped: list[bool] = []
    for match in _SPECIAL.finditer(given):
        out.copy(position, match.start())
        _rewrite(match, out, dropped)
        position = match.end()
    out.copy(position, len(given))
    return Cleaned("".join(out.parts), out.starts, out.ends)


def _rewrite(match: re.Match[str], out: _Writer, dropped: list[bool]) -> None:
    start, end, text = match.start(), match.end(), match[0]
    kind = match.lastgroup
    if match["accent"] or match["named_accent"]:
        letter = (match["accented"] or match["named_accented"]).lstrip("\\")
        accent = _ACCENTS[match["accent"] or match["named_accent"]]
        out.write(unicodedata.normalize("NFC", letter + accent), start, end)
    elif match["command"]:
        _rewrite_command(match, out, dropped)
    elif kind == "url":
        out.copy(start, end)
    elif kind == "quote":
        out.write('"', start, end)
    elif kind == "escaped":
        out.write(match["escaped"], start, end)
    elif kind == "entity":
        _rewrite_entity(html.unescape(text), out, start, end)
    elif kind == "open":
        drop = _is_grouping(match.string, start)
        dropped.append(drop)
        if not drop:
            out.copy(start, end)
    elif kind == "close":
        if not (dropped.pop() if dropped else False):
            out.copy(start, end)
    elif kind == "dollar":
        if out.has_money and match.string[end : end + 1].isdigit():
            out.copy(start, end)
    elif kind == "power":
        out.write("*", start, end)
    elif kind == "stop":
        out.copy(start, end)
        out.write(" ", end, end)
    elif kind == "space":
        out.space(start, end)
    elif kind == "other":
        out.write(_plain(text), start, end)


def _plain(text: str) -> str:
    plain = _PUNCTUATION.get(text)
    return unicodedata.normalize("NFKC", text) if plain is None else plain


def _rewrite_entity(text: str, out: _Writer, start: int, end: int) -> None:
    """Writes what an entity stands for as if it stood there itself: a space is folded, a control sign is left out."""
    if text.isspace():
        out.space(start, end)
    elif text and unicodedata.category(text[0]) not in ("Cc", "Cf"):
        out.write(_plain(text), start, end)


def _rewrite_command(match: re.Match[str], out: _Writer, dropped: list[bool]) -> None:
    name = match["command"][1:]
    start, end = match.start(), match.end()
    if match["opened"]:
        dropped.append(True)
    if name in _LETTERS:
        out.write(_LETTERS[name], start, end)
    elif name in _SYMBOLS:
        out.write(_SYMBOLS[name] + (" " if match[0].endswith(" ") else ""), start, end)
    elif match["opened"] or name in _SWITCHES:
        return
    elif font := _FONT.match(name):
        out.copy(start + 1 + font.end(), end)
    elif len(name) > 1:
        # Greek letters and the like are read by their name.
        out.copy(start + 1, end)
    else:
        out.copy(start, end)


def _is_grouping(given: str, start: int) -> bool:
    r"""Whether the brace at `start` only groups, as in `x_{theta}`, `{p}_t`, `{BERT}` or `{\o}`."""
    if given[start - 1 : start] in ("_", "^"):
        return True
    word = _WORD_IN_BRACES.match(given, start)
    return word is not None
