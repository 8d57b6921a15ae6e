"""How a paper stands to each entity that it names: the `kg_roles` component.

Every mention gives points to roles, from the words before and after it, the section it stands in and its type.
A small trained network weighs the points of all mentions of an entity, and what `kg_tagger` saw where it ran.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS
from extractors.resolve import grouped
from extractors.schema import EntityType, Role
from extractors.sections import Section, sections_of
from extractors.sentences import with_borders
from extractors.tensor import has_network
from extractors.tokens import Tokens, tokens_of
from extractors.vectors import entity_vectors, role_probabilities
from extractors.weights import softmax, weights

_METHODS = frozenset({EntityType.METHOD, EntityType.MODEL, EntityType.TOOL})
_DATA = frozenset({EntityType.DATASET, EntityType.BENCHMARK})
_ANY = frozenset(EntityType)
# An enumeration makes its members anew at each walk over it.
_ROLES, _TYPES, _SECTIONS = tuple(Role), tuple(EntityType), tuple(Section)
# Up to seven words may stand between a verb and the name that it governs: 'we propose a simple and fast X'.
_GAP = r"(?:[^\s,;:.()]+[ -]){0,7}[\"'(]?$"
# As far as the head of the object: what stands behind a preposition is not what is proposed.
_OBJECT = (
    r"(?:(?!(?:for|to|of|in|on|with|using|based|that|which|by|via|from|and|as|into|under|towards?|between|where|when)"
    r"\b)[^\s,;:.()]+[ -]){0,6}[\"'(]?$"
)
_LIST = r"(?:[^.;:]{0,90})$"


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern beside a mention that speaks for a role.

    Attributes:
        role: the role.
        weight: points.
        types: entity types that it applies to.
        pattern: searched in the sentence before the mention, or after it, in folded text.
        after: the pattern is matched at the start of what follows.
    """

    role: Role
    weight: float
    types: frozenset[EntityType]
    pattern: re.Pattern[str]
    after: bool = False


def _cue(role: Role, weight: float, types: frozenset[EntityType], pattern: str, after: bool = False) -> Cue:
    return Cue(role, weight, types, re.compile(pattern), after)


