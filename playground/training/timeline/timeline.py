"""Going back in time: what a trainer was at its checkpoints, and coming back to now."""

from __future__ import annotations

from typing import Any

from playground.training.timeline.checkpoints import Checkpoints, Moment
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.trainer import Trainer


class Timeline:
    """The past of one trainer.

    Parameters
    ----------
    trainer
        Whose past; showing a checkpoint puts it into that state.
    """

    def __init__(self, trainer: Trainer | GanTrainer) -> None:
        self._trainer: Any = trainer  # which goes back to moments of its own kind
        self._now: Moment | None = None
        self.checkpoints = Checkpoints()
        self.keep()

    @property
    def is_shown(self) -> bool:
        """Whether the trainer stands at a checkpoint instead of its newest moment."""
        return self._now is not None

    def keep(self) -> None:
        """Keep the present moment if it is the end of an epoch and its turn. Cheap to call after every batch."""
        trainer = self._trainer
        if trainer.step % trainer.batches_per_epoch or not self.checkpoints.wants(trainer.epoch):
            return
        if trainer.is_healthy:
            self.checkpoints.add(trainer.snapshot())

    def show(self, place: int | None) -> None:
        """Put the trainer into the state of a checkpoint, or with ``None`` back to its newest moment.

        Raises
        ------
        IndexError
            If there is no such checkpoint.
        """
        if place is None:
            if self._now is not None:
                self._trainer.restore(self._now)
                self._now = None
            return
        checkpoint = self.checkpoints[place]
        if self._now is None:
            self._now = self._trainer.snapshot()
        self._trainer.restore(checkpoint)

    def forget_later(self) -> None:
        """Make the moment shown the newest one: what came after it is forgotten."""
        self._now = None
        self._trainer.forget_later()
        self.checkpoints.cut(self._trainer.epoch)


class NoTimeline:
    """The past of what keeps none: many networks side by side."""

    is_shown = False

    def __init__(self) -> None:
        self.checkpoints = Checkpoints(most=0)

    def keep(self) -> None:
        """Keep nothing."""

    def show(self, place: int | None) -> None:
        """Show nothing else than now."""

    def forget_later(self) -> None:
        """Forget nothing."""
