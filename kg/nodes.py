"""What the Python interface answers with: small frozen records that print well."""

from dataclasses import dataclass

from kg.records import Evidence


@dataclass(frozen=True, slots=True)
class EntityNode:
    """An entity, author or venue of the graph.

    Attributes:
        id: id of the node.
        type: entity type, `author` or `venue`.
        name: fullest form.
        papers: how many papers are linked to it.
        aliases: its other names, in order.
        ambiguous: the name has several meanings and its papers do not say which.
    """

    id: str
    type: str
    name: str
    papers: int
    aliases: tuple[str, ...] = ()
    ambiguous: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.type}, {_count(self.papers)})"


@dataclass(frozen=True, slots=True)
class PaperNode:
    """A paper of the graph.

    Attributes:
        id: id of the node.
        title: as the source gives it.
        year: year of publication, None where the source has none.
    """

    id: str
    title: str
    year: int | None = None

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of the graph and its support.

    Attributes:
        source: node that the link starts from.
        relation: a role or a relation.
        target: node that it ends at.
        papers: how many papers support it.
        confidence: in (0, 1]; 1 for what the source states, such as authors.
    """

    source: EntityNode | PaperNode
    relation: str
    target: EntityNode | PaperNode
    papers: int
    confidence: float

    def __str__(self) -> str:
        return f"{self.source} —{self.relation}→ {self.target}"


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A node beside another one.

    Attributes:
        node: the node at the other end.
        relation: what links them.
        outgoing: the link starts from the node that was asked about.
        papers: how many papers support the link.
        confidence: in (0, 1].
    """

    node: EntityNode | PaperNode
    relation: str
    outgoing: bool
    papers: int
    confidence: float

    def __str__(self) -> str:
        return f"—{self.relation}→ {self.node}" if self.outgoing else f"←{self.relation}— {self.node}"


@dataclass(frozen=True, slots=True)
class Together:
    """An entity that the same papers name.

    Attributes:
        node: the entity.
        shared: number of papers that name both.
    """

    node: EntityNode
    shared: int

    def __str__(self) -> str:
        return f"{self.node} in {_count(self.shared)} together"


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence for a link.

    Attributes:
        relation: the role or relation that it supports.
        evidence: where it stands and what it says.
    """

    relation: str
    evidence: Evidence

    def __str__(self) -> str:
        return f"{self.relation}: “{self.evidence.sentence}” ({self.evidence.paper}, {self.evidence.field})"


def _count(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers} papers"
