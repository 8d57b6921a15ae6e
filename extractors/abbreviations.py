"""Short forms that a text defines, with their long forms: the `kg_abbreviations` component.

After A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 2003: a short form in brackets after its long form, or
the long form in brackets after the short one, matched character by character from the right.
Ours are one limit, that nothing is read across a sentence border, one preference, that words whose initials spell the
short form win over a shorter match, and two extensions: initials may be written small ('amino acid (aa)'), and a digit
of the short form need not stand in the long one ('inositol trisphosphate (IP3)').
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.extensions import SPANS, store
from extractors.heads import NOT_NAMES
from extractors.tokens import Tokens, tokens_of

# Bounds of the paper: a short form has 2 to 10 characters and at most two words.
MIN_SHORT, MAX_SHORT, MAX_SHORT_WORDS = 2, 10, 2
_MAX_BRACKET_TOKENS = 16
_CONFIDENCE = 0.95
# A bracket may hold one more: 'forced expiratory volume (FEV(1))'.
_BRACKET = re.compile(r"[(\[]((?:[^()\[\]]|[(\[][^()\[\]]{1,8}[)\]]){2,120})[)\]]")
_NUMBERED = re.compile(r"([A-Za-z]{2,})(?:\d{1,2}|\(\d{1,2}\))")
_NUMBER_WORDS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven"}
_SPLIT = re.compile(r"\s*[;,:]\s*|\s+or\s+")
_NOT_SHORT = frozenset("e.g i.e fig eq sec left right top bottom see cf both also ours ii iii iv vi".split())
# 'RLIF: Reinforcement Learning from Intervention Feedback …' at the head of a title; 'RLIF-Lite: …' as well.
_GLOSS = re.compile(r"(?P<short>(?P<letters>[A-Z]{3,10})(?:-\w+)?): (?P<long>[A-Z].{8,})")
_REST_OF_PHRASE = re.compile(r"(?: (?!(?:for|of|in|on|with|via|by|to|from|and|as|through|using|towards?)\b)[\w\-]+)*")
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to via with".split())
_NO_START = frozenset(
    "a an the of and or in on for to with by from as is are was were we our this that these its".split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A definition in characters of a text, half-open offsets."""

    short_start: int
    short_end: int
    long_start: int
    long_end: int


@Language.factory("kg_abbreviations", requires=["doc.sents"], assigns=["doc._.kg_definitions", "doc.spans"])
def make_abbreviations(nlp: Language, name: str) -> "Abbreviations":
    """The component under its spaCy name; it has no settings."""
    return Abbreviations()


class Abbreviations:
    """Fills `doc._.kg_definitions` and `doc.spans["kg_abbreviations"]`.

    The span group holds every occurrence of a defined short form (label `short`) and the long forms (label
    `long`). A doc without sentence borders counts as one sentence.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Find the definitions of a doc."""
        tokens = tokens_of(doc)
        definitions = find(doc, tokens)
        doc._.kg_definitions = [(s.start, s.end, long.start, long.end) for s, long in definitions]
        named = [pair for pair in definitions if tokens.stretch(pair[0].start, pair[0].end) not in NOT_NAMES]
        spans = {(s.start, s.end): s for pair in named for s in pair}
        for short, _ in named:
            for span in _occurrences(doc, tokens.words, short):
                spans.setdefault((span.start, span.end), span)
        ordered = [spans[key] for key in sorted(spans)]
        store(doc, SPANS["abbreviations"], ordered, [_CONFIDENCE] * len(ordered))
        return doc


def find(doc: Doc, tokens: Tokens) -> list[tuple[Span, Span]]:
    """The definitions of a doc as (short form, long form), in text order, each short form once."""
    found: dict[str, tuple[Span, Span]] = {}
    for first, last in tokens.sentences:
        base = tokens.starts[first]
        for pair in find_pairs(tokens.stretch(first, last)):
            short = tokens.touching(base + pair.short_start, base + pair.short_end)
            long = tokens.touching(base + pair.long_start, base + pair.long_end)
            if short is not None and long is not None and not (short[0] < long[1] and long[0] < short[1]):
                spans = Span(doc, *short, label="short"), Span(doc, *long, label="long")
                found.setdefault(tokens.stretch(*short), spans)
    return list(found.values())


