"""The probe that shows what augmentation makes of one image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.experiment.images import ImageData, OwnImages
from playground.training.probes.frame import Tensors

if TYPE_CHECKING:
    from playground.training.probes.image_view import ImageView

SEED = 38
"""Of the draws; they have a generator of their own, so that to look at them does not change how a network trains."""


@dataclass(frozen=True)
class AugmentedDraws:
    """Draws of the image in hand, as training images are changed (lecture, slide 38).

    ``augmented``
        ``(12, channels, height, width)`` uint8. The same chances at every frame, and whatever the strengths are.
    """

    def measure(self, view: ImageView) -> Tensors:
        """Return the draws."""
        import torch

        from playground.training.trainers.augmentation import draws

        data = view.trainer.experiment.data
        assert isinstance(data, ImageData | OwnImages)
        drawn = draws(view.image[0], data.augmentation, torch.Generator().manual_seed(SEED))
        return {"augmented": np.rint(drawn.float().cpu().numpy() * 255).clip(0, 255).astype(np.uint8)}
