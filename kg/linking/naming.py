"""What an entity is called: the fullest form, in the singular."""

import re
from collections import Counter
from collections.abc import Iterable

from extractors.forms import head_variant, without_article
from extractors.heads import HEADS
from extractors.spelling import singular
from kg.linking.usages import form_key

_ACRONYM_PLURAL = re.compile(r".[A-Z]s$")


def choose_name(key: str, forms: Counter[str], long_forms: Counter[str]) -> str:
    """The name of an entity that the gazetteer does not know.

    Args:
        key: the key that its name must have.
        forms: surface forms, with the number of papers.
        long_forms: ways in which papers write it when they define its short form, with the number of papers.

    Returns:
        The form of that key that most papers use; where none has it, the name inside a form such as
        'GRPO algorithm', else the most frequent form.
    """
    candidates = Counter(long_forms)
    for form, count in forms.items():
        if form_key(form) == key:
            candidates[form] += count
    if not candidates:
        for form, count in forms.items():
            if (variant := head_variant(form)) and form_key(variant[0]) == key:
                candidates[variant[0]] += count
    chosen = _first(candidates or forms)
    return " ".join(in_singular(without_article(chosen)).split()) or key


def in_singular(name: str) -> str:
    """The name with its last word in the singular, where that is sure: an acronym or a word that heads names.

    >>> in_singular("Markov decision processes"), in_singular("MDPs"), in_singular("least squares")
    ('Markov decision process', 'MDP', 'least squares')
    """
    if _ACRONYM_PLURAL.search(name):
        return name[:-1]
    match = re.search(r"[^\W\d_]+$", name)
    if match is None:
        return name
    word = match[0].lower()
    one = singular(word)
    if one == word or word not in HEADS or one not in HEADS or not word.startswith(one[:-1]):
        return name
    stem = match[0][: len(one) - 1]
    return name[: match.start()] + stem + (one[-1] if match[0].islower() else _like(one[-1], match[0]))


def aliases(name: str, forms: Iterable[str]) -> tuple[str, ...]:
    """Every other form, white space folded, in order."""
    return tuple(sorted({" ".join(form.split()) for form in forms} - {name, ""}))


def _like(letter: str, word: str) -> str:
    return letter.upper() if word.isupper() else letter


def _first(counts: Counter[str]) -> str:
    return min(counts, key=lambda form: (-counts[form], form))
