"""The tables of known names, read once.

A table is `<type>.tsv` or `<type>.<part>.tsv` with the columns name, aliases (joined by `|`), context (words
joined by `|`) and source. A form that ends in `?` is ambiguous: it counts only where a word of the context
stands in the text, and then it wins over a row that has the same form without `?`. Plurals, hyphens, spaces
and spelling variants need no row of their own.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from extractors.forms import AGENTS, normal_word
from extractors.schema import EntityType


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name.

    Attributes:
        type: what it is.
        name: its standard name, the long form where there is one.
        aliases: other forms of it.
        context: lower-case words of which one must stand near an ambiguous form.
        source: where the name comes from.
    """

    type: EntityType
    name: str
    aliases: tuple[str, ...]
    context: tuple[str, ...]
    source: str

    @property
    def id(self) -> str:
        """`<type>/<name>`."""
        return f"{self.type}/{self.name}"

    def support(self, lowered: str) -> int:
        """How many of the context words begin a word of a lower-case text."""
        return sum(word in lowered and _at_word(word).search(lowered) is not None for word in self.context)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an entry.

    Attributes:
        text: as the table writes it.
        entry: what it names.
        ambiguous: it needs the entry's context.
        cased: it counts only in the table's own case.
    """

    text: str
    entry: Entry
    ambiguous: bool
    cased: bool

    def fits(self, text: str) -> bool:
        """Whether a stretch of text with the same letters is written in a case that this form allows."""
        if not self.cased:
            return True
        letters = re.sub(r"[\W_]", "", text)
        own = re.sub(r"[\W_]", "", self.text)
        if letters in (own, own + "s", own + "es"):
            return True
        # Long names are written in many ways ('Mujoco', 'MultiPl-E'), but not as a plain word: 'multiple'.
        return len(own) >= _LONG and sum(c.isupper() for c in letters) > 1


@dataclass(slots=True)
class Gazetteer:
    """Entries by the letters of their forms.

    Attributes:
        entries: by id.
        forms: by `flat` letters of the form, its plural included.
        prefixes: every beginning of a key of `forms`.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    forms: dict[str, list[Form]] = field(default_factory=dict)
    prefixes: set[str] = field(default_factory=set)

    def add(self, entry: Entry, marked: tuple[str, ...]) -> None:
        """Add an entry under its forms; `marked` are the forms as the table writes them, with their `?`."""
        self.entries[entry.id] = entry
        for written in marked:
            text = written.removesuffix("?")
            form = Form(text, entry, written.endswith("?"), _is_cased(text))
            for key in {flat(variant) for variant in _variants(text, entry.type)}:
                self.forms.setdefault(key, []).append(form)
                self.prefixes.update(key[:end] for end in range(1, len(key) + 1))


@cache
def load() -> Gazetteer:
    """The shipped tables as one gazetteer, in the order of their file names."""
    gazetteer = Gazetteer()
    for table in sorted(files(__package__).iterdir(), key=lambda path: path.name):
        if table.name.endswith(".tsv"):
            entity_type = EntityType(table.name.split(".")[0])
            for line in table.read_text("utf-8").split("\n")[1:]:
                if line:
                    _add_row(gazetteer, entity_type, line)
    return gazetteer


def _add_row(gazetteer: Gazetteer, entity_type: EntityType, line: str) -> None:
    name, aliases, context, source = line.split("\t")
    marked = (name, *filter(None, aliases.split("|")))
    plain = tuple(form.removesuffix("?") for form in marked)
    words = tuple(filter(None, context.split("|")))
    gazetteer.add(Entry(entity_type, plain[0], plain[1:], words, source), marked)


def _is_cased(text: str) -> bool:
    """Single words with a capital are names only in their own case: 'MATH', 'Adam', 'SAC'."""
    return " " not in text and any(c.isupper() for c in text)


def _variants(text: str, entity_type: EntityType) -> list[str]:
    """A form, its plural, and for a kind of model the gerund: 'generative modeling'."""
    variants = [text, _plural(text)]
    if entity_type is EntityType.METHOD and text.endswith(" model"):
        variants.append(text + "ing")
    for agent, action in AGENTS.items():
        if text.endswith(f" {action}"):
            variants += [text.removesuffix(action) + agent + ending for ending in ("", "s")]
        if text.endswith(f" {agent}"):
            variants.append(text.removesuffix(agent) + action)
    return variants


def _plural(text: str) -> str:
    if text.endswith("y") and text[-2:-1] not in "aeiou":
        return text[:-1] + "ies"
    return text + ("es" if text.endswith(("s", "x", "ch", "sh")) else "s")


# From so many letters on no word is spelled like a name by chance.
_LONG = 7
# A point between digits tells versions and sizes apart: OPT-1.3B is not OPT-13B.
_LETTERS = re.compile(r"[^\W_]+|[*+#@]|(?<=\d)\.(?=\d)")


@lru_cache(maxsize=200_000)
def flat(text: str) -> str:
    """The letters, digits and telling signs of a text, lower case, American spelling.

    >>> flat("Optimisation of Image-Nets"), flat("RRT*")
    ('optimizationofimagenets', 'rrt*')
    """
    return "".join(normal_word(word) for word in _LETTERS.findall(text.lower()))


@cache
def _at_word(word: str) -> re.Pattern[str]:
    return re.compile(r"\b" + re.escape(word))
