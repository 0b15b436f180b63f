"""What a preset is."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment import Dense, DropConnect, Dropout, Experiment
from playground.experiment.layers import ActivationName


@dataclass(frozen=True)
class Preset:
    """One experiment that proves what a teacher says.

    Texts are source sentences of the catalogue; they are translated where they are shown.

    Parameters
    ----------
    label
        A few words for the menu.
    claim
        What a teacher says, in one sentence; ``tests/test_presets_*.py`` train every preset to prove it.
    sentence
        What to look at.
    question, answer
        Something to think about before the answer is unfolded: what one sees and why, with the lecture's slides.
    experiment
        The experiment.
    speed
        How fast to train it, one of :data:`playground.ui.runs.SPEEDS`.
    """

    label: str
    claim: str
    sentence: str
    question: str
    answer: str
    experiment: Experiment
    speed: str = "20-epochs"


def dense(*units: int, activation: ActivationName = "tanh") -> tuple[Dense, ...]:
    """Return hidden layers of given sizes that share an activation."""
    return tuple(Dense(units=size, activation=activation) for size in units)


def dropped(
    layers: tuple[Dense, ...], kind: type[Dropout] | type[DropConnect], rate: float
) -> tuple[Dense | Dropout | DropConnect, ...]:
    """Return layers, each followed by a dropout or dropconnect of this rate."""
    return tuple(part for layer in layers for part in (layer, kind(rate=rate)))
