"""SPARQL over a build: its triples in memory, asked with the project's prefixes; it writes nothing and calls nobody."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from kg.answers import Answer, Table, Term
from kg.errors import BuildNotFoundError, QueryError
from kg.iris import DEFAULT_BASE, VOCABULARIES, prefixes
from kg.literals import literal
from kg.queries import NamedQuery

FILENAME = "graph.nt"

# What stands in a query and is no code: escapes in names, strings, IRIs, comments, variables, local names.
_NO_CODE = (
    r"\\.|'''(?:[^'\\]|\\.|''?(?!'))*'''|\"\"\"(?:[^\"\\]|\\.|\"\"?(?!\"))*\"\"\""
    r"|'(?:[^'\\\n\r]|\\.)*'|\"(?:[^\"\\\n\r]|\\.)*\"|<[^<>\"{}|^`\\\x00-\x20]*>|\#[^\n\r]*"
)
_SERVICE = re.compile(rf"(?:{_NO_CODE}|[?$][A-Za-z0-9_]+|:[A-Za-z0-9_%-]+)|(service)", re.IGNORECASE | re.DOTALL)
_VARIABLE = re.compile(rf"(?:{_NO_CODE})|\$([A-Za-z0-9_]+)", re.DOTALL)
_UPDATE = re.compile(r"\b(insert|delete|load|clear|create|drop|copy|move|add)\b", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_PREFIX_AT = re.compile(r"([A-Za-z][\w.-]*)?:[\w.%-]*$", re.ASCII)
_LONGEST_HINT = 100  # characters; longer ones list what Unicode characters a name may hold


class Dataset:
    """The triples of a build, to be queried.

    Args:
        store: the triples, in the default graph.
        names: prefix to namespace, known in every query.
    """

    def __init__(self, store: ox.Store, names: Mapping[str, str]):
        self._store = store
        self.prefixes = dict(names)

    @classmethod
    def load(cls, folder: Path) -> "Dataset":
        """Read the triples of a build.

        Args:
            folder: the build's folder, with `graph.nt`.

        Raises:
            BuildNotFoundError: there is no `graph.nt`, or it is no N-Triples.
        """
        path = Path(folder) / FILENAME
        store = ox.Store()
        try:
            store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        except FileNotFoundError:
            raise BuildNotFoundError(f"{folder} holds no build: {FILENAME} is missing", _BUILD_FIRST) from None
        except (SyntaxError, ValueError, OSError) as error:
            raise BuildNotFoundError(f"{path} can't be read: {error}", _BUILD_FIRST) from error
        return cls(store, prefixes(_base(store)))

    def query(self, text: str, arguments: Mapping[str, str] | None = None) -> Answer:
        """The answer to a query.

        Args:
            text: SPARQL 1.1; the project's prefixes need no declaration.
            arguments: values for the variables written `$name`; each becomes a string, whatever it holds.

        Returns:
            True or False for ASK, a table else; in the query's order, or in any order when it has none.

        Raises:
            QueryError: it does not parse, it would change the data or call another server, or can't be evaluated.
        """
        bound = _bind(text, arguments or {})
        _refuse_service(bound)
        try:
            return _collect(self._store.query(bound, prefixes=self.prefixes))
        except SyntaxError as error:
            raise self._explain(bound, str(error)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query can't be evaluated: {error}", "Simplify it.") from error

    def ask(self, query: NamedQuery, arguments: Mapping[str, str]) -> Answer:
        """The answer to a named query.

        Raises:
            QueryError: an argument is missing or unknown.
        """
        wanted = {parameter.name: parameter for parameter in query.parameters}
        for name in arguments.keys() - wanted.keys():
            raise QueryError(f"{query.name} has no parameter {name!r}", f"It has: {', '.join(wanted) or 'none'}.")
        for name in wanted.keys() - arguments.keys():
            example = f'--arg {name}="{wanted[name].example}"'
            raise QueryError(f"{query.name} lacks its argument {name!r} ({wanted[name].meaning})", f"Add {example}.")
        return self.query(query.text, arguments)

    def _explain(self, text: str, message: str) -> QueryError:
        match = _PLACE.match(message)
        if match is None:
            return QueryError(f"the query does not parse: {message}", _SYNTAX)
        line, column = int(match[1]), int(match[2])
        shown = (text.splitlines() or [""])[min(line, text.count("\n") + 1) - 1]
        place = f"line {line}, column {column}:\n  {shown}\n  {' ' * (column - 1)}^"
        if "Prefix not found" in match[3] and (name := _PREFIX_AT.search(shown[: column - 1])):
            return QueryError(
                f"the prefix {name[1] or ''}: is not declared, {place}", self._prefix_remedy(name[1] or "")
            )
        if _UPDATE.match(text.lstrip()):
            return QueryError(
                f"this is an update, and a build is only read, {place}", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
            )
        hint = f" (expected {match[3]})" if len(match[3]) <= _LONGEST_HINT else ""
        return QueryError(f"the query does not parse{hint}, {place}", _SYNTAX)

    def _prefix_remedy(self, name: str) -> str:
        near = get_close_matches(name, self.prefixes, n=1)
        return (f"Did you mean {near[0]}: ? " if near else "") + f"Known: {', '.join(self.prefixes)}."


_BUILD_FIRST = "Build one first: kg build SOURCE --out FOLDER."
_SYNTAX = (
    "Look just before the mark: often a bracket, a dot or a quote is missing. kg query --list shows queries that work."
)


def _base(store: ox.Store) -> str:
    found = store.quads_for_pattern(None, ox.NamedNode(VOCABULARIES["void"] + "uriSpace"), None)
    return next((quad.object.value for quad in found), DEFAULT_BASE)


def _bind(text: str, arguments: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        return literal(arguments[match[1]]) if match[1] in arguments else match[0]

    return _VARIABLE.sub(value, text)


def _refuse_service(text: str) -> None:
    for match in _SERVICE.finditer(text):
        if match[1]:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            raise QueryError(
                f"SERVICE asks another server, which this project never does, line {line}, column {column}",
                "Remove the SERVICE part.",
            )


def _collect(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        columns = ("subject", "predicate", "object")
    else:
        columns = tuple(variable.value for variable in result.variables)
    return Table(columns, [tuple(map(_term, row)) for row in result])


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> Term | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    plain = term.language or term.datatype.value == VOCABULARIES["xsd"] + "string"
    return Term("literal", term.value, None if plain else term.datatype.value, term.language)
