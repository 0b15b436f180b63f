"""A perceptron with forward, backward and update written out in NumPy, to compare training with."""

import itertools

import numpy as np
import torch

from playground.experiment import Experiment
from playground.training.trainers.trainer import Trainer


class NumpyNetwork:
    """Dense layers, a linear output and the squared error; ``parameters`` are weights and biases in turn."""

    def __init__(self, activation: str, sizes: tuple[int, ...]) -> None:
        random = np.random.default_rng(8)
        self.activation = activation
        self.parameters: list[np.ndarray] = []
        for inputs, outputs in itertools.pairwise(sizes):
            self.parameters.append(random.normal(0, 0.5, (outputs, inputs)))
            self.parameters.append(random.normal(0, 0.1, outputs))

    def forward(self, x: np.ndarray) -> list[np.ndarray]:
        """Return the inputs and the outputs of every layer."""
        values = [x]
        for place in range(0, len(self.parameters), 2):
            z = values[-1] @ self.parameters[place].T + self.parameters[place + 1]
            values.append(z if place == len(self.parameters) - 2 else self._activate(z))
        return values

    def loss(self, x: np.ndarray, targets: np.ndarray) -> float:
        return float(((self.forward(x)[-1] - targets) ** 2).mean())

    def learn(
        self, x: np.ndarray, targets: np.ndarray, learning_rate: float, l1: float, l2: float, proximal: bool
    ) -> None:
        """Take one step of gradient descent on the mean squared error and the penalties."""
        values = self.forward(x)
        delta = 2 * (values[-1] - targets) / targets.size
        updated = list(self.parameters)
        for place in range(len(self.parameters) - 2, -1, -2):
            weight, layer_input = self.parameters[place], values[place // 2]
            gradient = delta.T @ layer_input + l2 * weight
            if proximal:
                moved = weight - learning_rate * gradient
                updated[place] = np.sign(moved) * np.maximum(np.abs(moved) - learning_rate * l1, 0)
            else:
                updated[place] = weight - learning_rate * (gradient + l1 * np.sign(weight))
            updated[place + 1] = self.parameters[place + 1] - learning_rate * delta.sum(axis=0)
            delta = (delta @ weight) * self._slope(layer_input)
        self.parameters = updated

    def _activate(self, z: np.ndarray) -> np.ndarray:
        return {"tanh": np.tanh(z), "sigmoid": 1 / (1 + np.exp(-z)), "relu": np.maximum(z, 0)}[self.activation]

    def _slope(self, a: np.ndarray) -> np.ndarray:
        """Return the derivative, from what the activation gave."""
        return {"tanh": 1 - a**2, "sigmoid": a * (1 - a), "relu": (a > 0).astype(float)}[self.activation]


def in_double(experiment: Experiment, by_hand: bool = True) -> Trainer:
    """Return a trainer with all its tensors in double precision, so that rounding does not hide differences."""
    return Trainer(experiment, dtype=torch.float64, by_hand=by_hand)
