"""What the probes of a GAN see: its trainer at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.training.probes.throttled import Throttle

if TYPE_CHECKING:
    from playground.training.trainers.gan import GanTrainer


class GanView:
    """A GAN at the moment of one frame.

    Parameters
    ----------
    trainer
        What is looked at; it does not train meanwhile.
    since
        The first epoch whose values the viewer does not have.
    throttle
        What keeps measurements from view to view.

    Attributes
    ----------
    picture_share, picture_interval
        As those of :class:`playground.training.probes.view.View`.
    """

    picture_share = 0.3
    picture_interval = 1 / 40
    throttled_cost = 0.0

    def __init__(self, trainer: GanTrainer, since: int = 0, throttle: Throttle | None = None) -> None:
        self.trainer, self.since = trainer, since
        self.throttle = throttle or Throttle()
