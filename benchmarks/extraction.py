"""Extraction scores of `kg build` on the annotated dev abstracts, by the scorer that other graphs are scored with.

    python benchmarks/extraction.py [--shared ../shared]

Needs the folder of gold data and corpora beside the project.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import results

SETS = {
    "page": ("corpus/daily_papers_page.jsonl", "gold/abstracts/page_dev.jsonl"),
    "conference": ("corpus/conference_dev.jsonl", "gold/abstracts/conference_dev.jsonl"),
}
# What plain systems reach on such papers (named F1 / entities/c F1), as measured when the dev abstracts were annotated.
RIVALS = "plain spaCy NER 46 / 26, noun chunks 40 / 17, an acronym regexp 57 / 31, two careful readers 97 / 93"


def score(shared: Path, papers: str, gold: str) -> dict:
    """Build a graph from a file of papers with the command line and score it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", str(shared / papers), "--out", folder], check=True)
        command = [sys.executable, shared / "tools/score_graph.py", shared / gold, Path(folder, "graph.json"), "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Score both sets and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    shared = parser.parse_args().shared
    if not shared.is_dir():
        sys.exit(f"{shared} is not there: give the folder of gold data with --shared")
    scores = {name: score(shared, *files) for name, files in SETS.items()}
    rows: list[list[object]] = [
        [measure, *(f"{s[measure]['p']} / {s[measure]['r']} / **{s[measure]['f1']}**" for s in scores.values())]
        for measure in ("named", "entities/c", "entities", "roles", "relations")
    ]
    rows += [
        ["roles accuracy", *(f"**{s['roles']['accuracy']}**" for s in scores.values())],
        ["identity one_node", *(f"**{s['identity']['one_node']}** of {s['identity']['of']}" for s in scores.values())],
        ["nodes that merge two things", *(s["identity"]["merged"] for s in scores.values())],
    ]
    body = results.table(["precision / recall / F1", *(f"{n} ({s['papers']})" for n, s in scores.items())], rows)
    body += f"\n\nFor comparison, named / entities/c F1: {RIVALS}."
    results.write("Extraction", "python benchmarks/extraction.py", body)


if __name__ == "__main__":
    main()