def _occurrences(doc: Doc, texts: Sequence[str], short: Span) -> list[Span]:
    """Every place where the words of a short form stand, singular or plural, case as defined."""
    words = texts[short.start : short.end]
    stem = words[-1][:-1] if len(words[-1]) > 2 and words[-1].endswith("s") else words[-1]
    forms = {stem, stem + "s"}
    width = len(words)
    return [
        Span(doc, start, start + width, label="short")
        for start in range(len(doc) - width + 1)
        if texts[start + width - 1] in forms and texts[start : start + width - 1] == words[:-1]
    ]


def find_pairs(sentence: str) -> list[Pair]:
    """The definitions in one sentence, in text order.

    >>> text = "We use Group Relative Policy Optimization (GRPO) and SMC (sequential Monte Carlo)."
    >>> [(text[p.short_start:p.short_end], text[p.long_start:p.long_end]) for p in find_pairs(text)]
    [('GRPO', 'Group Relative Policy Optimization'), ('SMC', 'sequential Monte Carlo')]
    """
    pairs = []
    gloss = _GLOSS.match(sentence)
    spelled = match_first_words(gloss["letters"], gloss["long"]) if gloss else None
    if gloss and spelled:
        if gloss["letters"] != gloss["short"]:
            spelled += len(_REST_OF_PHRASE.match(gloss["long"], spelled)[0])
        pairs.append(Pair(gloss.start("short"), gloss.end("short"), gloss.start("long"), gloss.start("long") + spelled))
    for opening in re.finditer(r"[(\[]", sentence):
        bracket = _BRACKET.match(sentence, opening.start())
        if bracket is None:
            continue
        pair = _short_in_bracket(sentence, bracket) or _long_in_bracket(sentence, bracket) or _both_in_bracket(bracket)
        if pair:
            pairs.append(pair)
    return pairs


def match_first_words(short: str, gloss: str) -> int | None:
    """How many characters of `gloss` spell out `short` by the initials of its first words, or None.

    >>> match_first_words("RLIF", "Reinforcement Learning from Intervention Feedback for Robots")
    49
    >>> match_first_words("GAN", "Generating Images") is None
    True
    """
    letters = short.lower()
    k = 0
    for word in re.finditer(r"[^\s\-]+", gloss):
        if k < len(letters) and word[0][0].lower() == letters[k]:
            k += 1
            if k == len(letters):
                return word.end()
        elif word[0].lower() not in _SMALL_WORDS:
            return None
    return None


def is_short_form(text: str) -> bool:
    """Whether a string can be a short form: 2 to 10 characters, at most two words, a capital letter."""
    return (
        MIN_SHORT <= len(text) <= MAX_SHORT
        and len(text.split()) <= MAX_SHORT_WORDS
        and text[0].isalnum()
        and any(c.isupper() for c in text)
        and not text.isdigit()
        and text.lower().rstrip(".") not in _NOT_SHORT
        and text.count("(") == text.count(")")
        and re.search(r"\d{4}|[=<>%]|et al", text) is None
    )


def _short_in_bracket(sentence: str, bracket: re.Match[str]) -> Pair | None:
    inner = bracket[1]
    start = bracket.start(1) + len(inner) - len(inner.lstrip(" '\""))
    short = _SPLIT.split(inner.strip(" '\""))[0].strip(" '\"")
    before = sentence[: bracket.start()].rstrip(" '\"")
    long_start = _long_before(short, before)
    return None if long_start is None else Pair(start, start + len(short), long_start, len(before))


