"""The probe of gradients, layer by layer: whether they vanish or explode on their way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from playground.training.probes.frame import Tensors
from playground.training.probes.view import View

VANISHING_RATIO = 1e-3
VANISHING_NORM = 1e-10
EXPLODING_NORM = 1e2
EXPLODING_RATIO = 1e3
SMALLEST_SHOWN = 1e-9


class GradientState(IntEnum):
    """What may be said of a layer's gradient."""

    FINE = 0
    VANISHING = 1
    EXPLODING = 2


@dataclass(frozen=True)
class Gradients:
    """The last batch's gradient of each weight matrix, penalties included, from the first layer to the output layer.

    ``gradient_norm``, ``gradient_mean``
        ``(layers,)`` float32: Euclidean norm, and mean absolute value.
    ``gradient_state``
        ``(layers,)`` int32, :class:`GradientState` by :func:`gradient_states`.
    ``gradient_fine``, ``gradient_vanishing``, ``gradient_exploding``
        ``(layers,)`` float32: the norms of the layers in that state, NaN for the others; at least 1e-9, so that a
        logarithmic axis has a place for each, once there was a batch.
    """

    def measure(self, view: View) -> Tensors:
        """Return norms, means and states; before the first batch all are 0, and nothing is said against them."""
        gradients = [layer.linear.weight.grad for layer in view.trainer.network.layers]
        parts = [np.zeros(1) if part is None else part.cpu().numpy().astype(np.float64) for part in gradients]
        with np.errstate(invalid="ignore", over="ignore"):  # the gradient of a network that diverged
            norms = np.array([np.sqrt(np.square(part).sum()) for part in parts])
            means = np.array([np.abs(part).mean() for part in parts])
            states = gradient_states(norms, means) if view.trainer.step else np.zeros(len(norms), dtype=np.int32)
            measured = {
                "gradient_norm": norms.astype(np.float32),
                "gradient_mean": means.astype(np.float32),
                "gradient_state": states,
            }
            least = SMALLEST_SHOWN if view.trainer.step else 0.0
            for state in GradientState:
                shown = np.where(states == state, np.maximum(norms, least), np.nan)
                measured[f"gradient_{state.name.lower()}"] = shown.astype(np.float32)
        return measured


def gradient_states(norms: npt.NDArray[np.float64], means: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Say which layers' gradients vanish or explode, by a rule of thumb.

    A layer's gradient *vanishes* where its mean size is below a thousandth of the output layer's (in the time in which
    the output layer learns, this one stays as it was drawn), or where its norm is below 1e-10. It *explodes* where its
    norm is above 100, or above a thousand times the output layer's, or not finite: a step of any usual learning rate
    then throws the weights away.

    Parameters
    ----------
    norms, means
        ``(layers,)`` norm and mean absolute value of each layer's gradient, the output layer's last.

    Returns
    -------
    numpy.ndarray
        ``(layers,)`` int32 of :class:`GradientState`.
    """
    states = np.full(len(norms), GradientState.FINE, dtype=np.int32)
    states[(means < VANISHING_RATIO * means[-1]) | (norms < VANISHING_NORM)] = GradientState.VANISHING
    growing = (norms > EXPLODING_RATIO * norms[-1]) & (norms[-1] > 0)
    states[~np.isfinite(norms) | (norms > EXPLODING_NORM) | growing] = GradientState.EXPLODING
    return states
