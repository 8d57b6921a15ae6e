"""Small trained networks of one hidden layer, as arrays in `model/`; NumPy runs them."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np


@dataclass(frozen=True, slots=True)
class Weights:
    """A network of one hidden layer: standardise, hidden layer, output."""

    mean: np.ndarray
    scale: np.ndarray
    layers: tuple[tuple[np.ndarray, np.ndarray], ...]

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Scores before the last squashing, (rows, outputs)."""
        x = (rows - self.mean) / self.scale
        for weight, bias in self.layers[:-1]:
            x = np.maximum(x @ weight + bias, 0.0)
        weight, bias = self.layers[-1]
        return x @ weight + bias


@cache
def weights(name: str) -> Weights:
    """Weights of the package by name, such as `judge-fast`."""
    with as_file(files("extractors").joinpath("model", f"{name}.npz")) as path, np.load(path) as arrays:
        count = sum(key.startswith("weight") for key in arrays)
        layers = tuple((arrays[f"weight{k}"], arrays[f"bias{k}"]) for k in range(count))
        return Weights(arrays["mean"], arrays["scale"], layers)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)
