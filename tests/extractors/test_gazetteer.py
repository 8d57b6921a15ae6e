from collections import Counter
from importlib.resources import files

import pytest
import spacy

from extractors.gazetteer.component import GazetteerMatcher
from extractors.gazetteer.tables import Entry, Gazetteer, flat, load
from extractors.schema import EntityType

TABLES = sorted(path.name for path in files("extractors.gazetteer").iterdir() if path.name.endswith(".tsv"))


def rows(table):
    lines = files("extractors.gazetteer").joinpath(table).read_text("utf-8").split("\n")
    assert lines[0] == "name\taliases\tcontext\tsource" and lines[-1] == ""
    return [line.split("\t") for line in lines[1:-1]]


def forms(row):
    return [row[0], *(row[1].split("|") if row[1] else ())]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_rows_of_four_columns_in_order(table):
    names = [row[0] for row in rows(table)]
    assert all(len(row) == 4 for row in rows(table))
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_and_no_empty_cell_parts(table):
    for row in rows(table):
        assert row[3].strip(), row
        parts = [*forms(row), *(row[2].split("|") if row[2] else ())]
        assert all(part and part == part.strip() for part in parts), row


@pytest.mark.parametrize("table", TABLES)
def test_an_ambiguous_form_has_a_lower_case_context(table):
    for row in rows(table):
        assert bool(row[2]) == any(form.endswith("?") for form in forms(row)), row
        assert row[2] == row[2].lower(), row


@pytest.mark.parametrize("table", TABLES)
def test_a_form_has_one_sense_that_needs_no_context(table):
    count = Counter(form for row in rows(table) for form in forms(row) if not form.endswith("?"))
    assert [form for form, times in count.items() if times > 1] == []
    assert all(len({form.removesuffix("?") for form in forms(row)}) == len(forms(row)) for row in rows(table))


def test_the_seven_types_are_there_with_many_names():
    assert {table.split(".")[0] for table in TABLES} == {str(entity_type) for entity_type in EntityType}
    count = Counter(entry.type for entry in load().entries.values())
    assert count.total() >= 600 and min(count.values()) >= 1 and len(count) == 7


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_gazetteer")
    return nlp


def found(nlp, text):
    doc = nlp(text)
    return [(span.text, span.kb_id_) for span in doc.spans["kg_gazetteer"]]


@pytest.mark.parametrize(
    "text, form, entry",
    [
        ("It runs on ImageNet.", "ImageNet", "dataset/ImageNet"),
        ("It runs on Image Net.", "Image Net", "dataset/ImageNet"),
        ("It runs on Image-Nets.", "Image-Nets", "dataset/ImageNet"),
        ("It needs behaviour cloning.", "behaviour cloning", "method/behavior cloning"),
        ("It needs Behavior-Cloning.", "Behavior-Cloning", "method/behavior cloning"),
        ("All convolutional neural networks.", "convolutional neural networks", "method/convolutional neural network"),
    ],
)
def test_plural_hyphen_and_spelling_need_no_row(nlp, text, form, entry):
    assert found(nlp, text) == [(form, entry)]


@pytest.mark.parametrize("text", ["Some math is needed.", "Imagine a net.", "It is the adam, an optimizer.", ""])
def test_what_only_looks_like_a_name_is_left(nlp, text):
    assert found(nlp, text) == []


def toy(text, definitions=()):
    """The names that a gazetteer of seven entries finds in a text."""
    gazetteer = Gazetteer()
    for entity_type, marked, context in (
        (EntityType.METHOD, ("sequential Monte Carlo", "SMC?"), ("particle", "posterior")),
        (EntityType.METHOD, ("sliding mode control", "SMC?"), ("actuator", "robot")),
        (EntityType.BENCHMARK, ("MATH",), ()),
        (EntityType.METHOD, ("neural network",), ()),
        (EntityType.METHOD, ("network",), ()),
        (EntityType.METHOD, ("explainable boosting machine", "EBM?"), ("boosting",)),
        (EntityType.METHOD, ("energy-based model", "EBM"), ()),
    ):
        plain = tuple(form.removesuffix("?") for form in marked)
        gazetteer.add(Entry(entity_type, plain[0], plain[1:], context, "here"), marked)
    doc = spacy.blank("en")(text)
    doc._.kg_definitions = list(definitions)
    return [(doc[start:end].text, entry.id) for start, end, entry in GazetteerMatcher(gazetteer).find(doc)]


@pytest.mark.parametrize(
    "text, entries",
    [
        ("SMC is used.", []),
        ("SMC draws particles.", ["method/sequential Monte Carlo"]),
        ("Robots need SMC.", ["method/sliding mode control"]),
        ("A robot finds the posterior of particles by SMC.", ["method/sequential Monte Carlo"]),
        ("The article says SMC.", []),
        ("The article says EBM.", ["method/energy-based model"]),
        ("By boosting, the EBM wins.", ["method/explainable boosting machine"]),
        ("Use Sliding-Mode Controls.", ["method/sliding mode control"]),
    ],
)
def test_an_ambiguous_form_counts_with_its_context_only(text, entries):
    assert [entry for _, entry in toy(text)] == entries


def test_a_short_name_counts_in_its_own_case_only():
    assert toy("math, Math and MATH") == [("MATH", "benchmark/MATH")]


def test_the_longer_name_stands():
    assert toy("neural networks and a network") == [
        ("neural networks", "method/neural network"), ("network", "method/network"),
    ]  # fmt: skip


def test_a_definition_of_the_paper_overrides_the_table():
    text = "Social media calculus (SMC) of particles: SMC"
    assert [form for form, _ in toy(text)] == ["SMC", "SMC"]
    assert toy(text, [(4, 5, 0, 3)]) == []
    known = "Sliding mode control (SMC) of particles by SMC"
    assert {entry for _, entry in toy(known, [(4, 5, 0, 3)])} == {"method/sliding mode control"}


def test_no_name_goes_over_a_sentence_border():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_gazetteer")
    assert found(nlp, "We like behavior. Cloning is odd.") == []


@pytest.mark.parametrize(
    "one, other", [("OPT-1.3B", "OPT-13B"), ("RRT", "RRT*"), ("C", "C++"), ("pass@1", "pass1"), ("GPT-3", "GPT-3.5")]
)
def test_signs_and_sizes_keep_names_apart(one, other):
    assert flat(one) != flat(other)