_PROPOSE_VERB = r"(?:propos|present|introduc|develop|design|devis|contribut|releas|construct|creat|formulat|coin)\w*"
CUES = (
    _cue(
        Role.PROPOSES, 4, _ANY - {EntityType.TASK},
        rf"\b(?:we|paper|work|article|study|authors?)\b[^.;]{{0,60}}\b{_PROPOSE_VERB} {_OBJECT}",
    ),
    _cue(
        Role.PROPOSES, 4, _ANY,
        r"\b(?:called|named|dubbed|termed|coined|abbreviated as|refer(?:red)? to (?:\w+ )?as|which we call|"
        r"we call (?:\w+ ){0,3}) ?(?:the |our )?[\"'(]*$",
    ),
    _cue(
        Role.PROPOSES, 3, _METHODS | _DATA,
        r"\b(?:our|the proposed|proposed|our proposed|our novel|our new|a novel|a new)(?: (?:novel|new|method|"
        r"approach|algorithm|framework|model|system|dataset|benchmark))?,? [\"'(]*$",
    ),
    _cue(
        Role.PROPOSES, 2, _METHODS | _DATA,
        r"^[\"')]* (?:is|are) (?:proposed|presented|introduced|developed)\b",
        after=True,
    ),
    _cue(
        Role.PROPOSES, 2, _METHODS | _DATA,
        r"^[\"')]*,? (?:a|an|the first) (?:[\w\-]+ ){0,4}(?:framework|method|approach|algorithm|model|dataset|"
        r"benchmark|system|architecture|technique|library|toolkit|network|corpus)\b",
        after=True,
    ),
    _cue(
        Role.COMPARES_WITH, 4, _METHODS,
        rf"\b(?:outperform\w*|surpass\w*|exceed\w*|beat(?:s|ing)?|compar(?:ed?|ing|ison)\w*(?: \w+){{0,3}} (?:to|"
        r"with|against|of)|superior (?:performance )?(?:to|over)|better than|(?:more|less|fewer|faster|higher|"
        rf"lower|larger|smaller)(?: \w+){{0,3}} than|than|over|against|versus|vs\.?|baselines?(?:,)? (?:such as|"
        r"like|including)|relative to|improv\w+ (?:on|over|upon)|in contrast (?:to|with)|unlike|competitive with|"
        rf"as opposed to|alternatives? to) {_LIST}",
    ),
    _cue(Role.COMPARES_WITH, 2, _METHODS, r"^[^.;,]{0,30}\b(?:baselines?|counterparts?|competitors?)\b", after=True),
    _cue(
        Role.USES, 2.5, _ANY,
        r"\b(?:us(?:e|es|ed|ing)|leverag\w+|employ\w*|utili[sz]\w+|adopt\w*|appl(?:y|ies|ied|ying)|by means of|"
        r"incorporat\w+|combin\w+|integrat\w+|exploit\w*|built (?:on|upon)|builds? (?:on|upon)|based (?:on|upon)|"
        r"adapt\w*|draw\w* on|rel(?:y|ies|ying) on|equipped with|powered by|inspired by|via|through|with|by|"
        rf"extend\w*|implement\w*) {_GAP}",
    ),
    _cue(Role.USES, 3, _DATA, rf"\b(?:pre-?)?(?:train|fine-?tun|learn)\w*(?: \w+){{0,6}} (?:on|with|from) {_GAP}"),
    _cue(Role.USES, 2, _METHODS, r"^ ?-(?:based|driven|guided|style|powered)\b", after=True),
    _cue(
        Role.EVALUATES_ON, 3, _ANY - _METHODS,
        r"\b(?:evaluat\w*|experiments?|test(?:ed|s|ing)?|benchmark\w*|validat\w*|results?|performance|"
        rf"state-of-the-art|assess\w*|measur\w*|demonstrat\w*|verif\w*|achiev\w*|improv\w*)\b[^.;]{{0,80}}\b(?:on|"
        rf"in|by|using|of|for|across|over|with|terms of) {_LIST}",
    ),
    _cue(
        Role.STUDIES, 3, _ANY,
        r"\b(?:stud(?:y|ies|ied|ying)|analy[sz]\w*|investigat\w*|examin\w*|understand\w*|survey\w*|revisit\w*|"
        r"characteri[sz]\w*|explor\w*|review\w*|rethink\w*|consider\w*|theory of|analysis of|convergence of|"
        rf"address\w*|tackl\w*|problem of|solv\w*) {_GAP}",
    ),
    _cue(
        Role.STUDIES, 1, _METHODS,
        r"^ (?:is|are) (?:a|an|one|widely|commonly|often|known|powerful|popular)\b",
        after=True,
    ),
)  # fmt: skip
_CUES_OF = {entity_type: tuple(cue for cue in CUES if entity_type in cue.types) for entity_type in EntityType}

_SECTION_PRIOR: dict[Section, dict[EntityType, tuple[Role, float]]] = {
    Section.TITLE: {
        EntityType.METHOD: (Role.STUDIES, 1.5), EntityType.MODEL: (Role.STUDIES, 1.5),
        EntityType.TASK: (Role.EVALUATES_ON, 1.5), EntityType.DATASET: (Role.USES, 1.5),
        EntityType.BENCHMARK: (Role.PROPOSES, 1.5), EntityType.METRIC: (Role.STUDIES, 2),
        EntityType.TOOL: (Role.USES, 2),
    },
    Section.BACKGROUND: {
        EntityType.METHOD: (Role.MENTIONS, 1.2), EntityType.MODEL: (Role.MENTIONS, 1.2),
        EntityType.TASK: (Role.MENTIONS, 1.2), EntityType.DATASET: (Role.MENTIONS, 1.2),
        EntityType.BENCHMARK: (Role.MENTIONS, 1.2), EntityType.METRIC: (Role.MENTIONS, 1.2),
        EntityType.TOOL: (Role.MENTIONS, 1.2),
    },
    Section.CONTRIBUTION: {
        EntityType.METHOD: (Role.USES, 1.5), EntityType.MODEL: (Role.USES, 1.5),
        EntityType.TASK: (Role.EVALUATES_ON, 1.2),
        EntityType.DATASET: (Role.EVALUATES_ON, 1.5), EntityType.BENCHMARK: (Role.EVALUATES_ON, 1.5),
        EntityType.METRIC: (Role.EVALUATES_ON, 1.5), EntityType.TOOL: (Role.USES, 2),
    },
    Section.RESULTS: {
        EntityType.METHOD: (Role.USES, 1.0), EntityType.MODEL: (Role.USES, 1.0),
        EntityType.TASK: (Role.EVALUATES_ON, 2),
        EntityType.DATASET: (Role.EVALUATES_ON, 2.5), EntityType.BENCHMARK: (Role.EVALUATES_ON, 2.5),
        EntityType.METRIC: (Role.EVALUATES_ON, 2.5), EntityType.TOOL: (Role.USES, 2),
    },
}  # fmt: skip
# A name before the colon of a title is what the paper brings.
_TITLE_NAME = (Role.PROPOSES, 6.0)
# What the gazetteer knows is seldom what a paper proposes.
_KNOWN_IS_NEW = 0.5


