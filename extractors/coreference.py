"""Which mentions of a paper are one thing: the `kg_coreference` component.

Spellings of one name share a key (`forms.normal_form`) and a defined short form is its long form. What a paper calls
now by one description, now by another ('Monte Carlo tree search', 'the tree search') is decided by a small network
trained on annotated papers. Every name is linked to one other name on its own evidence, so that no chain of
likenesses can grow.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS
from extractors.forms import HEAD_NOUNS, may_be_name, normal_word
from extractors.resolve import group_keys, grouped
from extractors.schema import EntityType, kind
from extractors.sentences import with_borders
from extractors.spelling import singular
from extractors.tensor import has_network
from extractors.tokens import Tokens, tokens_of
from extractors.vectors import entity_vectors
from extractors.weights import weights

# A pair is one thing when the network says so with this probability.
THRESHOLD = 0.5
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("a an the of for in on with and or to by from via under over between as".split())
_POINTING = frozenset("the this that these those our its their such said".split())
# Words that say what a thing is, or praise it, and seldom make it another one.
_SAYS_KIND = frozenset(HEAD_NOUNS) | frozenset(
    "step strategy module mechanism system paradigm setting scenario process component pipeline scheme solver policy "
    "function layer agent class family formulation estimator technology tool theory analysis".split()
)
_SAYS_LITTLE = frozenset(
    "novel new proposed general generic standard classical classic traditional conventional basic simple efficient "
    "modern popular existing original typical underlying full complete resulting".split()
)
# An enumeration makes its members anew at each walk over it.
_TYPES = tuple(EntityType)
_STEM = 5
# A confidence of 1 marks what needed no decision.
_NEVER_CERTAIN = 0.9999
_FAR = 200


@dataclass(frozen=True, slots=True)
class Name:
    """The mentions of a doc that share a key.

    Attributes:
        key: the key.
        mentions: in text order.
        text: the longest of their forms.
        words: its words, singular and in American spelling; defined short forms are written out, small words left out.
        stems: the beginnings of these words.
        sentences: the first tokens of the sentences around its mentions.
    """

    key: str
    mentions: tuple[Span, ...]
    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    sentences: frozenset[int]


@Language.factory("kg_coreference", requires=["doc.sents", "doc.spans"], assigns=["doc._.kg_entities"])
def make_coreference(nlp: Language, name: str) -> "Coreference":
    """The component under its spaCy name; it has no settings."""
    return Coreference()


class Coreference:
    """Fills `doc._.kg_entities`: (entity, confidence) for each span of `doc.spans["kg_mentions"]`.

    The entity is the number of the first mention under the name that stands for it; the confidence is that of the link
    to this name, 1 where there was nothing to decide.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Decide for the mentions of a doc."""
        mentions = list(doc.spans.get(SPANS["mentions"], ()))
        names = gather(with_borders(doc), mentions)
        full = resolve(names, probabilities(doc, names))
        numbers = {mention.start: k for k, mention in enumerate(mentions)}
        rows: list[tuple[int, float]] = [(0, 1.0)] * len(mentions)
        for name, (target, confidence) in zip(names, full, strict=True):
            for mention in name.mentions:
                rows[numbers[mention.start]] = numbers[names[target].mentions[0].start], confidence
        doc._.kg_entities = rows
        return doc


def gather(doc: Doc, mentions: Sequence[Span]) -> list[Name]:
    """The names of a doc, in the order of their first mention."""
    groups = grouped(mentions, group_keys(doc, [(m.start, m.end) for m in mentions]))
    tokens = tokens_of(doc)
    written_out = {tokens.stretch(a, b): tokens.stretch(c, d) for a, b, c, d in doc._.kg_definitions}
    return [_name(key, group, written_out, tokens) for key, group in groups.items()]


def _name(key: str, mentions: Sequence[Span], written_out: dict[str, str], tokens: Tokens) -> Name:
    forms = [tokens.stretch(m.start, m.end) for m in mentions]
    text = max((written_out.get(form, form) for form in forms), key=len)
    long = " ".join(written_out.get(part, part) for part in re.split(r"[\s-]+", text))
    words = tuple(
        singular(normal_word(word.lower())) for word in _WORD.findall(long) if word.lower() not in _SMALL
    ) or (text.lower(),)
    stems = frozenset(word[:_STEM] for word in words)
    return Name(key, tuple(mentions), text, words, stems, frozenset(tokens.sentence(m.start)[0] for m in mentions))


def may_be_one(one: Name, other: Name) -> bool:
    """Whether two names can be one thing at all: their words have a stem in common, or one has the other's initials."""
    return not one.stems.isdisjoint(other.stems) or _spells(one, other) or _spells(other, one)


def _spells(short: Name, full: Name) -> bool:
    """Whether the capitals of a name are the initials of another one: 'ORN', 'Oriented Response Networks'."""
    letters = [letter for letter in short.text if letter.isupper()]
    initials = [word[0].upper() for word in full.words]
    return len(letters) > 1 and " " not in short.text and letters == initials


def ordered(one: Name, other: Name) -> tuple[Name, Name]:
    """The shorter name of the two, then the fuller one; of equals the later one counts as shorter."""
    return (other, one) if (len(one.words), len(one.text)) >= (len(other.words), len(other.text)) else (one, other)


