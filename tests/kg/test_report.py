"""The report of a build: numbers of the toy graph, and hostile texts that stay text."""

import pytest

from kg.records import Origin, Reject
from kg.report import SHOWN_REJECTS, markdown, summarise


def rejects(count: int, reason: str = "broken JSON") -> tuple[Reject, ...]:
    return tuple(Reject(Origin("papers.jsonl", line), reason, "Mend it.") for line in range(1, count + 1))


def test_numbers_of_the_toy_graph(toy_graph):
    del toy_graph.nodes["paper:a3"]["abstract"]
    report = summarise(toy_graph, rejects(2), replaced=1)
    assert (report.papers, report.title_only, report.replaced, len(report.rejects)) == (3, 1, 1, 2)
    assert report.entities == {
        "method": 3, "model": 0, "dataset": 0, "benchmark": 1, "task": 1, "metric": 1, "tool": 0,
    }  # fmt: skip
    assert list(report.links.items()) == [
        ("proposes", 1), ("uses", 2), ("evaluates_on", 3), ("compares_with", 1), ("studies", 1),
        ("extends", 1), ("compared_with", 1), ("evaluated_on", 1), ("published_in", 3), ("written_by", 3),
    ]  # fmt: skip
    assert [(row.name, row.links, row.papers) for row in report.top["method"]] == [
        ("Group Relative Policy Optimization", 5, 2),
        ("Direct Preference Optimization", 3, 2),
        ("Proximal Policy Optimization", 2, 1),
    ]


def test_markdown_says_what_was_set_aside(toy_graph):
    page = markdown(summarise(toy_graph, rejects(SHOWN_REJECTS + 3)))
    assert "| papers | 3 |" in page and "| method | 3 |" in page and "| proposes | 1 |" in page
    assert "| papers.jsonl:1 | broken JSON | Mend it. |" in page
    assert page.count("Mend it.") == SHOWN_REJECTS and "3 more stand in `rejects.jsonl`." in page
    assert "Nothing was set aside." in markdown(summarise(toy_graph))


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("a | b\n# c", "a \\| b \\# c"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("[x](javascript:y) `z` ~~_q_~~", "\\[x\\](javascript:y) \\`z\\` \\~\\~\\_q\\_\\~\\~"),
        ("bell\x07 and\u202eback", "bell andback"),
    ],
)
def test_texts_stay_text(name, cell, toy_graph):
    toy_graph.nodes["benchmark:math"]["name"] = name
    assert f"| {cell} | 3 | 2 |" in markdown(summarise(toy_graph))
