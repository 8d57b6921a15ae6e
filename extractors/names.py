"""Names that no table knows, by their shape and by what stands around them: the `kg_names` component.

Three kinds: tokens shaped like names (GRPO, DreamFusion, Qwen2.5-Math), runs of capitalised words inside a
sentence (Group Relative Policy Optimization), and what a frame introduces ('X: A Framework for …', 'dubbed X').
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.lang.lex_attrs import is_punct
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.english import english
from extractors.extensions import SPANS, store
from extractors.heads import FUNCTION_WORDS, GENERIC_WORDS, HEADS, NOT_NAMES, TYPE_NOUNS
from extractors.sentences import with_borders
from extractors.tokens import KNOWN_WORDS, OfWords, Tokens, tokens_of

_SHAPE_CONFIDENCE = 0.7
_RUN_CONFIDENCE = 0.6
_FRAME_CONFIDENCE = 0.85

_PART_STOP = frozenset(
    "non pre post multi anti sub inter intra cross semi self co re un bi tri all zero one two few".split()
)
_SUFFIX_OK = re.compile(
    r"^(?:base|large|small|tiny|mini|medium|xl|xxl|turbo|preview|instruct|chat|v\d.*|lite|plus|max|pro)$"
)
# Where no name goes on. Words without capitals and digits hold none, and are passed here at once.
_PARTING = r"\s()\[\]{},;:\"“”!?"
_CHUNK = re.compile(rf"[{_PARTING}]*(?:(?!https?://)[a-z./'-]+[{_PARTING}]+)*(?P<chunk>https?://\S+|[^{_PARTING}]+)")
# What only formulas, addresses and the names of authors hold.
_NO_NAME = re.compile(r"[\^|=<>\\$~{}]|://|www\.|@.*\.|^\d+$")
_QUANTITY = re.compile(
    r"[\d.,]+(?:[-x×][\d.,]+)*\W*[a-z%]*|\d+(?:st|nd|rd|th)|[a-z]+\d?|\d+[A-Z]?[a-z]*|[A-Z]?[\d.]+\w?"
)
_YEAR_OR_VERSION = re.compile(r"(?:19|20)\d\d|v?\d(?:\.\d+)?")
_FRAME = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|denoted|nicknamed|abbreviated as|referred to as|which we call|"
    r"we call(?: it)?|propos(?:e|es|ed|ing)|present(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|develop(?:s|ed)?|"
    r"releas(?:e|es|ed)|design(?:ed)?) (?:the |our |as )?[\"']?$"
)
_ANNOUNCERS = frozenset("called named dubbed termed coined".split())
_NO_BEGINNING = FUNCTION_WORDS | GENERIC_WORDS | {"-"}
_MEASURES = frozenset("divergence divergences distance score scores".split())
_QUOTES = frozenset("\"'“‘`") | {"``"}
_CONNECTORS = frozenset(("of", "for"))


@Language.factory("kg_names", requires=["doc.sents"], assigns=["doc.spans"])
def make_names(nlp: Language, name: str) -> "Names":
    """The component under its spaCy name; it has no settings."""
    return Names()


class Names:
    """Fills `doc.spans["kg_names"]`, label `name`: what type a name has is decided with all candidates in sight."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of a doc."""
        found = sorted(find(with_borders(doc)).items())
        spans = [Span(doc, start, end, label="name") for (start, end), _ in found]
        store(doc, SPANS["names"], spans, [confidence for _, confidence in found])
        return doc


def find(doc: Doc) -> dict[tuple[int, int], float]:
    """The names of a doc: token offsets to confidence."""
    tokens, title_end = tokens_of(doc), doc._.kg_title_end
    found: dict[tuple[int, int], float] = {}
    capitals = [k for k, capital in enumerate(map(_is_capital_word.__getitem__, tokens.words)) if capital]
    for start, end in (*_shaped(tokens), *_announced(tokens, title_end, capitals)):
        at = tokens.starts[start]
        framed = _FRAME.search(tokens.text[max(0, at - 40) : at])
        found[start, end] = _FRAME_CONFIDENCE if framed else _SHAPE_CONFIDENCE
    for start, end in _capitalised(tokens, title_end, capitals):
        found.setdefault((start, end), _RUN_CONFIDENCE)
    is_english = english(tokens)
    found = {span: confidence for span, confidence in found.items() if is_english[tokens.numbers[span[0]]]}
    prefix = _title_prefix(tokens, title_end, {tokens.stretch(start, end) for start, end in found})
    if prefix is not None:
        found[prefix] = _FRAME_CONFIDENCE
    return found


