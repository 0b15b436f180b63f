"""What probes see: a trainer at one moment, through what a person looks at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.throttled import Throttle

if TYPE_CHECKING:
    from torch import Tensor

    from playground.training.trainers.trainer import Trainer

T = TypeVar("T")


class View:
    """A trainer at the moment of one frame. Probes share it, so that what several of them need is computed once.

    Parameters
    ----------
    trainer
        What is looked at; it does not train meanwhile.
    since
        The first epoch whose values the viewer does not have; of each curve what comes from there on is sent.
    focus
        What the viewer looks at.
    throttle
        What keeps dear measurements from view to view; without one each view makes them anew.

    Attributes
    ----------
    picture_share, picture_interval
        Of a worker's time, how much may go into measuring for pictures; seconds between two of them, at least.
    """

    picture_share = 0.15
    picture_interval = 1 / 72

    def __init__(
        self, trainer: Trainer, since: int = 0, focus: Focus = NOTHING, throttle: Throttle | None = None
    ) -> None:
        self.trainer, self.since, self.focus = trainer, since, focus
        self.throttle = throttle or Throttle()
        self._planes: dict[int, list[Tensor]] = {}
        self._samples: list[Tensor] | None = None

    def throttled(self, question: Hashable, measure: Callable[[], T], share: float, interval: float = 0.0) -> T:
        """Return a dear measurement, an older one where a new one is not due (:meth:`Throttle.measured`)."""
        return self.throttle.measured((self.trainer.restored, self.trainer.step), question, measure, share, interval)

    @property
    def throttled_cost(self) -> float:
        """Seconds that went into dear measurements of this network so far."""
        return self.throttle.cost

    def plane(self, resolution: int) -> list[Tensor]:
        """Return every layer's outputs over a grid of the plane, each ``(resolution², units)``, the inputs first.

        Rows go from left to right and from bottom to top. The last entry is what the output layer gives, before any
        sigmoid or softmax.
        """
        if resolution not in self._planes:
            self._planes[resolution] = self.trainer.network.outputs(self._plane_inputs(resolution))
        return self._planes[resolution]

    def samples(self) -> list[Tensor]:
        """Return every layer's outputs for the samples of the data set, each ``(n, units)``, the inputs first."""
        if self._samples is None:
            self._samples = self.trainer.network.outputs(self.trainer.inputs)
        return self._samples

    def _plane_inputs(self, resolution: int) -> Tensor:
        """Return what the network sees of a grid of the plane, ``(resolution², features)``."""
        return self.throttle.constant(f"plane {resolution}", lambda: self.trainer.inputs_on_plane(resolution))
