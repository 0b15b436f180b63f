"""What a run can be told, and what its worker answers. Values that cross the process boundary; no PyTorch here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.experiment.gan import Player
from playground.experiment.read import AnyExperiment
from playground.experiment.studies import Study
from playground.training.probes.focus import Focus
from playground.training.probes.plane import Probe
from playground.training.timeline.directions import Directions


class Status(StrEnum):
    """What a run is doing, as its figures show it in ``data-status``."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    DIVERGED = "diverged"
    LOST = "lost"


@dataclass(frozen=True)
class Settings:
    """Everything a worker needs to start a network from scratch.

    Parameters
    ----------
    experiment
        What to train.
    probes
        What to measure for each frame.
    comparison
        Where many networks train side by side, which; ``experiment`` is then what they have in common.
    device
        ``auto`` or a device's name.
    batches_per_second
        Speed limit; ``None`` for as fast as it goes.
    """

    experiment: AnyExperiment
    probes: tuple[Probe, ...]
    device: str = "auto"
    batches_per_second: float | None = None
    comparison: Comparison | Study | None = None

    @property
    def network(self) -> Experiment:
        """The experiment of one network; on the pages of such networks it is no other.

        Raises
        ------
        TypeError
            If it is a GAN's.
        """
        if not isinstance(self.experiment, Experiment):
            raise TypeError("a GAN is two networks")
        return self.experiment


@dataclass(frozen=True)
class Start:
    """Begin anew with these settings.

    Parameters
    ----------
    generation
        Counts the networks of one run, so that a viewer can tell a new one from the one it shows.
    playing
        Whether training starts at once; ``None`` to go on as the network before did.
    resume
        Where the same network had come to on a machine that was lost (:mod:`playground.training.timeline.portable`).
    """

    settings: Settings
    generation: int
    playing: bool | None = None
    resume: bytes | None = None


@dataclass(frozen=True)
class Adjust:
    """Go on with another learning rate, other penalties, another speed or other probes."""

    settings: Settings


@dataclass(frozen=True)
class Play:
    """Train on."""


@dataclass(frozen=True)
class Pause:
    """Stop after the present batch."""


@dataclass(frozen=True)
class Step:
    """Train one batch, or to the end of the epoch, and pause."""

    epoch: bool = False


@dataclass(frozen=True)
class StepPlayer:
    """Let one of the two networks of a GAN take a step, and pause; of other networks nothing happens."""

    player: Player


@dataclass(frozen=True)
class Look:
    """A viewer looks at something else; all the run's pictures follow."""

    focus: Focus


@dataclass(frozen=True)
class Edit:
    """Set one weight, or a bias where ``source`` is ``None``.

    See :meth:`playground.training.trainers.trainer.Trainer.edit`.
    """

    layer: int
    unit: int
    source: int | None
    value: float


@dataclass(frozen=True)
class Scrub:
    """Show a checkpoint, by its place, or with ``None`` the newest moment; training pauses.

    What comes next, a step, play or an edit, goes on from what is shown.
    """

    place: int | None


@dataclass(frozen=True)
class Picture:
    """A viewer can take the next frame (one credit).

    Parameters
    ----------
    viewer
        Who asks.
    generation, since
        Which run it shows and how many values of each curve it has of it.
    shown
        The number of the last frame it drew, -1 for none: an unchanged network is not sent twice.
    """

    viewer: int
    generation: int
    since: int
    shown: int


@dataclass(frozen=True)
class Survey:
    """A viewer wants the loss over two directions of the parameters, once, in a frame of its own.

    See :func:`playground.training.timeline.survey.survey`. There is none of many networks.
    """

    viewer: int
    directions: Directions


@dataclass(frozen=True)
class Forget:
    """A viewer has gone; its credit is void."""

    viewer: int


Command = Play | Pause | Step | StepPlayer | Look | Edit | Scrub
"""What a person wants of a run."""
Instruction = Start | Adjust | Command | Picture | Survey | Forget
"""All that a worker is told."""
