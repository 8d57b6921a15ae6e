"""What a sentence says of two entities: the `kg_relations` component.

Two readings. A pair of mentions is linked by the words between them ('X, a variant of Y'). And a sentence about
'we', 'our method' or 'it' speaks of the entity that the paper proposes, which it links to what it names.
Negated and hypothetical sentences state no link.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS
from extractors.schema import EntityType, Relation, Role, allowed
from extractors.sections import Section, sections_of
from extractors.sentences import with_borders
from extractors.tensor import has_network
from extractors.tokens import Tokens, tokens_of
from extractors.vectors import entity_vectors, relation_probabilities

# All patterns are for folded text.
# Words that undo what a sentence would else state.
_NEGATION = re.compile(
    r"\b(?:not|never|no|without|unlike|instead of|rather than|neither|nor|cannot|can't|doesn't|don't|isn't|"
    r"could be|might be|would be|may be|future work|avoid\w*|lacks?|fails? to|as opposed to)\b"
)
_ANAPHOR = re.compile(
    r"\b(?:we|our (?:[\w\-]+ ){0,3}\w+|it|the (?:proposed|resulting|new) (?:[\w\-]+ ){0,2}\w+|"
    r"this (?:method|approach|framework|algorithm|model))\b"
)
# Verbs that make what follows a part of what the sentence is about.
_TAKES_IN = re.compile(
    r"\b(?:us(?:e|es|ing)|leverag\w+|employ\w*|utili[sz]\w+|combin\w+|integrat\w+|incorporat\w+|unif\w+|"
    r"consist\w* of|compris\w+|built on|based on|equipped with|via|through|introduc\w+|adopt\w*|includ\w+)\b"
    r"[^.;]{0,60}$"
)
_TRAINS = re.compile(r"\b(?:pre-?|fine-?)?(?:train|tun)(?:s|ed|ing|e|es)?\b(?!.*\b(?:evaluat|test|report|measur))")
# Words that may stand before a name in its own phrase; a conjunction or preposition begins another phrase.
_MODS = r"(?:(?!(?:and|or|but|that|which|while|when|to|on|in|of|for|with|by|from|over|outperform\w*)\b)[\w\-]+ ){0,4}"
_DET = r"(?:a |an |the |our |this |these |its |their |several |various |both )?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words between two mentions that state a relation.

    Attributes:
        relation: what they state.
        words: matched over all of the folded text between the mentions.
        backward: the later mention is the subject.
        confidence: how often such words mean it.
    """

    relation: Relation
    words: re.Pattern[str]
    backward: bool
    confidence: float


def _pattern(relation: Relation, words: str, confidence: float, backward: bool = False) -> Pattern:
    return Pattern(relation, re.compile(words), backward, confidence)


