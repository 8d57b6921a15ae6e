"""Which concept each name of each paper is: one decision a name and paper, by the surest rule that applies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.forms import head_variant
from extractors.schema import kind
from kg.linking.clusters import Clusters, known_concept
from kg.linking.lexicon import is_ambiguous
from kg.linking.senses import Contexts
from kg.linking.types import Votes, settle
from kg.linking.usages import WORD, PaperNames, Usage, form_key
from kg.records import Paper

UNDECIDED = " ?"
# Names of two or three letters mean many things: one known sense is no reason to take it for the only one.
_SHORT_KEY = 3
# Chosen on 1,076 definitions of 223 acronyms with several senses in 5,000 abstracts, each hidden from the text and
# the senses in turn: nine in ten whose sense other papers define were decided, 97% of them rightly.
MIN_SCORE = 0.08
MIN_MARGIN = 0.2
PRIOR = 0.15


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name was found to be in one paper.

    Attributes:
        concept: key of the fullest name; a space and a mark follow where the key alone means something else.
        rule: what decided.
        confidence: in (0, 1].
        evidence: words of the paper that spoke for it, where the context decided.
    """

    concept: str
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()


class Resolver:
    """Decides on the names of papers.

    Args:
        papers: the texts.
        names: the names of all papers.
        clusters: what the collection knows of names.
    """

    def __init__(self, papers: Sequence[Paper], names: Sequence[PaperNames], clusters: Clusters):
        self._clusters = clusters
        self._contexts = Contexts(papers, _support(names, clusters))
        self._votes: dict[str, Votes] = defaultdict(Counter)
        for paper in names:
            for usage in paper.usages.values():
                self._votes[usage.key].update(usage.weights)

    def resolve(self, paper: PaperNames, usage: Usage) -> Resolution:
        """What the paper means by a name."""
        sure = _sure(paper, usage, self._clusters)
        if sure:
            return sure
        if usage.key in paper.coreferences:
            full, confidence = paper.coreferences[usage.key]
            meant = self._alone(paper, paper.usages[full])
            return Resolution(meant.concept, "coreference", min(confidence, meant.confidence), meant.evidence)
        return self._alone(paper, usage)

    def _alone(self, paper: PaperNames, usage: Usage) -> Resolution:
        """What the paper means by a name, whatever else it calls the thing."""
        sure = _sure(paper, usage, self._clusters)
        if sure:
            return sure
        if usage.key.endswith(WORD):
            return Resolution(usage.key, "spelling", 0.9)
        senses = self._clusters.senses(usage.key)
        if senses:
            return self._choose(paper.id, usage.key, senses)
        if usage.key in self._clusters.variants:
            return Resolution(self._clusters.long_concept(usage.key), "expansion", 0.85)
        whole = usage.key in self._clusters.words  # 'Policy Network (PN)': the paper makes the noun part of the name
        return (None if whole else self._bare(paper, usage)) or Resolution(usage.key, "spelling", 0.97)

    def _choose(self, paper_id: str, key: str, senses: Mapping[str, int]) -> Resolution:
        """The sense of the paper's words; a sense that many papers mean by the name is a little likelier."""
        if len(senses) == 1 and not (is_ambiguous(key) or len(key) <= _SHORT_KEY):
            return Resolution(next(iter(senses)), "only sense", 0.85)
        scores = {sense: self._contexts.score(paper_id, sense) for sense in senses}
        weighted = {sense: score * senses[sense] ** PRIOR for sense, score in scores.items()}
        best, *others = sorted(weighted, key=lambda sense: (-weighted[sense], sense))
        margin = 1 - weighted[others[0]] / weighted[best] if others and weighted[best] else 1.0
        if scores[best] < MIN_SCORE or margin < MIN_MARGIN:
            return Resolution(key + UNDECIDED, "undecided", 0.5)
        words = tuple(self._contexts.shared_words(paper_id, best))
        return Resolution(best, "context", round(min(0.95, 0.6 + margin / 2), 3), words)

    def _bare(self, paper: PaperNames, usage: Usage) -> Resolution | None:
        """'the GRPO algorithm' is GRPO, when GRPO is a thing that the head word can be said of."""
        form = min(usage.forms, key=lambda form: (-usage.forms[form], form))
        variant = head_variant(form)
        if variant is None:
            return None
        bare, said = variant
        key = form_key(bare)
        if not key or (key in self._votes and kind(settle(self._votes[key])) != kind(said)):
            return None
        meant = self.resolve(paper, paper.usages.get(key) or Usage(key, Counter([bare])))
        return Resolution(meant.concept, "head word", min(0.9, meant.confidence), meant.evidence)


def _sure(paper: PaperNames, usage: Usage, clusters: Clusters) -> Resolution | None:
    """What the paper says itself, by a definition or by a form that the gazetteer knows."""
    if usage.key in paper.definitions:
        return Resolution(clusters.expansion(usage.key, paper.definitions[usage.key][0]), "definition", 0.95)
    if usage.known:
        return Resolution(known_concept(usage.known), "gazetteer", 0.97)
    return None


def _support(names: Iterable[PaperNames], clusters: Clusters) -> dict[str, list[str]]:
    """For each concept the papers that surely mean it."""
    support: dict[str, list[str]] = defaultdict(list)
    for paper in names:
        concepts = {sure.concept for usage in paper.usages.values() if (sure := _sure(paper, usage, clusters))}
        concepts.update(key for key in paper.usages if key in clusters.words)
        concepts.update(clusters.expansion(short, long) for short, (long, _) in paper.definitions.items())
        for concept in sorted(concepts):
            support[concept].append(paper.id)
    return support
