"""The text of a Hugging Face Daily Papers page, as a person selects and copies it.

A page is furniture (navigation, dates, votes, submitters, authors) around titles and abstracts. The page is read
as blocks between blank lines and furniture, a block as units (a title, a paragraph), and the units one after
another: a paragraph belongs to the title before it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import BinaryIO

from kg.records import Origin, Paper, Reject
from kg.sources import page_lines as look
from kg.sources.lines import EXCERPT_CHARS, Line, lines
from kg.sources.texts import checked

MAX_WRAPPED_CHARS = 200
"""A longer line is a whole paragraph: no mail program or editor wraps text so wide."""

MIN_WRAPPED_CHARS = 50
"""Nor so narrow."""

MAX_ID_CHARS = 80

# First characters and lines of other formats that people keep beside such pages.
_OTHER_FORMATS = re.compile(r"\s*(?:[<@\[{%]|#\s|---\s|\w+(?:[,\t]\w+)+\r?\n)|(?s:.)*^```", re.MULTILINE)
_PAGE_WORDS = re.compile(r"^\W*(?:daily papers|trending papers|submitted by\b|hugging face\b)", re.I | re.M)


@dataclass(slots=True)
class _Unit:
    """A title or a paragraph: joined lines of one block."""

    origin: Origin
    lines: list[str]
    block: int

    def title(self) -> str:
        return " ".join(self.lines)

    def prose(self) -> str:
        return "\n".join(self.lines)


@dataclass(slots=True)
class _Draft:
    """A paper whose title has been read and whose abstract may follow."""

    origin: Origin
    title: str
    date: str | None
    abstract: str = ""
    block: int = -1
    closed: bool = False

    def append(self, unit: _Unit) -> None:
        border = "" if not self.abstract else "\n" if unit.block == self.block else "\n\n"
        self.abstract += border + unit.prose()
        self.block = unit.block

    def paper(self) -> Paper:
        year = int(self.date[:4]) if self.date else None
        return Paper(_id(self.title), self.title, self.abstract, year=year, date=self.date, origin=self.origin)


def detect(head: bytes) -> bool:
    """Whether the first bytes read as a page: a title with its abstract, or the page's own words and a title."""
    text = head.decode("utf-8", "replace")
    if "\0" in text or _OTHER_FORMATS.match(text):
        return False
    rows = [Line(Origin("", number), row) for number, row in enumerate(text.split("\n"), 1)]
    papers = [item for item in _Page().papers(rows) if isinstance(item, Paper)]
    return any(paper.abstract for paper in papers) or bool(papers and _PAGE_WORDS.search(text))


def read(stream: BinaryIO, source: str) -> Iterator[Paper | Reject]:
    """The papers of a page, as they are read.

    A title without an abstract is a paper without one. The id of a paper is made from its title. A date with a
    year that stands above papers is theirs; one that stands between a title and its abstract is that paper's.

    Args:
        stream: UTF-8 bytes, uncompressed.
        source: name of the stream, for the origins.

    Returns:
        Papers in the page's order; a `Reject` for each line that can't be read and for each long paragraph that
        has no title.
    """
    for item in _Page().papers(lines(stream, source)):
        yield checked(item) if isinstance(item, Paper) else item


