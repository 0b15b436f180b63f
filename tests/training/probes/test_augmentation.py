from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.experiment import Adam, Dense, Experiment, ImageData, Model, Training
from playground.experiment.images import Augmentation
from playground.experiment.layers import Flatten
from playground.training.probes.augmentation import AugmentedDraws
from playground.training.probes.focus import Focus
from playground.training.probes.views import make_view
from playground.training.trainers.augmentation import DRAWS
from playground.training.trainers.image import ImageTrainer


def trainer(**augmentation: float) -> ImageTrainer:
    data = ImageData(name="digits", samples=100, augmentation=Augmentation(**augmentation))
    training = Training(optimizer=Adam(), batch_size=20)
    return ImageTrainer(Experiment(data=data, model=Model(layers=(Flatten(), Dense(units=8))), training=training))


def draws(of: ImageTrainer, image: int = 0) -> np.ndarray:
    tensors = AugmentedDraws().measure(make_view(of, focus=Focus(image=image)))
    assert list(tensors) == ["augmented"]
    return tensors["augmented"]


def test_there_are_twelve_draws_and_no_two_are_the_same() -> None:
    pictures = draws(trainer(shift=2, rotation=20, noise=0.1))
    assert (pictures.shape, pictures.dtype) == ((DRAWS, 1, 8, 8), np.uint8)
    assert DRAWS == 12
    assert len({draw.tobytes() for draw in pictures}) == 12


def test_without_augmentation_all_are_the_image_in_hand() -> None:
    of = trainer()
    for image in (0, 7):
        pixels = np.rint(of.dataset.inputs[of.dataset.test][image] * 255)
        assert (draws(of, image) == pixels).all()


def test_the_draws_are_the_same_at_every_frame() -> None:
    of = trainer(shift=2)
    before = draws(of)
    of.train_epoch()
    assert (draws(of) == before).all()
    assert (draws(of, image=1) != before).any()


@pytest.mark.parametrize("looks", [0, 3])
def test_looking_does_not_disturb_the_training(looks: int) -> None:
    watched, alone = trainer(shift=2, noise=0.1), trainer(shift=2, noise=0.1)
    for of in (watched, alone):
        for _ in range(looks if of is watched else 0):
            draws(of)
        of.train_epoch()
    for mine, other in zip(watched.model.parameters(), alone.model.parameters(), strict=True):
        assert torch.equal(mine, other)


def test_values_stay_in_range() -> None:
    pictures = draws(trainer(noise=1))
    assert pictures.min() == 0
    assert pictures.max() == 255
