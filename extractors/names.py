"""Names that no table knows, by their shape and by what stands around them: the `kg_names` component.

Three kinds: tokens shaped like names (GRPO, DreamFusion, Qwen2.5-Math), runs of capitalised words inside a
sentence (Group Relative Policy Optimization), and what a frame introduces ('X: A Framework for …', 'dubbed X').
"""

import re
from collections import Counter, defaultdict

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.cues import type_from_context, type_of_phrase
from extractors.extensions import SPANS, store
from extractors.heads import FUNCTION_WORDS, HEADS
from extractors.schema import EntityType

_SHAPE_CONFIDENCE = 0.7
_RUN_CONFIDENCE = 0.6
_FRAME_CONFIDENCE = 0.85

# Capitals that name nothing of the seven types: units, places, roman numerals, general abbreviations.
_NOT_NAMES = frozenset(
    """AI ML DL NN NLU CV HCI GPU GPUs CPU CPUs TPU TPUs RAM FPGA FPGAs SSD USB API APIs URL URLs PDF HTML XML JSON US
    USA UK EU UN NASA DARPA IEEE ACM ACL EMNLP NAACL CVPR ICCV ECCV ICML ICLR NeurIPS NIPS AAAI IJCAI COLING ICRA IROS
    CoRL RSS WMT SemEval CoNLL TREC NIST TAC II III IV VI VII VIII IX XI XII ID IDs OK TV PC PCs FAQ FAQs HD 2D 3D 4D
    5D 6D 1D 2-D 3-D 6-DoF DoF DOF DOFs DoFs 6DoF 6DOF 7-DOF SOTA SoTA NP NP-hard NP-complete PhD MSc IID iid i.i.d
    OOV IV IR RGB RGBD RGB-D HDR LDR MRI CT EEG ECG EHR EHRs PET DNA RNA COVID COVID-19 SARS-CoV-2 Wi-Fi WiFi GitHub
    arXiv OpenReview YouTube LaTeX Sim2Real sim2real Sim-to-Real vs MHz GHz Hz kHz kg km mm cm ms fps FPS GB MB TB kB
    FLOPs GFLOPs GFLOPS FLOPS MACs TFLOPS AND OR NOT XOR PhDs CEO OpenAI DeepMind McGill MIT CMU ETH A B C D E F G H I
    J K L M N O P Q R S T U V W X Y Z""".split()
)
_PART_STOP = frozenset("non pre post multi anti sub inter intra cross semi self co re un bi tri all zero one two few".split())
_SUFFIX_OK = re.compile(r"^(?:base|large|small|tiny|mini|medium|xl|xxl|turbo|preview|instruct|chat|v\d.*|lite|plus|max|pro)$")
_CHUNK = re.compile(r"[^\s()\[\]{},;:\"“”!?]+")
_FRAME = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|denoted|nicknamed|abbreviated as|referred to as|which we call|we call(?: it)?|"
    r"propos(?:e|es|ed|ing)|present(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|develop(?:s|ed)?|releas(?:e|es|ed)|design(?:ed)?)"
    r" (?:the |our |as )?[\"']?$"
)
_CONNECTORS = frozenset("of for and the in on with to from via by".split())


@Language.factory("kg_names", requires=["doc.sents"], assigns=["doc.spans"])
def make_names(nlp: Language, name: str) -> "Names":
    """The component under its spaCy name; it has no settings."""
    return Names()


class Names:
    """Fills `doc.spans["kg_names"]`: label is the type, or `name` where nothing tells it."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of a doc; one form gets one type in one doc."""
        found = find(doc)
        spans, confidences = [], []
        for (start, end), confidence in sorted(found.items()):
            spans.append((start, end))
            confidences.append(confidence)
        types = _types(doc, spans)
        labelled = [Span(doc, start, end, label=types[doc[start:end].text]) for start, end in spans]
        store(doc, SPANS["names"], labelled, confidences)
        return doc


def find(doc: Doc) -> dict[tuple[int, int], float]:
    """The names of a doc: token offsets to confidence."""
    found: dict[tuple[int, int], float] = {}
    for start, end in _shaped(doc):
        before = doc.text[max(0, doc[start].idx - 40) : doc[start].idx]
        found[start, end] = _FRAME_CONFIDENCE if _FRAME.search(before) else _SHAPE_CONFIDENCE
    for start, end in _capitalised(doc):
        found.setdefault((start, end), _RUN_CONFIDENCE)
    for start, end in _title_prefix(doc, {doc[s:e].text for s, e in found}):
        found[start, end] = _FRAME_CONFIDENCE
    return found


