"""Turtle: the same triples as N-Triples, with prefixes, grouped by subject, for people to read."""

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import networkx as nx

from kg.exports.rdf import Block, base_of, blocks
from kg.iris import VOCABULARIES, prefixes

FILENAME = "graph.ttl"

_RDF_TYPE = f"<{VOCABULARIES['rdf']}type>"
# A part of Turtle's PN_LOCAL that every reader takes; other names stay full IRIs.
_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:[A-Za-z0-9_.-]|%[0-9A-F]{2})*(?<!\.)")
_REMEMBERED = 10_000  # IRIs: predicates and common objects come back all the time
_NAMESPACE = re.compile(r"<(.*[/#])([^/#]*)>")
_NUMBER = re.compile(rf'"([0-9.]+)"\^\^<{re.escape(VOCABULARIES["xsd"])}(?:integer|decimal)>')


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write a graph as Turtle, one subject at a time; the same graph gives the same bytes.

    Args:
        graph: a graph of the contract.
        path: the file to write.

    Raises:
        BadIRIError: the graph's own base can't be one.
    """
    names = prefixes(base_of(graph))
    shorten = Shortener(names)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"@prefix {name}: <{namespace}> .\n" for name, namespace in names.items())
        for block in blocks(graph):
            file.write("\n" + _paragraph(block, shorten))


class Shortener:
    """Writes N-Triples terms as Turtle does: prefixed names, bare numbers, short datatypes.

    Args:
        names: prefix to namespace.

    >>> Shortener({"ex": "http://example.org/"})("<http://example.org/a>")
    'ex:a'
    """

    def __init__(self, names: dict[str, str]):
        self._prefixes = {namespace: name for name, namespace in names.items()}
        self._iri = lru_cache(maxsize=_REMEMBERED)(self._prefixed)

    def __call__(self, term: str) -> str:
        if term[0] == "<":
            return self._iri(term)
        if term[-1] == '"':
            return term
        if number := _NUMBER.fullmatch(term):
            return number[1]
        text, _, datatype = term.rpartition("^^")
        return f"{text}^^{self._iri(datatype)}"

    def _prefixed(self, term: str) -> str:
        parts = _NAMESPACE.fullmatch(term)
        if parts and parts[1] in self._prefixes and _LOCAL.fullmatch(parts[2]):
            return f"{self._prefixes[parts[1]]}:{parts[2]}"
        return term


def _paragraph(block: Block, shorten: Shortener) -> str:
    subject, pairs = block
    lines = []
    for predicate, group in groupby(pairs, itemgetter(0)):
        verb = "a" if predicate == _RDF_TYPE else shorten(predicate)
        lines.append(f"{verb} {', '.join(shorten(value) for _, value in group)}")
    return f"{shorten(subject)}\n    " + " ;\n    ".join(lines) + " .\n"
