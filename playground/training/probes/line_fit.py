"""The probe of a linear neuron with one input: a line that moves towards that of least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.arrays import FloatArray
from playground.concepts.least_squares import Line, least_squares_line
from playground.training.probes.frame import Tensors
from playground.training.probes.view import View


@dataclass(frozen=True)
class LineFit:
    """The line of a network without hidden layers that has one input and predicts one number.

    ``fit_line``
        ``(2,)`` float32: its heights at the two ends.
    ``fit_residuals``
        ``(3n,)`` float32: for each of n training points the point's height, the line's, and nothing (not a number).
    ``fit_numbers``
        ``(3,)`` float32: weight, bias, and mean squared error on the training part, of the network as it is now.
    ``fit_best``
        ``(3,)`` float32: the same of the line of least squares.

    Parameters
    ----------
    ends
        Where the line begins and ends.
    """

    ends: tuple[float, float]

    def measure(self, view: View) -> Tensors:
        """Return the line as the weights are at this moment, within an epoch too."""
        trainer = view.trainer
        linear = trainer.network.layers[-1].linear
        line = Line(float(linear.weight.detach()[0, 0]), float(linear.bias.detach()[0]))
        train = trainer.dataset.train
        x, y = (array[train].astype(np.float64) for array in (trainer.dataset.inputs[:, 0], trainer.dataset.targets))
        with np.errstate(over="ignore"):  # a diverging run goes to the end of what numbers can say
            return {
                "fit_line": line.at(np.array(self.ends)).astype(np.float32),
                "fit_residuals": residuals(line.at(x), y),
                "fit_numbers": _numbers(line, x, y),
                "fit_best": _numbers(least_squares_line(x, y), x, y),
            }


def residuals(heights: FloatArray, targets: FloatArray) -> npt.NDArray[np.float32]:
    """Return segments ``(3n,)`` from targets to heights, both ``(n,)``, with nothing between them."""
    return np.stack([targets, heights, np.full(len(heights), np.nan)], axis=1).astype(np.float32).ravel()


def _numbers(line: Line, x: FloatArray, y: FloatArray) -> npt.NDArray[np.float32]:
    return np.array([line.slope, line.intercept, line.mean_squared_error(x, y)], dtype=np.float32)
