"""Where in an abstract a sentence stands: background, contribution or results."""

import re
from enum import StrEnum

from spacy.tokens import Doc

_CONTRIBUTION = re.compile(
    r"\b(?:we|our|us)\b|\b(?:this|the present) (?:paper|work|article|study|thesis|letter|report|survey|tutorial)\b|"
    r"\b(?:is|are) (?:proposed|presented|introduced|described)\b|\bthe proposed\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:experiment\w*|result\w*|outperform\w*|evaluat\w+|empirical\w*|benchmark\w*|state-of-the-art|demonstrat\w+|"
    r"achiev\w+|show that|validat\w+|tested|ablation\w*|surpass\w*|simulation\w*|accuracy|improves?|improvements?)\b",
    re.IGNORECASE,
)


class Section(StrEnum):
    """The part of a paper's text that a sentence belongs to."""

    TITLE = "title"
    BACKGROUND = "background"
    CONTRIBUTION = "contribution"
    RESULTS = "results"


def sections(doc: Doc) -> dict[int, Section]:
    """The section of each sentence, by the sentence's first token.

    Background ends at the first sentence that speaks of the paper itself; results are the later sentences
    that speak of experiments. A text that never speaks of itself is all contribution.
    """
    bodies = [sent for sent in doc.sents if sent.start >= doc._.kg_title_end]
    own = [bool(_CONTRIBUTION.search(sent.text)) for sent in bodies]
    begins = own.index(True) if True in own else 0
    found = {sent.start: Section.TITLE for sent in doc.sents if sent.start < doc._.kg_title_end}
    for k, sent in enumerate(bodies):
        if k < begins:
            found[sent.start] = Section.BACKGROUND
        elif k > begins and _RESULTS.search(sent.text):
            found[sent.start] = Section.RESULTS
        else:
            found[sent.start] = Section.CONTRIBUTION
    return found
