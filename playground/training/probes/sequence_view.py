"""What the probes of networks for sequences see: a trainer at one moment, and the sequence in hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from playground.architecture.recurrent import OneHot, RecurrentLayer
from playground.arrays import Float32Array
from playground.concepts.gates import along
from playground.concepts.recurrence import StateGradients, Unrolled, Weights, state_gradients
from playground.training.probes.encoded_text import typed_symbols
from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View
from playground.training.trainers.stack import evaluating

if TYPE_CHECKING:
    from playground.training.trainers.sequence import SequenceTrainer


SAMPLED = 8
"""Test sequences over which gradients through time are averaged."""


@dataclass(frozen=True)
class Direction:
    """One direction of one recurrent layer.

    Parameters
    ----------
    layer
        The layer, and ``place``, where it is in the network.
    weights
        Those of this direction.
    backwards
        Whether it reads from the end to the beginning.
    """

    layer: RecurrentLayer
    place: int
    weights: Weights
    backwards: bool

    def unrolled(self, inputs: Tensor) -> Unrolled:
        """Return its states for what comes in, ``(n, steps, features)``, in the order in which it reads."""
        with torch.no_grad():
            given: Float32Array = self.layer.cell(inputs)[0].float().cpu().numpy()
        seen: Float32Array = inputs.float().cpu().numpy()
        return along(self.layer.spec.cell, self.weights, self.reading(seen), self.own(given))

    def reading(self, values: Float32Array) -> Float32Array:
        """Return values ``(n, steps, ...)`` from reading order to time order, or the other way round."""
        return values[:, ::-1] if self.backwards else values

    def own(self, given: Float32Array) -> Float32Array:
        """Return its part of what its layer gives, or of a gradient by that, ``(n, [steps,] width)``, as it reads."""
        units = self.layer.spec.units
        part = given[..., units:] if self.backwards else given[..., :units]
        return self.reading(part) if part.ndim == 3 else part


class SequenceView(View):
    """A trainer of sequences at the moment of one frame.

    Parameters
    ----------
    trainer, since, focus, throttle
        As those of :class:`View`; ``focus.sequence`` says which test sequence is in hand, ``focus.text`` what somebody
        typed, ``focus.direction`` and ``focus.step`` where they look.
    """

    picture_share = 0.05  # measured: still more than ten pictures a second
    picture_interval = 1 / 15  # such pictures keep a browser busy, on a core that training may need
    trainer: SequenceTrainer

    def __init__(
        self, trainer: SequenceTrainer, since: int = 0, focus: Focus = NOTHING, throttle: Throttle | None = None
    ) -> None:
        super().__init__(trainer, since, focus, throttle)
        self.trainer = trainer

    @cached_property
    def typed(self) -> Tensor | None:
        """What somebody typed, as symbols ``(1, steps)``; ``None`` where it is nothing that can be read."""
        symbols = typed_symbols(self.focus.text or "", self.trainer.experiment.data)
        return None if symbols is None else torch.tensor([symbols], device=self.trainer.inputs.device)

    @cached_property
    def place(self) -> int:
        """Place of the sequence in hand among the test sequences, -1 for a typed one."""
        if self.typed is not None:
            return -1
        index, dataset = self.focus.sequence or 0, self.trainer.dataset
        return index if index < len(dataset.targets) - dataset.train_samples else 0

    @cached_property
    def sequence(self) -> Tensor:
        """The sequence in hand without the padding at its end: symbols ``(1, steps)``, or ``(1, steps, features)``."""
        if self.typed is not None:
            return self.typed
        sample = self._sample
        return self.trainer.inputs[sample : sample + 1, : self._length]

    @cached_property
    def targets(self) -> Float32Array:
        """What is right, ``(targets,)``; NaN where nobody knows."""
        if self.typed is not None:
            return np.full(len(self.outputs), np.nan, dtype=np.float32)
        right: Float32Array = np.atleast_1d(self.trainer.dataset.targets[self._sample]).astype(np.float32)
        return right[: self._length] if self.trainer.task.steps else right

    @cached_property
    def outputs(self) -> Float32Array:
        """What the network says: probabilities ``(targets, classes)``, or numbers ``(targets, 1)``."""
        with torch.no_grad(), evaluating(self.trainer.model):
            predictions: Float32Array = self.trainer.predictions(self.trainer.model(self.sequence))[0]
        if self.trainer.task.steps or self.trainer.task.is_classification:
            return predictions.reshape(-1, predictions.shape[-1])
        return predictions.reshape(-1, 1)

    @cached_property
    def directions(self) -> list[Direction]:
        """Every direction of every recurrent layer, in order."""
        directions = []
        for place, module in enumerate(self.trainer.model):
            if isinstance(module, RecurrentLayer):
                for k, tensors in enumerate(module.directions()):
                    weights = Weights(*(tensor.detach().float().cpu().numpy() for tensor in tensors))
                    directions.append(Direction(module, place, weights, backwards=k == 1))
        return directions

    @property
    def direction_place(self) -> int:
        """Place of the direction that is looked at: the first where there is none of the wanted number."""
        return self.focus.direction if self.focus.direction < len(self.directions) else 0

    @property
    def direction(self) -> Direction | None:
        """The direction that is looked at; ``None`` without any."""
        return self.directions[self.direction_place] if self.directions else None

    @property
    def step(self) -> int:
        """The time step that is looked at, by default the last."""
        last = self.sequence.shape[1] - 1
        return last if self.focus.step is None else min(self.focus.step, last)

    def before(self, place: int, inputs: Tensor) -> Tensor:
        """Return what comes into the module at a place, ``(n, steps, features)``, without dropout."""
        with torch.no_grad(), evaluating(self.trainer.model):
            for module in list(self.trainer.model)[:place]:
                inputs = module(inputs)
        return inputs

    def influence(self) -> Float32Array:
        """Return how much the answer looked at depends on each step's input vector, ``(steps,)``.

        The norm of its gradient. The answer is the logarithm of the most probable class's probability, or the mean of
        the numbers; where there is one at each step, the one of the step looked at.
        """
        first = next((k + 1 for k, m in enumerate(self.trainer.model) if isinstance(m, (OneHot, nn.Embedding))), 0)
        vectors = self.before(first, self.sequence).detach().requires_grad_()
        with evaluating(self.trainer.model), torch.enable_grad(), torch.backends.cudnn.flags(enabled=False):
            outputs = self.trainer.model[first:](vectors)
            answer = outputs[0, self.step] if self.trainer.task.steps else outputs[0]
            (gradient,) = torch.autograd.grad(_answer(answer, self.trainer.experiment.loss), vectors)
        return gradient[0].flatten(1).norm(dim=1).float().cpu().numpy()

    def state_gradients(self, direction: Direction) -> StateGradients:
        """Return how the loss of some test sequences depends on each of a direction's states, in reading order."""
        sequences, targets = self.trainer.first_tests(SAMPLED)
        inputs = self.before(direction.place, sequences)
        with evaluating(self.trainer.model), torch.enable_grad(), torch.backends.cudnn.flags(enabled=False):
            given = direction.layer(inputs).detach().requires_grad_()
            loss = self.trainer.loss(self.trainer.model[direction.place + 1 :](given), targets)
            (gradient,) = torch.autograd.grad(loss, given)
        unrolled = direction.unrolled(inputs)
        return state_gradients(direction.weights, unrolled, direction.own(gradient.float().cpu().numpy()))

    @property
    def _sample(self) -> int:
        return self.trainer.dataset.train_samples + self.place

    @property
    def _length(self) -> int:
        lengths = self.trainer.dataset.lengths
        return self.trainer.inputs.shape[1] if lengths is None else int(lengths[self._sample])


def _answer(outputs: Tensor, loss: str) -> Tensor:
    """Return the number that stands for an answer ``(outputs,)``."""
    if loss != "cross_entropy":
        return outputs.mean()
    if len(outputs) == 1:
        return nn.functional.logsigmoid(outputs.abs())[0]
    return outputs.log_softmax(0).max()
