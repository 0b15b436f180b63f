"""What probes see: a trainer at one moment, through what a person looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.training.probes.focus import NOTHING, Gaze

if TYPE_CHECKING:
    from torch import Tensor

    from playground.training.trainers.trainer import Trainer


class Sight:
    """A trainer at the moment of one frame. Probes share it, so that what several of them need is computed once.

    Parameters
    ----------
    trainer
        What is looked at; it does not train meanwhile.
    since
        The first epoch whose values the viewer does not have; of each curve what comes from there on is sent.
    gaze
        What the viewer looks at.
    """

    def __init__(self, trainer: Trainer, since: int = 0, gaze: Gaze = NOTHING) -> None:
        self.trainer, self.since, self.gaze = trainer, since, gaze
        self._planes: dict[int, list[Tensor]] = {}
        self._samples: list[Tensor] | None = None

    def plane(self, resolution: int) -> list[Tensor]:
        """Return every layer's outputs over a grid of the plane, each ``(resolution², units)``, the inputs first.

        Rows go from left to right and from bottom to top. The last entry is what the output layer gives, before any
        sigmoid or softmax.
        """
        if resolution not in self._planes:
            self._planes[resolution] = self.trainer.network.outputs(self.trainer.plane_inputs(resolution))
        return self._planes[resolution]

    def samples(self) -> list[Tensor]:
        """Return every layer's outputs for the samples of the data set, each ``(n, units)``, the inputs first."""
        if self._samples is None:
            self._samples = self.trainer.network.outputs(self.trainer.inputs)
        return self._samples
