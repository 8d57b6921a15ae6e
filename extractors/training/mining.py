"""Mines `termbase.tsv`: which words of a corpus the pipeline with the network takes for mentions, and how often.

Papers that are annotated are not read, so that nothing learns from a table that saw its answers, nor those that scores
are taken on. `rebuild.py` runs it; all cores work.
"""

import gzip
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractors import pipeline
from extractors.cleaning import clean
from extractors.extensions import SPANS
from extractors.termbase import find

logger = logging.getLogger(__name__)
# The table is made without its own help.
BEFORE_MINING = tuple(name for name in pipeline.CANDIDATES if name != "kg_termbase")
# A form must be a mention in so many papers, and in such a share of the papers that have the words.
MIN_PAPERS = 3
MIN_SHARE = 0.15
_MAX_WORDS = 6
# A share over few papers is drawn towards nought as if so many more had the words.
_DOUBT = 1
_CHUNK = 100
Form = tuple[str, ...]
Read = tuple[list[str], dict[Form, Counter[str]]]


def marked(doc: Doc) -> dict[Form, Counter[str]]:
    """Lower-case tokens of the mentions of a doc to their types, weighed by confidence."""
    found: dict[Form, Counter[str]] = defaultdict(Counter)
    group = doc.spans[SPANS["mentions"]]
    for span, confidence in zip(group, group.attrs["confidence"], strict=True):
        words = tuple(token.lower_ for token in span)
        if len(words) <= _MAX_WORDS and not any(word.isspace() for word in words):
            found[words][span.label_] += confidence
    return dict(found)


def mine(papers: Iterable[Read]) -> Iterator[str]:
    """The lines of the table, forms in order.

    Args:
        papers: the lower-case tokens and the mentions of each paper.
    """
    texts: list[list[str]] = []
    types: dict[Form, Counter[str]] = defaultdict(Counter)
    taken: Counter[Form] = Counter()
    counts: Counter[Form] = Counter()
    for words, mentions in papers:
        texts.append(words)
        for form, votes in mentions.items():
            types[form].update(votes)
            taken[form] += min(1.0, max(votes.values()))
            counts[form] += 1
    forms = {form for form, count in counts.items() if count >= MIN_PAPERS}
    prefixes = frozenset(form[:k] for form in forms for k in range(1, len(form) + 1))
    seen: Counter[Form] = Counter()
    for words in texts:
        seen.update({tuple(words[start:end]) for start, end in find(words, prefixes)} & forms)
    for form in sorted(forms):
        share = taken[form] / (seen[form] + _DOUBT)
        if share >= MIN_SHARE:
            kind = max(sorted(types[form]), key=lambda name: types[form][name])
            yield f"{' '.join(form)}\t{kind}\t{share:.2f}"


def read(texts: tuple[tuple[str, str], ...]) -> list[Read]:
    """Titles and abstracts through the pipeline."""
    nlp = _pipeline()
    found = []
    for title, abstract in texts:
        doc = pipeline.read(nlp, clean(title).text, clean(abstract).text)
        found.append(([token.lower_ for token in doc], marked(doc)))
    return found


@cache
def _pipeline() -> Language:
    nlp = pipeline.blank()
    for name in (*BEFORE_MINING, "kg_tagger", "kg_mentions"):
        nlp.add_pipe(name)
    return nlp


def termbase(corpus: Path, left_out: frozenset[str], out: Path) -> None:
    """Mine a corpus, JSON lines in gzip, and write the table."""
    papers = map(json.loads, filter(None, gzip.decompress(corpus.read_bytes()).split(b"\n")))
    texts = [(paper["title"], paper["abstract"]) for paper in papers if paper["id"] not in left_out]
    chunks = [tuple(texts[k : k + _CHUNK]) for k in range(0, len(texts), _CHUNK)]
    with ProcessPoolExecutor() as pool:
        lines = list(mine(row for rows in pool.map(read, chunks) for row in rows))
    logger.info("%d terms of %d papers", len(lines), len(texts))
    title = "# form\ttype\tshare of the papers with these words in which they are a mention"
    out.write_text("\n".join([title, *lines]) + "\n", "utf-8")
