"""What a trained network marks: the `kg_tagger` component.

The network reads title and abstract at once. Beside its spans it leaves what it sees of every token in
`doc.tensor`, for the components that decide later.
"""

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS, store
from extractors.offsets import TokenIndex
from extractors.reading import Pieces, Reader, reader
from extractors.tensor import BEGIN, NONE, WIDTH

# A long form and its short form are two mentions, and no mention runs from the title into the abstract.
_BRACKETS = frozenset("()[]")
# How much 'no entity' counts in the likeliest reading and in the generous one.
_NONE_WEIGHTS = (1.0, 0.25)


@Language.factory("kg_tagger", assigns=["doc.spans", "doc.tensor", "doc._.kg_whole"])
def make_tagger(nlp: Language, name: str) -> "Tagger":
    """The component under its spaCy name; it has no settings."""
    return Tagger()


class Tagger:
    """Fills `doc.spans["kg_tagger"]` (label is the type), `doc.tensor` (tokens, 393) and `doc._.kg_whole`.

    The spans are candidates: the likeliest reading and a more generous one, which may overlap.
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
        found: dict[tuple[int, int], tuple[Span, float]] = {}
        for none_weight in _NONE_WEIGHTS:
            weighed = pieces.tags * np.array([none_weight] + [1.0] * (pieces.tags.shape[1] - 1))
            for first, last, kind in decode(weighed):
                span = index.span(int(pieces.starts[first]), int(pieces.ends[last - 1]), str(Reader.types[kind]))
                if span is not None and not any(token.text in _BRACKETS or "\n" in token.text for token in span):
                    tags = pieces.tags[first:last, 1 + 2 * kind : 3 + 2 * kind].sum(axis=1)
                    found.setdefault((span.start, span.end), (span, float(tags.mean())))
        ordered = [found[key] for key in sorted(found)]
        store(doc, SPANS["tagger"], [span for span, _ in ordered], [confidence for _, confidence in ordered])
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
    tokens, first_pieces = np.unique(owner, return_index=True)
    table[tokens, BEGIN] = pieces.tags[first_pieces, 1::2].sum(axis=1)
    return table


def decode(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """The spans of a table of tag scores: first piece, piece after the last, number of the type."""
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
        spans.append((k, end, int(kind)))
        k = end
    return spans
