import gzip
import json
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.schema import EntityType, Relation, Role
from extractors.training import data
from extractors.training.annotation import convert, joined, load, locate, main, texts

TITLE = "ZorbNet: Zorb Networks for wombats"
ABSTRACT = "We propose Zorb Networks (ZorbNet), a variant of QuuxNet. 🧪 ZorbNets beat QuuxNet on Wombat-10 data."
READ = {
    "id": "p1",
    "entities": [
        {
            "id": "a", "type": "method", "name": "Zorb Network", "named": True, "role": "proposes",
            "surface_forms": ["Zorb Networks", "ZorbNet", "ZorbNets", "Zorb Networks (ZorbNet)"],
        },
        {"id": "gone", "type": "task", "name": "bat", "named": False, "role": "studies", "surface_forms": ["bat"]},
        {"id": "b", "type": "method", "name": "QuuxNet", "named": True, "role": "uses", "surface_forms": ["QuuxNet"]},
        {"id": "c", "type": "dataset", "name": "W", "named": True, "role": "uses", "surface_forms": ["Wombat-10"]},
    ],
    "relations": [
        {"head": "a", "type": "extends", "tail": "b", "evidence": "Zorb Networks (ZorbNet), a variant of QuuxNet"},
        {"head": "a", "type": "evaluated_on", "tail": "c", "evidence": "words that stand nowhere"},
        {"head": "a", "type": "applied_to", "tail": "gone", "evidence": "Zorb Networks for wombats"},
    ],
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl.gz"
    papers = {"p0": ("Not read", "\u2028"), "p1": (TITLE, ABSTRACT)}
    lines = [{"id": id, "title": title, "abstract": abstract} for id, (title, abstract) in papers.items()]
    path.write_bytes(gzip.compress("\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()))
    return path


@pytest.fixture
def converted(corpus, tmp_path):
    read, out = tmp_path / "read.jsonl", tmp_path / "out.jsonl"
    read.write_text(json.dumps(READ) + "\n\n", "utf-8")
    assert list(main(["convert", str(read), str(corpus), str(out)])) == ["1 papers, 3 entities"]
    return out


def test_a_converted_paper_joins_to_what_was_read(converted, corpus):
    (line,) = main(["join", str(converted), str(corpus)])
    paper = json.loads(line)
    assert (paper["id"], paper["title"], paper["abstract"]) == ("p1", TITLE, ABSTRACT)
    assert [(e["type"], e["name"], e["named"], e["role"], e["surface_forms"]) for e in paper["entities"]] == [
        ("method", "Zorb Networks", True, "proposes", ["Zorb Networks", "ZorbNet", "ZorbNets"]),
        ("method", "QuuxNet", True, "uses", ["QuuxNet"]),
        ("dataset", "Wombat-10", True, "uses", ["Wombat-10"]),
    ]
    assert paper["relations"] == [
        {"head": "e0", "type": "extends", "tail": "e1", "evidence": READ["relations"][0]["evidence"]}
    ]


def test_joining_and_converting_again_changes_nothing(converted, corpus):
    (paper,) = load(converted, texts(corpus))
    again = convert(joined(paper), paper.reader, TITLE, ABSTRACT)
    assert again == json.loads(converted.read_text("utf-8"))


def test_a_converted_file_holds_no_words_of_the_paper(converted):
    assert not any(word in converted.read_text("utf-8") for word in ("Zorb", "Quux", "ombat", "variant"))


def test_a_paper_that_the_corpus_lacks_is_an_error(converted):
    with pytest.raises(KeyError, match="p1"):
        load(converted, {})


@pytest.mark.parametrize(
    "forms, text, found",
    [
        (["Net", "Zorb Net"], "a Zorb Net and a Net", [(1, "Zorb Net"), (0, "Net")]),
        (["Zorb Net", "Net Quux"], "Zorb Net Quux", [(0, "Zorb Net")]),
        (["GPT"], "GPT-4, GPTs, (GPT) and GPT_2", [(0, "GPT"), (0, "GPT"), (0, "GPT")]),
        (["C++", "C"], "C++ is not C", [(0, "C++"), (1, "C")]),
        (["λ-net"], "A λ-net.", [(0, "λ-net")]),
        (["net"], "A Net.", []),
        (["a.c"], "abc", []),
    ],
)
def test_a_form_is_found_as_whole_words_and_the_longer_has_the_place(forms, text, found):
    for field, title, abstract in (("title", text, ""), ("abstract", "", text)):
        places = locate(list(enumerate(forms)), title, abstract)
        assert [(k, text[span.start : span.end]) for k, span in places] == found
        assert {span.field for _, span in places} <= {field}


WORDS = st.lists(st.sampled_from(["Zorb", "Net", "Zorb-Net", "(ZN)", "é", "of", ",", "🧪", "x^2"]), max_size=12)


@given(title=WORDS, abstract=WORDS, forms=st.lists(WORDS.map(" ".join).filter(bool), max_size=5))
def test_places_never_overlap_and_hold_their_form(title, abstract, forms):
    text = {"title": " ".join(title), "abstract": " ".join(abstract)}
    places = locate(list(enumerate(forms)), **text)
    assert [span for _, span in places] == sorted(
        (span for _, span in places), key=lambda span: (span.field != "title", span.start)
    )
    assert all(text[span.field][span.start : span.end] == forms[k] for k, span in places)
    for (_, a), (_, b) in pairwise(places):
        assert a.field != b.field or a.end <= b.start


def test_annotation_is_learned_on_the_clean_text(tmp_path):
    title, abstract = r"\textit{ZorbNet} for it", r"We use Na\"{i}veNet ``twice''."
    entities = [
        {"id": form, "type": "method", "named": True, "role": "uses", "surface_forms": [form]}
        for form in ("ZorbNet", r"Na\"{i}veNet")
    ]
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(convert({"id": "p", "entities": entities}, 1, title, abstract)), "utf-8")
    (example,) = data.own(load(path, {"p": (title, abstract)}))
    assert [(example.texts[s.part][s.start : s.end], s.entity) for s in example.spans] == [
        ("ZorbNet", 0), ("NaïveNet", 1),
    ]  # fmt: skip


ANNOTATIONS = files("extractors").joinpath("training", "annotations")
SHIPPED = ("earlier.jsonl", "held_out.jsonl", "second_reading.jsonl", "train-1.jsonl", "train-2.jsonl")
CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "conference_papers_20k.jsonl.gz"


def rows(name):
    return [json.loads(line) for line in ANNOTATIONS.joinpath(name).read_text("utf-8").splitlines()]


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_annotation_obeys_the_closed_lists_and_holds_no_text(name):
    papers = rows(name)
    assert papers and all(len(text) <= 40 for paper in papers for text in strings(paper))
    assert [(p["id"], p["reader"]) for p in papers] == sorted({(p["id"], p["reader"]) for p in papers})
    for paper in papers:
        assert paper.keys() == {"id", "reader", "entities", "relations"}
        entities = paper["entities"]
        for entity in entities:
            assert entity.keys() - {"optional"} == {"type", "named", "role", "mentions"} and entity["mentions"]
            assert (
                entity["type"] in list(EntityType) and entity["role"] in list(Role) and entity["named"] in (True, False)
            )
        for relation in paper["relations"]:
            assert relation.keys() - {"optional"} == {"head", "type", "tail", "evidence"} and relation["type"] in list(
                Relation
            )
            assert {relation["head"], relation["tail"]} <= set(range(len(entities)))
            assert relation["head"] != relation["tail"]


def test_no_paper_is_both_learned_from_and_held_out():
    earlier, held_out, again, first, second = ({paper["id"] for paper in rows(name)} for name in SHIPPED)
    assert again < held_out and held_out.isdisjoint(earlier | first | second)
    assert first.isdisjoint(second)


@pytest.fixture(scope="module")
def known():
    return texts(CORPUS)


@pytest.mark.skipif(not CORPUS.is_file(), reason="../shared is not beside this checkout")
@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_spans_stand_in_the_texts(name, known):
    with as_file(ANNOTATIONS / name) as path:
        papers = load(path, known)
    for paper in papers:
        text = {"title": paper.title, "abstract": paper.abstract}
        mentions = sorted(mention for entity in paper.entities for mention in entity.mentions)
        for span in (*mentions, *(link.evidence for link in paper.links)):
            words = text[span.field][span.start : span.end]
            assert words and len(words) == span.end - span.start and words == words.strip()
        assert all(a.field != b.field or a.end <= b.start for a, b in pairwise(mentions))
    assert len(data.own(papers)) == len(papers)
