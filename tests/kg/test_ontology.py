"""The ontology names what the code names, and the toy graph obeys its shapes."""

from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

import kg
from extractors.schema import RELATION_RULES, EntityType, Relation, Role
from kg.exports.rdflib_graph import to_rdflib
from kg.iris import ONTOLOGY

FOLDER = Path(kg.__file__).parent / "ontology"
KG = rdflib.Namespace(ONTOLOGY)
SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def ontology():
    return rdflib.Graph().parse(FOLDER / "kg.ttl")


def test_entity_types_are_the_classes_below_entity(ontology):
    assert set(ontology.subjects(RDFS.subClassOf, KG.Entity)) == {KG[name.capitalize()] for name in EntityType}


def test_roles_are_the_properties_below_about(ontology):
    assert set(ontology.subjects(RDFS.subPropertyOf, KG.about)) == {KG[role] for role in Role}


def test_relations_have_the_types_of_the_schema(ontology):
    assert set(ontology.subjects(SCHEMA.domainIncludes)) == {KG[relation] for relation in Relation}


@pytest.mark.parametrize("relation", list(Relation))
def test_a_relation_joins_the_types_that_the_schema_lets_it(ontology, relation):
    rule, term = RELATION_RULES[relation], KG[relation]
    assert set(ontology.objects(term, SCHEMA.domainIncludes)) == {KG[name.capitalize()] for name in rule.domain}
    assert set(ontology.objects(term, SCHEMA.rangeIncludes)) == {KG[name.capitalize()] for name in rule.range}
    assert ((term, RDF.type, OWL.SymmetricProperty) in ontology) == rule.symmetric
    assert str(ontology.value(term, RDFS.label)) == rule.phrase


def test_every_term_is_documented_and_every_term_that_a_graph_uses_is_there(ontology, toy_graph):
    terms = {term for term in ontology.subjects() if str(term).startswith(ONTOLOGY) and term != URI}
    for term in terms:
        assert ontology.value(term, RDFS.label) and ontology.value(term, RDFS.comment), term
    used = {term for triple in to_rdflib(toy_graph) for term in triple if str(term).startswith(ONTOLOGY)} - {URI}
    assert used <= terms


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # pyshacl calls what rdflib deprecates
def test_a_graph_obeys_the_shapes_and_a_broken_one_does_not(toy_graph):
    pyshacl = pytest.importorskip("pyshacl")
    graph = to_rdflib(toy_graph)
    options = {"shacl_graph": str(FOLDER / "shapes.ttl"), "ont_graph": str(FOLDER / "kg.ttl")}
    conforms, _, report = pyshacl.validate(graph, **options)
    assert conforms, report
    graph.remove((None, KG.sentence, None))
    assert not pyshacl.validate(graph, **options)[0]


URI = rdflib.URIRef(ONTOLOGY)
