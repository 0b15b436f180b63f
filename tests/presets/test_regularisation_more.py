"""Each claim of the presets on more data: the same networks as the page's, from three seeds."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from playground.experiment import Experiment
from playground.presets.regularisation import REGULARISATION
from playground.ui.regularisation.controls import settings_of
from playground.ui.regularisation.more_data import study_of
from tests.image_training import measured_after

EPOCHS = 60
FEW, AUGMENTED, TWICE = range(3)


@cache
def accuracies(experiment: Experiment) -> tuple[float, float]:
    measured = measured_after(experiment, EPOCHS)
    return measured["test_accuracy"], measured["train_accuracy"]


def medians(name: str, *rows: int, **changes: Any) -> list[np.ndarray]:
    """Return of some rows of a preset's networks the median accuracies ``(2,)``, of the test and the training part."""
    study = study_of({**settings_of(REGULARISATION[name]), **changes})
    return [np.median([accuracies(one) for one in study.experiments[row]], axis=0) for row in rows]


def test_worth_a_second_hundred() -> None:
    few, augmented, twice = medians("second_hundred", FEW, AUGMENTED, TWICE)
    assert few[1] == twice[1] == 1 > augmented[1]
    assert 0.15 < 1 - few[0] < 0.25, "a fifth of all others is read wrongly"
    assert 0.09 < 1 - augmented[0] < 0.16, "about an eighth"
    assert augmented[0] > few[0] + 0.03
    assert abs(augmented[0] - twice[0]) < 0.03


def test_fifty_images() -> None:
    few, augmented, twice = (row[0] for row in medians("fifty", FEW, AUGMENTED, TWICE))
    assert few + 0.01 < augmented < twice - 0.01


def test_too_much_of_it() -> None:
    few, augmented = (row[0] for row in medians("too_strong", FEW, AUGMENTED))
    assert augmented < few - 0.1
    ((turned, _train),) = medians("too_strong", AUGMENTED, regularisation_more_shift=0.0)
    ((shifted, _train),) = medians("too_strong", AUGMENTED, regularisation_more_rotation=0.0)
    assert shifted < few - 0.1, "it is the shift"
    assert turned > few - 0.06


def test_noise_teaches_little() -> None:
    few, augmented = (row[0] for row in medians("noisy_pixels", FEW, AUGMENTED))
    assert abs(augmented - few) < 0.03


def test_garments_do_not_turn() -> None:
    few, augmented, twice = (row[0] for row in medians("garments", FEW, AUGMENTED, TWICE))
    assert augmented < few + 0.01
    assert twice > few + 0.02
