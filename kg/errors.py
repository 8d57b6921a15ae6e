"""Errors that a user can act on: each says what is wrong, where, and what to do."""


class KGError(Exception):
    """Root of the project's errors.

    Attributes:
        exit_code: what the command line returns for it.
        remedy: what the user can do, a sentence.
    """

    exit_code = 2

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(message)
        self.remedy = remedy


class EmptyBuildError(KGError):
    """Nothing in the sources could be built."""


class OutputError(KGError):
    """A folder that a build can't be written to."""


class BuildNotFoundError(KGError):
    """The folder holds no build."""


class UnknownNameError(KGError, LookupError):
    """A name that no node of the graph has.

    Attributes:
        name: the name asked for.
        suggestions: the nearest known names, best first.
    """

    def __init__(self, name: str, suggestions: list[str]):
        self.name = name
        self.suggestions = suggestions
        remedy = "Did you mean " + ", ".join(suggestions) + "?" if suggestions else "g.find('') lists what there is."
        super().__init__(f"no entity or paper is called {name!r}", remedy)

    def __str__(self) -> str:
        return f"{self.args[0]}. {self.remedy}"


class AmbiguousNameError(KGError, LookupError):
    """A name of several nodes, where one was asked for.

    Attributes:
        name: the name asked for.
        ids: ids of the nodes that have it.
    """

    def __init__(self, name: str, ids: list[str]):
        self.name = name
        self.ids = ids
        super().__init__(f"{name!r} names several things", "Ask by id: " + ", ".join(ids) + ".")

    def __str__(self) -> str:
        return f"{self.args[0]}. {self.remedy}"


class QueryError(KGError):
    """A SPARQL query that does not parse, a named query that does not exist, or an argument that it lacks."""


class BadIRIError(KGError, ValueError):
    """A text that can't be an IRI, or a base that ids can't be put behind."""


class RegistryError(KGError):
    """A name that a registry does not hold."""
