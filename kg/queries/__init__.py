"""Named queries: one `.rq` file each, found by listing this folder.

The comments on top of a file are its documentation: the question in a sentence, then a line
`name: what it is, e.g. example` for each parameter. In the query a parameter is written `$name`.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files

from kg.errors import QueryError

_PARAMETER = re.compile(r"(?P<name>[a-z_]+): (?P<meaning>.+), e\.g\. (?P<example>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query must be told.

    Attributes:
        name: as given with `--arg name=value`.
        meaning: what it is, in words.
        example: a value that makes sense.
    """

    name: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that people ask often.

    Attributes:
        name: the file's name without its ending.
        question: the question in a sentence.
        parameters: in the order of the file.
        text: SPARQL, each parameter written `$name`.
    """

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str


def parse_query(name: str, text: str) -> NamedQuery:
    """A query from its file's text.

    >>> parse_query("all", "# What is there?\\n# kind: a class, e.g. kg:Task\\nSELECT ?x {}").parameters
    (Parameter(name='kind', meaning='a class', example='kg:Task'),)
    """
    question, parameters = [], []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comment = line.lstrip("# ")
        if match := _PARAMETER.fullmatch(comment):
            parameters.append(Parameter(**match.groupdict()))
        else:
            question.append(comment)
    return NamedQuery(name, " ".join(question), tuple(parameters), text)


def names() -> list[str]:
    """The names of all queries, in alphabetical order."""
    return sorted(file.name.removesuffix(".rq") for file in files(__name__).iterdir() if file.name.endswith(".rq"))


def get(name: str) -> NamedQuery:
    """The query of a name.

    Raises:
        QueryError: there is none of this name; the remedy names the nearest.

    >>> get("papers-using").parameters[0].name
    'method'
    """
    known = names()
    if name not in known:
        near = get_close_matches(name, known, n=3)
        remedy = f"Did you mean {', '.join(near)}?" if near else "kg query --list shows the named queries."
        raise QueryError(f"there is no named query {name!r}", remedy)
    return parse_query(name, files(__name__).joinpath(f"{name}.rq").read_text(encoding="utf-8"))
