"""What the proofs of the presets rest on: networks as they were learned, and what counts as most of the seeds."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.datasets import load
from playground.experiment import Experiment
from playground.training.trainers.trainer import Trainer
from tests.proving import SEEDS, assert_most, learned, most

SMALL = Experiment.from_parts({"data": {"name": "circle", "samples": 40}, "model": {"layers": []}})


def test_networks_are_those_that_the_curves_are_of() -> None:
    experiment = SMALL.model_copy(update={"seed": 99})
    networks = learned(experiment, 2)
    assert [each.seed for each in networks.experiments] == list(SEEDS)
    for place, (each, model) in enumerate(zip(networks.experiments, networks.models, strict=True)):
        data, alone = load(each.data, each.seed), Trainer(each)
        for _ in range(2):
            alone.train_epoch()
        with torch.no_grad():
            outputs = model(torch.tensor(data.inputs)).squeeze(1)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            outputs[data.test], torch.tensor(data.targets[data.test]).float()
        )
        assert networks.last("test_loss")[place] == pytest.approx(float(loss), abs=1e-6)
        np.testing.assert_allclose(
            networks.curves["test_loss"][:, place], alone.history.since(0)["test_loss"], atol=1e-5
        )


def test_most_are_all_but_two() -> None:
    assert most([True] * 5 + [False] * 2)
    assert not most([True] * 4 + [False] * 3)


def test_no_more_seeds_are_looked_at_than_it_takes() -> None:
    looked: list[int] = []

    def measure(seed: int) -> int:
        looked.append(seed)
        return seed

    assert_most(measure, lambda seed: seed != 1)
    assert looked == [0, 1, 2, 3]
    looked.clear()
    with pytest.raises(AssertionError, match=r"\[0, 1, 2, 3\]"):
        assert_most(measure, lambda seed: seed == 1)
