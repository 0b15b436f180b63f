"""What the probes of networks for images see: a trainer at one moment, and the image in hand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import torch

from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View

if TYPE_CHECKING:
    from torch import Tensor

    from playground.training.trainers.image import ImageTrainer
    from playground.training.trainers.stack import LayerActivation


class ImageView(View):
    """A trainer of images at the moment of one frame.

    Parameters
    ----------
    trainer, since, focus, throttle
        As those of :class:`View`; ``focus.image`` says which test image is in hand, ``focus.pixels`` what was drawn.
    """

    trainer: ImageTrainer

    def __init__(
        self, trainer: ImageTrainer, since: int = 0, focus: Focus = NOTHING, throttle: Throttle | None = None
    ) -> None:
        super().__init__(trainer, since, focus, throttle)
        self.trainer = trainer

    @cached_property
    def image(self) -> Tensor:
        """The image in hand, ``(1, channels, height, width)``."""
        shape = self.trainer.dataset.inputs.shape[1:]
        pixels = self.focus.pixels
        if pixels is not None and len(pixels) == int(np.prod(shape)):
            drawn = torch.frombuffer(bytearray(pixels), dtype=torch.uint8).view(1, *shape)
            return drawn.to(self.trainer.inputs) / 255
        place = self._place
        return self.trainer.inputs[self.trainer.dataset.test][place : place + 1]

    @property
    def image_class(self) -> int:
        """Its class, -1 for one that was drawn or brought."""
        if self.focus.pixels is not None:
            return -1
        return int(self.trainer.dataset.targets[self.trainer.dataset.test][self._place])

    @property
    def _place(self) -> int:
        """Which test image is in hand; the first one where there is none of the wanted number."""
        index = self.focus.image or 0
        return index if index < len(self.trainer.dataset.targets) - self.trainer.dataset.train_samples else 0

    @cached_property
    def activations(self) -> list[LayerActivation]:
        """What each layer makes of it."""
        return self.trainer.stack.activations(self.image)
