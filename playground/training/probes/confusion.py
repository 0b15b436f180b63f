"""The probe of the confusion matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.training.probes.frame import Tensors
from playground.training.probes.view import View


@dataclass(frozen=True)
class Confusion:
    """Which class was taken for which, when the network was last measured. Nothing where a number is predicted.

    Of images and sequences only the test part is measured, and told of. Where there is an answer at every step, each
    counts.

    ``confusion_train``, ``confusion_test``
        ``(classes, classes)`` int32: samples of each true class (row) that were given each class (column).
    ``confusion_train_cells``, ``confusion_test_cells``
        ``(classes², 2)`` float32, row after row: that count, and its share of the row (0 for an empty row).
    ``confusion_train_rows``, ``confusion_test_rows``
        ``(classes²,)`` float32, in the same order: the row of each cell from the bottom, not a number where nothing is
        counted, so that no zeros are written.
    ``confusion_train_colours``, ``confusion_test_colours``
        ``(classes, classes)`` float32, rows from bottom to top, that is the last class first: the share, negative for
        what is wrong, so that right and wrong differ in colour.
    """

    def measure(self, view: View) -> Tensors:
        """Count."""
        from playground.losses import predicted_classes  # loads PyTorch, which the worker has

        trainer = view.trainer
        classes = trainer.task.classes
        if classes is None:
            return {}
        predicted = predicted_classes(trainer.measured_outputs, trainer.experiment.loss, trainer.task).cpu().numpy()
        targets = trainer.dataset.targets[len(trainer.dataset.targets) - len(predicted) :].astype(np.int64)
        pairs = targets * classes + predicted
        right = np.where(np.eye(classes, dtype=bool), 1, -1)
        measured = {}
        every = {"train": trainer.dataset.train, "test": trainer.dataset.test}
        parts = every if len(targets) == len(trainer.dataset.targets) else {"test": slice(None)}
        for name, part in parts.items():
            counted = pairs[part][targets[part] >= 0]  # of steps, those that are not padding; this makes them flat
            counts = np.bincount(counted, minlength=classes**2).reshape(classes, classes)
            shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
            measured[f"confusion_{name}"] = counts.astype(np.int32)
            cells = np.stack([counts.ravel(), shares.ravel()], axis=1)
            measured[f"confusion_{name}_cells"] = cells.astype(np.float32)
            heights = np.repeat(np.arange(classes)[::-1], classes)
            measured[f"confusion_{name}_rows"] = np.where(counts.ravel() > 0, heights, np.nan).astype(np.float32)
            measured[f"confusion_{name}_colours"] = (shares * right)[::-1].astype(np.float32)
        return measured
