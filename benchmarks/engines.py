"""What trains one small network: the NumPy step of today against PyTorch in three ways, in one run.

*aten* is the least that PyTorch's kernels allow for a layer as ``nn.Linear`` keeps it: the step on flat memory, every
operation writing in place, one fused optimizer, nothing recorded for autograd. *population* is a population of one
network, *autograd* what larger networks take. Trains each for whole epochs in turn, and prints the median of the epochs
a second and its share of NumPy's.

    python benchmarks/engines.py [--rounds 15] [--epochs 20]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from playground.experiment import SGD, Adam, Experiment
from playground.experiment.training import Training
from playground.training.population.population import Population
from playground.training.trainers.trainer import Trainer

SEVEN = ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]
NETWORKS: dict[str, dict[str, Any]] = {
    "2-8-8-1": {"model": {"layers": [{"type": "dense", "units": 8, "activation": "tanh"}] * 2}},
    "7-8×6-1": {
        "data": {"features": SEVEN},
        "model": {"layers": [{"type": "dense", "units": 8, "activation": "tanh"}] * 6},
    },
}
OPTIMIZERS = {"SGD": SGD(), "Adam": Adam()}


class AtenLearner:
    """A step of dense tanh layers and one sigmoid by PyTorch's kernels on a trainer's own memory."""

    def __init__(self, trainer: Trainer) -> None:
        parameters = trainer._parameters
        assert parameters.grad is not None
        self._flat, self._gradient = parameters.detach(), parameters.grad
        self._linear = [module for module in trainer.model if isinstance(module, nn.Linear)]
        self._weights = [(m.weight.detach(), m.weight.detach().t(), m.bias.detach()) for m in self._linear]
        self._gradients = [(m.weight.grad, m.bias.grad) for m in self._linear]
        self._buffers: dict[int, list[tuple[Tensor, ...]]] = {}
        self._moments = [torch.zeros_like(self._flat) for _ in range(2)]
        self._steps = torch.zeros(())

    def batches(self, inputs: Tensor, targets: Tensor, size: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Return views."""
        return iter(list(zip(inputs.split(size), targets.split(size), strict=True)))

    def learn(self, inputs: Tensor, targets: Tensor, training: Training) -> float:
        """Take one step and return the batch's loss."""
        with torch.no_grad():
            loss = self._backward(inputs, targets)
            optimizer = training.optimizer
            if isinstance(optimizer, Adam):
                self._adam(optimizer)
            else:
                self._flat.add_(self._gradient, alpha=-optimizer.learning_rate)
        return loss

    def _backward(self, inputs: Tensor, targets: Tensor) -> float:
        buffers = self._of_size(len(inputs))
        values = [inputs]
        for (_weight, transposed, bias), (outputs, *_rest) in zip(self._weights, buffers, strict=True):
            torch.addmm(bias, values[-1], transposed, out=outputs)
            values.append(outputs if outputs is buffers[-1][0] else torch.tanh(outputs, out=outputs))
        logits, delta = values[-1], buffers[-1][1]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)
        torch.sigmoid(logits, out=delta).sub_(targets).mul_(1 / len(inputs))
        for place in range(len(buffers) - 1, -1, -1):
            _outputs, delta, transposed, below = buffers[place]
            weight_gradient, bias_gradient = self._gradients[place]
            torch.mm(transposed, values[place], out=weight_gradient)
            torch.sum(delta, 0, out=bias_gradient)
            if place:
                torch.mm(delta, self._weights[place][0], out=below)
                torch.ops.aten.tanh_backward.grad_input(below, values[place], grad_input=buffers[place - 1][1])
        return loss.item()

    def _of_size(self, size: int) -> list[tuple[Tensor, ...]]:
        """Return for each layer its outputs, their gradient, that transposed, and the gradient of its inputs."""
        if size not in self._buffers:
            made = []
            for module in self._linear:
                delta = torch.empty(size, module.out_features)
                made.append((torch.empty_like(delta), delta, delta.t(), torch.empty(size, module.in_features)))
            self._buffers[size] = made
        return self._buffers[size]

    def _adam(self, optimizer: Adam) -> None:
        self._steps += 1
        mean, squares = self._moments
        torch._fused_adam_(
            *([self._flat], [self._gradient], [mean], [squares], [], [self._steps]),
            **{"lr": optimizer.learning_rate, "beta1": optimizer.beta1, "beta2": optimizer.beta2},
            **{"weight_decay": 0.0, "eps": optimizer.epsilon, "amsgrad": False, "maximize": False},
            **{"grad_scale": None, "found_inf": None},
        )


def engines(experiment: Experiment) -> dict[str, Callable[[], None]]:
    """Return what trains an epoch, by each engine's name; they are seen to agree before."""
    numpy, aten, autograd = Trainer(experiment), Trainer(experiment), Trainer(experiment, by_hand=False)
    aten._learner = AtenLearner(aten)  # type: ignore[assignment]
    for trainer in (numpy, aten, autograd):
        for _ in range(3):
            trainer.train_epoch()
    for other in (aten, autograd):
        torch.testing.assert_close(numpy._parameters, other._parameters, rtol=1e-3, atol=1e-4)
    population = Population([experiment])
    return {
        "NumPy": numpy.train_epoch,
        "aten": aten.train_epoch,
        "population": population.train_epoch,
        "autograd": autograd.train_epoch,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for network, parts in NETWORKS.items():
        for name, optimizer in OPTIMIZERS.items():
            experiment = Experiment.from_parts({**parts, "training": {"optimizer": optimizer.model_dump()}})
            rates: dict[str, list[float]] = {}
            trained = engines(experiment)
            for _ in range(options.rounds):
                for engine, train_epoch in trained.items():
                    start = time.perf_counter()
                    for _ in range(options.epochs):
                        train_epoch()
                    rates.setdefault(engine, []).append(options.epochs / (time.perf_counter() - start))
            numpy = statistics.median(rates["NumPy"])
            shown = (
                f"{engine} {(rate := statistics.median(rates[engine])):.0f} ({rate / numpy:.2f})" for engine in rates
            )
            print(f"{network}, {name}, epochs a second: {', '.join(shown)}")


if __name__ == "__main__":
    main()
