"""Copied pages in the layouts that they come in."""

import io
import re
import textwrap
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.records import Paper, Reject
from kg.sources import daily_papers, read
from kg.sources.lines import EXCERPT_CHARS
from kg.sources.texts import MAX_TEXT_CHARS

SHARED = Path(__file__).parents[4] / "shared" / "corpus"

GRPO = "We propose Group Relative Policy Optimization (GRPO). It is tested on MATH."
SETS = "Deep sets are permutation invariant. We study them at length, and with care."


def papers_of(page: str | bytes) -> list[Paper | Reject]:
    data = page if isinstance(page, bytes) else page.encode()
    return list(daily_papers.read(io.BytesIO(data), "page.txt"))


def rows_of(page: str) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in papers_of(page)]


HEADER = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

Oct 2
"""

LAYOUTS = {
    "alternating with blank lines": (
        f"{HEADER}\nPolicies in Groups\n\n{GRPO}\n\nDeep Sets\n\n{SETS}\n",
        [("Policies in Groups", GRPO), ("Deep Sets", SETS)],
    ),
    "no blank lines at all": (
        f"Policies in Groups\n{GRPO * 4}\nDeep Sets\n{SETS * 5}\nA Third Title\n{GRPO * 3}",
        [("Policies in Groups", GRPO * 4), ("Deep Sets", SETS * 5), ("A Third Title", GRPO * 3)],
    ),
    "many blank lines and Windows line ends": (
        f"\r\n\r\nPolicies in Groups\r\n\r\n\r\n\r\n{GRPO}\r\n\r\n\r\n",
        [("Policies in Groups", GRPO)],
    ),
    "votes and submitters before, authors and comments after": (
        f"""Submitted by
taesiri
127
Policies in Groups
·
18 authors
·
5

Submitted by

akhaliq's avatar

akhaliq

▲ 1.2k

Deep Sets

Manzil Zaheer, Satwik Kottur and 4 more
{SETS}
12 comments
""",
        [("Policies in Groups", ""), ("Deep Sets", SETS)],
    ),
    "a page of trending papers": (
        f"""Hugging Face's logo
Hugging Face
Models
Datasets
Spaces
Log In
Sign Up
Trending Papers
by AK and the research community
Submitted by nielsr
Policies in Groups
{GRPO}
·
Published on Sep 29, 2025
Upvote
98
GitHub
62.1k
arXiv Page

← Oct 1   Oct 3 →
Company
TOS Privacy About Careers
© 2025 Hugging Face
""",
        [("Policies in Groups", GRPO)],
    ),
    "wrapped lines": (
        """Policies in Groups and What Their Members Can Learn From Each of the
Others
We propose a method for policies in groups, which are many and
different. Every one of them learns from the others, as
(Sutton 2018) has it.