@lru_cache(maxsize=KNOWN_WORDS)
def is_shaped(text: str) -> bool:
    """Whether a word is written as only names are: two capitals, a capital inside, or letters with a digit.

    >>> [is_shaped(word) for word in ("GRPO", "iCaRL", "word2vec", "Markov", "4-16x", "3D")]
    [True, True, True, False, False, False]
    """
    if text in NOT_NAMES or text.rstrip("s") in NOT_NAMES or len(text) < 2 or len(text) > 60:
        return False
    parts = [part for part in text.split("-") if part not in NOT_NAMES]
    if len(parts) <= text.count("-") and all(re.fullmatch(r"[A-Z]?[a-z]*", part) for part in parts):
        return False  # 'ML-Guided', 'Embodied-AI'
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 or not any(c.isupper() or c.isdigit() for c in text):
        return False
    if re.match(r"[A-Z]['’][A-Z]", text):
        return False  # O'Donnell
    if _QUANTITY.fullmatch(text):
        return False
    if any(c.isupper() for c in re.sub(r"(?<=-)[A-Z](?=[a-z]+(?:-|$))", "", text[1:])):
        return True
    return bool(re.search(r"[a-z]{2,}\d[a-z]", text) or (re.search(r"[A-Za-z]{2,}-?\d", text) and text[0].isupper()))


def _shaped(tokens: Tokens) -> list[tuple[int, int]]:
    spans = []
    for chunk in _CHUNK.finditer(tokens.text):
        for start, end in _name_parts[chunk["chunk"]]:
            base = chunk.start("chunk")
            touching = tokens.touching(base + start, base + end)
            if touching is not None and not _is_author(tokens, touching[1]):
                spans.append((touching[0], _completed(tokens, touching[1])))
    return spans


def _is_author(tokens: Tokens, end: int) -> bool:
    last = min(end + 2, len(tokens.words))
    return end < last and tokens.stretch(end, last).startswith("et al")


def _completed(tokens: Tokens, end: int) -> int:
    """Takes in what completes a name: a year or version ('PoseTrack 2018'), the noun of a measure ('KL divergence')."""
    if end == len(tokens.words) or not tokens.spaced[end - 1]:
        return end
    if tokens.lowers[end] in _MEASURES:
        return end + 1
    word = tokens.words[end]
    if _YEAR_OR_VERSION.fullmatch(word):
        after = tokens.words[end + 1] if end + 1 < len(tokens.words) else None
        if len(word) == 4 or after is None or (is_punct(after) and after != "%"):
            return end + 1
    return end


def _announced(tokens: Tokens, title_end: int, capitals: Sequence[int]) -> list[tuple[int, int]]:
    """Single capitalised words behind a noun that announces a name: 'the language Gen', 'dubbed Coconut'."""
    words, lowers, begins = tokens.words, tokens.lowers, tokens.begins
    spans = []
    for k in capitals:
        if not max(1, title_end) <= k < len(words) - 1 or begins[k]:
            continue
        before = k - 2 if words[k - 1] in _QUOTES and k > 1 else k - 1
        announced = lowers[before] in _ANNOUNCERS or (lowers[before] in TYPE_NOUNS and words[before].islower())
        alone = not _is_capital_word[words[k + 1]] and lowers[k] not in FUNCTION_WORDS
        if announced and alone and not begins[before]:
            spans.append((k, k + 1))
    return spans


