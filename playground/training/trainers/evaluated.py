"""A network with its data: what it says of them, and how well."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.architecture.build import build
from playground.datasets import load
from playground.experiment import Experiment
from playground.losses import encode_targets, loss_function, predicted_classes, probabilities
from playground.training.trainers.network import Network
from playground.training.trainers.parameters import flatten

EVALUATION_ROWS = 16_384
MOST_SURVEYED = 500
"""Training samples by which a loss is judged at very many other parameters."""


class EvaluatedNetwork:
    """The network of one experiment, which is measured on its data.

    Parameters
    ----------
    experiment
        What network, on what data.
    device
        Where it computes, as PyTorch names it.
    dtype
        Precision of everything; double is for comparing with other implementations.

    Attributes
    ----------
    model
        The network, an ``nn.Sequential``; its output layer is linear.
    network
        The same, layer by layer.
    dataset, inputs
        The data, and what the network sees of them, ``(n, features)``.
    measured
        Losses, and for classes accuracies, of the training and the test part when they were last measured.
    measured_outputs
        The network's outputs ``(n, outputs)`` for all samples at that moment.
    """

    def __init__(self, experiment: Experiment, device: str, dtype: torch.dtype) -> None:
        self.experiment, self.device = experiment, device
        self.task = experiment.data.task
        self._dtype = dtype
        self.model = build(experiment, device).to(dtype)
        self._parameters = flatten(self.model.parameters())
        assert self._parameters.grad is not None
        self._gradients = self._parameters.grad
        self.network = Network(self.model)
        self._loss = loss_function(experiment.loss, self.task)
        self._take_data()

    def _take_data(self) -> None:
        """Load the experiment's data."""
        experiment, device = self.experiment, self.device
        self.dataset = load(experiment.data, experiment.seed)
        seen = torch.tensor(self.dataset.inputs, device=device)
        self.inputs = seen.to(self._dtype) if seen.is_floating_point() else seen
        targets = encode_targets(torch.tensor(self.dataset.targets, device=device), experiment.loss, self.task)
        self._targets = targets.to(self._dtype) if targets.is_floating_point() else targets
        self._classes = torch.tensor(self.dataset.targets, device=device) if self.task.is_classification else None
        self.batches_per_epoch = experiment.batches_per_epoch

    @torch.no_grad()
    def outputs(self, inputs: npt.NDArray[np.float32]) -> Tensor:
        """Return the network's outputs ``(n, outputs)`` for inputs ``(n, features)``, without dropout."""
        return self._forward(torch.tensor(inputs).to(self.inputs))

    def predict(self, inputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return class probabilities ``(n, classes)``, or predicted numbers ``(n, 1)``, for ``(n, features)``."""
        return self.predictions(self.outputs(inputs))

    @torch.no_grad()
    def predictions(self, outputs: Tensor) -> npt.NDArray[np.float32]:
        """Return what outputs ``(n, outputs)`` stand for, as :meth:`predict`."""
        return probabilities(outputs, self.experiment.loss, self.task).float().cpu().numpy()

    def inputs_on_plane(self, resolution: int) -> Tensor:
        """Return what the network sees of a grid of the plane, ``(resolution², features)``, row by row from below."""
        grid = self.dataset.inputs_at(self.dataset.grid(resolution))
        return torch.tensor(grid).to(self.inputs)

    def mistakes(self) -> npt.NDArray[np.bool_]:
        """Return which samples ``(n,)`` were classified wrongly when the network was last measured."""
        if self._classes is None:
            raise ValueError("a network that predicts numbers classifies nothing")
        classes = predicted_classes(self.measured_outputs, self.experiment.loss, self.task)
        return classes.ne(self._classes).cpu().numpy()

    def sample_loss(self, sample: int) -> float:
        """Return the loss of one sample with the network as it is now, without dropout."""
        one = slice(sample, sample + 1)
        with torch.no_grad():
            return float(self._loss(self._forward(self.inputs[one]), self._targets[one]))

    @property
    def parameters(self) -> Tensor:
        """A copy of all weights and biases, ``(count,)``, in the order in which the network has them."""
        return self._parameters.detach().clone()

    @torch.no_grad()
    def losses_at(self, parameters: Tensor, most: int = MOST_SURVEYED) -> Tensor:
        """Return the training loss ``(k,)`` at other parameters ``(k, count)``; the network is left as it is.

        Parameters
        ----------
        most
            How many training samples to judge by, from the first one on.
        """
        now = self.parameters
        part = slice(self.dataset.train.start, min(self.dataset.train.stop, self.dataset.train.start + most))
        losses = []
        try:
            for row in parameters:
                self._parameters.copy_(row)
                losses.append(self._loss(self._forward(self.inputs[part]), self._targets[part]))
        finally:
            self._parameters.copy_(now)
        return torch.stack(losses)

    def weights(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return copies of all weights and biases by their names in the network."""
        return {name: tensor.detach().cpu().numpy().copy() for name, tensor in self.model.state_dict().items()}

    @torch.no_grad()
    def measure(self) -> None:
        """Measure both parts with the network as it is now: :attr:`predictions` and :attr:`measured`."""
        self.measured_outputs = self._outputs_of_data()
        parts = {"train": self.dataset.train, "test": self.dataset.test}
        values = {
            f"{name}_loss": self._loss(self.measured_outputs[part], self._targets[part]) for name, part in parts.items()
        }
        if self._classes is not None:
            right = (predicted_classes(self.measured_outputs, self.experiment.loss, self.task) == self._classes).float()
            values |= {f"{name}_accuracy": right[part].mean() for name, part in parts.items()}
        self.measured = dict(zip(values, torch.stack(list(values.values())).tolist(), strict=True))

    def _outputs_of_data(self) -> Tensor:
        """Return what :attr:`predictions` are for the network as it is now."""
        return self._forward(self.inputs)

    def _forward(self, inputs: Tensor) -> Tensor:
        """Return outputs without dropout, in pieces of bounded size."""
        pieces = [self.network.outputs(piece)[-1] for piece in torch.split(inputs, EVALUATION_ROWS)]
        return pieces[0] if len(pieces) == 1 else torch.cat(pieces)

    @property
    def _measures(self) -> tuple[str, ...]:
        """The names of all that is measured after each epoch."""
        accuracies = ("train_accuracy", "test_accuracy") if self.task.counts_right else ()
        return ("train_loss", "test_loss", *accuracies)
