"""When two surface forms are one name: the key that they share.

Case, hyphens, spaces, plural, spelling, LaTeX and Greek letters do not make a name another one; digits, versions
and the signs `* + # @` do. A key is for comparing, never for showing: it writes a last `s` that is no plural as `S`,
so that `PACS` is not the plural of `PAC`, and a key is its own key.
"""

import re
import unicodedata
from functools import lru_cache

from extractors.schema import EntityType
from extractors.spelling import american, singular

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma_final sigma tau "
    "upsilon phi chi psi omega"
).split()
_SYMBOLS = str.maketrans(
    {chr(0x3B1 + k): f"{name.removesuffix('_final')}" for k, name in enumerate(_GREEK)}
    | {chr(0x391 + k): f"{name}" for k, name in enumerate(_GREEK) if not name.endswith("_final")}
    | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu", "∞": "infinity", "×": "x", "&": " and "}
    | dict.fromkeys("★⋆∗＊☆", "*")
    | dict.fromkeys("’‘`´′ʼ", "'")
)
_COMMAND_WORDS = {
    "star": "*", "ast": "*", "times": "x", "infty": "infinity", "ell": "l", "varepsilon": "epsilon", "varphi": "phi",
    "vartheta": "theta",
}  # fmt: skip
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|[^A-Za-z])\*?")
_FONT = re.compile(r"(?:text|math|emph|bf|it|rm|sc|tt|sf|em|mbox|operatorname|boldsymbol|ensuremath)")
_POWER_STAR = re.compile(r"\^\s*\{?\s*(?:star|ast)\b")
_POSSESSIVE = re.compile(r"'s\b")
_JOINED = re.compile(r"['^{}$_]|(?<=\d),(?=\d{3}(?!\d))")
_MARKS = re.compile(r"[\u0300-\u036f]")
_TOKEN = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*|[*+#@]")
_ACRONYM_PLURAL = re.compile(r".[A-Z]s$")
_NAME = re.compile(r"\S[A-Z]|\d")
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)

# A word after a name that says what the thing is and adds nothing to it: 'GRPO algorithm', 'the CIFAR-10 dataset'.
HEAD_NOUNS: dict[str, EntityType] = {
    **dict.fromkeys(("algorithm", "method", "approach", "technique", "framework", "architecture", "network",
                     "optimizer", "procedure", "scheme"), EntityType.METHOD),
    **dict.fromkeys(("model", "checkpoint"), EntityType.MODEL),
    **dict.fromkeys(("dataset", "data set", "corpus", "database"), EntityType.DATASET),
    **dict.fromkeys(("benchmark", "suite", "leaderboard"), EntityType.BENCHMARK),
    **dict.fromkeys(("task", "problem"), EntityType.TASK),
    **dict.fromkeys(("metric", "score"), EntityType.METRIC),
    **dict.fromkeys(("library", "toolkit", "toolbox", "package", "platform", "simulator", "software"), EntityType.TOOL),
}  # fmt: skip
# 'Gibbs sampler' and 'Gibbs sampling' are one thing: what does it is called by what it does.
AGENTS = {"estimator": "estimation", "sampler": "sampling", "regularizer": "regularization"}
_HEAD = re.compile(r"(?P<bare>.*\S)[\s-]+(?P<noun>" + "|".join(HEAD_NOUNS) + r")(?P<plural>s|es)?", re.IGNORECASE)


@lru_cache(maxsize=500_000)
def normal_form(form: str) -> str:
    r"""The key of a surface form: forms with the same key are spellings of one name.

    Args:
        form: a name as it stands in a text, cleaned or not, any Unicode.

    Returns:
        The key; it is its own key, and empty only for an empty form.

    >>> normal_form("Image Nets") == normal_form("ImageNet"), normal_form(r"DTS^\star") == normal_form("DTS*")
    (True, True)
    >>> normal_form("RRT*") == normal_form("RRT"), normal_form("Qwen2.5-1.5B") == normal_form("Qwen2.5-7B")
    (False, False)
    """
    key = _key(form)
    while (again := _key(key)) != key:
        key = again
    return key


