"""Which names the collection knows to be one thing: known names, definitions, and spellings of one long form.

A concept is written as the key of its fullest name. Every link between two names rests on its own evidence,
and none is followed twice, so that no chain of likenesses can grow.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.forms import normal_form
from extractors.spelling import singular
from kg.linking.usages import PaperNames

# 'convolution' and 'convolutional' share all of the shorter word, 'transfer' and 'transformer' three quarters of it.
_SHARED_PREFIX = 0.8
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Clusters:
    """What the papers say of names, all together.

    Attributes:
        known: key of a form to the concepts that the gazetteer found under it, with the number of papers.
        expansions: key of a short form to the keys of its long forms, with the number of papers.
        words: key of a long form or a standard name to how it is written.
        gazetteer_ids: concept to the gazetteer's ids for it, with the number of papers.
        variants: key of a long form to the key of the form that it is a variant of.
        repaired: short and long form to the fuller long form of which the definition caught only some words.
    """

    known: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    expansions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    gazetteer_ids: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    variants: dict[str, str] = field(default_factory=dict)
    repaired: dict[tuple[str, str], str] = field(default_factory=dict)

    def long_concept(self, long: str) -> str:
        """The concept of a long form: what the gazetteer most often found it to be, else itself."""
        long = self.variants.get(long, long)
        return _most(self.known[long]) if long in self.known else long

    def expansion(self, short: str, long: str) -> str:
        """The concept that a paper means when it expands a short form so."""
        return self.long_concept(self.repaired.get((short, long), long))

    def senses(self, key: str) -> dict[str, int]:
        """The concepts that papers mean by a form, in order, with the number of papers that say so."""
        found: Counter[str] = Counter(self.known.get(key))
        for long, papers in self.expansions.get(key, {}).items():
            found[self.expansion(key, long)] += papers
        return {concept: found[concept] for concept in sorted(found)}

    def name(self, concept: str) -> str:
        """How a long form or standard name is mostly written."""
        return _most(self.words[concept]) if concept in self.words else concept


def known_concept(gazetteer_id: str) -> str:
    """The concept of a known name."""
    return normal_form(gazetteer_id.partition("/")[2])


def cluster(papers: Iterable[PaperNames]) -> Clusters:
    """Gather what the papers say of names."""
    clusters = Clusters()
    for paper in papers:
        for usage in paper.usages.values():
            if usage.known and usage.key not in paper.definitions:
                concept = known_concept(usage.known)
                clusters.known[usage.key][concept] += 1
                clusters.gazetteer_ids[concept][usage.known] += 1
                clusters.words[concept][usage.known.partition("/")[2]] += 1
        for short, (long, words) in paper.definitions.items():
            clusters.expansions[short][long] += 1
            clusters.words[long][words] += 1
    for short in sorted(clusters.expansions):
        _settle(clusters, short)
    return clusters


def _settle(clusters: Clusters, short: str) -> None:
    """Find the variants among the long forms of one short form, the best attested first."""
    longs = clusters.expansions[short]
    known = sorted(clusters.known.get(short, ()), key=lambda key: (-clusters.known[short][key], key))
    anchors = list(known)
    for long in sorted(longs, key=lambda key: (-longs[key], key)):
        words = clusters.name(long)
        match = next((a for a in anchors if a != long and same_words(words, clusters.name(a))), None)
        if match is None or match in clusters.variants or long in clusters.known:
            anchors.append(long)
        else:
            clusters.variants.setdefault(long, match)
    full = [long for long in anchors if initials_spell(short, clusters.name(long))]
    for long in anchors:
        if long not in full:
            whole = [other for other in full if leaves_out_words(clusters.name(other), clusters.name(long))]
            if len(whole) == 1:
                clusters.repaired[short, long] = whole[0]


def same_words(one: str, other: str) -> bool:
    """Whether two long forms have the same words, endings aside.

    >>> same_words("graph convolution network", "graph convolutional networks")
    True
    >>> same_words("semi-supervised learning", "self-supervised learning")
    False
    """
    ones, others = _split(one), _split(other)
    return len(ones) == len(others) > 1 and all(map(_alike, ones, others))


def initials_spell(short: str, words: str) -> bool:
    """Whether the initials of the words, small words left out or not, are the short form.

    >>> initials_spell("llm", "large language model"), initials_spell("llm", "language model")
    (True, False)
    """
    initials = "".join(word[0] for word in _split(words))
    content = "".join(word[0] for word in _split(words) if word not in ("of", "and", "the", "for", "with", "in", "to"))
    return short.casefold() in (initials, content)


def leaves_out_words(whole: str, part: str) -> bool:
    """Whether a long form is another one without some of its words, as 'convolutional network' is.

    >>> leaves_out_words("convolutional neural network", "convolutional networks")
    True
    """
    rest = iter(_split(whole))
    parts = _split(part)
    return 0 < len(parts) < len(_split(whole)) and all(any(_alike(word, other) for other in rest) for word in parts)


def _split(words: str) -> list[str]:
    return [singular(word) for word in _WORD.findall(words.casefold())]


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter[: max(3, math.ceil(_SHARED_PREFIX * len(shorter)))])


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))
