"""Names for parts that are loaded when they are first used, so that listing them costs nothing."""

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType

from kg.errors import RegistryError


class Registry:
    """Parts by name, each a module.

    The built-in parts are a table in the code; installed packages add their own under the entry-point
    group `kg.<kind>`.

    Args:
        kind: what the parts are, in the plural, such as `sources`.
        modules: name to module path.

    >>> Registry("sources", {"jsonl": "kg.sources.jsonl"}).names()
    ['jsonl']
    """

    def __init__(self, kind: str, modules: dict[str, str]):
        self.kind = kind
        self._builtin = modules

    def _modules(self) -> dict[str, str]:
        added = {point.name: point.value for point in entry_points(group=f"kg.{self.kind}")}
        return added | self._builtin

    def names(self) -> list[str]:
        """All names, built-in ones first, in the order of the table."""
        return [*self._builtin, *sorted(self._modules().keys() - self._builtin.keys())]

    def load(self, name: str) -> ModuleType:
        """The module behind a name.

        Raises:
            RegistryError: no part has this name.
        """
        try:
            return import_module(self._modules()[name])
        except KeyError:
            known = ", ".join(self.names())
            raise RegistryError(f"there is no {name!r} among the {self.kind}", f"Known: {known}.") from None

    def __iter__(self) -> Iterator[tuple[str, ModuleType]]:
        return ((name, self.load(name)) for name in self.names())
