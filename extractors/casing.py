"""How words are written, for an encoder whose word pieces are all lower case.

The case of a piece's word takes the place of BERT's two segments: the embedding that tells title from abstract tells
case as well.
"""

import re

# Lower case or no letters, a capital first, capitals throughout, a capital inside, a digit.
CASES = 5
_WORD = re.compile(r"[^\W_]+")


def cases(text: str) -> bytearray:
    """The case of the word that each character stands in, one number below `CASES` a character.

    >>> list(cases("a GAN"))
    [0, 0, 2, 2, 2]
    """
    found = bytearray(len(text))
    for match in _WORD.finditer(text):
        case = _case(match[0])
        if case:
            start, end = match.span()
            found[start:end] = bytes((case,)) * (end - start)
    return found


def _case(word: str) -> int:
    if any(map(str.isdigit, word)):
        return 4
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    if word[1:] != word[1:].lower():
        return 3
    return int(word[0].isupper())
