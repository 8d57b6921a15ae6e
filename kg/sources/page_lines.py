"""What one line of a copied web page is: furniture of the page, a date, names of people, a title or prose.

The rules know the Daily Papers pages of Hugging Face in the layouts that they have had, and the way that titles
and abstracts are written; each is one pure function of one text.
"""

import re

MAX_TITLE_CHARS = 250
"""The longest title among 20,000 conference papers has 216 characters."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OPENING = r"(?:(?:daily|trending) papers\W*(?:of|for|on|from)?\s*)?"
_DATES = [
    re.compile(_OPENING + pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_WEEKDAY}{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)-{_DAY}",
        rf"{_YEAR}/(?P<month>\d\d)/{_DAY}",
    )
]
_PUBLISHED = re.compile(r"published(?: on)?:?\s+", re.IGNORECASE)

# What a page puts around its words: arrows, dots between links, emoji of buttons.
_DECORATION = "".join(map(chr, range(0x2190, 0x2200))) + "<>‹›«»|·•–—-▲△▼▶👍💬🔥⭐ \t\r\n"

_WORDS = frozenset(
    """about abstract all arxiv authors blog careers changelog citation code collections comment comments community
    company daily dark date discussion discussions docs documentation datasets enterprise explore feed filter github
    help hot jobs join light likes login logout menu models monthly more new newest newsletter next organizations
    paper papers pdf posts previous pricing privacy registry rss search settings share solutions spaces submit
    subscribe terms today tomorrow top tos trending upvote upvotes view votes website weekly yesterday""".split()
)
_PHRASES = frozenset(
    phrase.strip()
    for phrase in """daily papers | trending papers | hugging face | hugging face's logo | log in | sign up | sign in
    | project page | arxiv page | view arxiv page | view pdf | view all | view all papers | load more | show more
    | show less | read more | read paper | system theme | inference providers | inference endpoints | brand assets
    | terms of service | privacy policy | cookie policy | back to top | submit a paper | submit paper
    | add to collection | sort by | this week | this month | most upvoted | paper of the day | browse papers
    | search models, datasets, users... | all papers | upvoted by | cite this paper""".split("|")
)
_FURNITURE = re.compile(
    r"""[+-]?\s*\d[\d.,]*\s*[km]?                                    # votes, counts
    | \+?\d[\d.,]*\s*[km]?\s+(?:more\s+)?(?:authors?|comments?|upvotes?|votes?|likes?|points?|replies|reply|stars?
        |discussions?|views?|pages?|papers?|models?|datasets?|spaces?|github\s+stars?|followers)\b.{0,40}
    | \d+\s+(?:minutes?|hours?|days?|weeks?|months?)\s+ago | (?:an?|last)\s+(?:hour|day|week|month)(?:\s+ago)?
    | (?:submitted|posted|shared|curated|uploaded|upvoted|recommended)\s+(?:by|on)\b.{0,80}
    | (?:published|updated)(?:\s+on|\s+at|:)?\s.{0,60}\d.{0,20}
    | by\s*@?\w+ | by\s*AK\b.{0,60} | .{1,50}['’]s\s+(?:avatar|profile(?:\s+picture)?|logo)
    | (?:(?:upvotes?|comments?|votes?|likes?|github|stars?|page|week|discuss(?:ion)?)\s*[:(]?\s*\d[\d.,]*\s*[km]?\)?)
    | page\s+\d+\s+of\s+\d+ | week\s+\d+,?\s+\d{4} | \#\d+\s+paper\s+of\s+the\s+(?:day|week|month)
    | authors?\s*:.* | get\s+(?:trending|daily)\s+papers.* | (?:©|\(c\)\s|copyright\b).*
    | https?://\S+ | (?:arxiv:\s*)?\d{4}\.\d{4,5}(?:v\d+)? | [\w.-]+@[\w.-]+""",
    re.IGNORECASE | re.VERBOSE,
)
_COLUMN_BORDER = re.compile(r"\s{2,}|[·•|\t]|\s/\s")
_ANNOUNCES_NAME = re.compile(r"(?:submitted|posted|shared|curated|uploaded)\s+by\s*:?", re.IGNORECASE)

_PARTICLES = frozenset("al bin da de del den der di dos du el la le van von ten ter y".split())
_NAME_MARKS = re.compile(r"[\d*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]+$")
_NAME_BORDER = re.compile(r"\s*(?:[,;·&]|\band\b|\bet al\.?|\+?\d+ (?:more|others)(?: authors)?)\s*")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-]+[^\W\d_]+)*\.?")