@Language.factory("kg_roles", requires=["doc.sents", "doc.spans", "doc._.kg_entities"], assigns=["doc._.kg_roles"])
def make_roles(nlp: Language, name: str) -> "Roles":
    """The component under its spaCy name; it has no settings."""
    return Roles()


class Roles:
    """Fills `doc._.kg_roles`: one (role, confidence) for each span of `doc.spans["kg_mentions"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Decide the roles of a doc; a mention's confidence is the probability of its entity's role."""
        mentions = list(doc.spans.get(SPANS["mentions"], ()))
        entities = [entity for entity, _ in doc._.kg_entities]
        groups = grouped(mentions, entities)
        decided: dict[int, tuple[str, float]] = {}
        if groups:
            likely = probabilities(with_borders(doc), list(groups.values()))
            for entity, row in zip(groups, likely, strict=True):
                best = int(np.argmax(row))
                decided[entity] = str(_ROLES[best]), round(float(row[best]), 4)
        doc._.kg_roles = [decided[entity] for entity in entities]
        return doc


def probabilities(doc: Doc, groups: Sequence[Sequence[Span]]) -> np.ndarray:
    """The probability of each role for each entity, (entities, 6), roles in the order of the schema."""
    name = "roles-accurate" if has_network(doc) else "roles-fast"
    return softmax(weights(name).scores(features(doc, groups)))


def features(doc: Doc, groups: Sequence[Sequence[Span]]) -> np.ndarray:
    """A row of numbers for each entity; more of them when the network has read the doc."""
    tokens = tokens_of(doc)
    where = sections_of(tokens, doc._.kg_title_end)
    most = max(len(group) for group in groups)
    rows = []
    for group in groups:
        points = dict.fromkeys(_ROLES, 0.0)
        seen = dict.fromkeys(_SECTIONS, 0)
        for mention in group:
            section = where[tokens.sentence(mention.start)[0]]
            seen[section] += 1
            for role, weight in score(tokens, mention, section):
                points[role] = max(points[role], weight) + 0.25 * min(points[role], weight)
        first = group[0]
        words, label = tokens.stretch(first.start, first.end), first.label_
        rows.append(
            [
                *points.values(),
                *(float(label == t) for t in _TYPES),
                *(min(count, 3) for count in seen.values()),
                len(group) / most,
                float(any(mention.kb_id_ for mention in group)),
                float(words != words.lower()),
                first.start / len(doc),
            ]
        )
    table = np.array(rows, dtype=np.float32)
    if not has_network(doc):
        return table
    vectors = entity_vectors(doc, [[(m.start, m.end) for m in group] for group in groups])
    return np.concatenate([table, np.log(role_probabilities(doc, vectors) + 1e-4)], axis=1)


def score(tokens: Tokens, mention: Span, section: Section) -> list[tuple[Role, float]]:
    """The points that one mention gives to roles; `tokens` are those of its doc."""
    entity_type = EntityType(mention.label_)
    given = [_SECTION_PRIOR[section][entity_type]]
    if section is Section.BACKGROUND:
        return given
    sentence_start, sentence_end = tokens.sentence(mention.start)
    start, end = tokens.starts[mention.start], tokens.ends[mention.end - 1]
    before = tokens.folded[max(tokens.starts[sentence_start], start - 160) : start]
    after = tokens.folded[end : min(tokens.ends[sentence_end - 1], end + 100)]
    if section is Section.TITLE and after.startswith(":") and not before.strip():
        given.append(_TITLE_NAME)
    known = bool(mention.kb_id_)
    given += [
        (cue.role, cue.weight * (_KNOWN_IS_NEW if known and cue.role is Role.PROPOSES else 1))
        for cue in _CUES_OF[entity_type]
        if (cue.pattern.match(after) if cue.after else cue.pattern.search(before))
    ]
    return given
