"""The claims about steps, batches and starts, proven by training."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from playground import build
from playground.datasets import load
from playground.experiment import Experiment
from playground.presets import PRESETS
from tests.proving import biases, changed, end, trained, weights, with_seeds


def test_too_fast() -> None:
    fast = PRESETS["too-fast"].experiment
    for each in with_seeds(fast):
        result = trained(each, 80)
        assert result.status == "diverged"
        losses = result.history["train_loss"][:20]
        assert all(after > 2 * before for before, after in itertools.pairwise(losses)), "further than the last"
    slow = changed(fast, training__optimizer__learning_rate=0.05)
    assert {trained(each, 100).status for each in with_seeds(slow)} == {"finished"}
    assert end(slow, 100, "train_loss") < 0.02
    slightly = changed(fast, training__optimizer__learning_rate=0.1)
    assert trained(slightly, 60).history["train_loss"][-1] > trained(slightly, 1).history["train_loss"][-1]


def test_too_fast_has_the_curvature_that_its_answer_names() -> None:
    inputs = load(PRESETS["too-fast"].experiment.data, 0).inputs[:250]
    design = np.column_stack([inputs, np.ones(len(inputs))])
    curvature = np.linalg.eigvalsh(2 * design.T @ design / len(design)).max()
    assert 2 / curvature == pytest.approx(0.08, abs=0.01)


def test_momentum() -> None:
    momentum = PRESETS["momentum"].experiment
    plain = changed(momentum, training__optimizer__momentum=0.0)
    assert end(momentum, 20, "train_loss") < 0.5 * end(plain, 60, "train_loss")


def test_full_batch() -> None:
    whole = PRESETS["full-batch"].experiment
    assert whole.training.batch_size == whole.data.train_samples == 250
    small = changed(whole, training__batch_size=10)
    assert small.batches_per_epoch == 25
    assert end(small, 40, "train_loss") < 0.2 * end(whole, 40, "train_loss")
    assert not any(rises(each) for each in with_seeds(whole))
    assert any(rises(each) for each in with_seeds(small))


def rises(experiment: Experiment) -> bool:
    """Return whether the training loss ever goes up from one epoch to the next."""
    return bool((np.diff(trained(experiment, 40).history["train_loss"]) > 0).any())


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_zeros(activation: str) -> None:
    zeros = PRESETS["zeros"].experiment
    layers = [dict(layer, activation=activation) for layer in zeros.model.model_dump()["layers"]]
    result = trained(changed(zeros, model__layers=layers), 20)
    first, second, last = weights(result)
    for alike in (first, second, last.T):
        np.testing.assert_array_equal(alike, np.broadcast_to(alike[0], alike.shape))
    assert result.history["train_loss"][-1] > 0.6
    assert biases(result)[-1] != 0, "the last bias moves"
    assert (np.abs(last).max() > 0) == (activation == "sigmoid")


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
