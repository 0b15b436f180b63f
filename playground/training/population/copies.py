"""The probe of networks that learn from augmented images: one image as they see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.experiment.images import ImageData, OwnImages
from playground.training.probes.augmentation import SEED
from playground.training.probes.frame import Tensors

if TYPE_CHECKING:
    from playground.training.population.view import PopulationView

COPIES = 11


@dataclass(frozen=True)
class Copies:
    """A training image as it is, and as a network sees it.

    ``copies``
        ``(12, channels, height, width)`` uint8: the image, then eleven draws; the same chances at every frame, and
        whatever the strengths are.

    Parameters
    ----------
    network
        The place of the network whose augmentation is shown; it learns by itself.
    image
        Which of its training images, in the order in which it has them.
    """

    network: int
    image: int

    def measure(self, view: PopulationView) -> Tensors:
        """Return the image and the draws."""
        import torch

        from playground.training.population.single import SingleNetwork
        from playground.training.trainers.augmentation import draws
        from playground.training.trainers.image import ImageTrainer

        trainer = next(
            one.trainer
            for places, one in view.population.cohorts
            if self.network in places and isinstance(one, SingleNetwork)
        )
        assert isinstance(trainer, ImageTrainer)
        data = trainer.experiment.data
        assert isinstance(data, ImageData | OwnImages)
        image = trainer.inputs[self.image % trainer.dataset.train_samples]
        drawn = draws(image, data.augmentation, torch.Generator().manual_seed(SEED), COPIES)
        shown = torch.cat([image[None], drawn]).float().cpu().numpy()
        return {"copies": np.rint(shown * 255).clip(0, 255).astype(np.uint8)}
