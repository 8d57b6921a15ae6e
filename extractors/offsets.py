"""From characters to tokens: a doc's own `char_span` walks over all tokens at each call, this looks them up."""

from spacy.tokens import Doc, Span

from extractors.tokens import tokens_of


class TokenIndex:
    """Where the tokens of a doc begin and end.

    Args:
        doc: the doc; the index is stale when it is retokenised.
    """

    def __init__(self, doc: Doc):
        self.doc = doc
        self.tokens = tokens_of(doc)

    def span(self, start: int, end: int, label: str = "") -> Span | None:
        """The tokens that touch a stretch of characters, or None where there are none.

        Args:
            start: offset of the first character in `doc.text`.
            end: offset after the last one.
            label: label of the span.
        """
        touching = self.tokens.touching(start, end)
        return Span(self.doc, *touching, label=label) if touching is not None else None
