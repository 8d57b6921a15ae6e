"""Whether a sentence is English: some abstracts come with a second one in another language."""

from functools import lru_cache

from extractors.tokens import Tokens

# The commonest function words of the languages that second abstracts are written in, those left out that are
# words of English as well.
_FOREIGN = frozenset(
    "der das und ist ein eine einer eines dem den des wird werden mit auf für von nicht sich auch durch bei wie aus "
    "le la les des du une est dans pour sur par avec qui que ces cette nous sont aux au et "
    "el los las del una por con para como se esta este il della che di un è sono nel uma não em da do os mais".split()
)
_MIN_FOREIGN, _FOREIGN_SHARE = 2, 0.12
_MIN_WORDS = 4


@lru_cache(maxsize=1)
def english(tokens: Tokens) -> list[bool]:
    """Whether each sentence holds few function words of other languages; a short one counts as English."""
    return [_is_english(tokens.lowers[start:end]) for start, end in tokens.sentences]


def _is_english(words: list[str]) -> bool:
    foreign = sum(map(_FOREIGN.__contains__, words))
    if foreign < _MIN_FOREIGN:
        return True
    letters = sum(map(str.isalpha, words))
    return letters < _MIN_WORDS or foreign < _FOREIGN_SHARE * letters
