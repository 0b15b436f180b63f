"""Networks from few images, from the same augmented, from twice as many: what they have in common, what not."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from playground.datasets import load
from playground.experiment.images import Augmentation
from playground.experiment.layers import Dense, Flatten
from playground.experiment.model import Model
from playground.experiment.studies.more_data import TIMES, MoreDataStudy
from playground.training.trainers.changes import is_adjustment_of_all

MODEL = Model(layers=(Flatten(), Dense(units=4)))


def test_the_rows_differ_in_their_data_alone() -> None:
    study = MoreDataStudy(name="digits", model=MODEL, seed=7)
    few, augmented, more = study.experiments
    assert study.networks == 9
    assert [one.seed for one in few] == [one.seed for one in more] == [7, 8, 9]
    assert few[0].data.train_samples == augmented[0].data.train_samples == 100
    assert more[0].data.train_samples == TIMES * 100
    assert few[0].data.augmentation.is_none
    assert not augmented[0].data.augmentation.is_none
    assert len({(one.model, one.training) for row in study.experiments for one in row}) == 1


def test_those_with_more_have_the_few_among_theirs() -> None:
    few, _augmented, more = MoreDataStudy(name="digits", model=MODEL).experiments
    here, there = (load(row[0].data, 0) for row in (few, more))
    assert (here.inputs[here.train] == there.inputs[there.train][:100]).all()
    assert (here.inputs[here.test] == there.inputs[there.test]).all()


def test_another_augmentation_is_taken_up_and_another_number_of_images_is_not() -> None:
    before = MoreDataStudy(name="digits", model=MODEL)
    stronger = before.model_copy(update={"augmentation": Augmentation(shift=1.0)})
    assert is_adjustment_of_all(before, stronger)
    assert not is_adjustment_of_all(before, before.model_copy(update={"samples": 50}))


def test_too_few_images_are_refused() -> None:
    with pytest.raises(ValidationError):
        MoreDataStudy(model=MODEL, samples=10)
