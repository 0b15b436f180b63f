"""Samples divided into parts such that each class has its share of both."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.experiment.split import training_counts

Places = npt.NDArray[np.int64]


def stratified(labels: Places, order: Places, train: int) -> Places:
    """Return an order of samples whose training part, the first ones, has of each class its share.

    Parameters
    ----------
    labels
        ``(n,)``, the class of each sample.
    order
        ``(n,)``, an order drawn by chance: of each class the first ones are for training, and each part keeps it.
    train
        How many are for training.
    """
    counts = training_counts(np.bincount(labels).tolist(), train)
    is_train = np.zeros(len(labels), dtype=bool)
    for label, count in enumerate(counts):
        is_train[order[labels[order] == label][:count]] = True
    return np.concatenate([order[is_train[order]], order[~is_train[order]]])
