"""The project's own annotation: ids and offsets here, the abstracts' texts in the corpus that they were drawn from.

    python -m extractors.training.annotation convert READ.jsonl CORPUS.jsonl.gz OUT.jsonl
    python -m extractors.training.annotation join    OUT.jsonl  CORPUS.jsonl.gz

`convert` turns what a reader wrote, surface forms and evidence in words (see the annotation guide), into offsets;
`join` puts the texts back and writes the readers' form to standard output.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.records import Field, Span

_FIELDS: tuple[Field, ...] = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that a paper names.

    Attributes:
        type: one of the entity types.
        named: it has a name, not only a description.
        role: how the paper stands to it.
        mentions: every place that names it, the fullest form first.
        optional: the reader thinks that half of the readers would leave it out.
    """

    type: str
    named: bool
    role: str
    mentions: tuple[Span, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two entities of a paper, by their places in its list."""

    head: int
    type: str
    tail: int
    evidence: Span
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Annotated:
    """A paper with its annotation.

    Attributes:
        id: the paper's id in the corpus.
        reader: number of the reader.
        title: text, empty until joined.
        abstract: text, empty until joined.
        entities: in the reader's order.
        links: relations between them.
    """

    id: str
    reader: int
    title: str
    abstract: str
    entities: tuple[Entity, ...]
    links: tuple[Link, ...]


def texts(corpus: Path) -> dict[str, tuple[str, str]]:
    """Title and abstract of each paper of a corpus, JSON lines, gzip or not, by id."""
    raw = corpus.read_bytes()
    lines = (gzip.decompress(raw) if corpus.suffix == ".gz" else raw).split(b"\n")
    return {paper["id"]: (paper["title"], paper["abstract"]) for paper in map(json.loads, filter(None, lines))}


def load(path: Path, corpus: dict[str, tuple[str, str]]) -> list[Annotated]:
    """The annotation of a file joined to its texts.

    Raises:
        KeyError: the corpus lacks a paper.
    """
    return [_parse(json.loads(line), corpus) for line in path.read_text("utf-8").splitlines()]


def _parse(row: dict, corpus: dict[str, tuple[str, str]]) -> Annotated:
    entities = tuple(
        Entity(e["type"], e["named"], e["role"], tuple(Span(*mention) for mention in e["mentions"]), "optional" in e)
        for e in row["entities"]
    )
    links = tuple(
        Link(r["head"], r["type"], r["tail"], Span(*r["evidence"]), "optional" in r) for r in row["relations"]
    )
    return Annotated(row["id"], row["reader"], *corpus[row["id"]], entities, links)


def locate(forms: Iterable[tuple[int, str]], title: str, abstract: str) -> list[tuple[int, Span]]:
    """Every place where a form stands as whole words; where two overlap the longer form has it.

    Args:
        forms: pairs of an entity's number and a surface form.
        title: text.
        abstract: text.

    Returns:
        Pairs of the entity's number and a place, in text order.
    """
    found = []
    known = {(entity, form) for entity, form in forms if form.strip()}
    for name, text in zip(_FIELDS, (title, abstract), strict=True):
        taken: set[int] = set()
        for entity, form in sorted(known, key=lambda pair: (-len(pair[1]), pair)):
            for match in re.finditer(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", text):
                if taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    found.append((entity, Span(name, *match.span())))
    return sorted(found, key=lambda pair: (_FIELDS.index(pair[1].field), pair[1].start))


def convert(read: dict, reader: int, title: str, abstract: str) -> dict:
    """A reader's record as offsets; entities whose forms stand nowhere as whole words are left out."""
    forms = [(k, form) for k, e in enumerate(read["entities"]) for form in _parts(e["surface_forms"])]
    places: dict[int, list[Span]] = {}
    for entity, span in locate(forms, title, abstract):
        places.setdefault(entity, []).append(span)
    numbers = {read["entities"][k]["id"]: n for n, k in enumerate(sorted(places))}
    entities = [
        {
            "type": e["type"],
            "named": e["named"],
            "role": e["role"],
            "mentions": [[s.field, s.start, s.end] for s in sorted(places[k], key=lambda s: s.start - s.end)],
        }
        | ({"optional": True} if e.get("optional") else {})
        for k, e in enumerate(read["entities"])
        if k in places
    ]
    relations = [
        {"head": numbers[r["head"]], "type": r["type"], "tail": numbers[r["tail"]], "evidence": evidence}
        | ({"optional": True} if r.get("optional") else {})
        for r in read.get("relations", ())
        if r["head"] in numbers and r["tail"] in numbers and (evidence := _find(r["evidence"].strip(), title, abstract))
    ]
    return {"id": read["id"], "reader": reader, "entities": entities, "relations": relations}


def _parts(forms: list[str]) -> list[str]:
    """The forms without those that join a long and a short form in brackets when both are listed."""
    return [f for f in forms if not ("(" in f and any(g != f and f"({g})" in f for g in forms))]


def _find(evidence: str, title: str, abstract: str) -> list | None:
    for name, text in zip(_FIELDS, (title, abstract), strict=True):
        if (start := text.find(evidence)) >= 0:
            return [name, start, start + len(evidence)]
    return None


def joined(paper: Annotated) -> dict:
    """The annotation in the readers' form, texts included."""
    text = {"title": paper.title, "abstract": paper.abstract}

    def words(span: Span) -> str:
        return text[span.field][span.start : span.end]

    entities = [
        {
            "id": f"e{k}",
            "type": e.type,
            "name": words(e.mentions[0]),
            "surface_forms": sorted({words(mention) for mention in e.mentions}),
            "named": e.named,
            "role": e.role,
        }
        | ({"optional": True} if e.optional else {})
        for k, e in enumerate(paper.entities)
    ]
    relations = [
        {"head": f"e{r.head}", "type": r.type, "tail": f"e{r.tail}", "evidence": words(r.evidence)}
        | ({"optional": True} if r.optional else {})
        for r in paper.links
    ]
    return {"id": paper.id, **text, "entities": entities, "relations": relations}


def _convert_file(source: Path, corpus: Path, out: Path) -> Iterator[str]:
    known = texts(corpus)
    rows = []
    for line in source.read_text("utf-8").split("\n"):
        if line.strip():
            read = json.loads(line)
            rows.append(convert(read, read.get("reader", 0), *known[read["id"]]))
    lines = [json.dumps(row, separators=(",", ":")) for row in sorted(rows, key=lambda r: (r["id"], r["reader"]))]
    out.write_text("\n".join(lines) + "\n", "utf-8")
    yield f"{len(rows)} papers, {sum(len(r['entities']) for r in rows)} entities"


def main(arguments: list[str]) -> Iterator[str]:
    """The two commands of the module; yields the lines to print."""
    verb, source, corpus, *out = arguments
    if verb == "convert":
        yield from _convert_file(Path(source), Path(corpus), Path(out[0]))
    else:
        yield from (json.dumps(joined(p), ensure_ascii=False) for p in load(Path(source), texts(Path(corpus))))


if __name__ == "__main__":
    for printed in main(sys.argv[1:]):
        sys.stdout.write(printed + "\n")
