"""What a build holds, in numbers and in Markdown; nothing in it depends on the time or the machine."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.schema import EntityType, Relation, Role
from kg.records import Reject

if TYPE_CHECKING:
    import networkx as nx

TOP_ENTITIES = 10
"""How many entities of each type the report names."""

SHOWN_REJECTS = 50
"""How many of the records that were set aside the report shows; `rejects.jsonl` holds all."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~&$])")


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and how well it is linked.

    Attributes:
        name: fullest form.
        links: edges that begin or end at it.
        papers: papers that name it.
    """

    name: str
    links: int
    papers: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read, built and set aside.

    Attributes:
        papers: papers in the graph.
        title_only: those of them without an abstract.
        replaced: records that a later one of the same id took the place of.
        entities: entities by type, in the order of the types.
        links: edges by relation, in the order of roles and relations.
        top: the most linked entities of each type, best first.
        rejects: records and files that were set aside, in reading order.
    """

    papers: int
    title_only: int
    replaced: int
    entities: dict[str, int]
    links: dict[str, int]
    top: dict[str, list[Ranked]]
    rejects: tuple[Reject, ...]


def summarise(graph: "nx.MultiDiGraph", rejects: tuple[Reject, ...] = (), replaced: int = 0) -> BuildReport:
    """The report of a graph of the contract.

    Args:
        graph: the graph that was built.
        rejects: what was set aside on the way.
        replaced: records that a later one of the same id took the place of.
    """
    abstracts = [data.get("abstract") for _, data in graph.nodes(data=True) if data["type"] == "paper"]
    ranked: dict[str, list[tuple[str, Ranked]]] = {kind: [] for kind in EntityType}
    for node, data in graph.nodes(data=True):
        if data["type"] in ranked:
            ranked[data["type"]].append((node, Ranked(data["name"], graph.degree(node), data["papers"])))
    counts = Counter(relation for _, _, relation in graph.edges(keys=True))
    order = [*Role, *Relation, *sorted(counts.keys() - {*Role, *Relation})]
    return BuildReport(
        papers=len(abstracts),
        title_only=sum(not (abstract or "").strip() for abstract in abstracts),
        replaced=replaced,
        entities={str(kind): len(rows) for kind, rows in ranked.items()},
        links={str(relation): counts[relation] for relation in order if counts[relation]},
        top={str(kind): _best(rows) for kind, rows in ranked.items() if rows},
        rejects=rejects,
    )


def _best(rows: list[tuple[str, Ranked]]) -> list[Ranked]:
    rows = sorted(rows, key=lambda row: (-row[1].links, -row[1].papers, row[0]))
    return [ranked for _, ranked in rows[:TOP_ENTITIES]]


def markdown(report: BuildReport) -> str:
    """The report as a Markdown page; the texts of papers in it stay text."""
    parts = [
        "# Build report",
        _table(
            ("", "count"),
            [
                ("papers", report.papers),
                ("papers with a title only", report.title_only),
                ("entities", sum(report.entities.values())),
                ("links", sum(report.links.values())),
                ("records replaced by a later one of the same id", report.replaced),
                ("set aside", len(report.rejects)),
            ],
        ),
        "## Entities by type",
        _table(("type", "entities"), report.entities.items()),
        "## Links by relation",
        _table(("relation", "links"), report.links.items()),
        "## Most linked entities",
    ]
    for kind, rows in report.top.items():
        table = _table((kind, "links", "papers"), [(row.name, row.links, row.papers) for row in rows])
        parts += [f"### {kind}", table]
    parts += ["## Set aside", _set_aside(report.rejects)]
    return "\n\n".join(parts) + "\n"


def _set_aside(rejects: tuple[Reject, ...]) -> str:
    if not rejects:
        return "Nothing was set aside."
    rows = [(place(reject), reject.reason, reject.remedy) for reject in rejects[:SHOWN_REJECTS]]
    more = len(rejects) - len(rows)
    table = _table(("where", "reason", "remedy"), rows)
    return table + (f"\n\n{more} more stand in `rejects.jsonl`." if more else "")


def place(reject: Reject) -> str:
    """Where a record stands, as `file:line`; a whole file is its name alone.

    >>> from kg.records import Origin
    >>> place(Reject(Origin("papers.jsonl", 3), "broken JSON", ""))
    'papers.jsonl:3'
    """
    source, line = reject.origin.source, reject.origin.line
    return f"{source}:{line}" if line else source


def _table(head: tuple[str, ...], rows) -> str:
    lines = [head, ("---",) + ("---:",) * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    text = " ".join(str(value).split())
    return _MARKDOWN.sub(r"\\\1", "".join(char for char in text if char.isprintable()))
