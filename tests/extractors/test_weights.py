from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from extractors.schema import Role
from extractors.weights import Weights, softmax, weights

OUTPUTS = {"judge": 1, "roles": len(Role)}
SHIPPED = sorted(
    path.name.removesuffix(".npz")
    for path in files("extractors").joinpath("model").iterdir()
    if path.name.startswith(tuple(OUTPUTS))
)


def test_scores_are_those_of_the_layers_by_hand():
    network = Weights(
        mean=np.array([1.0, 0.0]),
        scale=np.array([2.0, 1.0]),
        layers=(
            (np.array([[1.0, -1.0], [0.0, 1.0]]), np.array([0.0, -0.5])),
            (np.array([[2.0], [3.0]]), np.array([1.0])),
        ),
    )
    assert network.scores(np.array([[3.0, 4.0], [-1.0, 0.0]])).tolist() == [[2 * 1 + 3 * 2.5 + 1], [3 * 0.5 + 1]]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_weights_fit_together(name):
    network = weights(name)
    width = len(network.mean)
    assert network.scale.shape == (width,) and (network.scale > 0).all()
    for matrix, bias in network.layers:
        assert matrix.shape == (width, len(bias)) and np.isfinite(matrix).all() and np.isfinite(bias).all()
        width = len(bias)
    assert width == OUTPUTS[name.partition("-")[0]]
    assert weights(name) is network


def test_the_weights_of_the_fast_pipeline_are_shipped():
    assert {"judge-fast", "roles-fast"} <= set(SHIPPED)


def test_unknown_weights_are_an_error():
    with pytest.raises(FileNotFoundError, match="no-such"):
        weights("no-such")


@given(arrays(np.float64, (3, 4), elements=st.floats(-1e4, 1e4)))
def test_softmax_keeps_the_order_and_sums_to_one(scores):
    likely = softmax(scores)
    assert np.allclose(likely.sum(axis=-1), 1) and ((likely >= 0) & (likely <= 1)).all()
    assert (likely[np.arange(3), scores.argmax(axis=-1)] == likely.max(axis=-1)).all()
