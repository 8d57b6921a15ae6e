"""What a paper's texts must be to enter the line, whatever format they come in."""

import logging
import re

from kg.records import Paper, Reject
from kg.sources.lines import EXCERPT_CHARS

logger = logging.getLogger(__name__)

MAX_TEXT_CHARS = 100_000
"""Longest title and abstract together, in characters: twenty times the longest of 20,000 conference abstracts.
What is longer is a full text or a mistake, and spaCy stops at ten times that."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def checked(paper: Paper) -> Paper | Reject:
    """The paper, or why it is set aside.

    Control characters are kept, since offsets hold to the text as given, and logged as a warning; a paper with
    a NUL is set aside, since neither HTML nor RDF/XML nor many databases can hold one.

    >>> from kg.records import Paper
    >>> checked(Paper("a", "A title\\0")).reason
    'a NUL character in the title'
    """
    texts = {"id": paper.id, "title": paper.title, "abstract": paper.abstract, "authors": ";".join(paper.authors)}
    texts |= {name: getattr(paper, name) or "" for name in ("venue", "url", "arxiv_id", "doi")}
    for name, text in texts.items():
        if _SURROGATE.search(text):
            return _set_aside(paper, f"half a character (a lone surrogate) in the {name}", "Write whole characters.")
        if "\0" in text:
            return _set_aside(paper, f"a NUL character in the {name}", "Remove the character.")
    if missing := [f"no {name}" for name in ("id", "title") if not is_visible(texts[name])]:
        return _set_aside(paper, " and ".join(missing), "Give every paper an id and a title.")
    if (size := len(paper.title) + len(paper.abstract)) > MAX_TEXT_CHARS:
        reason = f"title and abstract have {size:,} characters, more than {MAX_TEXT_CHARS:,}"
        return _set_aside(paper, reason, "Give the abstract, not the full text.")
    _warn(paper)
    return paper


def is_visible(text: str) -> bool:
    """Whether the text holds a character that can be seen.

    >>> is_visible("\u200b \\n"), is_visible("x")
    (False, True)
    """
    return any(char.isprintable() and not char.isspace() for char in text)


def _warn(paper: Paper) -> None:
    place = (paper.origin.source, paper.origin.line)
    for name in ("title", "abstract"):
        if found := sorted(set(_CONTROL.findall(paper.text(name)))):
            codes = ", ".join(f"U+{ord(char):04X}" for char in found)
            logger.warning("%s:%d: control characters (%s) in the %s are kept", *place, codes, name)
    if not is_visible(paper.abstract):
        logger.warning("%s:%d: no abstract, the paper is kept with its title only", *place)


def _set_aside(paper: Paper, reason: str, remedy: str) -> Reject:
    # `backslashreplace` because the excerpt goes to a UTF-8 file, and half a character is one reason to be here.
    excerpt = f"{paper.id}: {paper.title}"[:EXCERPT_CHARS].encode("utf-8", "backslashreplace").decode("utf-8")
    return Reject(paper.origin, reason, remedy, excerpt)
