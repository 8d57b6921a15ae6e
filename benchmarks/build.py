"""Time and memory of `kg build` on the 20,000 conference abstracts.

python benchmarks/build.py [--shared ../shared] [--papers N]
"""

import argparse
import gzip
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import results


def main() -> None:
    """Build once and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--papers", type=int, default=20_000)
    options = parser.parse_args()
    corpus = options.shared / "corpus/conference_papers_20k.jsonl.gz"
    if not corpus.exists():
        sys.exit(f"{corpus} is not there: give the folder of corpora with --shared")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "papers.jsonl")
        with gzip.open(corpus, "rb") as given:
            source.write_bytes(b"".join(itertools.islice(given, options.papers)))
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", "build", source, "--out", f"{folder}/out"], check=True)
        seconds = time.perf_counter() - started
        # Linux counts in KiB; the largest single process.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        sizes = {path.name: path.stat().st_size / 1e6 for path in sorted(Path(folder, "out").iterdir())}
    rows: list[list[object]] = [
        ["papers", options.papers],
        ["seconds", f"{seconds:.0f}"],
        ["papers a second", f"{options.papers / seconds:.0f}"],
        ["peak memory, MiB", f"{peak:.0f}"],
        *([name, f"{size:.1f} MB"] for name, size in sizes.items()),
    ]
    results.write("Build", "python benchmarks/build.py", results.table(["", ""], rows))


if __name__ == "__main__":
    main()
