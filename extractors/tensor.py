"""The columns of `doc.tensor` as `kg_tagger` fills it, one row a token, and whether it did."""

from spacy.tokens import Doc

from extractors.extensions import SPANS

# The token's vector, then the probability of no entity and of each type, then that an entity begins here.
VECTOR = slice(0, 384)
NONE = 384
TYPES = slice(385, 392)
BEGIN = 392
WIDTH = 393


def has_network(doc: Doc) -> bool:
    """Whether `kg_tagger` has read the doc."""
    return len(doc) > 0 and SPANS["tagger"] in doc.spans and doc.tensor.shape == (len(doc), WIDTH)
