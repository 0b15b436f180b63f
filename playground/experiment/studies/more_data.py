"""Networks that learn from few images, from the same ones changed anew each time, and from more of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from playground.experiment import Experiment
from playground.experiment.images import Augmentation, ImageData, ImagesName
from playground.experiment.model import Model
from playground.experiment.spec import Spec
from playground.experiment.training import Adam, Training

TIMES = 2
"""How many times as many images those have that have more."""
FEWEST, MOST = 50, 500
BATCH, LEARNING_RATE = 20, 0.003


class MoreDataStudy(Spec):
    """The same network from the same seeds, from few images as they are, from the same augmented, and from more.

    Parameters
    ----------
    name
        Of the built-in images.
    model
        The network.
    samples
        How many images the first two learn from.
    augmentation
        What is done to those of the second.
    seeds
        How many networks there are of each, from ``seed`` on.
    """

    name: ImagesName = "mnist"
    model: Model
    samples: Annotated[int, Field(ge=FEWEST, le=MOST)] = 100
    augmentation: Augmentation = Augmentation(shift=2, rotation=15)
    seeds: Annotated[int, Field(ge=1, le=10)] = 3
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0

    @property
    def experiments(self) -> tuple[tuple[Experiment, ...], ...]:
        """The experiment of every network: few images, the same augmented, :data:`TIMES` as many."""
        few = ImageData(name=self.name, samples=self.samples)
        augmented = few.model_copy(update={"augmentation": self.augmentation})
        more = few.model_copy(update={"samples": TIMES * self.samples})
        training = Training(optimizer=Adam(learning_rate=LEARNING_RATE), batch_size=BATCH)
        return tuple(
            tuple(
                Experiment(data=data, model=self.model, training=training, seed=(self.seed + k) % 2**31)
                for k in range(self.seeds)
            )
            for data in (few, augmented, more)
        )

    @property
    def networks(self) -> int:
        """How many networks there are."""
        return 3 * self.seeds

    @property
    def grid(self) -> object:
        """What is compared: studies that differ in it are other networks."""
        return self.name, self.model, self.samples, self.seeds