PATTERNS = (
    _pattern(
        Relation.EXTENDS,
        rf"[,)]* (?:which |that )?(?:is |are )?{_DET}{_MODS}(?:variant|extension|generali[sz]ation|improvement|"
        rf"modification|adaptation|version|instantiation|relaxation)s? (?:of|to|on|over) {_DET}{_MODS}",
        0.8,
    ),
    _pattern(
        Relation.EXTENDS,
        r"[,)]* (?:which |that )?(?:extends?|generali[sz]es?|builds? (?:up)?on|built (?:up)?on|(?:is |"
        r"are )?based (?:up)?on|improves? (?:up)?on|modif(?:y|ies)|(?:is |are )?inspired by|(?:is |"
        rf"are )?derived from|augments?) {_DET}{_MODS}",
        0.7,
    ),
    _pattern(Relation.IS_A, r"[,)]* (?:which |that )?(?:is|are) (?:a|an|one of the|one) (?:[\w\-]+ ){0,6}", 0.6),
    _pattern(Relation.IS_A, r"[)]*, (?:a|an) (?:[\w\-]+ ){0,5}", 0.5),
    _pattern(
        Relation.IS_A,
        r"s?[,)]* (?:\w+ )?(?:such as|including|like|e\.g\.,?|\(e\.g\.,?) (?:the )?",
        0.7, backward=True,
    ),
    _pattern(
        Relation.COMPARED_WITH,
        rf"[,)]* (?:\w+ ){{0,3}}(?:outperforms?|surpass(?:es)?|beats?|exceeds?|compared? (?:\w+ )?(?:to|with|"
        rf"against)|versus|vs\.?|is (?:better|faster|more \w+) than|over|improves? (?:up)?on) {_DET}{_MODS}",
        0.7,
    ),
    _pattern(
        Relation.TRAINED_ON,
        rf"[,)]* (?:\w+ ){{0,3}}(?:pre-?)?(?:trained|fine-?tuned|learned) (?:on|with|from) {_DET}{_MODS}",
        0.8,
    ),
    _pattern(
        Relation.EVALUATED_ON,
        rf"[,)]* (?:\w+ ){{0,3}}(?:evaluated|tested|validated|benchmarked|results?|performance|"
        rf"experiments?)? ?on {_DET}{_MODS}",
        0.7,
    ),
    _pattern(
        Relation.MEASURED_BY,
        rf"[,)]* (?:\w+ ){{0,5}}(?:in terms of|as measured by|measured (?:by|in)|under|with|achieves?|attains?|"
        rf"reaches?|improves?|reduces?|in) {_DET}(?:[\w\-.%]+ ){{0,5}}",
        0.5,
    ),
    _pattern(Relation.BENCHMARK_FOR, rf"[,)]* (?:is |are )?{_DET}{_MODS}(?:for|on|of) {_DET}{_MODS}", 0.6),
    _pattern(
        Relation.APPLIED_TO,
        rf"[,)]* (?:\w+ ){{0,3}}(?:for|to (?:solve|address|tackle|improve|perform|enable|accelerate)|applied to|"
        rf"solves?|addresses|tackles|in) {_DET}{_MODS}",
        0.6,
    ),
    _pattern(
        Relation.PART_OF,
        rf"[,)]* (?:\w+ ){{0,2}}(?:consists? of|comprises?|contains?|combines?|integrates?|incorporates?|uses?|"
        r"using|employs?|leverages?|utili[sz]es?|via|equipped with|composed of|unif(?:y|ies)|which uses|"
        rf"that uses) {_DET}{_MODS}",
        0.5, backward=True,
    ),
    _pattern(
        Relation.PART_OF,
        r"[,)]* (?:is |are )?(?:integrated|incorporated|embedded|used|plugged|built) (?:in|into|within|inside) "
        rf"{_DET}{_MODS}",
        0.5,
    ),
    _pattern(Relation.PART_OF, r"-based (?:[\w\-]+ ){0,2}", 0.5),
    _pattern(
        Relation.SUBTASK_OF,
        r", (?:a|an) (?:[\w\-]+ ){0,3}(?:sub-?task|special case|instance|subproblem|component) (?:of|in) (?:the )?",
        0.7,
    ),
)  # fmt: skip
_NUMBERS = {entity_type: number for number, entity_type in enumerate(EntityType)}
_ALLOWED = np.array(
    [[[float(allowed(a, relation, b)) for relation in Relation] for b in EntityType] for a in EntityType],
    dtype=np.float32,
)
_GAP_LIMIT = 90
# How likely the network must find a link: the threshold with the best F1 on papers held out of its training
# (`training/decisions.py` logs them).
_CERTAIN = 0.5
# How much a pattern that states the link adds; a guess that no measurement has set yet.
_STATED_BONUS = 0.25
# A pattern as plain as that ('X, a variant of Y') states the link whatever the network sees.
_PLAIN = 0.7
# Characters before the first of two mentions in which a word undoes what comes.
_BEFORE = 30
# What a sentence about the proposed entity implies is less sure than what its words state.
_OWN_CONFIDENCE = 0.5


@Language.factory(
    "kg_relations",
    requires=["doc.sents", "doc.spans", "doc._.kg_entities", "doc._.kg_roles"],
    assigns=["doc._.kg_relations"],
)
def make_relations(nlp: Language, name: str) -> "Relations":
    """The component under its spaCy name; it has no settings."""
    return Relations()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two mentions, by their places in `doc.spans["kg_mentions"]`; the cue is in tokens."""

    subject: int
    relation: Relation
    object: int
    cue_start: int
    cue_end: int
    confidence: float


class Relations:
    """Fills `doc._.kg_relations`: (subject, relation, object, cue start, cue end, confidence) for each link."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of a doc; rules give two entities one relation, the surest."""
        mentions = list(doc.spans.get(SPANS["mentions"], ()))
        entities = [entity for entity, _ in doc._.kg_entities]
        tokens = tokens_of(with_borders(doc))
        best: dict[frozenset[int], Link] = {}
        for link in (*pair_links(tokens, mentions), *own_links(doc, tokens, mentions, entities)):
            subject, object = entities[link.subject], entities[link.object]
            pair = frozenset((subject, object))
            if subject != object and (pair not in best or best[pair].confidence < link.confidence):
                best[pair] = link
        links = list(best.values())
        if mentions and has_network(doc):
            links = seen_links(doc, tokens, mentions, entities, links)
        ordered = sorted(links, key=lambda k: (k.cue_start, k.cue_end, k.subject, k.object, k.relation))
        doc._.kg_relations = [
            (link.subject, str(link.relation), link.object, link.cue_start, link.cue_end, link.confidence)
            for link in ordered
        ]
        return doc


