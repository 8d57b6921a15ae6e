"""Names that no table knows, by their shape and by what stands around them: the `kg_names` component.

Three kinds: tokens shaped like names (GRPO, DreamFusion, Qwen2.5-Math), runs of capitalised words inside a
sentence (Group Relative Policy Optimization), and what a frame introduces ('X: A Framework for …', 'dubbed X').
"""

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.english import is_english
from extractors.extensions import SPANS, store
from extractors.heads import FUNCTION_WORDS, GENERIC_WORDS, HEADS, NOT_NAMES, TYPE_NOUNS
from extractors.offsets import TokenIndex
from extractors.sentences import with_borders

_SHAPE_CONFIDENCE = 0.7
_RUN_CONFIDENCE = 0.6
_FRAME_CONFIDENCE = 0.85

_PART_STOP = frozenset(
    "non pre post multi anti sub inter intra cross semi self co re un bi tri all zero one two few".split()
)
_SUFFIX_OK = re.compile(
    r"^(?:base|large|small|tiny|mini|medium|xl|xxl|turbo|preview|instruct|chat|v\d.*|lite|plus|max|pro)$"
)
_CHUNK = re.compile(r"https?://\S+|[^\s()\[\]{},;:\"“”!?]+")
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
# Words come again and again: what is known of so many is kept.
_CACHED = 100_000
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
    found: dict[tuple[int, int], float] = {}
    text = doc.text
    for start, end in (*_shaped(doc), *_announced(doc)):
        before = text[max(0, doc[start].idx - 40) : doc[start].idx]
        found[start, end] = _FRAME_CONFIDENCE if _FRAME.search(before) else _SHAPE_CONFIDENCE
    for start, end in _capitalised(doc):
        found.setdefault((start, end), _RUN_CONFIDENCE)
    found = {span: confidence for span, confidence in found.items() if is_english(doc[span[0]].sent)}
    for start, end in _title_prefix(doc, {doc[s:e].text for s, e in found}):
        found[start, end] = _FRAME_CONFIDENCE
    return found


@lru_cache(maxsize=_CACHED)
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


def _shaped(doc: Doc) -> list[tuple[int, int]]:
    spans = []
    index = TokenIndex(doc)
    for chunk in _CHUNK.finditer(doc.text):
        text = chunk[0]
        if _NO_NAME.search(text):
            continue
        for start, end in _name_parts(text):
            span = index.span(chunk.start() + start, chunk.start() + end)
            if span is not None and not _is_author(doc, span.end):
                spans.append((span.start, _completed(doc, span.end)))
    return spans


def _is_author(doc: Doc, end: int) -> bool:
    return doc[end : end + 2].text.startswith("et al")


def _completed(doc: Doc, end: int) -> int:
    """Takes in what completes a name: a year or version ('PoseTrack 2018'), the noun of a measure ('KL divergence')."""
    if end < len(doc) and doc[end - 1].whitespace_ and doc[end].lower_ in _MEASURES:
        return end + 1
    if end < len(doc) and doc[end - 1].whitespace_ and _YEAR_OR_VERSION.fullmatch(doc[end].text):
        after = doc[end + 1] if end + 1 < len(doc) else None
        if len(doc[end].text) == 4 or after is None or (after.is_punct and after.text != "%"):
            return end + 1
    return end


def _announced(doc: Doc) -> list[tuple[int, int]]:
    """Single capitalised words behind a noun that announces a name: 'the language Gen', 'dubbed Coconut'."""
    spans = []
    for token in doc[max(1, doc._.kg_title_end) :]:
        if not _is_capital_word(token.text) or token.is_sent_start or token.i + 1 >= len(doc):
            continue
        before, after = doc[token.i - 1], doc[token.i + 1]
        if before.text in _QUOTES and token.i > 1:
            before = doc[token.i - 2]
        announced = before.lower_ in _ANNOUNCERS or (before.lower_ in TYPE_NOUNS and before.is_lower)
        alone = not _is_capital_word(after.text) and token.lower_ not in FUNCTION_WORDS
        if announced and alone and not before.is_sent_start:
            spans.append((token.i, token.i + 1))
    return spans


@lru_cache(maxsize=_CACHED)
def _name_parts(chunk: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a white-space chunk that are shaped like names, lower-case compounds cut off."""
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


def _capitalised(doc: Doc) -> list[tuple[int, int]]:
    """Runs of two or more capitalised words inside a sentence of the abstract."""
    spans = []
    index = doc._.kg_title_end
    while index < len(doc):
        end = index
        while end < len(doc) and not (end > index and doc[end].is_sent_start) and _continues(doc, index, end):
            end += 1
        while end > index and not _is_capital_word(doc[end - 1].text):
            end -= 1
        first = index
        while first < end and doc[first].lower_ in _NO_BEGINNING:
            first += 1
        capitals = [token for token in doc[first:end] if _is_capital_word(token.text)]
        if len(capitals) >= 2 and not all(token.is_upper for token in capitals) and " " in doc[first:end].text:
            spans.append((first, end))
        index = max(end, index + 1)
    return spans


@lru_cache(maxsize=_CACHED)
def _is_capital_word(text: str) -> bool:
    return text[0].isupper() and len(text) > 1 and text.replace("'", "").isalnum()


def _continues(doc: Doc, start: int, index: int) -> bool:
    token = doc[index]
    if _is_capital_word(token.text):
        return not (token.is_sent_start and token.lower_ in FUNCTION_WORDS and index != start)
    if index == start:
        return False
    if token.text == "-":
        return not token.whitespace_ and not doc[index - 1].whitespace_
    nxt = doc[index + 1] if index + 1 < len(doc) else None
    return token.lower_ in _CONNECTORS and nxt is not None and nxt.text[0].isupper()


def _title_prefix(doc: Doc, known: set[str]) -> list[tuple[int, int]]:
    """'X: …' at the head of a title, when X is short and is written like a name or stands in the abstract too."""
    title_end = doc._.kg_title_end
    for token in doc[: min(title_end, 8)]:
        if token.text == ":" and token.i > 0:
            text = doc[: token.i].text
            body = doc[title_end:].text
            single = token.i <= 3 and text not in HEADS and text.lower() not in FUNCTION_WORDS
            shaped = any(is_shaped(word.text) for word in doc[: token.i])
            if single and (shaped or re.search(rf"(?<!\. )(?<!^)\b{re.escape(text)}\b", body)):
                return [(0, token.i)]
            if text in known or (token.i <= 6 and text in body and text[0].isupper()):
                return [(0, token.i)]
    return []
