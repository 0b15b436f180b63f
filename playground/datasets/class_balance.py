"""How many samples each class has in the training and in the test part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.datasets import load, source
from playground.datasets.images import own_order
from playground.experiment import ImageData, OwnImages, OwnTable, TableData
from playground.experiment.data import Data
from playground.experiment.images import IMAGES

UNEVEN = 1.1
"""How many times an equal share the commonest class must have for the classes to count as unequal."""


@dataclass(frozen=True)
class ClassBalance:
    """The classes of some data.

    Parameters
    ----------
    names
        Of the classes.
    train, test
        How many samples each has in these parts.
    """

    names: tuple[str, ...]
    train: tuple[int, ...]
    test: tuple[int, ...]

    @property
    def commonest(self) -> int:
        """The number of the class that is the commonest of the training part, the first of equal ones."""
        return int(np.argmax(self.train))

    @property
    def guessed(self) -> float:
        """The accuracy on the test part of always guessing the commonest class, 0 to 1."""
        return self.test[self.commonest] / sum(self.test)

    @property
    def is_uneven(self) -> bool:
        """Whether a class is commoner than others by more than a tenth, or a part lacks one."""
        counts = np.add(self.train, self.test)
        return bool(counts.max() > UNEVEN * counts.mean()) or 0 in self.test or 0 in self.train


def class_balance(data: Data, seed: int) -> ClassBalance | None:
    """Return the classes of a table or of images; ``None`` for other data, and where a number is asked for.

    Images are not loaded for this. Of built-in ones the training part counts as a whole, however many are taken.
    """
    if isinstance(data, ImageData):
        images = IMAGES[data.name]
        places = [images.classes.index(name) for name in data.class_names]
        train, test = (tuple(part[place] for place in places) for part in (images.train, images.test))
        return ClassBalance(data.class_names, train, test)
    if isinstance(data, OwnImages):
        labels = np.array(data.labels)[own_order(data, source(seed))]
        return _counted(data.class_names, labels, data.train_samples)
    if isinstance(data, TableData | OwnTable) and data.task.is_classification:
        dataset = load(data, seed)
        return _counted(dataset.class_names, dataset.targets, dataset.train_samples)
    return None


def _counted(names: tuple[str, ...], labels: np.ndarray, train_samples: int) -> ClassBalance:
    train, test = (
        tuple(np.bincount(part, minlength=len(names)).tolist()) for part in np.split(labels, [train_samples])
    )
    return ClassBalance(names, train, test)
