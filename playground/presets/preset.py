"""What a preset is."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment import Dense, DropConnect, Dropout, Experiment
from playground.experiment.gan import GanExperiment
from playground.experiment.layers import ActivationName
from playground.presets.claim import Claim


@dataclass(frozen=True)
class Preset(Claim):
    """One experiment that proves what a teacher says.

    Parameters
    ----------
    experiment
        The experiment.
    speed
        How fast to train it, one of :data:`playground.ui.runs.SPEEDS`.
    """

    experiment: Experiment
    speed: str = "20-epochs"


@dataclass(frozen=True)
class GanPreset(Claim):
    """One GAN that proves what a teacher says.

    Parameters
    ----------
    experiment
        The experiment.
    speed
        How fast to train it, one of :data:`playground.ui.runs.SPEEDS`.
    """

    experiment: GanExperiment
    speed: str = "20-epochs"


def dense(*units: int, activation: ActivationName = "tanh") -> tuple[Dense, ...]:
    """Return hidden layers of given sizes that share an activation."""
    return tuple(Dense(units=size, activation=activation) for size in units)


def dropped(
    layers: tuple[Dense, ...], kind: type[Dropout] | type[DropConnect], rate: float
) -> tuple[Dense | Dropout | DropConnect, ...]:
    """Return layers, each followed by a dropout or dropconnect of this rate."""
    return tuple(part for layer in layers for part in (layer, kind(rate=rate)))