def features(names: Sequence[Name], short: Name, full: Name) -> list[float]:
    """What speaks for and against two names of a doc being one thing."""
    ours, theirs = set(short.words), set(full.words)
    extra = [word for word in full.words if word not in ours]
    missing = [word for word in short.words if word not in theirs]
    leads = full.words[: len(short.words)] == short.words
    ends = full.words[-len(short.words) :] == short.words
    rivals = [n for n in names if n is not short and n is not full]
    gap, together = _nearness(short, full)
    label = EntityType(short.mentions[0].label_)
    title = [{start == 0 for start in name.sentences} for name in (short, full)]
    digits = [set(re.findall(r"\d+", name.text)) for name in (short, full)]
    return [
        len(ours & theirs) / len(ours | theirs),
        len(short.stems & full.stems) / len(short.stems | full.stems),
        float(short.stems <= full.stems),
        float(short.stems == full.stems),
        float(not missing),
        float(leads),
        float(ends),
        float(short.words[-1] == full.words[-1]),
        float(short.words[-1][:_STEM] == full.words[-1][:_STEM]),
        float(short.words[0] == full.words[0]),
        float(bool(extra) and all(word in _SAYS_KIND for word in extra)),
        float(bool(extra) and all(word in _SAYS_LITTLE for word in extra)),
        float(any(word in _SAYS_KIND for word in missing)),
        min(len(extra), 4.0),
        min(len(missing), 4.0),
        min(len(short.words), 5.0),
        SequenceMatcher(None, short.key, full.key).ratio(),
        float(digits[0] != digits[1]),
        float(may_be_name(short.text)),
        float(may_be_name(full.text)),
        float(True in title[0]),
        float(True in title[1]),
        float(False not in title[0]),
        float(False not in title[1]),
        float(full.mentions[0].start < short.mentions[0].start),
        float(any(_points(mention) for mention in short.mentions)),
        math.log1p(gap),
        float(together),
        math.log(len(short.mentions)),
        math.log(len(full.mentions)),
        min(sum(n.words[-1] == short.words[-1] for n in rivals), 4.0),
        min(sum(ours <= set(n.words) for n in rivals), 4.0),
        min(sum(set(n.words) <= theirs for n in rivals), 4.0),
        float(short.mentions[0].label_ == full.mentions[0].label_),
        float(kind(label) == kind(EntityType(full.mentions[0].label_))),
        float(_spells(short, full)),
        *(float(label is t) for t in _TYPES),
        float(any(m.kb_id_ for m in short.mentions)),
        float(any(m.kb_id_ for m in full.mentions)),
    ]


def _nearness(one: Name, other: Name) -> tuple[int, bool]:
    """Tokens between the closest mentions of two names, and whether a sentence has both."""
    gap = min(max(a.start - b.end, b.start - a.end) for a in one.mentions for b in other.mentions)
    return min(max(gap, 0), _FAR), not one.sentences.isdisjoint(other.sentences)


def _points(mention: Span) -> bool:
    return mention.start > 0 and mention.doc[mention.start - 1].lower_ in _POINTING


def pairs(names: Sequence[Name]) -> list[tuple[int, int]]:
    """The pairs that may be one thing, the shorter name first, as places in the list."""
    places = {id(name): k for k, name in enumerate(names)}
    return [
        (places[id(short)], places[id(full)])
        for k, one in enumerate(names)
        for other in names[k + 1 :]
        if may_be_one(one, other)
        for short, full in (ordered(one, other),)
    ]


def _adds_kind(short: Name, full: Name) -> bool:
    ours, theirs = set(short.words), set(full.words)
    return ours < theirs and all(word in _SAYS_KIND or word in _SAYS_LITTLE for word in theirs - ours)


def table(doc: Doc, names: Sequence[Name], wanted: Sequence[tuple[int, int]]) -> np.ndarray:
    """The features of pairs, (pairs, features); more of them when the network has read the doc."""
    rows = np.array([features(names, names[a], names[b]) for a, b in wanted], dtype=np.float32)
    if not has_network(doc):
        return rows
    vectors = entity_vectors(doc, [[(m.start, m.end) for m in name.mentions] for name in names])
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, 0.0)
    ranks = (likeness[:, :, None] < likeness[:, None, :]).sum(axis=2)
    seen = [(likeness[a, b], min(ranks[a, b], 4), min(ranks[b, a], 4)) for a, b in wanted]
    return np.concatenate([rows, np.array(seen, dtype=np.float32)], axis=1)


def probabilities(doc: Doc, names: Sequence[Name]) -> dict[tuple[int, int], float]:
    """How likely each pair that may be one thing is."""
    wanted = pairs(names)
    if not wanted:
        return {}
    name = "coreference-accurate" if has_network(doc) else "coreference-fast"
    scores = weights(name).scores(table(doc, names, wanted))[:, 0]
    return {pair: float(value) for pair, value in zip(wanted, 1.0 / (1.0 + np.exp(-scores)), strict=True)}


def resolve(names: Sequence[Name], likely: dict[tuple[int, int], float]) -> list[tuple[int, float]]:
    """For each name the one that it is another name of, itself where there is none, and how sure that is.

    The surest pairs come first. A name that others were linked to is not linked to a third one. The fuller name
    stands for both, unless all that it adds is what kind of thing it is ('curriculum learning strategy').
    """
    found = {k: (k, 1.0) for k in range(len(names))}
    targets: set[int] = set()
    for (short, full), value in sorted(likely.items(), key=lambda item: (-item[1], item[0])):
        name, target = (full, short) if _adds_kind(names[short], names[full]) else (short, full)
        if value >= THRESHOLD and found[name][0] == name and found[target][0] == target and name not in targets:
            found[name] = target, min(round(value, 4), _NEVER_CERTAIN)
            targets.add(target)
    return [found[k] for k in range(len(names))]
