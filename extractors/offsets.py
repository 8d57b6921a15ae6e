"""From characters to tokens: a doc's own `char_span` walks over all tokens at each call, this looks them up."""

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Span


class TokenIndex:
    """Where the tokens of a doc begin and end.

    Args:
        doc: the doc; the index is stale when it is retokenised.
    """

    def __init__(self, doc: Doc):
        self.doc = doc
        self.starts = [token.idx for token in doc]

    def span(self, start: int, end: int, label: str = "") -> Span | None:
        """The tokens that touch a stretch of characters, or None where there are none.

        Args:
            start: offset of the first character in `doc.text`.
            end: offset after the last one.
            label: label of the span.
        """
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end)
        return Span(self.doc, first, last, label=label) if 0 <= first < last else None
