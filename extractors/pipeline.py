"""Makes the shipped pipelines."""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from extractors.presets import CANDIDATES, DEFAULT, PIPELINES

__all__ = ["CANDIDATES", "PIPELINES", "blank", "build"]

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
