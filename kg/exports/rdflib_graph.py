"""A graph of the contract as an rdflib.Graph, for those who work with rdflib and its many plugins."""

import networkx as nx
import rdflib

from kg.exports.rdf import base_of, blocks
from kg.iris import prefixes


def to_rdflib(graph: nx.MultiDiGraph) -> rdflib.Graph:
    """The RDF of a graph in memory, the project's prefixes bound.

    Args:
        graph: a graph of the contract; at 20,000 papers expect minutes and gigabytes: query the build instead.

    Raises:
        BadIRIError: the graph's own base can't be one.
    """
    lines = [f"{subject} {predicate} {value} .\n" for subject, pairs in blocks(graph) for predicate, value in pairs]
    result = rdflib.Graph(bind_namespaces="none")
    result.parse(data="".join(lines).encode(), format="nt")
    for prefix, namespace in prefixes(base_of(graph)).items():
        result.bind(prefix, namespace)
    return result
