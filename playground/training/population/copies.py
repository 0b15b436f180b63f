"""The probe of networks that learn from augmented images: one image as they see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
        from playground.training.population.single import SingleNetwork

        networks = [one for places, one in view.population.cohorts if self.network in places]
        (network,) = [one for one in networks if isinstance(one, SingleNetwork)]
        return {"copies": network.copies(self.image, COPIES)}
