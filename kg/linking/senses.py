"""Which sense of a name a paper means: the words of the paper against those of the papers of each sense.

Texts are compared by the cosine of their words weighted by rarity (tf-idf; G. Salton and C. Buckley,
"Term-weighting approaches in automatic text retrieval", 1988), a sense by the mean of its papers (Rocchio).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kg.records import Paper

# More papers do not make the picture of a sense sharper, only slower to draw.
_MAX_PAPERS = 60
_WORD = re.compile(r"[a-z][a-z-]{2,}")


class Contexts:
    """The words of the papers and of the senses.

    Args:
        papers: all papers of the collection.
        support: for each sense, ids of the papers that surely mean it.
    """

    def __init__(self, papers: Iterable[Paper], support: dict[str, list[str]]):
        self._papers = {paper.id: paper for paper in papers}
        self._support = support
        self._counts: Counter[str] = Counter()
        self._vector = lru_cache(maxsize=20_000)(self._make_vector)
        self._profile = lru_cache(maxsize=None)(self._make_profile)

    def score(self, paper_id: str, sense: str) -> float:
        """How like a paper is to the papers of a sense, in [0, 1]; 0 where the sense has no paper."""
        words, profile = self._vector(paper_id), self._profile(sense)
        return sum(weight * profile.get(word, 0.0) for word, weight in words.items())

    def shared_words(self, paper_id: str, sense: str, count: int = 5) -> list[str]:
        """The words that speak most for a sense, strongest first."""
        profile = self._profile(sense)
        rated = ((weight * profile.get(word, 0.0), word) for word, weight in self._vector(paper_id).items())
        return [word for weight, word in sorted(rated, key=lambda row: (-row[0], row[1]))[:count] if weight > 0]

    def _make_vector(self, paper_id: str) -> dict[str, float]:
        counts = self._document_counts()
        words = sorted(_words(self._papers[paper_id]))
        return _unit({word: math.log((1 + len(self._papers)) / counts[word]) for word in words})

    def _make_profile(self, sense: str) -> dict[str, float]:
        total: dict[str, float] = defaultdict(float)
        for paper_id in sorted(self._support.get(sense, ()))[:_MAX_PAPERS]:
            for word, weight in self._vector(paper_id).items():
                total[word] += weight
        return _unit(total)

    def _document_counts(self) -> Counter[str]:
        if not self._counts:
            for paper in self._papers.values():
                self._counts.update(_words(paper))
        return self._counts


def _words(paper: Paper) -> set[str]:
    return set(_WORD.findall(f"{paper.title} {paper.abstract}".lower()))


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}
