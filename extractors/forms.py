"""The normal form of a name: the key under which its spellings are equal."""

import re
import unicodedata
from functools import lru_cache

_LATEX = re.compile(r"\\[A-Za-z]+\s*\{([^{}]*)\}")
_POWER = re.compile(r"\^\{?(?:star|ast|\*)\}?")
_SPELLING = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"is(e|es|ed|ing|er|ers)$"), r"iz\1"),
    (re.compile(r"yse(d|s|r)?$"), r"yze\1"),
    (re.compile(r"our(s|al|ally|ed|ing|less|able)?$"), r"or\1"),
    (re.compile(r"(?<=[bdglnv])elling$"), "eling"),
    (re.compile(r"(?<=[bdglnv])elled$"), "eled"),
    (re.compile(r"^centre(s?)$"), r"center\1"),
)
# Words that end like the British spellings but are spelled so everywhere.
_SAME = frozenset("noise noises raise precise concise otherwise exercise promise wise likewise expertise premise rise "
                  "our four hour hours pour your tour tours contour contours detour supervise supervised supervising "
                  "unsupervised revise revised advise devise devised surprise enterprise compromise paradise disguise "
                  "arise comprise cruise bruise praise poise likewise stepwise pairwise pointwise piecewise "
                  "elementwise denoise denoised denoising denoiser denoisers noised noising raised raising".split())  # fmt: skip
_SINGULAR = frozenset("bias analysis basis hypothesis gauss loss process class access mass canvas lens series species "
                      "physics statistics dynamics kinematics mathematics robotics semantics genetics bayes corpus "
                      "consensus focus status locus genus stimulus virus bus thus plus chaos axis synthesis ellipsis "
                      "diagnosis prognosis crisis thesis emphasis parenthesis success progress address business "
                      "metropolis hastings wasserstein bellman yes less news".split())  # fmt: skip
_IRREGULAR = {"matrices": "matrix", "vertices": "vertex", "indices": "index", "corpora": "corpus", "analyses": "analysis",
              "bases": "basis", "hypotheses": "hypothesis", "phenomena": "phenomenon", "criteria": "criterion",
              "losses": "loss", "processes": "process", "biases": "bias", "classes": "class"}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+|[*+#@]")
_HEAD_NOUNS = frozenset("algorithm method approach framework dataset data set corpus benchmark model architecture "
                        "technique library toolkit task metric score optimizer network".split())  # fmt: skip


@lru_cache(maxsize=100_000)
def normal_word(word: str) -> str:
    """A lower-case word in American spelling, Greek letters by their names.

    >>> normal_word("behaviour"), normal_word("optimisation"), normal_word("α")
    ('behavior', 'optimization', 'alpha')
    """
    if len(word) == 1 and not word.isascii():
        name = unicodedata.name(word, "")
        if name.startswith("GREEK SMALL LETTER "):
            return name.removeprefix("GREEK SMALL LETTER ").split()[0].lower()
    if len(word) < 5 or word in _SAME:
        return word
    for pattern, american in _SPELLING:
        word = pattern.sub(american, word)
    return word


def singular(word: str) -> str:
    """The singular of a lower-case noun, where its ending is a plural.

    >>> [singular(word) for word in ("networks", "policies", "analyses", "loss", "statistics", "llms")]
    ['network', 'policy', 'analysis', 'loss', 'statistics', 'llm']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word in _SINGULAR or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=300_000)
def normal_form(form: str) -> str:
    r"""The key of a name: equal for case, plural, hyphen, space, spelling, Greek and LaTeX variants.

    Digits and the signs * + # @ are kept, so versions, sizes and starred variants stay apart.

    >>> normal_form("Convolutional Neural-Networks") == normal_form("convolutional neural network")
    True
    >>> normal_form("DTS^star") == normal_form("DTS*") != normal_form("DTS")
    True
    """
    text = _POWER.sub("*", form)
    while (plain := _LATEX.sub(r"\1", text)) != text:
        text = plain
    words = [normal_word(word) for word in _WORDS.findall(unicodedata.normalize("NFKC", text).lower())]
    if words:
        words[-1] = _singular_of(form, words[-1])
    # A dot between digits tells versions apart: GPT-3.5 is not GPT-35.
    dots = "." * len(re.findall(r"(?<=\d)\.(?=\d)", form))
    return "".join(words) + dots


def _singular_of(form: str, word: str) -> str:
    last = re.findall(r"[^\W_]+", form)
    if last and last[-1].isupper() and last[-1].isalpha():
        return word  # SMS, AWS: a capital S belongs to the acronym
    return singular(word)


def bare_name(form: str) -> str | None:
    """The name without the noun that says what it is: 'GRPO' of 'the GRPO algorithm'; None where it is no name.

    >>> bare_name("the GRPO algorithm"), bare_name("CIFAR-10 dataset"), bare_name("learning algorithm")
    ('GRPO', 'CIFAR-10', None)
    """
    words = form.removeprefix("the ").removeprefix("The ").split()
    while len(words) > 1 and singular(words[-1].lower()) in _HEAD_NOUNS:
        words.pop()
        if re.search(r"[A-Z0-9]", words[-1][1:]):
            return " ".join(words)
    return None
