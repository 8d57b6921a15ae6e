import json

import pytest

from extractors.records import Span
from extractors.training.agreement import compare, form, main, matched
from extractors.training.annotation import Annotated, Entity, Link

TEXT = "ZorbNet beats QuuxNets and GPT-4 on Wombat-10; QuuxNet is a model."
PERFECT = {"entities": 100, "named": 100, "roles": 100, "roles of matched": 100, "relations": 100}


def entity(words, type="method", role="uses", named=True):
    starts = [TEXT.index(word) for word in words]
    return Entity(type, named, role, tuple(Span("abstract", a, a + len(w)) for a, w in zip(starts, words, strict=True)))


def paper(*entities, links=()):
    evidence = Span("abstract", 0, len(TEXT))
    return Annotated("p", 0, "", TEXT, entities, tuple(Link(head, type, tail, evidence) for head, type, tail in links))


ZORB, QUUX, GPT = entity(["ZorbNet"]), entity(["QuuxNets", "QuuxNet"]), entity(["GPT-4"], "model")
WOMBAT = entity(["Wombat-10"], "dataset")
LINKS = [(0, "compared_with", 1), (0, "evaluated_on", 2)]
BASE = paper(ZORB, QUUX, WOMBAT, links=LINKS)


def test_a_reader_agrees_with_itself_whatever_the_order():
    turned = paper(WOMBAT, QUUX, ZORB, links=[(2, "evaluated_on", 0), (2, "compared_with", 1)])
    assert compare([(BASE, BASE)]) == compare([(BASE, turned)]) == PERFECT


@pytest.mark.parametrize(
    "other, expected",
    [
        (paper(ZORB, QUUX, links=[(0, "compared_with", 1)]), {"entities": 80, "roles": 80, "relations": 200 / 3}),
        (paper(entity(["ZorbNet"], role="proposes"), QUUX, WOMBAT, links=LINKS),
         {"entities": 100, "roles": 200 / 3, "roles of matched": 200 / 3, "relations": 100}),
        (paper(entity(["ZorbNet"], "model"), QUUX, WOMBAT), {"entities": 100, "relations": 0}),
        (paper(entity(["ZorbNet"], "task"), QUUX, WOMBAT, links=[(0, "evaluated_on", 2)]),
         {"entities": 200 / 3, "relations": 200 / 3}),
        (paper(ZORB, QUUX, entity(["Wombat-10"], "dataset", named=False)), {"entities": 100, "named": 80}),
        (paper(ZORB, QUUX, WOMBAT, links=[(2, "evaluated_on", 0), (0, "extends", 1)]), {"relations": 0}),
    ],
)  # fmt: skip
def test_each_difference_counts_where_it_stands(other, expected):
    found = compare([(BASE, other)])
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert compare([(other, BASE)]) == pytest.approx(found)


def test_an_entity_matches_one_other_by_the_longest_shared_form():
    both = paper(entity(["ZorbNet", "GPT-4"]))
    parts = paper(GPT, ZORB)
    assert matched(both, parts, typed=False) == {0: 1} and matched(parts, both, typed=False) == {1: 0}
    assert matched(paper(entity(["QuuxNets"])), paper(entity(["QuuxNet"])), typed=True) == {0: 0}
    assert matched(BASE, paper(), typed=True) == {}


@pytest.mark.parametrize(
    "text, key", [("GPT-4s", "gpt4"), ("Net s", "net"), ("GANs", "gan"), ("DTS", "dts"), ("MS COCO", "mscoco")]
)
def test_forms_are_compared_by_letters_and_digits(text, key):
    assert form(text) == key


def test_the_command_compares_the_papers_that_both_read(tmp_path):
    corpus, first, second = (tmp_path / name for name in ("corpus.jsonl", "first.jsonl", "second.jsonl"))
    corpus.write_text("".join(json.dumps({"id": id, "title": TEXT, "abstract": ""}) + "\n" for id in "pq"), "utf-8")
    row = {
        "id": "p",
        "reader": 1,
        "entities": [
            {"type": "method", "named": True, "role": "uses", "mentions": [["title", 0, 7]]},
            {"type": "method", "named": True, "role": "uses", "mentions": [["title", 14, 22]]},
        ],
        "relations": [{"head": 0, "type": "compared_with", "tail": 1, "evidence": ["title", 0, 22]}],
    }
    first.write_text(f"{json.dumps(row)}\n{json.dumps(row | {'id': 'q'})}\n", "utf-8")
    second.write_text(json.dumps(row) + "\n", "utf-8")
    heading, *table = main(str(first), str(second), str(corpus))
    assert heading == "1 papers read twice"
    assert {line[:18].strip(): float(line[18:]) for line in table} == PERFECT
