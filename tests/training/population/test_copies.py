"""One image as a network sees it: the image itself first, draws as the trainer would make them."""

from __future__ import annotations

from itertools import chain

import numpy as np
import torch

from playground.experiment.images import Augmentation
from playground.experiment.layers import Dense, Flatten
from playground.experiment.model import Model
from playground.experiment.studies.more_data import MoreDataStudy
from playground.training.population.copies import COPIES, Copies
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.training.probes.augmentation import SEED
from playground.training.trainers.augmentation import augmented

MODEL = Model(layers=(Flatten(), Dense(units=4)))


def population(strength: Augmentation) -> Population:
    study = MoreDataStudy(name="digits", model=MODEL, augmentation=strength, samples=50, seeds=2)
    return Population(list(chain(*study.experiments)))


def copies(networks: Population, image: int) -> np.ndarray:
    return Copies(2, image).measure(PopulationView(networks))["copies"]


def test_the_image_comes_first_and_then_its_draws() -> None:
    strength = Augmentation(shift=1.0, rotation=10.0)
    networks = population(strength)
    shown = copies(networks, 3)
    trainer = next(member.trainer for places, member in networks.cohorts if 2 in places)
    image = trainer.inputs[3]
    assert shown.shape == (1 + COPIES, 1, 8, 8)
    np.testing.assert_array_equal(shown[0], np.rint(image.numpy() * 255))
    drawn = augmented(image.expand(COPIES, -1, -1, -1), strength, torch.Generator().manual_seed(SEED))
    np.testing.assert_array_equal(shown[1:], np.rint(drawn.numpy() * 255).clip(0, 255))
    assert len({draw.tobytes() for draw in shown}) == 1 + COPIES


def test_without_augmentation_all_are_the_image() -> None:
    shown = copies(population(Augmentation()), 0)
    assert (shown == shown[:1]).all()


def test_looking_changes_nothing_in_training() -> None:
    looked_at, alone = population(Augmentation(shift=1.0)), population(Augmentation(shift=1.0))
    for _ in range(2):
        copies(looked_at, 1)
        for networks in (looked_at, alone):
            networks.train_epoch()
    for name in alone.records.names:
        np.testing.assert_array_equal(looked_at.records.last(name), alone.records.last(name))


def test_without_augmentation_the_rows_learn_the_same() -> None:
    networks = population(Augmentation())
    networks.train_epoch()
    few, same, more = networks.records.last("test_loss").reshape(3, 2)
    np.testing.assert_array_equal(few, same)
    assert (few != more).all()


def test_samples_are_counted_of_all() -> None:
    networks = population(Augmentation())
    networks.train_epoch()
    assert networks.samples == 2 * (50 + 50 + 100)
