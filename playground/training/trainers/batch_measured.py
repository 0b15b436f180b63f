"""A trainer for many or long samples: the training part is measured on batches while they are learned from."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from playground.experiment import Experiment
from playground.experiment.spec import IGNORED
from playground.losses import predicted_classes
from playground.training.trainers.batch_history import BatchHistory
from playground.training.trainers.learners import AutogradLearner, Batch
from playground.training.trainers.snapshot import Snapshot
from playground.training.trainers.trainer import Trainer

FIRST_LOOK = 1000
"""Training samples on which the untrained network is measured."""


class BatchMeasuredTrainer(Trainer):
    """Trains by autograd, and takes the training part's loss and accuracy from the batches of the epoch.

    They are as they were when the batches were learned from, with dropout; measuring all of them again would take a
    quarter of the time. The test part is measured at the end of each epoch.

    Attributes
    ----------
    batch_history
        Loss and accuracy of every batch; the accuracy is NaN where there is none.
    predictions
        The outputs ``(m, outputs)`` for the test samples when they were last measured.
    """

    first_look = FIRST_LOOK

    def __init__(
        self, experiment: Experiment, device: str = "cpu", dtype: torch.dtype = torch.float32, by_hand: bool = True
    ) -> None:
        self.batch_history = BatchHistory(max(10_000, experiment.batches_per_epoch))
        super().__init__(experiment, device, dtype, by_hand=False)

    def accuracy(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """Return which share of some outputs is right, a scalar; NaN where nothing is counted.

        Parameters
        ----------
        targets
            What would be right, as the data set has it: classes, or numbers of which an answer may be a little off.
        """
        if self.task.is_classification:
            counted = targets.ne(IGNORED)
            right = predicted_classes(outputs, self.experiment.loss, self.task).eq(targets) & counted
            return right.sum() / counted.sum()
        if self.task.tolerance is None:
            return torch.full((), math.nan)
        return (outputs[:, 0] - targets).abs().lt(self.task.tolerance).float().mean()

    def _take_data(self) -> None:
        super()._take_data()
        self._dataset_targets = torch.tensor(self.dataset.targets, device=self.device)

    def _learn(self, batch: Batch) -> float:
        loss = super()._learn(batch)
        assert isinstance(self._learner, AutogradLearner)
        _inputs, _encoded, targets = batch
        count = float(targets.ne(IGNORED).sum()) if self.task.steps and self.task.is_classification else len(targets)
        self.batch_history.append(self._learner.loss, self.accuracy(self._learner.outputs, targets), count)
        return loss

    @torch.no_grad()
    def measure(self) -> None:
        """Measure the test part with the network as it is now; of the training part take what its batches said."""
        test = self.dataset.test
        self.measured_outputs = self._outputs_of_data()
        test_loss = float(self._loss(self.measured_outputs, self._targets[test]))
        train_loss, train_accuracy = self._of_batches()
        self.measured = {"train_loss": train_loss, "test_loss": test_loss}
        if self.task.counts_right:
            test_accuracy = float(self.accuracy(self.measured_outputs, self._dataset_targets[test]))
            self.measured |= {"train_accuracy": train_accuracy, "test_accuracy": test_accuracy}

    def _outputs_of_data(self) -> Tensor:
        """Return the outputs for the test samples of the network as it is now."""
        return self._forward(self.inputs[self.dataset.test])

    def _of_batches(self) -> tuple[float, float]:
        """Return loss and accuracy of this epoch's batches, before the first one of some training samples."""
        taken = self.step % self.batches_per_epoch or min(self.step, self.batches_per_epoch)
        if taken:
            return self.batch_history.last(taken)
        some = slice(0, min(self.first_look, self.dataset.train_samples))
        outputs = self._forward(self.inputs[some])
        accuracy = float(self.accuracy(outputs, self._dataset_targets[some]))
        return float(self._loss(outputs, self._targets[some])), accuracy

    def restore(self, snapshot: Snapshot) -> None:
        """Go back (or forth) to a moment of this trainer."""
        super().restore(snapshot)
        if not math.isfinite(self.measured["train_loss"]):
            self.measured = dict(snapshot.measured)

    def forget_later(self) -> None:
        """Forget what was measured after the present moment, batch by batch too."""
        super().forget_later()
        self.batch_history.truncate(self.step)