def seen_links(
    doc: Doc, tokens: Tokens, mentions: list[Span], entities: list[int], stated: Iterable[Link]
) -> list[Link]:
    """The links that the network is sure of; what a pattern states too needs less of its certainty.

    Args:
        doc: read by `kg_tagger`.
        tokens: those of the doc.
        mentions: of the doc.
        entities: the entity of each mention.
        stated: links that patterns found.
    """
    places: dict[int, list[int]] = {}
    for number, entity in enumerate(entities):
        places.setdefault(entity, []).append(number)
    names = list(places)
    spans = [[(mentions[k].start, mentions[k].end) for k in numbers] for numbers in places.values()]
    types = [EntityType(mentions[numbers[0]].label_) for numbers in places.values()]
    roles = [Role(doc._.kg_roles[numbers[0]][0]) for numbers in places.values()]
    likely = relation_probabilities(doc, spans, entity_vectors(doc, spans), types, roles)
    order = list(Relation)
    values = likely[:, :, 1:] * _allowed_mask(types)
    rules = {}
    for rule in stated:
        subject, object = names.index(entities[rule.subject]), names.index(entities[rule.object])
        at = subject, object, order.index(rule.relation)
        rules[at] = rule
        values[at] += _STATED_BONUS
        if rule.confidence >= _PLAIN:
            values[at] = max(values[at], rule.confidence)
    compared = order.index(Relation.COMPARED_WITH)
    # That two things are compared says nothing of how they are made: it may stand beside another relation.
    readings = [[compared], [number for number in range(len(order)) if number != compared]]
    links: list[Link] = []
    for (a, b), numbers in product(combinations(range(len(names)), 2), readings):
        subject, object = max((a, b), (b, a), key=lambda pair: values[pair][numbers].max())
        number = numbers[int(values[subject, object][numbers].argmax())]
        certain, relation = float(values[subject, object, number]), order[number]
        if certain < _CERTAIN:
            continue
        sure = round(min(certain, 0.95), 4)
        if (subject, object, number) in rules:
            links.append(replace(rules[subject, object, number], confidence=sure))
            continue
        x, y = _closest(tokens, mentions, places[names[subject]], places[names[object]])
        if not _denied(tokens, mentions[x], mentions[y]):
            links.append(Link(x, relation, y, *_cue(tokens, mentions[x], mentions[y]), sure))
    return links


def _denied(tokens: Tokens, one: Span, other: Span) -> bool:
    """Whether the words before and between two mentions of one sentence undo what it would else state."""
    first, second = sorted((one, other), key=lambda span: span.start)
    begin, end = tokens.sentence(first.start)
    if not begin <= second.start < end:
        return False
    start = max(tokens.starts[begin], tokens.starts[first.start] - _BEFORE)
    return _NEGATION.search(tokens.folded[start : tokens.starts[second.start]]) is not None


def _allowed_mask(types: list[EntityType]) -> np.ndarray:
    """1 where the schema allows a relation between two entities, else 0, (entities, entities, 10)."""
    table = _ALLOWED[[_NUMBERS[t] for t in types]]
    return table[:, [_NUMBERS[t] for t in types]]


def _closest(tokens: Tokens, mentions: list[Span], subjects: list[int], objects: list[int]) -> tuple[int, int]:
    """The mentions of two entities that stand in one sentence, else those next to each other."""

    def distance(pair: tuple[int, int]) -> tuple[bool, int, tuple[int, int]]:
        x, y = mentions[pair[0]], mentions[pair[1]]
        return not _together(tokens, x, y), abs(x.start - y.start), pair

    return min(((x, y) for x in subjects for y in objects), key=distance)


def _cue(tokens: Tokens, subject: Span, object: Span) -> tuple[int, int]:
    """The tokens that state a link: both mentions and what stands between, or the object's when they part."""
    if _together(tokens, subject, object):
        return min(subject.start, object.start), max(subject.end, object.end)
    return object.start, object.end


def _together(tokens: Tokens, one: Span, other: Span) -> bool:
    return tokens.numbers[one.start] == tokens.numbers[other.start]


def pair_links(tokens: Tokens, mentions: list[Span]) -> Iterator[Link]:
    """The links that the words between two mentions of one sentence state."""
    types = [EntityType(mention.label_) for mention in mentions]
    starts = [tokens.starts[mention.start] for mention in mentions]
    ends = [tokens.ends[mention.end - 1] for mention in mentions]
    for a, first in enumerate(mentions):
        sentence_start = tokens.starts[tokens.sentence(first.start)[0]]
        for b in range(a + 1, min(a + 6, len(mentions))):
            if starts[b] - ends[a] > _GAP_LIMIT or not _together(tokens, first, mentions[b]):
                break
            between = tokens.folded[ends[a] : starts[b]]
            pattern = next((p for p in _patterns(types[a], types[b]) if p.words.fullmatch(between)), None)
            if pattern is None or _NEGATION.search(tokens.folded[max(sentence_start, starts[a] - _BEFORE) : starts[b]]):
                continue
            relation = _of_data(pattern.relation, tokens.folded[sentence_start : starts[b]])
            subject, object = (b, a) if pattern.backward else (a, b)
            yield Link(subject, relation, object, first.start, mentions[b].end, pattern.confidence)


