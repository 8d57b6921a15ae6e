"""From the confidence of single pieces of evidence to that of a link.

Pieces from different components are independent witnesses (noisy-or); pieces from one component share its
systematic errors, so its word never counts for more than `1 - SYSTEMATIC_ERROR`, however often it is repeated.
The model is INDRA's (B. Gyori et al., "From word models to executable models of signaling networks using
automated assembly", Molecular Systems Biology 2017).
"""

from collections.abc import Iterable
from math import prod

SYSTEMATIC_ERROR = 0.04
"""Share of a component's decisions that repetition can't mend: it misreads the same pattern in the same way."""

MAX_CONFIDENCE = 0.99
"""No link read from text by rules is certain."""

MIN_CONFIDENCE = 0.01
"""A link in the graph has some support; 0 is no confidence that the contract allows."""


def combine(evidence: Iterable[tuple[str, float]]) -> float:
    """The confidence of a link, to four digits, whatever the order of its evidence.

    Args:
        evidence: component that said so, and its confidence in [0, 1]; at least one piece.

    Returns:
        A number in (0, 1].

    >>> combine([("kg_roles@1", 0.6)]), combine([("kg_roles@1", 0.6)] * 9), combine([("a", 0.6), ("b", 0.6)])
    (0.6, 0.96, 0.84)
    """
    doubts: dict[str, list[float]] = {}
    for component, confidence in evidence:
        doubts.setdefault(component, []).append(1.0 - confidence)
    wrong = prod(sorted(max(SYSTEMATIC_ERROR, prod(sorted(each))) for each in doubts.values()))
    return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, 1.0 - wrong)), 4)