@dataclass(slots=True)
class _Page:
    """Where the reading of a page stands.

    Attributes:
        date: the date that holds for the papers to come.
        draft: the paper being read.
        held: a text that is a title if a paragraph follows it, and page text or names of people otherwise.
        between: a date between a title and what follows it.
        name_follows: the next line is the name of a submitter.
        block: lines since the last blank line or furniture.
        blocks: how many blocks there were.
    """

    date: str | None = None
    draft: _Draft | None = None
    held: _Unit | None = None
    between: str | None = None
    name_follows: bool = False
    block: list[Line] = field(default_factory=list)
    blocks: int = 0

    def papers(self, rows: Iterable[Line | Reject]) -> Iterator[Paper | Reject]:
        for row in rows:
            if isinstance(row, Reject):
                yield from self._end_block()
                yield from self._finished()
                self.held = None
                yield row
            elif not row.text.strip():
                yield from self._end_block()
            elif self._is_page_line(row.text):
                yield from self._end_block()
                self._furniture(row.text)
            else:
                self.name_follows = False
                self.block.append(row)
        yield from self._end_block()
        yield from self._release_held()
        yield from self._finished()

    def _is_page_line(self, text: str) -> bool:
        if self.block and look.leads_on(self.block[-1].text) and text.lstrip().startswith("http"):
            return False  # the address in a wrapped `Our code is at`
        is_name = self.name_follows and len(text.split()) <= 3 and not look.is_prose(text)
        return is_name or look.date_of(text) is not None or look.is_furniture(text)

    def _furniture(self, text: str) -> None:
        avatar = text.rstrip().endswith("avatar")
        self.name_follows = look.announces_name(text) or (self.name_follows and avatar)
        if (published := look.published_date(text)) and self.draft:
            self.draft.date = published
        elif date := look.date_of(text):
            if self.draft and not self.draft.abstract:
                self.between = date
            else:
                self.date = date
        self._close()

    def _close(self) -> None:
        """What stands after a line of the page is no longer the abstract before it."""
        if self.draft and self.draft.abstract:
            self.draft.closed = True

    def _end_block(self) -> Iterator[Paper | Reject]:
        block, self.block = self.block, []
        self.blocks += 1
        for unit in _units(block, self.blocks):
            if look.is_prose(unit.title()) and len(look.people(unit.title())) < 2:
                yield from self._prose(unit)
            else:
                yield from self._title(unit)

    def _title(self, unit: _Unit) -> Iterator[Paper]:
        names = look.people(unit.title())
        awaits_abstract = self.draft is not None and not self.draft.abstract
        if len(names) > 1 or (names and awaits_abstract and not self.held):
            if not self.held or look.people(self.held.title()):
                yield from self._release_held()
                self.held = unit
            return
        yield from self._release_held()
        yield from self._begin(unit)

    def _release_held(self) -> Iterator[Paper]:
        """No paragraph followed: one name may still be a title; several, or a sentence, are not."""
        held, self.held = self.held, None
        if held and len(look.people(held.title())) == 1:
            yield from self._begin(held)

    def _prose(self, unit: _Unit) -> Iterator[Paper | Reject]:
        held, self.held = self.held, None
        open_draft = self.draft is not None and not self.draft.closed
        if held and not (open_draft and look.people(held.title()) and not _is_about(held.title(), unit.prose())):
            yield from self._begin(held)
        if self.draft and not self.draft.closed:
            if not self.draft.abstract and self.between:
                self.draft.date, self.between = self.between, None
            self.draft.append(unit)
        elif len(unit.lines) == 1 and len(unit.lines[0]) <= look.MAX_TITLE_CHARS:
            self.held = unit
        else:
            remedy = "Put its title above it, in a line of its own."
            yield Reject(unit.origin, "a paragraph without a title", remedy, unit.prose()[:EXCERPT_CHARS])

    def _begin(self, unit: _Unit) -> Iterator[Paper]:
        if self.draft and self.draft.title == unit.title() and not self.draft.abstract:
            return
        yield from self._finished()
        self.draft = _Draft(unit.origin, unit.title(), self.date)

    def _finished(self) -> Iterator[Paper]:
        self.date, self.between = self.between or self.date, None
        if self.draft:
            yield self.draft.paper()
        self.draft = None


def _units(block: list[Line], number: int) -> Iterator[_Unit]:
    if not block:
        return
    texts = [line.text.strip() for line in block]
    soft = _soft_breaks(texts)
    wrapped = len(texts) > 2 and 2 * sum(soft) > len(soft)
    unit = _Unit(block[0].origin, texts[:1], number)
    for (above, below), is_soft, line in zip(pairwise(texts), soft, block[1:], strict=True):
        if _continues(unit.title(), above, below, is_soft, wrapped):
            unit.lines.append(below)
        else:
            yield unit
            unit = _Unit(line.origin, [below], number)
    yield unit


def _soft_breaks(texts: list[str]) -> list[bool]:
    """For each line but the last, whether it may have been wrapped: the next word would not have fitted in it."""
    width = max((len(text) for text in texts if len(text) <= MAX_WRAPPED_CHARS), default=0)
    return [
        MIN_WRAPPED_CHARS <= width < len(above) + 1 + len(below.split()[0]) and max(len(above), len(below)) <= width
        for above, below in pairwise(texts)
    ]


def _continues(begun: str, above: str, below: str, soft: bool, wrapped: bool) -> bool:
    """Whether a unit goes on in the line below.

    Args:
        begun: the unit so far.
        above: its last line.
        below: the line in question.
        soft: the break between the two may come from wrapping.
        wrapped: most breaks of the block do.
    """
    if max(len(above), len(below)) > MAX_WRAPPED_CHARS:
        return False
    if not look.ends_sentence(above):
        if below[0].islower() or look.leads_on(above) or look.is_prose(begun):
            return True
        if look.is_capitalised(begun):
            return soft and wrapped and look.is_capitalised(below)
    elif look.is_capitalised(below) and not wrapped:
        return False
    return soft


def _is_about(title: str, prose: str) -> bool:
    """Whether half of the title's words come again, in the singular or plural: names of people do not."""
    words, said = ({word.rstrip("s") for word in re.findall(r"\w{4,}", text.casefold())} for text in (title, prose))
    return bool(words) and 2 * len(words & said) >= len(words)


def _id(title: str) -> str:
    """Words of the title joined by hyphens; with a digest where they don't say it all."""
    slug = "-".join(re.findall(r"[a-z0-9]+", title.casefold()))
    if slug and len(slug) <= MAX_ID_CHARS and title.isascii():
        return slug
    digest = sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug[:MAX_ID_CHARS].strip('-')}-{digest}".strip("-")