@cache
def _patterns(first: EntityType, second: EntityType) -> tuple[Pattern, ...]:
    """The patterns that may link two types, the earlier mention's first."""
    return tuple(
        pattern
        for pattern in PATTERNS
        if (allowed(second, pattern.relation, first) if pattern.backward else allowed(first, pattern.relation, second))
    )


def _of_data(relation: Relation, clause: str) -> Relation:
    """'We train X on Y' tells what X learns from, not what it is tested on."""
    return Relation.TRAINED_ON if relation is Relation.EVALUATED_ON and _TRAINS.search(clause) else relation


def own_links(doc: Doc, tokens: Tokens, mentions: list[Span], entities: list[int]) -> Iterator[Link]:
    """The links of the proposed entity with what the sentences about it name."""
    roles = [Role(role) for role, _ in doc._.kg_roles]
    own = _proposed(mentions, entities, roles)
    if own is None:
        return
    where = sections_of(tokens, doc._.kg_title_end)
    speaking: dict[tuple[int, int], int | None] = {}
    for k, mention in enumerate(mentions):
        sentence = tokens.sentence(mention.start)
        section = where[sentence[0]]
        if entities[k] == entities[own] or section is Section.BACKGROUND:
            continue
        relation = _own_relation(EntityType(mentions[own].label_), EntityType(mention.label_), roles[k])
        if relation is None:
            continue
        if sentence not in speaking:
            named = (m.start for m, entity in zip(mentions, entities, strict=True) if entity == entities[own])
            speaking[sentence] = _speaks_of_own(tokens, sentence, named, section)
        start = speaking[sentence]
        text = tokens.folded[tokens.starts[sentence[0]] : tokens.starts[mention.start]]
        if start is None or _NEGATION.search(text[-60:]):
            continue
        if relation is Relation.PART_OF and not _TAKES_IN.search(text[-90:]):
            continue
        relation = _of_data(relation, text)
        subject, object = (k, own) if relation is Relation.PART_OF else (own, k)
        cue = sorted((start, mention.start, mention.end))
        yield Link(subject, relation, object, cue[0], cue[-1], _OWN_CONFIDENCE)


def _proposed(mentions: list[Span], entities: list[int], roles: list[Role]) -> int | None:
    """The mention of what the paper proposes: the entity named most often, the first one in case of a tie."""
    proposed = [k for k, role in enumerate(roles) if role is Role.PROPOSES]
    if not proposed:
        return None
    counts = {k: entities.count(entities[k]) for k in proposed}
    return max(proposed, key=lambda k: (counts[k], -k))


def _own_relation(own: EntityType, other: EntityType, role: Role) -> Relation | None:
    """The relation that a role of the other entity makes likely, if the schema allows it."""
    if role is Role.COMPARES_WITH:
        relation = Relation.COMPARED_WITH
    elif other is EntityType.METRIC and role is Role.EVALUATES_ON:
        relation = Relation.MEASURED_BY
    elif other in (EntityType.DATASET, EntityType.BENCHMARK):
        relation = Relation.EVALUATED_ON if role is Role.EVALUATES_ON else Relation.TRAINED_ON
    elif other is EntityType.TASK and role in (Role.EVALUATES_ON, Role.STUDIES):
        relation = Relation.BENCHMARK_FOR if own in (EntityType.DATASET, EntityType.BENCHMARK) else Relation.APPLIED_TO
    elif other is EntityType.METHOD and role is Role.USES:
        relation = Relation.PART_OF
    else:
        return None
    ends = (other, own) if relation is Relation.PART_OF else (own, other)
    return relation if allowed(ends[0], relation, ends[1]) else None


def _speaks_of_own(tokens: Tokens, sentence: tuple[int, int], named: Iterable[int], section: Section) -> int | None:
    """The token of a sentence that stands for the proposed entity: its name, else 'we', 'our method', 'it'."""
    first, last = sentence
    name = next((start for start in named if first <= start < last), None)
    if name is not None or section is Section.TITLE:
        return name
    anaphor = _ANAPHOR.search(tokens.folded[tokens.starts[first] : tokens.ends[last - 1]])
    return bisect_right(tokens.ends, tokens.starts[first] + anaphor.start()) if anaphor else None
