"""Names that were found to be one concept, gathered, and the entity that comes of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.schema import EntityType
from kg.linking.clusters import Clusters
from kg.linking.ids import assign, entity_slug
from kg.linking.lexicon import homonymous_acronym
from kg.linking.naming import aliases, choose_name
from kg.linking.resolving import UNDECIDED, Resolution
from kg.linking.types import Votes, ranked, settle
from kg.linking.usages import WORD, PaperNames, Usage
from kg.records import Entity

_MARKS = {UNDECIDED: "ambiguous", WORD: "word"}
_KEPT_PAPERS = 3


@dataclass(slots=True)
class Trace:
    """What one rule did for one concept: forms, summed confidence, number of uses, some papers and words."""

    forms: set[str] = field(default_factory=set)
    confidence: float = 0.0
    count: int = 0
    papers: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Group:
    """All that the collection says of one concept.

    Attributes:
        forms: surface forms, with the number of papers.
        weights: summed confidence for each type.
        votes: number of mentions for each type.
        keys: key to the forms of that key.
        traces: rule to what it did.
    """

    forms: Counter[str] = field(default_factory=Counter)
    weights: Votes = field(default_factory=Counter)
    votes: Votes = field(default_factory=Counter)
    keys: dict[str, set[str]] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)

    def add(self, paper: PaperNames, usage: Usage, resolution: Resolution) -> None:
        """Count one paper's use of a name."""
        self.forms.update(usage.forms.keys())
        self.weights.update(usage.weights)
        self.votes.update(usage.votes)
        self.keys.setdefault(usage.key.removesuffix(WORD), set()).update(usage.forms)
        trace = self.traces.setdefault(resolution.rule, Trace())
        trace.forms.update(usage.forms)
        trace.confidence += resolution.confidence
        trace.count += 1
        if len(trace.papers) < _KEPT_PAPERS and paper.id not in trace.papers:
            trace.papers.append(paper.id)
            trace.words.update(resolution.evidence)


def entities(groups: Mapping[str, Group], clusters: Clusters) -> dict[str, Entity]:
    """The entity of each concept."""
    drafts = {concept: _draft(concept, group, clusters) for concept, group in groups.items()}
    ids = assign((draft.type, draft.id, concept) for concept, draft in drafts.items())
    return {
        concept: Entity(ids[concept], d.type, d.name, d.aliases, d.type_votes, d.ambiguous)
        for concept, d in drafts.items()
    }


def _draft(concept: str, group: Group, clusters: Clusters) -> Entity:
    """The entity with its slug in the place of its id."""
    key, space, mark = concept.partition(" ")
    known = clusters.gazetteer_ids.get(concept)
    if known:
        gazetteer_id = min(known, key=lambda name: (-known[name], name))
        type_name, _, name = gazetteer_id.partition("/")
        entity_type = EntityType(type_name)
        acronym = homonymous_acronym(gazetteer_id)
    else:
        name = choose_name(key, group.forms, Counter() if mark else clusters.words.get(concept, Counter()))
        entity_type = settle(group.weights)
        acronym = None
    return Entity(
        id=entity_slug(name, key, _MARKS.get(space + mark, ""), acronym),
        type=entity_type,
        name=name,
        aliases=aliases(name, group.forms),
        type_votes=ranked(group.votes),
        ambiguous=space + mark == UNDECIDED,
    )
