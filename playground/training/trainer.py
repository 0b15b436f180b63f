"""The training loop: plain, synchronous PyTorch. It knows nothing of threads, processes or pages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.architecture.build import build
from playground.architecture.seeds import generators
from playground.datasets import load
from playground.experiment import Experiment
from playground.losses import encode_targets, loss_function, predicted_classes, probabilities
from playground.optimizers import build_optimizer
from playground.training.history import History

EVALUATION_ROWS = 16_384


class Progress(StrEnum):
    """Whether training can go on."""

    HEALTHY = "healthy"
    DIVERGED = "diverged"


class Trainer:
    """Trains the network of one experiment, a mini-batch at a time.

    Not safe to share between threads: one process or thread owns it.

    Parameters
    ----------
    experiment
        What to train. Learning rate and penalties may change later, through :meth:`adjust`.
    device
        Where to train, as PyTorch names it.

    Attributes
    ----------
    model
        The network, an ``nn.Sequential``; its output layer is linear.
    history
        Losses, and for classes accuracies, of the training and the test part, one value an epoch.
    epoch, step, samples
        Epochs finished, mini-batches and samples since the start.
    progress
        ``diverged`` once a loss was not finite; the weights are then the last ones whose loss was.
    """

    def __init__(self, experiment: Experiment, device: str = "cpu") -> None:
        self.experiment, self.device = experiment, device
        self._on_cpu = device == "cpu"
        self.task = experiment.data.task
        self.dataset = load(experiment.data, experiment.seed)
        self.model = build(experiment, device)
        self._parameters: list[Tensor] = list(self.model.parameters())
        self.optimizer = build_optimizer(experiment.training.optimizer, self._parameters)
        self._loss = loss_function(experiment.loss, self.task)
        self._inputs = torch.tensor(self.dataset.inputs, device=device)
        self._targets = encode_targets(torch.tensor(self.dataset.targets, device=device), experiment.loss, self.task)
        self._classes = torch.tensor(self.dataset.targets, device=device) if self.task.is_classification else None
        self._order = generators(experiment.seed).batches
        self._weights = [p for name, p in self.model.named_parameters() if name.endswith("weight")]
        self._epoch_batches: Iterator[tuple[Tensor, Tensor]] = iter(())
        self._finite = [parameter.detach().clone() for parameter in self._parameters]
        names = ("train_loss", "test_loss")
        self.history = History((*names, "train_accuracy", "test_accuracy") if self._classes is not None else names)
        self.epoch = self.step = self.samples = 0
        self.batches_per_epoch = experiment.batches_per_epoch
        self.progress = Progress.HEALTHY
        self.predictions: Tensor = torch.empty(0)
        self._evaluate()

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
        inputs, targets = batch
        for parameter in self._parameters:  # what zero_grad() does, without its 25 µs of bookkeeping
            parameter.grad = None
        loss = self._loss(self.model(inputs), targets)
        torch.autograd.backward(loss)
        self._add_penalties()
        self.optimizer.step()
        self.step += 1
        self.samples += len(inputs)
        broken = self._on_cpu and not math.isfinite(loss.item())  # on a graphics card, asking would stall it
        if broken or self.step % self.batches_per_epoch == 0:
            self.epoch += 1
            self._evaluate(broken)

    def train_epoch(self) -> None:
        """Learn until the present epoch ends."""
        for _ in range(self.batches_per_epoch - self.step % self.batches_per_epoch):
            self.train_batch()

    def adjust(self, experiment: Experiment) -> None:
        """Take the learning rate and the penalties of another experiment, without a reset.

        Only those may differ from the present one (:func:`playground.training.changes.is_adjustment`).
        """
        self.experiment = experiment
        for group in self.optimizer.param_groups:
            group["lr"] = experiment.training.optimizer.learning_rate

    @torch.no_grad()
    def outputs(self, inputs: npt.NDArray[np.float32]) -> Tensor:
        """Return the network's outputs ``(n, outputs)`` for inputs ``(n, features)``, without dropout."""
        return self._forward(torch.tensor(inputs, device=self.device))

    @torch.no_grad()
    def predict(self, inputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return class probabilities ``(n, classes)``, or predicted numbers ``(n, 1)``, for ``(n, features)``."""
        outputs = self.outputs(inputs)
        shown: npt.NDArray[np.float32] = probabilities(outputs, self.experiment.loss, self.task).cpu().numpy()
        return shown

    def mistakes(self) -> npt.NDArray[np.bool_]:
        """Return which samples ``(n,)`` were classified wrongly when the last epoch ended."""
        if self._classes is None:
            raise ValueError("a network that predicts numbers classifies nothing")
        classes = predicted_classes(self.predictions, self.experiment.loss, self.task)
        wrong: npt.NDArray[np.bool_] = classes.ne(self._classes).cpu().numpy()
        return wrong

    def gradient_norms(self) -> npt.NDArray[np.float32]:
        """Return the Euclidean norm of the last batch's gradient for each weight matrix, ``(weight layers,)``."""
        norms = [0.0 if weight.grad is None else float(weight.grad.norm()) for weight in self._weights]
        return np.array(norms, dtype=np.float32)

    def weights(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return copies of all weights and biases by their names in the network."""
        return {name: tensor.detach().cpu().numpy().copy() for name, tensor in self.model.state_dict().items()}

    def _batches(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield the training part in mini-batches, in a new order if the experiment shuffles."""
        count, size = self.dataset.train_samples, self.experiment.training.batch_size
        inputs, targets = self._inputs[:count], self._targets[:count]
        if self.experiment.training.shuffle:
            order = torch.randperm(count, generator=self._order).to(self.device)
            inputs, targets = inputs[order], targets[order]
        yield from zip(torch.split(inputs, size), torch.split(targets, size), strict=True)

    @torch.no_grad()
    def _add_penalties(self) -> None:
        """Add the gradient of l1 Σ|w| + l2/2 Σw² to the weights' gradients."""
        l1, l2 = self.experiment.training.l1, self.experiment.training.l2
        if not l1 and not l2:
            return
        for weight in self._weights:
            if weight.grad is not None:
                weight.grad.add_(weight, alpha=l2).add_(weight.sign(), alpha=l1)

    def _forward(self, inputs: Tensor) -> Tensor:
        """Return outputs in evaluation mode, in pieces of bounded size."""
        self.model.eval()
        pieces = [self.model(piece) for piece in torch.split(inputs, EVALUATION_ROWS)]
        self.model.train()
        return pieces[0] if len(pieces) == 1 else torch.cat(pieces)

    @torch.no_grad()
    def _evaluate(self, broken: bool = False) -> None:
        """Measure both parts; keep the weights if their losses are finite, go back to the last kept if not.

        ``broken`` says that a batch's loss was not finite: the epoch ends early, and training with it.
        """
        self.predictions = self._forward(self._inputs)
        parts = {"train": self.dataset.train, "test": self.dataset.test}
        values = {
            f"{name}_loss": self._loss(self.predictions[part], self._targets[part]) for name, part in parts.items()
        }
        if self._classes is not None:
            right = (predicted_classes(self.predictions, self.experiment.loss, self.task) == self._classes).float()
            values |= {f"{name}_accuracy": right[part].mean() for name, part in parts.items()}
        measured = dict(zip(values, torch.stack(list(values.values())).tolist(), strict=True))
        finite = not broken and math.isfinite(measured["train_loss"]) and math.isfinite(measured["test_loss"])
        self.history.append(measured if finite else measured | dict.fromkeys(_accuracies(measured), math.nan))
        if finite:
            torch._foreach_copy_(self._finite, self._parameters)
        else:
            self.progress = Progress.DIVERGED
            torch._foreach_copy_(self._parameters, self._finite)
            self.predictions = self._forward(self._inputs)


def _accuracies(names: Iterable[str]) -> list[str]:
    """Return the names of accuracies: a network whose outputs are no numbers has none."""
    return [name for name in names if name.endswith("_accuracy")]
