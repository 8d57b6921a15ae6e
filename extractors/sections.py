"""Where in an abstract a sentence stands: background, contribution or results."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from extractors.tokens import Tokens

# Searched in folded text.
_CONTRIBUTION = re.compile(
    r"\b(?:we|our|us)\b|\b(?:this|the present) (?:paper|work|article|study|thesis|letter|report|survey|tutorial)\b|"
    r"\b(?:is|are) (?:proposed|presented|introduced|described)\b|\bthe proposed\b"
)
_RESULTS = re.compile(
    r"\b(?:experiment\w*|result\w*|outperform\w*|evaluat\w+|empirical\w*|benchmark\w*|state-of-the-art|demonstrat\w+|"
    r"achiev\w+|show that|validat\w+|tested|ablation\w*|surpass\w*|simulation\w*|accuracy|improves?|improvements?)\b"
)


class Section(StrEnum):
    """The part of a paper's text that a sentence belongs to."""

    TITLE = "title"
    BACKGROUND = "background"
    CONTRIBUTION = "contribution"
    RESULTS = "results"


@lru_cache(maxsize=1)
def sections_of(tokens: Tokens, title_end: int) -> Mapping[int, Section]:
    """The section of each sentence, by the sentence's first token.

    Background ends at the first sentence that speaks of the paper itself; results are the later sentences
    that speak of experiments. A text that never speaks of itself is all contribution.

    Args:
        tokens: those of a doc.
        title_end: how many of them are its title's.
    """
    bodies = [
        (start, tokens.folded[tokens.starts[start] : tokens.ends[end - 1]])
        for start, end in tokens.sentences
        if start >= title_end
    ]
    begins = next((k for k, (_, text) in enumerate(bodies) if _CONTRIBUTION.search(text)), 0)
    found = {start: Section.TITLE for start, _ in tokens.sentences if start < title_end}
    for k, (start, text) in enumerate(bodies):
        if k < begins:
            found[start] = Section.BACKGROUND
        elif k > begins and _RESULTS.search(text):
            found[start] = Section.RESULTS
        else:
            found[start] = Section.CONTRIBUTION
    return found
