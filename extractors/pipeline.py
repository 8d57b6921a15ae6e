"""Which components run, in which order, and why: the only list of them."""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

# Borders first: no rule reads across a sentence. Then the sources of candidates, from the surest to the least
# sure; `kg_mentions` decides among them, and roles and relations speak of what it decided. `accurate` adds what the
# trained network sees; `fast` lives on rules, tables and small trained judges.
CANDIDATES = ("kg_sentences", "kg_abbreviations", "kg_gazetteer", "kg_names", "kg_terms")
_DECISIONS = ("kg_mentions", "kg_roles", "kg_relations")
PIPELINES = {
    "accurate": (*CANDIDATES, "kg_tagger", *_DECISIONS),
    "fast": (*CANDIDATES, *_DECISIONS),
}
DEFAULT = "fast"

# Names are found inside compounds ('GPT-4-based', 'SGD/Adam'), so hyphens and slashes part tokens everywhere.
_INFIXES = (
    r"(?<=[\w\)\]\*\+])[-/–](?=\w)",
    r"[\)\]](?=[-/–]\w)",
    r"(?<=\w)\((?=\w)",
    r"(?<=[a-z\)\]])[;,](?=\w)",
    r"(?<=\w)[:](?=[A-Z(])",
)


def blank() -> Language:
    """A blank English pipeline whose tokenizer parts compounds.

    >>> [token.text for token in blank()("GPT-4-based SGD/Adam")]
    ['GPT', '-', '4', '-', 'based', 'SGD', '/', 'Adam']
    """
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*_INFIXES, *nlp.Defaults.infixes]).finditer
    return nlp


def build(name: str = DEFAULT) -> Language:
    """A shipped pipeline.

    Args:
        name: one of `PIPELINES`.

    Raises:
        KeyError: there is no pipeline of this name.
    """
    nlp = blank()
    for component in PIPELINES[name]:
        nlp.add_pipe(component)
    return nlp
