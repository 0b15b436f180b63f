"""What a run can be told, and what its worker answers. Values that cross the process boundary; no PyTorch here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.experiment.gan import Player
from playground.experiment.read import AnyExperiment
from playground.experiment.studies import Study
from playground.training.probes.focus import Focus
from playground.training.probes.plane import Probe
from playground.training.timeline.directions import Directions
from playground.training.trainers.changes import is_adjustment, is_adjustment_of_all


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

    def takes_up(self, after: Settings) -> bool:
        """Return whether a worker that has these settings takes others up without starting anew."""
        if self.device != after.device:
            return False
        if after.comparison is not None:
            return is_adjustment_of_all(self.comparison, after.comparison)
        return self.comparison is None and is_adjustment(self.experiment, after.experiment)


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

    def lacks(self, generation: int, version: int) -> bool:
        """Return whether the viewer has not drawn this moment of the run yet."""
        return (self.generation, self.shown) != (generation, version)


@dataclass(frozen=True)
class Survey:
    """A viewer wants the loss over two directions of the parameters, once, in a frame of its own.

    See :func:`playground.training.timeline.survey.survey`. There is none of many networks.
    """

    viewer: int
    directions: Directions


@dataclass(frozen=True)
class Goal:
    """A bound that what is measured after an epoch is to reach.

    Parameters
    ----------
    metric
        The name of a curve: ``test_accuracy``, ``test_loss``, ``modes_covered``...
    bound
        What to reach.
    is_most
        Whether the bound is the most that counts, as of a loss; otherwise it is the least.
    since, within
        The first and the last epoch that count. An untrained network does not count: what it does is luck.
    """

    metric: str
    bound: float
    is_most: bool = False
    since: int = 1
    within: int | None = None

    def is_met_by(self, values: npt.NDArray[np.floating]) -> npt.NDArray[np.bool_]:
        """Return which values ``(n,)`` meet it; what is no number does not."""
        return values <= self.bound if self.is_most else values >= self.bound


@dataclass(frozen=True)
class Standing:
    """How far a network has come to a goal since its beginning. The untrained network does not count.

    Parameters
    ----------
    epoch
        The first one whose value met the goal, ``None`` if none did.
    best
        The best value so far, of the epochs that count; ``None`` without any.
    best_epoch
        When that was.
    """

    epoch: int | None = None
    best: float | None = None
    best_epoch: int | None = None


@dataclass(frozen=True)
class Glance:
    """Somebody who does not watch wants to know how far the network is, and what it does, once.

    A glance is answered with one whole frame, not made small. Its facts: ``generation``, ``version``, ``epoch``,
    ``step``, ``status``, ``watched`` (1 if somebody watches; otherwise nothing trains), ``changed`` (1 if a hand was in
    the network since it began to train, so that it is not what its experiment makes), what the task is measured by
    (``test_accuracy``...), ``goals`` (JSON: a list with a :class:`Standing` for each), ``picture`` (its kind),
    ``curves`` (the names of its rows), ``glance`` (what to call this picture when asking the next time; where it is
    dear it may be a little older than the facts), and those of any frame. Its one tensor is ``picture``
    (:mod:`playground.training.probes.glance`), left out where the asker has the newest.

    Parameters
    ----------
    viewer
        Who asks.
    shown
        The fact ``glance`` of the newest glance that the asker has; empty for none.
    goals
        What it wants to know of.
    """

    viewer: int
    shown: str = ""
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class HandOver:
    """Somebody wants the network as it is now, to go on with it elsewhere.

    The answer is its state behind the asker's number (:mod:`playground.training.timeline.portable`); of many networks
    there is none, and nothing behind the number.
    """

    viewer: int


@dataclass(frozen=True)
class Forget:
    """A viewer has gone; its credit is void."""

    viewer: int


Command = Play | Pause | Step | StepPlayer | Look | Edit | Scrub
"""What a person wants of a run."""
Instruction = Start | Adjust | Command | Picture | Survey | HandOver | Glance | Forget
"""All that a worker is told."""
