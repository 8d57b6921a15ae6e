import pytest

from extractors.schema import Relation, Role
from kg.explorer.panels import WORDING, panels
from kg.explorer.selection import TOGETHER, select


def test_every_link_of_the_schema_has_words_in_both_directions():
    assert set(WORDING) == {*Role, *Relation, TOGETHER}
    assert all(forward and backward for forward, backward in WORDING.values())


def test_a_small_graph_is_shown_whole(toy_graph):
    selection = select(toy_graph)
    assert selection.totals == {"papers": 3, "entities": 6, "links": 11}
    assert len(selection.drawn()) == 9
    assert len(selection.lines()) == 11
    assert selection.entities[0] == "method:group-relative-policy-optimization"


def test_marks_hold_in_the_sentence(toy_graph):
    details = panels(toy_graph, select(toy_graph))
    texts = {item["text"] for *_, data in toy_graph.edges(data="evidence") for item in data or ()}
    marked = {details["sentences"][text][start:end] for *_, rows in details["links"] for _, text, start, end in rows}
    assert marked == texts


@pytest.mark.parametrize(
    ("sentence", "start", "expected"),
    [("We use GRPO.", 21, [7, 11]), ("no such sentence", 21, [0, 0]), ("Elsewhere, GRPO.", 21, [11, 15])],
)
def test_a_mark_is_found_or_left_out(toy_graph, sentence, start, expected):
    paper, entity = "paper:a1", "method:group-relative-policy-optimization"
    toy_graph.nodes[paper]["abstract"] = "GRPO is here. We use GRPO."
    row = toy_graph.edges[paper, entity, "proposes"]["evidence"][0]
    row |= {"sentence": sentence, "start": start, "end": start + 4, "text": "GRPO"}
    details = panels(toy_graph, select(toy_graph))
    rows = [link[5][0] for link in details["links"] if link[2] == "proposes"]
    assert [rows[0][2], rows[0][3]] == expected
