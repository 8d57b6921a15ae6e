"""How far two readers of the same papers agree.

    python -m extractors.training.agreement FIRST.jsonl SECOND.jsonl CORPUS

Entities are the same when they share a surface form (letters and digits, a plural s dropped); matching is one to
one. F1 counts both readers' entities; roles and relations are compared as triples.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractors.schema import EntityType, kind
from extractors.training.annotation import Annotated, Entity, load, texts


def form(text: str) -> str:
    """Letters and digits, lower case, without a plural s."""
    key = re.sub(r"[\W_]+", "", text.casefold()) or text
    return key.removesuffix("s") if len(key) > 3 else key


def matched(one: Annotated, other: Annotated, *, typed: bool) -> dict[int, int]:
    """The first reader's entities that the second has too, the longest shared form first."""
    pairs = []
    for i, a in enumerate(one.entities):
        for j, b in enumerate(other.entities):
            shared = _forms(one, a) & _forms(other, b)
            if shared and (not typed or kind(EntityType(a.type)) == kind(EntityType(b.type))):
                pairs.append((-max(map(len, shared)), i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _forms(paper: Annotated, entity: Entity) -> set[str]:
    text = {"title": paper.title, "abstract": paper.abstract}
    return {form(text[m.field][m.start : m.end]) for m in entity.mentions}


def compare(pairs: list[tuple[Annotated, Annotated]]) -> dict[str, float]:
    """F1 of typed entities, of named ones, of roles and of relations; the share of equal roles among the matched."""
    n: Counter[str] = Counter()
    for one, other in pairs:
        same = matched(one, other, typed=True)
        any_type = matched(one, other, typed=False)
        n["entities"] += len(same)
        n["all entities"] += len(one.entities) + len(other.entities)
        n["named"] += sum(one.entities[i].named and other.entities[j].named for i, j in same.items())
        n["all named"] += sum(e.named for e in (*one.entities, *other.entities))
        n["roles"] += sum(one.entities[i].role == other.entities[j].role for i, j in same.items())
        links = {(any_type.get(r.head, -1 - r.head), r.type, any_type.get(r.tail, -1 - r.tail)) for r in one.links}
        n["relations"] += len(links & {(r.head, r.type, r.tail) for r in other.links})
        n["all relations"] += len(links) + len({(r.head, r.type, r.tail) for r in other.links})
    return {
        "entities": 200 * n["entities"] / n["all entities"],
        "named": 200 * n["named"] / n["all named"],
        "roles": 200 * n["roles"] / n["all entities"],
        "roles of matched": 100 * n["roles"] / n["entities"],
        "relations": 200 * n["relations"] / n["all relations"],
    }


def main(first: str, second: str, corpus: str) -> Iterator[str]:
    """The table, line by line."""
    known = texts(Path(corpus))
    others = {paper.id: paper for paper in load(Path(second), known)}
    pairs = [(paper, others[paper.id]) for paper in load(Path(first), known) if paper.id in others]
    yield f"{len(pairs)} papers read twice"
    yield from (f"{name:18} {value:.1f}" for name, value in compare(pairs).items())


if __name__ == "__main__":
    for line in main(*sys.argv[1:]):
        sys.stdout.write(line + "\n")
