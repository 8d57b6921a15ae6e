"""What a trained network marks: the `kg_tagger` component.

The network reads title and abstract at once. Beside its spans it leaves what it sees of every token in
`doc.tensor`, for the components that decide later.
"""

from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.extensions import SPANS, store
from extractors.offsets import TokenIndex
from extractors.reading import Pieces, Reader, reader
from extractors.tensor import BEGIN, NONE, VECTOR, WIDTH

# A long form and its short form are two mentions, and no mention runs from the title into the abstract.
_BRACKETS = frozenset("()[]")
# How much `no entity` counts in the likeliest reading and in the more generous ones.
_NONE_WEIGHTS = (1.0, 0.25, 0.06)
# Words that are so surely no entity need no search, however little 'no entity' counts.
_SURELY_NONE = 0.999


@Language.factory("kg_tagger", assigns=["doc.spans", "doc.tensor", "doc._.kg_whole"])
def make_tagger(nlp: Language, name: str) -> "Tagger":
    """The component under its spaCy name; it has no settings."""
    return Tagger()


class Tagger:
    """Fills `doc.spans["kg_tagger"]` (label is the type), `doc.tensor` (tokens, 393) and `doc._.kg_whole`.

    The spans are candidates: the likeliest reading and more generous ones, which may overlap.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Read a doc; in one without words nothing is marked."""
        network = reader()
        text = doc.text
        border = _abstract_start(doc)
        pieces = network.read(text[:border], text[border:], border)
        doc.tensor = per_token(doc, pieces)
        doc._.kg_whole = pieces.whole.astype(float).round(5).tolist()
        index = TokenIndex(doc)
        first = np.flatnonzero(pieces.heads)
        last = np.append(first[1:], len(pieces.heads)) - 1
        words = pieces.tags[first]
        found: dict[tuple[int, int], tuple[Span, float]] = {}
        for none_weight in _NONE_WEIGHTS:
            for begin, end, kind in decode(words, none_weight):
                start, stop = int(pieces.starts[first[begin]]), int(pieces.ends[last[end - 1]])
                span = index.span(start, stop, str(Reader.types[kind]))
                if span is not None and not any(map(_parts, span)) and not any(t.is_sent_start for t in span[1:]):
                    sure = words[begin:end, 1 + 2 * kind : 3 + 2 * kind].sum(axis=1).mean()
                    found.setdefault((span.start, span.end), (span, float(sure)))
        ordered = [found[key] for key in sorted(found)]
        store(doc, SPANS["tagger"], [span for span, _ in ordered], [confidence for _, confidence in ordered])
        return doc


def _parts(token: Token) -> bool:
    return token.text in _BRACKETS or "\n" in token.text


def _abstract_start(doc: Doc) -> int:
    end = doc._.kg_title_end
    return doc[end].idx if 0 < end < len(doc) else (len(doc.text) if end else 0)


def per_token(doc: Doc, pieces: Pieces) -> np.ndarray:
    """The columns of `doc.tensor`: vectors are means over the pieces of a token, tags those of its words.

    A token without pieces is no entity.
    """
    table = np.zeros((len(doc), WIDTH), dtype=np.float32)
    table[:, NONE] = 1.0
    if not len(doc) or not len(pieces.starts):
        return table
    starts = np.array([token.idx for token in doc])
    owner = np.searchsorted(starts, pieces.starts, side="right") - 1
    filled, vectors = _means(owner, pieces.hidden, len(doc))
    table[filled, VECTOR] = vectors[filled]
    types = pieces.tags[:, 1::2] + pieces.tags[:, 2::2]
    tags = np.concatenate([pieces.tags[:, :1], types], axis=1)[pieces.heads]
    filled, tags = _means(owner[pieces.heads], tags, len(doc))
    table[filled, NONE:BEGIN] = tags[filled]
    tokens, first = np.unique(owner[pieces.heads], return_index=True)
    table[tokens, BEGIN] = pieces.tags[pieces.heads][first, 1::2].sum(axis=1)
    return table


def _means(owner: np.ndarray, rows: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Which of so many owners have rows, and the mean of the rows of each."""
    sums = np.zeros((count, rows.shape[1]), dtype=np.float32)
    np.add.at(sums, owner, rows)
    counts = np.bincount(owner, minlength=count)
    return counts > 0, sums / np.maximum(counts, 1)[:, None]


def decode(tags: np.ndarray, none_weight: float = 1.0) -> list[tuple[int, int, int]]:
    """The likeliest spans of a table of tag probabilities (Viterbi: a span goes on only from its own type).

    Args:
        tags: probability of each tag of each word, (words, 15): none, then begin and inside of each type.
        none_weight: how much 'no entity' counts.

    Returns:
        First word, word after the last, and number of the type of each span, in text order.
    """
    spans: list[tuple[int, int, int]] = []
    busy = np.flatnonzero(tags[:, 0] < _SURELY_NONE)
    for part in np.split(busy, np.flatnonzero(np.diff(busy) > 1) + 1):
        if len(part):
            weights = np.array([none_weight] + [1.0] * (tags.shape[1] - 1))
            logs = np.log(tags[part] * weights + 1e-9)
            spans += [(part[0] + a, part[0] + b, kind) for a, b, kind in _spans(_viterbi(logs))]
    return [(int(start), int(end), kind) for start, end, kind in spans]


def _viterbi(logs: np.ndarray) -> list[int]:
    """The likeliest tags of a stretch of words: begin 2k + 1, inside 2k + 2."""
    width = logs.shape[1]
    insides = np.arange(2, width, 2)
    score = logs[0].copy()
    score[insides] = -np.inf
    back = np.zeros(logs.shape, dtype=np.int64)
    for k in range(1, len(logs)):
        back[k] = score.argmax()
        arrived = np.full(width, score.max())
        from_begin = score[insides - 1] >= score[insides]
        back[k, insides] = np.where(from_begin, insides - 1, insides)
        arrived[insides] = np.maximum(score[insides - 1], score[insides])
        score = arrived + logs[k]
    path = [int(score.argmax())]
    for k in range(len(logs) - 1, 0, -1):
        path.append(int(back[k, path[-1]]))
    return path[::-1]


def _spans(path: list[int]) -> Iterator[tuple[int, int, int]]:
    start = -1
    for k, tag in enumerate([*path, 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            yield start, k, (path[start] - 1) // 2
            start = -1
        if tag % 2 == 1:
            start = k
