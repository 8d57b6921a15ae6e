"""Stable ids: the type and a slug of the name, from the entity alone, so that other papers do not rename it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

from extractors.forms import latin, normal_form, normal_word
from extractors.schema import EntityType

_MAX_LENGTH = 80
_DIGEST_LENGTH = 8
_SIGNS = {"*": " star ", "+": " plus ", "#": " sharp ", "@": " at ", "&": " and "}
_PART = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
_SAFE = re.compile(r"[a-z0-9.]+")


def slug(name: str) -> str:
    """Lower-case ASCII letters, digits, full stops between digits, and hyphens; never empty.

    A name with letters of other alphabets, or too long a one, ends in a digest of the whole.

    >>> slug("Group Relative Policy Optimisation"), slug("RRT*"), slug("Qwen2.5-Math-7B"), slug("naïve Bayes")
    ('group-relative-policy-optimization', 'rrt-star', 'qwen2.5-math-7b', 'naive-bayes')
    >>> slug("!?")
    '8faf838e'
    """
    text = "".join(_SIGNS.get(char, char) for char in latin(name)).lower()
    parts = [normal_word(part) for part in _PART.findall(text)]
    safe = "-".join(part for part in parts if _SAFE.fullmatch(part))
    if safe and len(safe) <= _MAX_LENGTH and all(map(_SAFE.fullmatch, parts)):
        return safe
    return "-".join(filter(None, (safe[:_MAX_LENGTH].strip("-."), _digest(name))))


def entity_slug(name: str, key: str, mark: str, acronym: str | None) -> str:
    """The slug of an entity before collisions.

    Args:
        name: its name.
        key: the key of its name.
        mark: why it is not what the key alone means, such as `ambiguous`; empty for most.
        acronym: a short form that has other meanings too, which then goes first.

    >>> entity_slug("Sequential Monte Carlo", "sequentialmontecarlo", "", "SMC")
    'smc-sequential-monte-carlo'
    """
    short = slug(acronym) if acronym and normal_form(acronym) != key else ""
    return "-".join(filter(None, (short, slug(name), mark)))


def assign(rows: Iterable[tuple[EntityType, str, str]]) -> dict[str, str]:
    """The ids of all entities.

    Args:
        rows: type, slug and concept of each entity; concepts are unique.

    Returns:
        Concept to id. Where two entities of one type have one slug, the one whose concept the slug spells keeps it,
        else the first in order; the others get a digest of their concept.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for entity_type, name, concept in rows:
        wanted[f"{entity_type}:{name}"].append(concept)
    ids: dict[str, str] = {}
    for wish, concepts in wanted.items():
        spelled = wish.partition(":")[2].replace("-", " ")
        first, *others = sorted(concepts, key=lambda concept: (normal_form(spelled) != concept, concept))
        ids[first] = wish
        ids.update((concept, f"{wish}-{_digest(concept)}") for concept in others)
    return ids


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
