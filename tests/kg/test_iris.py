"""IRIs of nodes, evidence and web addresses."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from kg.errors import BadIRIError
from kg.iris import check_base, check_iri, evidence_iri, node_iri, web_iri

ANY_TEXT = st.text(st.characters(codec=None))
EVIDENCE = {
    "paper": "paper:a1",
    "field": "title",
    "start": 0,
    "end": 4,
    "text": "GRPO",
    "sentence": "GRPO.",
    "extractor": "kg_toy@1",
}


@pytest.mark.parametrize(
    ("node", "ending"),
    [
        ("method:grpo", "method/grpo"),
        ("paper:2402.03300", "paper/2402.03300"),
        ("paper:cs/0102", "paper/cs%2F0102"),
        ('paper:a "b" <c>', "paper/a%20%22b%22%20%3Cc%3E"),
        ("paper:a:b", "paper/a%3Ab"),
        ("paper:🧪", "paper/%F0%9F%A7%AA"),
        ("paper:\u202e", "paper/%E2%80%AE"),
        ("paper:\ud800", "paper/%ED%A0%80"),
    ],
)
def test_a_node_iri_is_its_type_and_its_encoded_id(node, ending):
    assert node_iri(node, "https://example.org/") == f"https://example.org/{ending}"


@given(st.tuples(ANY_TEXT, ANY_TEXT))
def test_two_ids_never_share_an_iri_and_every_reader_takes_them(nodes):
    iris = [check_iri(node_iri(node)) for node in nodes]
    assert (iris[0] == iris[1]) == (nodes[0] == nodes[1])
    line = f"<{iris[0]}> <{iris[1]}> <{iris[0]}> ."
    assert [str(term) for term in next(iter(Graph().parse(data=line, format="nt")))] == [iris[0], iris[1], iris[0]]
    assert next(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)).predicate.value == iris[1]


@given(ANY_TEXT.map(lambda text: "https://example.org" + text) | ANY_TEXT)
def test_a_web_address_becomes_a_valid_iri_or_none(address):
    iri = web_iri(address)
    if iri is not None:
        line = f"<{iri}> <{iri}> <{iri}> ."
        assert next(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)).subject.value == iri


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://", "example.org", "https://a b/", "ftp://a.org/", ""]
)
def test_what_is_no_web_address_is_no_iri(address):
    assert web_iri(address) is None


@pytest.mark.parametrize(
    "base", ["https://example.org/kg", "kg/", "https://exa mple.org/", "https://a/<b>/", "https://a/#b#"]
)
def test_a_base_that_ids_cannot_stand_behind_is_refused_with_a_remedy(base):
    with pytest.raises(BadIRIError) as caught:
        check_base(base)
    assert caught.value.remedy


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8000/kg#"])
def test_a_good_base_is_taken(base):
    assert check_base(base) == base


@pytest.mark.parametrize(
    "change",
    [
        {"paper": "paper:a2"},
        {"field": "abstract"},
        {"start": 1},
        {"end": 5},
        {"text": "x"},
        {"sentence": "x"},
        {"extractor": "x"},
    ],
)
def test_evidence_that_differs_has_another_iri(change):
    link = ("paper:a1", "uses", "method:grpo")
    assert evidence_iri(link, EVIDENCE) == evidence_iri(link, dict(reversed(EVIDENCE.items())))
    assert evidence_iri(link, EVIDENCE) != evidence_iri(link, EVIDENCE | change)
    assert evidence_iri(link, EVIDENCE) != evidence_iri(("paper:a1", "studies", "method:grpo"), EVIDENCE)
