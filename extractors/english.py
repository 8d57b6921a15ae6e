"""Whether a sentence is English: some abstracts come with a second one in another language."""

from spacy.tokens import Span

# The commonest function words of the languages that second abstracts are written in, those left out that are
# words of English as well.
_FOREIGN = frozenset(
    "der das und ist ein eine einer eines dem den des wird werden mit auf für von nicht sich auch durch bei wie aus "
    "le la les des du une est dans pour sur par avec qui que ces cette nous sont aux au et "
    "el los las del una por con para como se esta este il della che di un è sono nel uma não em da do os mais".split()
)
_FOREIGN_SHARE = 0.12
_MIN_WORDS = 4


def is_english(sentence: Span) -> bool:
    """Whether a sentence holds few function words of other languages; a short one counts as English."""
    words = [token.lower_ for token in sentence if token.is_alpha]
    foreign = sum(word in _FOREIGN for word in words)
    return len(words) < _MIN_WORDS or foreign < max(2, _FOREIGN_SHARE * len(words))