@OfWords
def _name_parts(chunk: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a white-space chunk that are shaped like names, lower-case compounds cut off."""
    if _NO_NAME.search(chunk):
        return ()
    stripped = chunk.rstrip(".'’").removesuffix("'s")
    if is_title_compound(stripped):
        return ()
    parts = []
    for piece in re.finditer(r"[^/]+", stripped):
        words = list(re.finditer(r"[^-]+", piece[0]))
        keep = [bool(re.search(r"[A-Z]|\d", word[0])) or bool(_SUFFIX_OK.match(word[0])) for word in words]
        first = next((k for k, good in enumerate(keep) if good), None)
        if first is None:
            continue
        last = max(k for k, good in enumerate(keep) if good)
        # A short lower-case beginning is part of the name (t-SNE, mini-ImageNet) unless it is a prefix word.
        while first > 0 and len(words[first - 1][0]) <= 5 and words[first - 1][0].lower() not in _PART_STOP:
            first -= 1
        for a, b in _runs(keep, first, last):
            start, end = piece.start() + words[a].start(), piece.start() + words[b].end()
            if is_shaped(stripped[start:end]):
                parts.append((start, end))
    return tuple(parts)


def _runs(keep: list[bool], first: int, last: int) -> list[tuple[int, int]]:
    """Index ranges from first to last, parted where two or more lower-case words stand between names."""
    runs, start = [], first
    k = first
    while k <= last:
        gap = k
        while gap <= last and not keep[gap]:
            gap += 1
        if gap - k >= 2 and k > first:
            runs.append((start, k - 1))
            start = gap
        k = gap + 1
    runs.append((start, last))
    return runs


def is_title_compound(text: str) -> bool:
    """'Multi-Domain', 'ML-Guided', 'Self-Supervised': a compound of title case, not a name.

    >>> is_title_compound("Multi-Domain"), is_title_compound("Meta-World2")
    (True, False)
    """
    words = text.split("-")
    return len(words) > 1 and all(re.fullmatch(r"[A-Z]?[a-z]+", word) for word in words)


def _capitalised(tokens: Tokens, title_end: int, capitals: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of two or more capitalised words inside a sentence of the abstract."""
    words = tokens.words
    spans = []
    end = title_end
    for index in capitals:
        if index < end:
            continue
        end = index + 1
        while end < len(words) and not tokens.begins[end] and _continues(tokens, end):
            end += 1
        while not _is_capital_word[words[end - 1]]:
            end -= 1
        first = index
        while first < end and tokens.lowers[first] in _NO_BEGINNING:
            first += 1
        names = [word for word in words[first:end] if _is_capital_word[word]]
        if len(names) >= 2 and not all(map(str.isupper, names)) and " " in tokens.stretch(first, end):
            spans.append((first, end))
    return spans


@OfWords
def _is_capital_word(text: str) -> bool:
    return text[0].isupper() and len(text) > 1 and text.replace("'", "").isalnum()


def _continues(tokens: Tokens, index: int) -> bool:
    """Whether a token inside a sentence can go on a run of capitalised words."""
    word = tokens.words[index]
    if _is_capital_word[word]:
        return True
    if word == "-":
        return not tokens.spaced[index] and not tokens.spaced[index - 1]
    following = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    return tokens.lowers[index] in _CONNECTORS and following[:1].isupper()


def _title_prefix(tokens: Tokens, title_end: int, known: set[str]) -> tuple[int, int] | None:
    """'X: …' at the head of a title, when X is short and is written like a name or stands in the abstract too."""
    words = tokens.words
    for end, word in enumerate(words[: min(title_end, 8)]):
        if word == ":" and end:
            text = tokens.stretch(0, end)
            body = tokens.stretch(title_end, len(words)) if title_end < len(words) else ""
            single = end <= 3 and text not in HEADS and text.lower() not in FUNCTION_WORDS
            shaped = any(map(is_shaped, words[:end]))
            if single and (shaped or re.search(rf"(?<!\. )(?<!^)\b{re.escape(text)}\b", body)):
                return 0, end
            if text in known or (end <= 6 and text in body and text[0].isupper()):
                return 0, end
    return None
