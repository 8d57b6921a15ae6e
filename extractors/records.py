"""What extraction says of one paper: frozen records, offsets in the text as it was given.

An offset is a half-open position in code points of one field of the paper, before any cleaning:
`field[span.start:span.end]` is the text that the record speaks of.
"""

from dataclasses import dataclass
from typing import Literal

from extractors.schema import EntityType, Relation, Role

Field = Literal["title", "abstract"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a paper's title or abstract.

    Attributes:
        field: `title` or `abstract`.
        start: offset of the first character, in code points of the field as given.
        end: offset after the last character.
    """

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a paper names an entity.

    Attributes:
        span: where it stands.
        sentence: the sentence around it; a title is one sentence.
        text: the characters of the span as given.
        form: the surface form in words, cleaned of LaTeX, and of the Unicode forms that look alike.
        type: what the named thing is.
        confidence: probability that this is an entity of this type, in (0, 1].
        extractor: component and version that decided, such as `kg_gazetteer@0.1.0`.
        gazetteer_id: the known name that it matched, `<type>/<name>`, or None.
    """

    span: Span
    sentence: Span
    text: str
    form: str
    type: EntityType
    confidence: float
    extractor: str
    gazetteer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One link that a sentence states.

    Attributes:
        subject: the mention that the link starts from; None is the paper itself.
        relation: a role when the paper is the subject, a relation otherwise.
        object: the mention that the link ends at.
        cue: the shortest stretch that states the link; for a role, the mention itself.
        sentence: the sentence around the cue.
        confidence: probability that the text states this link, in (0, 1].
        extractor: component and version that decided.
    """

    subject: Mention | None
    relation: Role | Relation
    object: Mention
    cue: Span
    sentence: Span
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form that the paper itself expands, such as `GRPO` for `Group Relative Policy Optimization`.

    Attributes:
        short: cleaned short form.
        long: cleaned long form.
        sentence: the sentence that defines it.
        extractor: component and version that found it.
    """

    short: str
    long: str
    sentence: Span
    extractor: str


@dataclass(frozen=True, slots=True)
class Coreference:
    """Two names that one paper gives to one thing, without a definition.

    Attributes:
        mention: the first mention under the one name.
        antecedent: the first mention under the name that stands for the thing.
        confidence: probability that they are one thing, in (0, 1].
        extractor: component and version that decided.
    """

    mention: Mention
    antecedent: Mention
    confidence: float
    extractor: str
