"""What the words around a name say of its type."""

import re

from spacy.tokens import Doc

from extractors.heads import HEADS, TYPE_NOUNS
from extractors.schema import EntityType
from extractors.tokens import tokens_of

_DATA_FRAME = re.compile(
    r"\b(?:datasets?|data sets?|corpora|corpus)(?: \w+)?(?: ?,)? "
    r"(?:such as|like|including|called|named|namely|e\.g\.,?|i\.e\.,?|:|\() ?"
    r"(?:[\w\-+. ]{1,30}(?:,|and|or|/) ?){0,6}$"
)
_BENCHMARK_FRAME = re.compile(
    r"\bbenchmarks?(?: \w+)?(?: ?,)? (?:such as|like|including|called|named|namely|e\.g\.,?|i\.e\.,?|:|\() ?"
    r"(?:[\w\-+. ]{1,30}(?:,|and|or|/) ?){0,6}$"
)
_TEST_FRAME = re.compile(
    r"\b(?:evaluat\w+|experiments?|results?|tested|test|validat\w+|performance|accuracy|state-of-the-art|sota|scores?|"
    r"trained|benchmarked|gains?|improvements?)\b[^.;]{0,60}\bon (?:the |both |two |three |several )?"
    r"(?:[\w\-+. ]{1,30}(?:,|and|or|/) ?){0,6}$",
    re.IGNORECASE,
)
_IS_A = re.compile(
    r"^(?:,| is| are|:| \()? ?(?:a|an|the|our|one)? ?(?:[\w\-]+ ){0,6}?"
    r"(?P<noun>dataset|corpus|benchmark|testbed|test suite|simulator|library|toolkit|toolbox|platform|package|language|"
    r"metric|measure|algorithm|method|framework|approach|technique|architecture|system|model|task|challenge)s?\b"
)
_NOUNS = {
    "dataset": EntityType.DATASET, "corpus": EntityType.DATASET, "benchmark": EntityType.BENCHMARK,
    "testbed": EntityType.BENCHMARK, "test suite": EntityType.BENCHMARK, "challenge": EntityType.BENCHMARK,
    "simulator": EntityType.TOOL, "library": EntityType.TOOL, "toolkit": EntityType.TOOL, "toolbox": EntityType.TOOL,
    "platform": EntityType.TOOL, "package": EntityType.TOOL, "language": EntityType.TOOL,
    "metric": EntityType.METRIC, "measure": EntityType.METRIC, "task": EntityType.TASK,
}  # fmt: skip
_MODEL_SHAPE = re.compile(r"(?i)(?:\b|-)(?:\d+(?:\.\d+)?[bm]|instruct|chat|gpt-?\w*|llama-?\d?|qwen[\d.]*)\b")


def has_model_size(words: str) -> bool:
    """Whether a name is written as only trained models are.

    >>> has_model_size("Zorb-7B"), has_model_size("ZorbNet")
    (True, False)
    """
    return _MODEL_SHAPE.search(words) is not None


def type_of_phrase(words: str) -> EntityType | None:
    """The type that the head word of a phrase gives, or None.

    >>> type_of_phrase("Group Relative Policy Optimization")
    <EntityType.METHOD: 'method'>
    """
    parts = re.split(r"[\s\-]+", words.lower())
    if parts[-1] == "set" and parts[-2:-1] == ["data"]:
        return EntityType.DATASET
    if parts[-1] in ("model", "models") and parts[-2:-1] == ["language"]:
        return EntityType.METHOD
    before_of = parts[: parts.index("of")] if "of" in parts[1:] else parts
    return HEADS.get(parts[-1]) or HEADS.get(before_of[-1])


def type_from_context(doc: Doc, text: str, start: int, end: int) -> tuple[EntityType, float] | None:
    """The type that the words around a name give: 'the X dataset', 'X, a library for', 'evaluated on X'.

    Args:
        doc: with sentence borders.
        text: `doc.text`, which spaCy joins anew at each call.
        start: first token of the name.
        end: token after the name.

    Returns:
        The type with a weight, 2 where a noun says it and 1 where a frame suggests it, or None.
    """
    tokens = tokens_of(doc)
    lowers = tokens.lowers
    if end < len(lowers) and lowers[end] in TYPE_NOUNS and not tokens.begins[end]:
        return TYPE_NOUNS[lowers[end]], 2
    first, last = tokens.sentence(start)
    before = text[tokens.starts[first] : tokens.starts[start]]
    if _BENCHMARK_FRAME.search(before[-200:]):
        return EntityType.BENCHMARK, 2
    if _DATA_FRAME.search(before[-200:]):
        return EntityType.DATASET, 2
    after = text[tokens.ends[end - 1] : tokens.ends[last - 1]]
    apposition = _IS_A.match(after[:120])
    if apposition and (after[:1] in ",:" or after[:4] == " is "):
        return _NOUNS.get(apposition["noun"], EntityType.METHOD), 2
    name = tokens.stretch(start, end)
    if _MODEL_SHAPE.search(name):
        return EntityType.MODEL, 2
    if "@" in name:
        return EntityType.METRIC, 2  # pass@k, recall@10
    if _TEST_FRAME.search(before[-160:]):
        return EntityType.DATASET, 1
    announcing = lowers[start - 1] if start > first else ""
    if announcing in TYPE_NOUNS:
        return TYPE_NOUNS[announcing], 1
    return None
