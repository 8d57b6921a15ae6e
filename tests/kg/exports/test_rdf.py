"""Both RDF files say the same, read by two readers, whatever the texts hold."""

from decimal import Decimal

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, SKOS, Literal, URIRef
from rdflib.compare import isomorphic

from extractors.schema import Relation, Role
from kg.exports import ntriples, turtle
from kg.exports.rdflib_graph import to_rdflib
from kg.iris import DEFAULT_BASE, ONTOLOGY

KG = rdflib.Namespace(ONTOLOGY)
BASE = rdflib.Namespace(DEFAULT_BASE)
ROLES_AND_RELATIONS = frozenset({*Role, *Relation})
READERS = {"graph.nt": ("nt", ox.RdfFormat.N_TRIPLES), "graph.ttl": ("turtle", ox.RdfFormat.TURTLE)}


def written(graph, folder):
    """The two files of a graph, by name."""
    for module in (ntriples, turtle):
        module.write(graph, folder / module.FILENAME)
    return {name: folder / name for name in READERS}


def with_oxigraph(path):
    """The triples of a file as pyoxigraph reads them, in a form to compare."""
    return {
        (str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(path=path, format=READERS[path.name][1])
    }


def with_rdflib(path):
    return rdflib.Graph().parse(path, format=READERS[path.name][0])


@pytest.fixture
def reference(toy_graph):
    return to_rdflib(toy_graph)


def test_both_files_hold_the_same_triples_for_both_readers(toy_graph, reference, tmp_path):
    nt, ttl = written(toy_graph, tmp_path).values()
    assert with_oxigraph(nt) == with_oxigraph(ttl)
    assert set(with_rdflib(nt)) == set(with_rdflib(ttl)) == set(reference)
    assert len(reference) == len(with_oxigraph(nt)) == len(nt.read_text(encoding="utf-8").splitlines())
    assert isomorphic(reference, with_rdflib(ttl))


def test_no_node_is_blank(reference):
    assert not any(isinstance(term, rdflib.BNode) for triple in reference for term in triple)


def test_every_link_is_a_direct_triple_and_compared_with_reads_both_ways(toy_graph, reference):
    links = [edge for edge in toy_graph.edges(data="relation") if edge[2] in ROLES_AND_RELATIONS]
    direct = [triple for triple in reference if triple[1] in {KG[name] for name in ROLES_AND_RELATIONS}]
    assert len(direct) == len(links) + sum(relation == "compared_with" for _, _, relation in links)
    grpo, dpo = (
        BASE[f"method/{name}"] for name in ("group-relative-policy-optimization", "direct-preference-optimization")
    )
    assert (grpo, KG.compared_with, dpo) in reference and (dpo, KG.compared_with, grpo) in reference
    assert (BASE["paper/a1"], KG.proposes, grpo) in reference


def test_every_evidence_is_a_node_that_says_where_and_what(toy_graph, reference):
    expected = {
        (item["paper"], edge["relation"], item["field"], item["start"], item["end"], item["text"], item["sentence"])
        for _, _, edge in toy_graph.edges(data=True)
        for item in edge.get("evidence", ())
    }
    found = set()
    for node in reference.subjects(RDF.type, KG.Evidence):
        said = {str(p).rpartition("#")[2]: o for p, o in reference.predicate_objects(node)}
        assert (said["subject"], said["predicate"], said["object"]) in reference
        assert said["confidence"].toPython() in {Decimal("0.9"), Decimal("0.8")}
        assert str(said["extractor"]) == "kg_toy@0.1.0"
        where = (said["start"].toPython(), said["end"].toPython())
        paper = "paper:" + said["paper"].removeprefix(BASE["paper/"])
        relation = said["predicate"].removeprefix(ONTOLOGY)
        found.add((paper, relation, str(said["field"]), *where, str(said["text"]), str(said["sentence"])))
    assert found == expected


def test_papers_carry_dublin_core_with_types():
    graph = nx.MultiDiGraph()
    about = {"title": "T", "source_id": "p", "abstract": "A", "year": 2024, "date": "2024-02-05"}
    graph.add_node("paper:p", type="paper", **about, doi="10.1/x<y>", arxiv_id="2402.03300", url="no address")
    graph.add_node("author:ada", type="author", name="Ada")
    graph.add_edge("paper:p", "author:ada", "written_by", relation="written_by")
    rdf, paper = to_rdflib(graph), BASE["paper/p"]
    assert rdf.value(paper, DCTERMS.issued) == Literal("2024-02-05", datatype=rdflib.XSD.date)
    assert rdf.value(paper, URIRef("http://purl.org/spar/fabio/hasPublicationYear")).datatype == rdflib.XSD.gYear
    assert rdf.value(paper, DCTERMS.creator) == BASE["author/ada"]
    same = {str(iri) for iri in rdf.objects(paper, URIRef("https://schema.org/sameAs"))}
    assert same == {"https://doi.org/10.1/x%3Cy%3E", "https://arxiv.org/abs/2402.03300"}
    assert rdf.value(paper, URIRef("https://schema.org/url")) == Literal("no address")
    assert {str(name) for name in rdf.objects(paper, DCTERMS.identifier)} == {"p", "doi:10.1/x<y>", "arxiv:2402.03300"}


def test_names_are_labels(reference):
    node = BASE["method/proximal-policy-optimization"]
    assert reference.value(node, SKOS.prefLabel) == Literal("Proximal Policy Optimization")
    assert reference.value(node, SKOS.altLabel) == Literal("PPO")


def test_the_order_in_which_a_graph_was_made_changes_no_byte(toy_graph, tmp_path):
    shuffled = nx.MultiDiGraph()
    for node, data in reversed(list(toy_graph.nodes(data=True))):
        shuffled.add_node(node, **data | {"aliases": data.get("aliases", [])[::-1]})
    for subject, object, key, data in reversed(list(toy_graph.edges(keys=True, data=True))):
        shuffled.add_edge(subject, object, key, **data)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = written(toy_graph, tmp_path / "one"), written(shuffled, tmp_path / "two")
    for name in READERS:
        assert one[name].read_bytes() == two[name].read_bytes()


def test_the_base_of_the_graph_is_the_base_of_its_nodes_alone(toy_graph, tmp_path):
    toy_graph.graph["base"] = "https://example.org/kg#"
    rdf = with_rdflib(written(toy_graph, tmp_path)["graph.ttl"])
    assert (URIRef("https://example.org/kg#paper/a1"), RDF.type, KG.Paper) in rdf
    assert not any(str(term).startswith(DEFAULT_BASE) for triple in rdf for term in triple)


def test_turtle_reads_well(toy_graph, tmp_path):
    text = written(toy_graph, tmp_path)["graph.ttl"].read_text(encoding="utf-8")
    assert "\npaper:a1\n    a kg:Paper, fabio:ResearchPaper, schema:ScholarlyArticle ;\n" in text
    assert "    kg:proposes method:group-relative-policy-optimization ;\n" in text
    assert "    kg:confidence 0.9 .\n" in text
    body = [line for line in text.splitlines() if not line.startswith("@prefix")]
    full = {iri for line in body for iri in line.split() if iri.startswith("<https://w3id.org")}
    assert full == {f"<{DEFAULT_BASE}>", f"<{ONTOLOGY}>"}


HOSTILE = st.text(st.characters(codec=None) | st.sampled_from('"\\\n\r\t\x00\x0b\x85\u2028\u202e\ufeff\ud800🧪<>%.#'))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_reads_back_from_both_files_with_both_readers(tmp_path, identifier, name, text):
    graph = nx.MultiDiGraph()
    graph.add_node(
        "paper:" + identifier, type="paper", source_id=identifier, title=text, abstract=text, url=text, date=name
    )
    graph.add_node("method:" + name, type="method", name=name, aliases=[text])
    item = {"paper": "paper:" + identifier, "field": "title", "start": 0, "end": len(text), "text": text}
    edge = {"relation": "uses", "confidence": 0.5, "evidence": [item | {"sentence": text, "extractor": name}]}
    graph.add_edge("paper:" + identifier, "method:" + name, "uses", **edge)
    nt, ttl = written(graph, tmp_path).values()
    assert with_oxigraph(nt) == with_oxigraph(ttl)
    in_nt = with_rdflib(nt)
    assert set(in_nt) == set(with_rdflib(ttl))
    assert len(in_nt) == len(with_oxigraph(nt))
    expected = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert {str(title) for title in in_nt.objects(None, DCTERMS.title)} == {expected}
    assert {
        t.object.value
        for t in ox.parse(path=ttl, format=ox.RdfFormat.TURTLE)
        if t.predicate.value == str(DCTERMS.title)
    } == {expected}