@lru_cache(maxsize=200_000)
def normal_word(word: str) -> str:
    """One lower-case word without accents, in American spelling.

    >>> normal_word("optimisation")
    'optimization'
    """
    return american(word) if word.isascii() else american(_MARKS.sub("", unicodedata.normalize("NFKD", word)))


def may_be_name(form: str) -> bool:
    """Whether a form has a digit, or a capital letter after its first.

    >>> may_be_name("word2vec"), may_be_name("Markov chain")
    (True, False)
    """
    return _NAME.search(form) is not None


@lru_cache(maxsize=200_000)
def head_variant(form: str) -> tuple[str, EntityType] | None:
    """The bare name inside a form that ends in a word for what it is, and that word's type.

    Returns:
        None where no such word stands at the end, or what stands before it is no name of its own: a name has a
        digit, or a capital letter after its first.

    >>> head_variant("the GRPO algorithm")
    ('GRPO', <EntityType.METHOD: 'method'>)
    >>> head_variant("neural network") is None
    True
    """
    match = _HEAD.fullmatch(without_article(form))
    if match is None or not may_be_name(match["bare"]):
        return None
    return match["bare"], HEAD_NOUNS[match["noun"].lower()]


def without_article(form: str) -> str:
    """The form without a leading article and outer white space.

    >>> without_article("The Pile"), without_article("a")
    ('Pile', 'a')
    """
    return _ARTICLE.sub("", form.strip(), count=1) if _ARTICLE.match(form.strip()) else form.strip()


def latin(text: str) -> str:
    """The text with Greek letters written out, look-alike signs made one, and accents dropped.

    >>> latin("naïve τ-bench²")
    'naive tau-bench2'
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_SYMBOLS))
    return _MARKS.sub("", text.translate(_SYMBOLS))


def _key(form: str) -> str:
    text = form
    if "\\" in text:
        text = _COMMAND.sub(_command, _POWER_STAR.sub("*", text.replace("\\star", "*").replace("\\ast", "*")))
    text = latin(text)
    text = _POWER_STAR.sub("*", text).replace("&", " and ")
    text = _JOINED.sub("", _POSSESSIVE.sub("", text))
    tokens = _TOKEN.findall(text)
    if not tokens:
        return "".join(form.split()).casefold()
    if _is_shouted(tokens):
        tokens = [token.lower() for token in tokens]
    words = [normal_word(token.casefold()) for token in tokens[:-1]] + [_last_word(tokens[-1])]
    if len(words) > 1:
        words[-1] = AGENTS.get(words[-1], words[-1])
    return _join(_star_sign(tokens, words))


def _command(match: re.Match[str]) -> str:
    name = match[1]
    if name is None or _FONT.match(name):
        return ""
    return _COMMAND_WORDS.get(name, name)


def _is_shouted(tokens: list[str]) -> bool:
    """Words set in capitals, not an acronym: 'NEURAL NETWORKS'."""
    long = [token for token in tokens if len(token) > 3]
    return len(long) > 1 and all(token.isupper() for token in tokens)


def _last_word(token: str) -> str:
    """The last word of a key: singular; a last s that stays is written S."""
    if _ACRONYM_PLURAL.search(token):
        token = token[:-1]
    if token.endswith("S"):
        return normal_word(token[:-1].casefold()) + "S"
    word = singular(normal_word(token.casefold()))
    return word[:-1] + "S" if word.endswith("s") else word


def _star_sign(tokens: list[str], words: list[str]) -> list[str]:
    """'RRT-star' is written as 'RRT*' is."""
    return [
        "*" if word == "star" and k and tokens[k - 1].isupper() and len(tokens[k - 1]) < 6 else word
        for k, word in enumerate(words)
    ]


def _join(words: list[str]) -> str:
    """Words without a space, but for a hyphen where two numbers would run together."""
    key = words[0]
    for word in words[1:]:
        key += f"-{word}" if key[-1:].isdigit() and word[:1].isdigit() else word
    return key