_SENTENCE_END = re.compile(r"""[.…。！？](?:["'”’)\]]|\[\d+\])*$""")
_SENTENCE_BORDER = re.compile(r"[a-z)]{2}[.!?]\s+[A-Z(]")
_SENTENCE_START = re.compile(r"(?:We|Our|In this|In the|This (?:paper|work|article|study)|These|However|Here)\b")
_MIN_SENTENCE_WORDS = 5
_SHORTEST_SENTENCES = 150
_MOST = 0.75
_CONNECTING = frozenset("a an and as at by for from in into of on or over that the to under using via with".split())


def is_furniture(line: str) -> bool:
    """Whether the line belongs to the page, not to a paper: navigation, counts, submitters, footers.

    >>> [is_furniture(line) for line in ("Submitted by taesiri", "1.2k", "About · Privacy", "Deep Sets")]
    [True, True, True, False]
    """
    return all(_is_furniture(part) for part in _COLUMN_BORDER.split(line))


def _is_furniture(text: str) -> bool:
    bare = text.strip(_DECORATION).casefold()
    if not any(char.isalpha() for char in bare) or date_of(bare) is not None:
        return True
    return bare in _PHRASES or _WORDS.issuperset(bare.split()) or bool(_FURNITURE.fullmatch(bare))


def announces_name(line: str) -> bool:
    """Whether the line says that the next one is the name of whoever submitted the paper."""
    return bool(_ANNOUNCES_NAME.fullmatch(line.strip(_DECORATION)))


def date_of(line: str) -> str | None:
    """The date that the line consists of, as far as it is known.

    Returns:
        ISO date, or year and month; an empty text for a date without a year; None when the line is no date.

    >>> [date_of(line) for line in ("Oct 2, 2025", "2025-10-02", "Oct 2", "October surprises")]
    ['2025-10-02', '2025-10-02', '', None]
    """
    bare = line.strip(_DECORATION)
    for pattern in _DATES:
        if match := pattern.fullmatch(bare):
            return _iso(match.groupdict())
    return None


def published_date(line: str) -> str | None:
    """The ISO date of a line such as `Published on Oct 2, 2025`, None for any other line."""
    bare = line.strip(_DECORATION)
    if not (match := _PUBLISHED.match(bare)):
        return None
    return date_of(bare[match.end() :]) or None


def _iso(parts: dict[str, str | None]) -> str | None:
    month = parts["month"] or ""
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
    day = int(parts.get("day") or 1)
    if not (1 <= number <= 12 and 1 <= day <= 31):
        return None
    if not parts["year"]:
        return ""
    return f"{parts['year']}-{number:02d}" + (f"-{day:02d}" if parts.get("day") else "")


def people(line: str) -> list[str]:
    """The names in a line that may be a list of people, empty for any other line.

    A title of two to four capitalised words looks like a name too; only what follows it can tell.

    >>> people("Ada Lovelace*, Guido van Rossum and A. Turing"), people("Deep Sets"), people("Attention, Please")
    (['Ada Lovelace', 'Guido van Rossum', 'A. Turing'], ['Deep Sets'], [])
    """
    names = [_NAME_MARKS.sub("", part) for part in _NAME_BORDER.split(line.strip(_DECORATION)) if part]
    return names if sum(map(_is_name, names)) >= (_MOST * len(names) if len(names) > 2 else len(names)) else []


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(
        word in _PARTICLES or (word[0].isupper() and bool(_NAME_WORD.fullmatch(word))) for word in words
    )


def is_prose(text: str) -> bool:
    """Whether the text reads as sentences of an abstract and not as a title.

    >>> is_prose("We train a model with PPO."), is_prose("Is Attention All You Need?")
    (True, False)
    """
    if len(text) > MAX_TITLE_CHARS or text.endswith(":"):
        return True
    if _SENTENCE_END.search(text) and (len(text.split()) >= _MIN_SENTENCE_WORDS or not text.isascii()):
        return True
    return len(text) > _SHORTEST_SENTENCES and bool(_SENTENCE_START.match(text) or _SENTENCE_BORDER.search(text))


def ends_sentence(line: str) -> bool:
    """Whether the line ends where a sentence may end."""
    return bool(_SENTENCE_END.search(line)) or line.endswith(("?", "!", ":"))


def is_capitalised(line: str) -> bool:
    """Whether the long words of the line begin with capitals, as in the titles of English papers."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= _MOST * len(words)


def leads_on(line: str) -> bool:
    """Whether the line stops where something must follow: at `of` or `with`, a comma, a colon, a hyphen."""
    return line.rstrip().endswith((",", ":", "-", "–", "&")) or line.split()[-1].lower() in _CONNECTING