def _long_before(short: str, before: str) -> int | None:
    """Where the long form at the end of `before` begins, if `short` is a short form of it."""
    small = re.fullmatch(r"[a-z]{2,6}", short) is not None and short not in _NOT_SHORT | _SMALL_WORDS
    if not small and not is_short_form(short):
        return None
    # Schwartz and Hearst look at no more than min(|short| + 5, 2 |short|) words.
    letters = sum(c.isalnum() for c in short)
    words = [m.start() for m in re.finditer(r"\S+", before)][-min(letters + 5, 2 * letters) :]
    if not words:
        return None
    window = before[words[0] :]
    # A long form does not reach over a clause; a comma may be part of a list inside it.
    for clause in ";:(":
        window = window[window.rfind(clause) + 1 :]
    at = match_initials(short, window)
    if at is None and not small:
        at = match_long_form(short, window)
        if at is None and (numbered := _NUMBERED.fullmatch(short)):
            at = match_long_form(numbered[1], window)
    if at is None:
        return None
    long_start = len(before) - len(window) + _whole_word(short, window, at)
    return long_start if _plausible(short, before[long_start:]) else None


def _long_in_bracket(sentence: str, bracket: re.Match[str]) -> Pair | None:
    before = sentence[: bracket.start()].rstrip()
    word = re.search(r"[^\s()\[\],;:'\"]+$", before)
    if word is None or not is_short_form(word[0]):
        return None
    inner = _SPLIT.split(bracket[1])[0].rstrip()
    long = inner.lstrip(" '\"")
    if len(long.split()) < 2 and "-" not in long:
        return None
    if match_long_form(word[0], long) != 0 or not _plausible(word[0], long):
        return None
    start = bracket.start(1) + len(inner) - len(long)
    return Pair(word.start(), word.end(), start, start + len(long))


def _both_in_bracket(bracket: re.Match[str]) -> Pair | None:
    """'… (blood-brain barrier, BBB)'."""
    both = re.fullmatch(r"([^,;]+)[,;] ?([^,; ]+)", bracket[1])
    if both is None or _long_before(both[2], both[1]) != 0:
        return None
    base = bracket.start(1)
    return Pair(base + both.start(2), base + both.end(2), base + both.start(1), base + both.end(1))


def match_long_form(short: str, window: str) -> int | None:
    """Where the shortest long form of `short` at the end of `window` begins, or None (Schwartz & Hearst, figure 1).

    >>> match_long_form("HMM", "we train a hidden Markov model")
    11
    """
    short = short[:-1] if len(short) > 2 and short.endswith("s") and short[-2].isupper() else short
    position = len(window) - 1
    for k in range(len(short) - 1, -1, -1):
        char = short[k].lower()
        if not char.isalnum():
            continue
        while position >= 0 and (
            window[position].lower() != char or (k == 0 and position > 0 and window[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
        position -= 1
    return position + 1


def match_initials(short: str, window: str) -> int | None:
    """Where the words at the end of `window` begin whose initials spell `short`, or None.

    >>> match_initials("NMF", "we use Non-negative Matrix Factorization")
    7
    >>> match_initials("3D", "in three-dimensional")
    3
    """
    letters = (short[:-1] if short.endswith("s") and short[:-1].isupper() else short).lower()
    number = _NUMBER_WORDS.get(letters[:1], "")
    letters = number[:1] + letters[len(number[:1]) :]
    for pattern in (r"\S+", r"[^\s\-/]+"):
        words = list(re.finditer(pattern, window))[-len(letters) :]
        spelled = "".join(word[0][0].lower() for word in words)
        if len(words) == len(letters) and spelled == letters and words[0][0].lower().startswith(number):
            return words[0].start()
    return None


def _whole_word(short: str, window: str, at: int) -> int:
    """Moves a start inside a compound to the compound's own, where that fits: '6-cyano…', 'Non-negative'."""
    start = window.rfind(" ", 0, at) + 1
    prefix = window[start:at]
    fits = prefix.endswith("-") and (prefix[0].lower() == short[0].lower() or not prefix[0].isalpha())
    return start if fits else at


def _plausible(short: str, long: str) -> bool:
    words = re.findall(r"[^\s\-/]+", long)
    first = words[0].lower() if words else ""
    letters = sum(c.isalnum() for c in short)
    return (
        bool(words)
        and len(long) > len(short)
        and first not in _NO_START
        and short not in long.split()
        and len(words) <= min(letters + 5, 2 * letters)
        and (len(words) > 1 or len(long) >= 2 * len(short))
        and long[-1] not in ",.;:"
        and long.count("(") == long.count(")")
        and long.count("[") == long.count("]")
    )
