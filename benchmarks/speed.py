"""Abstracts a second on one core, all systems in one run and in turns.

    python benchmarks/speed.py CORPUS.jsonl.gz PIPELINE...

Prints seconds for each system and round as JSON. One thread: the process is bound to one core, and whoever starts it
sets OMP_NUM_THREADS=1 (`measure` does), since numeric libraries read that when they are imported.
"""

import gzip
import json
import os
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import gold
import results
import spacy
from rivals import SMALL
from spacy.language import Language
from spacy.tokens import Doc
from systems import Pipeline

from kg.extraction import extract
from kg.records import Paper

ABSTRACTS = 100
_ROUNDS = 3
_WARM_UP = 5
Job = Callable[[list[Paper]], Iterable[Any]]
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}


def corpus(path: Path, size: int, leave_out: Iterable[str] = ()) -> list[Paper]:
    """A random choice of the corpus, the same at each call.

    Args:
        path: the gzipped corpus.
        size: number of papers.
        leave_out: ids of papers that must not be among them.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    ids = set(leave_out)
    rows = [row for row in rows if row["abstract"] and row["id"] not in ids]
    return [Paper(row["id"], row["title"], row["abstract"]) for row in gold.sample(rows, size)]


def measure(path: Path, bases: Iterable[str]) -> dict[str, list[float]]:
    """Seconds for the abstracts, by system and round, from a process of its own."""
    command = [sys.executable, __file__, str(path), *bases]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | _ONE_THREAD)
    return json.loads(done.stdout)


def table(path: Path, bases: Iterable[str]) -> str:
    """The table of speeds."""
    medians = {name: statistics.median(seconds) for name, seconds in measure(path, bases).items()}
    small = medians[f"{SMALL}, full pipeline"]
    rows = [[name, f"{ABSTRACTS / s:,.1f}", f"{small / s:.1f}"] for name, s in medians.items()]
    note = f"{ABSTRACTS} abstracts of the conference corpus, one core, one thread, in turns, median of {_ROUNDS} "
    note += "rounds. The project's pipelines are timed from paper to extraction: cleaning and the way back included."
    return f"{note}\n\n{results.table(['', 'abstracts a second', 'times en_core_web_sm'], rows)}"


def _plain(papers: list[Paper], nlp: Language) -> Iterator[Doc]:
    return nlp.pipe(f"{paper.title}\n\n{paper.abstract}" for paper in papers)


def main() -> None:
    """Time everything and print the seconds."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    path, bases = Path(sys.argv[1]), sys.argv[2:]
    papers = corpus(path, ABSTRACTS + _WARM_UP)
    jobs: dict[str, Job] = {f"`{base}`": partial(extract, nlp=Pipeline(base).nlp) for base in bases}
    jobs["spaCy's blank tokenizer"] = partial(_plain, nlp=spacy.blank("en"))
    jobs[f"{SMALL}, full pipeline"] = partial(_plain, nlp=spacy.load(SMALL))
    for job in jobs.values():
        deque(job(papers[:_WARM_UP]), maxlen=0)
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(_ROUNDS):
        for name, job in jobs.items():
            started = time.perf_counter()
            deque(job(papers[_WARM_UP:]), maxlen=0)
            seconds[name].append(time.perf_counter() - started)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
