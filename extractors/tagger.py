"""What a trained network marks: the `kg_tagger` component.

The network reads title and abstract at once. Beside its spans it leaves what it sees of every token in
`doc.tensor`, for the components that decide later.
"""

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.extensions import SPANS, store
from extractors.offsets import TokenIndex
from extractors.reading import Pieces, Reader, reader

# Columns of `doc.tensor`: the vector, then the probability of no entity and of each type.
VECTOR = slice(0, 384)
NONE = 384
TYPES = slice(385, 392)
# Probability that an entity begins at the token.
BEGIN = 392
WIDTH = 393


@Language.factory("kg_tagger", assigns=["doc.spans", "doc.tensor", "doc._.kg_whole"])
def make_tagger(nlp: Language, name: str) -> "Tagger":
    """The component under its spaCy name; it has no settings."""
    return Tagger()


class Tagger:
    """Fills `doc.spans["kg_tagger"]` (label is the type), `doc.tensor` (tokens, 393) and `doc._.kg_whole`."""

    def __call__(self, doc: Doc) -> Doc:
        """Read a doc; one without words stays as it is."""
        network = reader()
        text = doc.text
        border = _abstract_start(doc)
        pieces = network.read(text[:border], text[border:], border)
        doc.tensor = per_token(doc, pieces)
        doc._.kg_whole = pieces.whole.astype(float).round(5).tolist()
        index = TokenIndex(doc)
        spans, confidences = [], []
        for first, last, kind, confidence in decode(pieces.tags):
            span = index.span(int(pieces.starts[first]), int(pieces.ends[last - 1]), str(Reader.types[kind]))
            if span is not None and not (spans and span.start < spans[-1].end):
                spans.append(span)
                confidences.append(confidence)
        store(doc, SPANS["tagger"], spans, confidences)
        return doc


def _abstract_start(doc: Doc) -> int:
    end = doc._.kg_title_end
    return doc[end].idx if 0 < end < len(doc) else (len(doc.text) if end else 0)


def per_token(doc: Doc, pieces: Pieces) -> np.ndarray:
    """The columns of `doc.tensor`: means over the pieces of each token; a token without pieces is no entity."""
    table = np.zeros((len(doc), WIDTH), dtype=np.float32)
    table[:, NONE] = 1.0
    if not len(doc) or not len(pieces.starts):
        return table
    starts = np.array([token.idx for token in doc])
    owner = np.searchsorted(starts, pieces.starts, side="right") - 1
    types = pieces.tags[:, 1::2] + pieces.tags[:, 2::2]
    rows = np.concatenate([pieces.hidden, pieces.tags[:, :1], types], axis=1)
    sums = np.zeros((len(doc), rows.shape[1]), dtype=np.float32)
    np.add.at(sums, owner, rows)
    counts = np.bincount(owner, minlength=len(doc))[:, None]
    filled = counts[:, 0] > 0
    table[filled, :BEGIN] = sums[filled] / counts[filled]
    first = np.unique(owner, return_index=True)
    table[first[0], BEGIN] = pieces.tags[first[1], 1::2].sum(axis=1)
    return table


def decode(tags: np.ndarray) -> list[tuple[int, int, int, float]]:
    """Spans of a table of tag probabilities: first piece, piece after the last, type, mean probability of the tags."""
    best = tags.argmax(axis=1)
    spans = []
    k = 0
    while k < len(best):
        if best[k] == 0:
            k += 1
            continue
        kind = (best[k] - 1) // 2
        end = k + 1
        while end < len(best) and best[end] == 2 + 2 * kind:
            end += 1
        spans.append((k, end, int(kind), float(tags[np.arange(k, end), best[k:end]].mean())))
        k = end
    return spans
