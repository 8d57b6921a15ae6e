"""Makes the shipped pipelines."""

import spacy
from spacy.lang.tokenizer_exceptions import emoticons
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

import extractors.extensions  # noqa: F401  (registers `kg_title_end`)
from extractors.presets import CANDIDATES, DEFAULT, PIPELINES

__all__ = ["CANDIDATES", "PIPELINES", "blank", "build", "read"]

# Names are found inside compounds ('GPT-4-based', 'SGD/Adam'), so hyphens and slashes part tokens everywhere.
_INFIXES = (
    r"(?<=[\w\)\]\*\+])[-/–](?=\w)",
    r"[\)\]](?=[-/–]\w)",
    r"(?<=\w)\((?=\w)",
    r"[\)\]](?=[\(\[])",
    r"(?<=[\)\]])[\(\[]",
    r"(?<=[a-z\)\]])[;,](?=\w)",
    r"(?<=\w)[:](?=[A-Z(])",
)


def blank() -> Language:
    """A blank English pipeline whose tokenizer parts compounds.

    >>> [token.text for token in blank()("GPT-4-based SGD/Adam")]
    ['GPT', '-', '4', '-', 'based', 'SGD', '/', 'Adam']
    """
    nlp = spacy.blank("en")
    # '8)' closes a bracket here and smiles nowhere.
    nlp.tokenizer.rules = {text: rule for text, rule in nlp.tokenizer.rules.items() if text not in emoticons}
    nlp.tokenizer.infix_finditer = compile_infix_regex([*_INFIXES, *nlp.Defaults.infixes]).finditer
    return nlp


def read(nlp: Language, title: str, abstract: str) -> Doc:
    """The doc of a clean title and a clean abstract after all components of a pipeline.

    Args:
        nlp: the pipeline.
        title: text.
        abstract: text; a blank line parts it from the title.
    """
    doc = nlp.make_doc(f"{title}\n\n{abstract}")
    doc._.kg_title_end = sum(token.idx < len(title) + 2 for token in doc)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


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
