"""Extraction measured: the pipelines and their rivals on the dev abstracts and on public sets, and how fast they are.

    python benchmarks/extraction.py [--shared ../shared] [--errors N]

Needs the `bench` extra, and the folder of gold data and corpora beside the project. Writes its section of RESULTS.md;
with --errors it only prints N wrong entities with their sentences.
"""

import argparse
import sys
from pathlib import Path

import abstracts
import errors
import pairs
import public
import reliability
import results
import speed
from rivals import UNTRAINED, scier_trained
from systems import Pipeline, missing

from extractors.pipeline import PIPELINES

_MORE = 1000


def main() -> None:
    """Measure all, or print errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--errors", type=int, metavar="N", help="print N wrong entities and write nothing")
    options = parser.parse_args()
    if not options.shared.is_dir():
        sys.exit(f"{options.shared} is not there: give the folder of gold data with --shared")
    absent = {name: why for name in PIPELINES if (why := missing(name))}
    bases = [name for name in PIPELINES if name not in absent]
    if options.errors is not None:
        for line in errors.show(errors.find(options.shared, bases[0]), options.errors):
            print(line)
        return
    body = "\n\n".join([*absent.values(), measured(options.shared, bases)])
    results.write("Extraction", "python benchmarks/extraction.py", body)


def measured(shared: Path, bases: list[str]) -> str:
    """All tables, in Markdown.

    Args:
        shared: folder of gold data and corpora.
        bases: pipelines that can run; the first is looked at more closely.
    """
    rivals = [*UNTRAINED, scier_trained(shared / "gold/scier/train.jsonl")]
    systems = [*(Pipeline(base) for base in bases), *rivals]
    corpus = shared / "corpus/conference_papers_20k.jsonl.gz"
    scored = [paper.id for paper in abstracts.all_papers(shared)]
    best = bases[0]
    parts = {
        "Speed": speed.table(corpus, bases),
        "Dev abstracts": abstracts.tables(shared, systems),
        "Ablation": abstracts.ablation(shared, best, speed.corpus(corpus, _MORE, scored)),
        "Reliability": "\n\n".join(reliability.table(shared, base) for base in bases),
        "Wrong entities": errors.table(errors.find(shared, best)),
        "Public sets": public.tables(shared / "gold", systems),
        "Abbreviations": pairs.table(shared / "gold"),
    }
    return "\n\n".join(f"### {title}\n\n{part}" for title, part in parts.items())


if __name__ == "__main__":
    main()
