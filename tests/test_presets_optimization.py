"""The claims about steps, batches and starts, proven by training."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground import build
from playground.datasets import load
from playground.experiment import Experiment
from playground.presets import PRESETS
from tests.proving import biases, changed, end, learned, most, ratio, trained, weights


def test_too_fast() -> None:
    fast = PRESETS["too-fast"].experiment
    losses = learned(fast, 80).curves["train_loss"][1:21]
    assert most((losses[1:] > 2 * losses[:-1]).all(axis=0)), "further than the last"
    assert most(learned(fast, 80).diverged)
    assert trained(fast, 80).status == "diverged"
    slow = changed(fast, training__optimizer__learning_rate=0.05)
    assert not learned(slow, 100).diverged.any()
    assert end(slow, 100, "train_loss") < 0.02
    slightly = learned(changed(fast, training__optimizer__learning_rate=0.1), 60).curves["train_loss"]
    assert most(slightly[-1] > slightly[1])


def test_too_fast_has_the_curvature_that_its_answer_names() -> None:
    inputs = load(PRESETS["too-fast"].experiment.data, 0).inputs[:250]
    design = np.column_stack([inputs, np.ones(len(inputs))])
    curvature = np.linalg.eigvalsh(2 * design.T @ design / len(design)).max()
    assert 2 / curvature == pytest.approx(0.08, abs=0.01)


def test_momentum() -> None:
    momentum = PRESETS["momentum"].experiment
    plain = changed(momentum, training__optimizer__momentum=0.0)
    assert ratio(learned(momentum, 20).last("train_loss"), learned(plain, 60).last("train_loss")) < 0.5


def test_full_batch() -> None:
    whole = PRESETS["full-batch"].experiment
    assert whole.training.batch_size == whole.data.train_samples == 250
    small = changed(whole, training__batch_size=10)
    assert small.batches_per_epoch == 25
    assert ratio(learned(small, 40).last("train_loss"), learned(whole, 40).last("train_loss")) < 0.2
    assert most(rises(whole) == 0)
    assert most(rises(small) > 0)


def rises(experiment: Experiment) -> np.ndarray:
    """Return how often each network's training loss goes up from one epoch to the next."""
    return (np.diff(learned(experiment, 40).curves["train_loss"][1:], axis=0) > 0).sum(axis=0)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_zeros(activation: str) -> None:
    zeros = PRESETS["zeros"].experiment
    layers = [dict(layer, activation=activation) for layer in zeros.model.model_dump()["layers"]]
    experiment = changed(zeros, model__layers=layers)
    for model in (trained(experiment, 20).model, *learned(experiment, 20).models):
        first, second, last = weights(model)
        for alike in (first, second, last.T):  # but for rounding: some processors add the last rows in another order
            np.testing.assert_allclose(alike, np.broadcast_to(alike[0], alike.shape), rtol=0, atol=0.01)
        assert biases(model)[-1] != 0, "the last bias moves"
        assert (np.abs(last).max() > 0) == (activation == "sigmoid")
    assert end(experiment, 20, "test_accuracy") < 0.7
    assert end(experiment, 20, "train_loss") > (0.5 if activation == "sigmoid" else 0.68)


def test_another_start_breaks_the_symmetry() -> None:
    other = changed(PRESETS["zeros"].experiment, model__initializer="xavier")
    assert end(other, 20, "test_accuracy") > 0.97


def test_too_large_start() -> None:
    large = PRESETS["too-large-start"].experiment
    xavier = changed(large, model__initializer="xavier")
    assert end(large, 50, "test_accuracy") < 0.9
    assert end(xavier, 50, "test_accuracy") > 0.98
    assert mean_slope(large) < 0.3 < mean_slope(xavier)


def mean_slope(experiment: Experiment) -> float:
    """Return the mean slope of the tanh neurons of an untrained network over the training points."""
    model = build(experiment)
    data = load(experiment.data, experiment.seed)
    values, slopes = torch.tensor(data.inputs[data.train]), []
    with torch.no_grad():
        for layer in model:
            values = layer(values)
            if isinstance(layer, torch.nn.Tanh):
                slopes.append(float((1 - values**2).mean()))
    return float(np.mean(slopes))