def is_shaped(text: str) -> bool:
    """Whether a word is written as only names are: two capitals, a capital inside, or letters with a digit.

    >>> [is_shaped(word) for word in ("GRPO", "iCaRL", "word2vec", "Markov", "4-16x", "3D")]
    [True, True, True, False, False, False]
    """
    if text in _NOT_NAMES or text.rstrip("s") in _NOT_NAMES or len(text) < 2 or len(text) > 60:
        return False
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 or not any(c.isupper() or c.isdigit() for c in text):
        return False
    if re.fullmatch(r"[\d.,]+(?:[-x×][\d.,]+)*\W*[a-z%]*|\d+(?:st|nd|rd|th)|[a-z]+\d?|\d+[A-Z]?[a-z]*|[A-Z]?[\d.]+\w?", text):
        return False
    if any(c.isupper() for c in re.sub(r"(?<=-)[A-Z](?=[a-z]+(?:-|$))", "", text[1:])):
        return True
    return bool(re.search(r"[a-z]{2,}\d[a-z]", text) or re.search(r"[A-Za-z]{2,}-?\d", text) and text[0].isupper())


def _shaped(doc: Doc) -> list[tuple[int, int]]:
    spans = []
    for chunk in _CHUNK.finditer(doc.text):
        text = chunk[0]
        if "://" in text or "www." in text or "@" in text[1:-1] and "." in text or text.isdigit():
            continue
        for start, end in _name_parts(text):
            span = doc.char_span(chunk.start() + start, chunk.start() + end, alignment_mode="expand")
            if span is not None:
                spans.append((span.start, span.end))
    return spans


def _name_parts(chunk: str) -> list[tuple[int, int]]:
    """The stretches of a white-space chunk that are shaped like names, lower-case compounds cut off."""
    stripped = chunk.rstrip(".'’").removesuffix("'s")
    if is_title_compound(stripped):
        return []
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
            text = stripped[start:end]
            if b + 1 == len(words) and piece[0].endswith(("*", "+")):
                text = stripped[start:end]
            if is_shaped(text):
                parts.append((start, end))
    return parts


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
        capitals = [token for token in doc[index:end] if _is_capital_word(token.text)]
        first = index
        if capitals and doc[index].is_sent_start and doc[index].lower_ in FUNCTION_WORDS:
            first += 1
            capitals = capitals[1:]
        if len(capitals) >= 2 and not _only_shouting(capitals):
            spans.append((first, end))
        index = max(end, index + 1)
    return spans


def _is_capital_word(text: str) -> bool:
    return text[0].isupper() and len(text) > 1 and text.replace("'", "").isalnum()


def _only_shouting(tokens: list) -> bool:
    return all(token.is_upper for token in tokens)


def _continues(doc: Doc, start: int, index: int) -> bool:
    token = doc[index]
    if _is_capital_word(token.text):
        return not (token.is_sent_start and token.lower_ in FUNCTION_WORDS and index != start)
    if index == start:
        return False
    if token.text == "-":
        return not token.whitespace_ and not doc[index - 1].whitespace_
    nxt = doc[index + 1] if index + 1 < len(doc) else None
    return token.lower_ in _CONNECTORS and nxt is not None and nxt.text[0].isupper() and token.lower_ in ("of", "for")


def _title_prefix(doc: Doc, known: set[str]) -> list[tuple[int, int]]:
    """'X: …' at the head of a title, when X is short and is written like a name or stands in the abstract too."""
    title_end = doc._.kg_title_end
    for token in doc[: min(title_end, 8)]:
        if token.text == ":" and token.i > 0:
            text = doc[: token.i].text
            body = doc[title_end:].text
            single = token.i <= 3 and text not in HEADS and text.lower() not in FUNCTION_WORDS
            if single and (is_shaped(text.replace(" ", "")) or re.search(rf"(?<!\. )(?<!^)\b{re.escape(text)}\b", body)):
                return [(0, token.i)]
            if text in known or (token.i <= 6 and text in body and text[0].isupper()):
                return [(0, token.i)]
    return []


def _types(doc: Doc, spans: list[tuple[int, int]]) -> dict[str, str]:
    """One type for each form, by the votes of its places; its own long form decides where there is one."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for start, end in spans:
        text = doc[start:end].text
        vote = type_from_context(doc, start, end)
        if vote is not None:
            votes[text][vote] += 1
    types = {}
    for start, end in spans:
        text = doc[start:end].text
        own = type_of_phrase(text) if " " in text else None
        best = votes[text].most_common(1)
        types[text] = str(own or (best[0][0] if best else "name"))
    return types
