"""What the comparisons of recurrent networks claim."""

from __future__ import annotations

import math
from functools import partial
from itertools import chain

import numpy as np
import pytest

from playground.training.population.population import Population
from playground.training.population.probes import GradientsInTime
from playground.training.population.view import PopulationView
from tests.proving import assert_most, trained_until
from tests.test_presets_comparisons import PRESETS, of


def epochs_until(preset: str, value: object, accuracy: float, most: int, seed: int) -> float:
    """Return after how many epochs a network alone has so much right, infinitely many if not after ``most``."""
    trainer = trained_until(of(preset, value, seed), most, lambda figures: figures["test_accuracy"] > accuracy)
    return trainer.epoch if trainer.measured["test_accuracy"] > accuracy else math.inf


def test_cells() -> None:
    rnn, lstm, gru = (partial(epochs_until, "cells", cell) for cell in PRESETS["cells"].values)
    assert_most(partial(lstm, 0.85, 40), lambda epochs: 20 < epochs <= 40)
    assert_most(partial(gru, 0.85, 40), lambda epochs: epochs <= 20)
    assert_most(partial(rnn, 0.3, 40), lambda epochs: epochs == math.inf, of=3)


def test_cells_and_what_is_left_of_the_gradient() -> None:
    fresh = Population(list(chain(*PRESETS["cells"].experiments)))
    shown = GradientsInTime((0, 3, 6)).measure(PopulationView(fresh))["gradients_in_time"]
    rnn, lstm, gru = shown[:, 0] / shown[:, -1]
    assert rnn < 1e-4
    assert min(lstm, gru) > 10 * rnn


def test_forget_bias() -> None:
    for bias in (0.0, 1.0):
        assert_most(partial(epochs_until, "forget-bias", bias, 0.4, 40), lambda epochs: epochs == math.inf, of=3)
    for bias in (3.0, 5.0):
        assert_most(partial(epochs_until, "forget-bias", bias, 0.95, 40), lambda epochs: epochs <= 40)
    first = {
        bias: row[0].model.layers[0]
        for bias, row in zip((0.0, 1.0, 3.0, 5.0), PRESETS["forget-bias"].experiments, strict=True)
    }
    gates = {bias: 1 / (1 + np.exp(-layer.forget_bias)) for bias, layer in first.items()}
    assert gates[1.0] ** 39 == pytest.approx(5e-6, rel=0.1)
    assert gates[3.0] ** 39 == pytest.approx(1 / 7, rel=0.1)
