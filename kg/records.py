"""The records that travel through the line: papers in, entities and decisions out."""

from dataclasses import dataclass, field

from extractors.records import Coreference, Definition, Field, Mention, Statement
from extractors.schema import EntityType


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read.

    Attributes:
        source: path as the user gave it, or `-` for standard input.
        line: line of the source where the record begins, counted from 1; 0 is the source as a whole.
    """

    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as its source gives it; title and abstract are never changed.

    Attributes:
        id: the source's own id, or one made from the title where the source has none.
        title: title, at least one visible character.
        abstract: abstract, empty where the source has none.
        authors: names in the source's order.
        year: year of publication.
        date: ISO date of publication, `YYYY-MM-DD` or a prefix of it.
        venue: conference, journal or series.
        url: address of the paper.
        arxiv_id: arXiv id without version.
        doi: DOI without resolver.
        origin: where the record was read.
    """

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None
    venue: str | None = None
    url: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    origin: Origin = Origin("-", 1)

    def text(self, name: Field) -> str:
        """The title or the abstract, as given."""
        return self.title if name == "title" else self.abstract


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read and was set aside.

    Attributes:
        origin: where it stands.
        reason: what is wrong with it.
        remedy: what the user can do.
        record: the first characters of what was set aside.
    """

    origin: Origin
    reason: str
    remedy: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was extracted from one paper.

    Attributes:
        paper: the paper.
        mentions: in the order of their offsets, title first.
        statements: roles and relations over these mentions.
        definitions: short forms that the paper expands.
        coreferences: other names that it gives to one thing.
    """

    paper: Paper
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    definitions: tuple[Definition, ...] = ()
    coreferences: tuple[Coreference, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in a paper that supports an edge: the seven fields of the graph contract.

    Attributes:
        paper: id of the paper's node.
        field: `title` or `abstract`.
        start: offset of the first character, in code points of the field as given.
        end: offset after the last character.
        text: `field[start:end]`.
        sentence: the sentence around it, as given.
        extractor: component and version that said so.
    """

    paper: str
    field: Field
    start: int
    end: int
    text: str
    sentence: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Why names were made one entity, or one name several.

    Attributes:
        kind: `merge`, `split` or `retype`.
        entity: id of the entity that the decision shaped.
        forms: the surface forms that it is about.
        rule: the rule that decided, such as `definition` or `plural`.
        evidence: what it rests on, in words.
        confidence: in (0, 1].
    """

    kind: str
    entity: str
    forms: tuple[str, ...]
    rule: str
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world thing that papers name.

    Attributes:
        id: `<type>:<slug>`, stable over builds.
        type: the type that the collection settled on.
        name: fullest form.
        aliases: every other surface form seen, in order.
        type_votes: how many mentions said which type, most first.
        ambiguous: the name has several senses and this paper's could not be decided.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    type_votes: tuple[tuple[EntityType, int], ...] = ()
    ambiguous: bool = field(default=False)