Deep Sets
We study sets, and what a network must be to take one, in three
parts.
""",
        [
            (
                "Policies in Groups and What Their Members Can Learn From Each of the Others",
                "We propose a method for policies in groups, which are many and\ndifferent. "
                "Every one of them learns from the others, as\n(Sutton 2018) has it.",
            ),
            ("Deep Sets", "We study sets, and what a network must be to take one, in three\nparts."),
        ],
    ),
    "several paragraphs": (
        f"Policies in Groups\n\n{GRPO}\n\n{SETS}\n\nDeep Sets\n\n{SETS}",
        [("Policies in Groups", f"{GRPO}\n\n{SETS}"), ("Deep Sets", SETS)],
    ),
    "two titles in a row": (
        f"A Title Alone: the Case of One\n\nDeep Sets\n\n{SETS}\n\nA Last Title\n",
        [("A Title Alone: the Case of One", ""), ("Deep Sets", SETS), ("A Last Title", "")],
    ),
    "one author": (
        f"Policies in Groups\n\nAda Lovelace\n\n{GRPO}\n",
        [("Policies in Groups", GRPO)],
    ),
    "authors before the title": (
        f"Ada Lovelace, Alan M. Turing\n\nPolicies in Groups\n\n{GRPO}\n",
        [("Policies in Groups", GRPO)],
    ),
    "authors with marks": (
        f"Policies in Groups\nAda Lovelace¹*, Guido van Rossum², Jean-Luc O'Neil†\n\n{GRPO}\n",
        [("Policies in Groups", GRPO)],
    ),
    "authors announced": (
        f"Policies in Groups\nAuthors:\nAda Lovelace,\nAlan Turing\nAbstract\n{GRPO}\n",
        [("Policies in Groups", GRPO)],
    ),
    "a title that looks like names": (
        "Searching Latent Program Spaces\n\nWe are searching spaces of programs.\n",
        [("Searching Latent Program Spaces", "We are searching spaces of programs.")],
    ),
    "only titles that look like names": (
        "Policies in Groups\n\nDeep Sets\n\nPolicies in Pairs\n\nNeural Processes",
        [("Policies in Groups", ""), ("Deep Sets", ""), ("Policies in Pairs", ""), ("Neural Processes", "")],
    ),
    "a title that ends in a full stop": (
        f"34\nSets Are All You Need.\n\n45\n\n{SETS}\n",
        [("Sets Are All You Need.", SETS)],
    ),
    "titles that end in marks and hold full stops": (
        f"Which One Should I Choose? A View\n\n{GRPO}\n\nFrom Text to Image. Learning by Semantics\n\n{SETS}\n",
        [("Which One Should I Choose? A View", GRPO), ("From Text to Image. Learning by Semantics", SETS)],
    ),
    "a title twice": (f"Deep Sets of Things\n\nDeep Sets of Things\n\n{SETS}", [("Deep Sets of Things", SETS)]),
    "a slogan": (f"Papers are ranked by the votes of readers.\n\nDeep Sets\n\n{SETS}", [("Deep Sets", SETS)]),
    "separators of lines that are no line ends": (
        "Deep\u2028Sets\n\nWe study\u2028sets,\x85and we\x0bstudy them well.\n",
        [("Deep\u2028Sets", "We study\u2028sets,\x85and we\x0bstudy them well.")],
    ),
    "another script": (
        "关于深度集合的研究\n\n我们研究深度集合。它们对排列不变。\n",
        [("关于深度集合的研究", "我们研究深度集合。它们对排列不变。")],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name):
    page, rows = LAYOUTS[name]
    assert rows_of(page) == rows


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_recognised(name):
    page, rows = LAYOUTS[name]
    assert daily_papers.detect(page.encode()) == any(abstract for _, abstract in rows)


@pytest.mark.parametrize(
    "line",
    """new|Subscribe|Daily Papers|byAK and the research community|by AK|by @taesiri|Submitted by taesiri|127|1.2k|+5|· ·
    |▲ 45|👍 12|18 authors|+3 more authors|5 comments|Oct 2|Oct 2, 2025|October 2nd, 2025|2 Oct 2025|2025-10-02
    |2025/10/02|Thursday, October 2|Published on Sep 29|Today|3 days ago|← Oct 1|Week 40, 2025|View PDF|arXiv Page
    |GitHub 1.5k|Upvote 98|About · Privacy · Terms|Models Datasets Spaces Docs Pricing|© Hugging Face|Page 2 of 10
    |https://huggingface.co/papers|arXiv:2510.01234|2510.01234|#1 Paper of the day|nielsr's avatar|Load more
    |Authors: Ada Lovelace, Alan Turing|Get trending papers in your email inbox once a day!|-----
    |Daily Papers for October 2, 2025""".replace("\n    ", "").split("|"),
)
def test_line_of_the_page_is_no_paper(line):
    assert rows_of(f"{line}\n\nPolicies in Groups\n\n{GRPO}\n\n{line}\n") == [("Policies in Groups", GRPO)]
    assert rows_of(line) == []


@pytest.mark.parametrize(
    ("page", "dates"),
    [
        ("Oct 2\n\nPolicies in Groups\n", [None]),
        ("Oct 2, 2025\n\nPolicies in Groups\n\nDeep Sets of Things", ["2025-10-02", "2025-10-02"]),
        ("2025-10-02\nPolicies in Groups\n2025-10-01\nDeep Sets of Things", ["2025-10-02", "2025-10-01"]),
        ("2 October 2025\nPolicies in Groups", ["2025-10-02"]),
        ("Daily Papers, Thursday, October 2, 2025\nPolicies in Groups", ["2025-10-02"]),
        ("October 2025\nPolicies in Groups", ["2025-10"]),
        ("2025-13-02\nPolicies in Groups", [None]),
        (f"Oct 2, 2025\nPolicies in Groups\nPublished on Sep 29, 2025\n{GRPO}", ["2025-09-29"]),
        (f"Policies in Groups\n{GRPO}\nPublished on Sep 29, 2025\nDeep Sets of Things", ["2025-09-29", None]),
        (f"2025-10-02\nPolicies in Groups\n2025-09-01\n{GRPO}\nDeep Sets of Things", ["2025-09-01", "2025-10-02"]),
    ],
)
def test_dates(page, dates):
    papers = papers_of(page)
    assert [paper.date for paper in papers] == dates
    assert [paper.year for paper in papers] == [date and int(date[:4]) for date in dates]


def test_ids_come_from_titles():
    page = f"GRPO: Policies, in Groups?\n\n{GRPO}\n\n关于集合\n\nA very long title {'word ' * 30}\n"
    ids = [paper.id for paper in papers_of(page)]
    assert ids[0] == "grpo-policies-in-groups"
    assert len(set(ids)) == 3 and all(id.isascii() and len(id) < 100 for id in ids)
    assert ids == [paper.id for paper in papers_of("Oct 3\n\n" + page)]


def test_origin_is_the_line_of_the_title():
    assert [paper.origin.line for paper in papers_of(f"Daily Papers\n\nDeep\u2028Sets\n\n{SETS}\n\nMore on Sets")] == [
        3,
        7,
    ]


def test_invalid_line_is_set_aside_and_spoils_no_other_paper():
    page = f"Policies in Groups\n\n{GRPO}\n\nBad \xff Title\n\n{SETS * 5}\n\nDeep Sets of Things\n\n{SETS}\n"
    first, bad, lost, last = papers_of(page.encode("latin-1"))
    assert (first.title, first.abstract) == ("Policies in Groups", GRPO)
    assert bad.reason == "not UTF-8 at byte 5 of the line (0xff)" and bad.origin.line == 5
    assert lost.reason == "a paragraph without a title" and lost.origin.line == 7
    assert (last.title, last.abstract) == ("Deep Sets of Things", SETS)


def test_long_abstract_is_set_aside():
    reject, paper = papers_of(f"Policies in Groups\n\n{'We go on. ' * 200_000}\n\nDeep Sets of Things\n\n{SETS}\n")
    assert reject.reason == f"title and abstract have 2,000,017 characters, more than {MAX_TEXT_CHARS:,}"
    assert paper.title == "Deep Sets of Things"


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_papers_or_rejects(data):
    daily_papers.detect(data)
    assert all(isinstance(item, Paper | Reject) for item in papers_of(data))


_PARTS = st.sampled_from(
    [*HEADER.split("\n"), "Deep Sets", "Ada Lovelace, Alan Turing", GRPO, SETS, "Oct 2, 2025", "5"]
)


_CONTENT = "|".join(map(re.escape, ("Deep Sets", "Ada Lovelace, Alan Turing", GRPO, SETS)))


@given(st.lists(_PARTS))
@example([GRPO, "Deep Sets", GRPO, "Deep Sets"])
def test_papers_hold_only_titles_and_paragraphs(parts):
    for item in papers_of("\n".join(parts)):
        texts = [item.record] if isinstance(item, Reject) else [item.title, item.abstract]
        for line in {line for text in texts for line in text.split("\n") if line and len(text) < EXCERPT_CHARS}:
            # Without blank lines a title may read as the rest of a wrapped paragraph; a line of the page never does.
            assert re.fullmatch(rf"(?:{_CONTENT})(?: (?:{_CONTENT}))*", line)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_page_and_its_jsonl_twin_agree():
    texts = [
        [(paper.title, paper.abstract) for paper in read([SHARED / f"daily_papers_page.{ending}"])]
        for ending in ("txt", "jsonl")
    ]
    assert texts[0] == texts[1] and len(texts[0]) == 24
    assert all(abstract for _, abstract in texts[0])


def bare(text: str) -> str:
    return "".join(text.split())


# Copied text does not say what a line is: a few titles in a hundred read as something else where no blank line helps.
@pytest.mark.parametrize(
    ("layout", "share"),
    [
        (lambda title, names, text: f"{title}\n\n{text}\n\n", 0.995),
        (lambda title, names, text: f"{title}\n{text}\n", 0.995),
        (lambda title, names, text: f"Submitted by\nakhaliq\n\n45\n{title}\n·\n5 authors\n·\n3\n{text}\n", 0.995),
        (lambda title, names, text: f"{title}\n\n{textwrap.fill(text, 80)}\n\n", 0.99),
        (lambda title, names, text: f"{title}\n\n{names}\n\n{text}\n\n", 0.97),
        (lambda title, names, text: f"{textwrap.fill(title, 80)}\n{textwrap.fill(text, 80)}\n\n", 0.92),
    ],
    ids=["blank lines", "no blank lines", "votes", "wrapped", "authors", "all wrapped"],
)
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_papers_of_conferences_come_back_from_a_page(layout, share):
    papers = list(islice(read([SHARED / "conference_papers_20k.jsonl.gz"]), 1500))
    rows = [[" ".join(text.split()) for text in (p.title, ", ".join(p.authors), p.abstract)] for p in papers]
    page = "".join(layout(*row) for row in rows)
    back = {(bare(paper.title), bare(paper.abstract)) for paper in papers_of(page) if isinstance(paper, Paper)}
    found = sum((bare(title), bare(abstract)) in back for title, _, abstract in rows)
    assert found >= share * len(rows)
