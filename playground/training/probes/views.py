"""Through what the probes of a page see a trainer: an ordinary one, one of images, one of sequences."""

from __future__ import annotations

from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.image_view import ImageView
from playground.training.probes.sequence_view import SequenceView
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.sequence import SequenceTrainer
from playground.training.trainers.trainer import Trainer


def view_type(trainer: Trainer) -> type[View]:
    """Return the kind of view that a trainer's probes need."""
    if isinstance(trainer, ImageTrainer):
        return ImageView
    return SequenceView if isinstance(trainer, SequenceTrainer) else View


def make_view(trainer: Trainer, since: int = 0, focus: Focus = NOTHING, throttle: Throttle | None = None) -> View:
    """Return what probes see: this moment, and of the curves what comes from epoch ``since`` on."""
    return view_type(trainer)(trainer, since, focus, throttle)
