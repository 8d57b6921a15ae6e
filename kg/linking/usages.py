"""What one paper calls by one name: its mentions gathered under the key of their form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.forms import normal_form, without_article
from extractors.records import Mention
from extractors.schema import EntityType
from kg.linking.lexicon import is_plain_word
from kg.records import Extraction

# Keys hold no space, so that a word behind one makes another key: the word 'math' beside the benchmark MATH.
WORD = " word"


@dataclass(slots=True)
class Usage:
    """One name in one paper.

    Attributes:
        key: the key of its forms.
        forms: surface forms, how often each.
        weights: summed confidence of the mentions that say a type.
        votes: number of mentions that say a type.
        gazetteer_ids: known names that its mentions matched, how often each.
    """

    key: str
    forms: Counter[str] = field(default_factory=Counter)
    weights: Counter[EntityType] = field(default_factory=Counter)
    votes: Counter[EntityType] = field(default_factory=Counter)
    gazetteer_ids: Counter[str] = field(default_factory=Counter)

    @property
    def known(self) -> str | None:
        """The known name that most mentions matched; of equals the first in the alphabet."""
        return min(self.gazetteer_ids, key=lambda name: (-self.gazetteer_ids[name], name), default=None)


@dataclass(frozen=True, slots=True)
class PaperNames:
    """The names of one paper.

    Attributes:
        id: the paper's id.
        usages: by key.
        definitions: key of a short form to the key and the words of its long form.
        coreferences: key of a name to the key of another name for the same thing, and how sure that is.
    """

    id: str
    usages: dict[str, Usage]
    definitions: dict[str, tuple[str, str]]
    coreferences: dict[str, tuple[str, float]]


def form_key(form: str) -> str:
    """The key of a form, its article aside."""
    return normal_form(without_article(form))


def mention_key(mention: Mention) -> str:
    """The key that a mention is gathered under in its paper."""
    key = form_key(mention.form)
    return key + WORD if mention.gazetteer_id is None and is_plain_word(mention.form, key) else key


def gather(extractions: Sequence[Extraction]) -> list[PaperNames]:
    """The names of every paper, in the order of the papers' ids."""
    return [_names(extraction) for extraction in sorted(extractions, key=lambda e: e.paper.id)]


def _names(extraction: Extraction) -> PaperNames:
    usages: dict[str, Usage] = {}
    for mention in extraction.mentions:
        key = mention_key(mention)
        usage = usages.setdefault(key, Usage(key))
        usage.forms[mention.form] += 1
        usage.weights[mention.type] += mention.confidence
        usage.votes[mention.type] += 1
        if mention.gazetteer_id:
            usage.gazetteer_ids[mention.gazetteer_id] += 1
    definitions: dict[str, tuple[str, str]] = {}
    for definition in extraction.definitions:
        short, long = form_key(definition.short), form_key(definition.long)
        if short and long and short != long:
            definitions.setdefault(short, (long, without_article(definition.long)))
    coreferences: dict[str, tuple[str, float]] = {}
    for coreference in extraction.coreferences:
        key, full = mention_key(coreference.mention), mention_key(coreference.antecedent)
        if key != full:
            coreferences.setdefault(key, (full, coreference.confidence))
    return PaperNames(extraction.paper.id, usages, definitions, coreferences)
