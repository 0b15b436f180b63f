"""The training loop: plain, synchronous PyTorch. It knows nothing of threads, processes or pages."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch

from playground.architecture.seeds import generators
from playground.experiment import Experiment
from playground.training.trainers.changes import changes_data
from playground.training.trainers.curves import Epochs
from playground.training.trainers.evaluated import EvaluatedNetwork
from playground.training.trainers.history import History
from playground.training.trainers.learners import Batch, HandLearner, learner
from playground.training.trainers.snapshot import Progress, Snapshot


class Trainer(EvaluatedNetwork):
    """Trains the network of one experiment, a mini-batch at a time.

    Not safe to share between threads: one process or thread owns it.

    Parameters
    ----------
    experiment
        What to train. Learning rate and penalties may change later, through :meth:`adjust`.
    device, dtype
        As those of :class:`EvaluatedNetwork`.
    by_hand
        Whether small dense networks on the CPU may take :mod:`playground.training.trainers.by_hand` instead of
        autograd.

    Attributes
    ----------
    history
        What :attr:`measured` was at the end of each epoch, before the first one too.
    epoch, step, samples
        Epochs finished, mini-batches and samples since the start.
    restored
        How often it went to another moment of its past: after that, the same step is another network.
    progress
        ``diverged`` once a loss was not finite; the weights are then the last ones whose loss was.
    """

    def __init__(
        self, experiment: Experiment, device: str = "cpu", dtype: torch.dtype = torch.float32, by_hand: bool = True
    ) -> None:
        super().__init__(experiment, device, dtype)
        self._learner = learner(experiment, self.model, self._parameters, by_hand)
        self._order = generators(experiment.seed).batches
        self._epoch_batches: Iterator[Batch] = iter(())
        self._finite = self._parameters.detach().clone()
        self.history = History(self._measures)
        self.epoch = self.step = self.samples = self.restored = 0
        self.progress = Progress.HEALTHY
        self.measure()
        self._end_epoch(broken=False)

    @property
    def is_numpy(self) -> bool:
        """Whether the hand-written NumPy step trains it; otherwise PyTorch does."""
        return isinstance(self._learner, HandLearner)

    def train_batch(self) -> None:
        """Learn from the next mini-batch; at the end of an epoch, evaluate and start the next one.

        Does nothing once training has diverged.
        """
        if self.progress is Progress.DIVERGED:
            return
        batch = next(self._epoch_batches, None)
        if batch is None:
            self._epoch_batches = self._batches()
            batch = next(self._epoch_batches)
        broken = not math.isfinite(self._learn(batch))
        self.step += 1
        self.samples += len(batch[0])
        if broken or self.step % self.batches_per_epoch == 0:
            self.epoch += 1
            self.measure()
            self._end_epoch(broken)

    def _learn(self, batch: Batch) -> float:
        """Take one step and return the batch's loss."""
        inputs, targets, *_rest = batch
        return self._learner.learn(inputs, targets, self.experiment.training)

    def train_epoch(self) -> None:
        """Learn until the present epoch ends."""
        for _ in range(self.batches_per_epoch - self.step % self.batches_per_epoch):
            self.train_batch()

    def adjust(self, experiment: Experiment) -> None:
        """Take the learning rate, the penalties, the drawn points of another experiment, without a reset.

        Only those may differ from the present one (:func:`playground.training.trainers.changes.is_adjustment`). With
        other points a started epoch is over.
        """
        before, self.experiment = self.experiment, experiment
        if changes_data(before, experiment):
            self._take_data()
            self._end_started_epoch()
            self.measure()

    def edit(self, layer: int, unit: int, source: int | None, value: float) -> bool:
        """Set one weight, or with ``source=None`` a bias, and measure the network anew.

        Parameters
        ----------
        layer
            Dense layer, the first hidden one is 1.
        unit, source
            Places of the neuron in its layer and of where the link comes from.

        Returns
        -------
        bool
            Whether there is such a number; if not, nothing happens.
        """
        if not self.network.set_parameter(layer, unit, source, value):
            return False
        self.measure()
        if math.isfinite(self.measured["train_loss"]) and math.isfinite(self.measured["test_loss"]):
            self._finite.copy_(self._parameters.detach())
        return True

    def facts(self) -> dict[str, str]:
        """Return what was measured last, as texts."""
        return {name: repr(value) for name, value in self.measured.items()}

    @property
    def newest(self) -> int:
        """The last epoch that was reached, wherever in the past the network stands."""
        return len(self.history) - 1

    @property
    def curves(self) -> tuple[str, ...]:
        """The names of the tensors that are curves over epochs."""
        return self.history.names

    def epochs_since(self, epoch: int) -> Epochs:
        """Return the epochs ``(n,)`` from one on of which the curves keep values."""
        return self.history.epochs_since(epoch)

    def snapshot(self) -> Snapshot:
        """Return what is needed to come back to this moment; training goes on from there bit for bit as from here."""
        return Snapshot(
            epoch=self.epoch,
            step=self.step,
            samples=self.samples,
            progress=self.progress,
            parameters=self._parameters.detach().clone(),
            gradients=self._gradients.clone(),
            masks=self.network.masks(),
            optimizer=self._learner.state(),
            generators=tuple(generator.get_state() for generator in self._generators),
            batches=self._epoch_batches,
            dataset=self.dataset,
            measured=dict(self.measured),
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Go back (or forth) to a moment of this trainer. History, learning rate and data stay as they are.

        An epoch that was started with other data is over.
        """
        self.epoch, self.step, self.samples = snapshot.epoch, snapshot.step, snapshot.samples
        self.restored += 1
        self.progress, self._epoch_batches = snapshot.progress, snapshot.batches
        if snapshot.dataset is not self.dataset:
            self._end_started_epoch()
        self._parameters.data.copy_(snapshot.parameters)
        self._finite.copy_(snapshot.parameters)
        self._gradients.copy_(snapshot.gradients)
        self.network.show_masks(snapshot.masks)
        self._learner.load(snapshot.optimizer)
        for generator, state in zip(self._generators, snapshot.generators, strict=True):
            generator.set_state(state)
        self.measure()
        if snapshot.measured and snapshot.dataset is self.dataset:
            self.measured = dict(snapshot.measured)

    def forget_later(self) -> None:
        """Forget what was measured after the present moment: training goes on from here, another way perhaps."""
        self.history.truncate(self.epoch + 1)

    @property
    def is_healthy(self) -> bool:
        """Whether training can go on."""
        return self.progress is Progress.HEALTHY

    @property
    def _generators(self) -> list[torch.Generator]:
        return [self._order, *self.network.generators()]

    def _batches(self) -> Iterator[Batch]:
        """Return the training part in mini-batches, in a new order if the experiment shuffles."""
        count, size = self.dataset.train_samples, self.experiment.training.batch_size
        inputs, targets = self.inputs[:count], self._targets[:count]
        if self.experiment.training.shuffle:
            order = torch.randperm(count, generator=self._order).to(self.device)
            inputs, targets = inputs[order], targets[order]
        return self._learner.batches(inputs, targets, size)

    def _end_started_epoch(self) -> None:
        self._epoch_batches = iter(())
        self.step = self.epoch * self.batches_per_epoch

    @torch.no_grad()
    def _end_epoch(self, broken: bool) -> None:
        """Note what was measured; keep the weights if the losses are finite, go back to the last kept if not.

        ``broken`` says that a batch's loss was not finite: the epoch ends early, and training with it.
        """
        measured = self.measured
        finite = not broken and math.isfinite(measured["train_loss"]) and math.isfinite(measured["test_loss"])
        accuracies = [name for name in measured if name.endswith("_accuracy")]
        if finite:
            self._finite.copy_(self._parameters)
        else:
            self.measured = measured | dict.fromkeys(accuracies, math.nan)
            self.progress = Progress.DIVERGED
            self._parameters.copy_(self._finite)
            self.measured_outputs = self._outputs_of_data()
        self.history.append(self.measured)
