"""Names looked up in a graph: any alias, whatever its case, hyphens and plural."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from extractors.forms import head_variant, normal_form, without_article

_SUGGESTIONS = 5


class NameIndex:
    """Node ids by name.

    Args:
        rows: id, name and other names of each node; better known nodes first, the order in which they are answered.
    """

    def __init__(self, rows: Iterable[tuple[str, str, Iterable[str]]]):
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._known: dict[str, None] = {}
        for id, name, aliases in rows:
            self._known[id] = None
            for form in (name, *aliases):
                key = normal_form(form)
                self._names.setdefault(key, form)
                if id not in self._ids[key]:
                    self._ids[key].append(id)

    def exact(self, name: str) -> list[str]:
        """The node with this id, else the nodes with this name, best known first."""
        if name in self._known:
            return [name]
        bare = head_variant(name)
        for form in (name, without_article(name), *(bare[:1] if bare else ())):
            if ids := self._ids.get(normal_form(form)):
                return list(ids)
        return []

    def containing(self, text: str) -> list[str]:
        """The nodes with a name that begins with the text, then those with one that holds it; best known first."""
        key = normal_form(text).lower()
        begins, holds = set(), set()
        for form, ids in self._ids.items():
            at = form.lower().find(key)
            if at >= 0:
                (holds if at else begins).update(ids)
        return [id for id in self._known if id in begins] + [id for id in self._known if id in holds - begins]

    def nearest(self, name: str) -> list[str]:
        """Known names that look like this one, best first."""
        return [self._names[key] for key in get_close_matches(normal_form(name), self._ids, _SUGGESTIONS, 0.6)]
