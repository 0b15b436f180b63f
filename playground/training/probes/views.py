"""Through what the probes of a page see a trainer: an ordinary one, one of images, one of sequences."""

from __future__ import annotations

from playground.training.probes.focus import NOTHING, Gaze
from playground.training.probes.image_view import ImageSight
from playground.training.probes.sequence_view import SequenceSight
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import Sight
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.sequence import SequenceTrainer
from playground.training.trainers.trainer import Trainer


def view_type(trainer: Trainer) -> type[Sight]:
    """Return the kind of view that a trainer's probes need."""
    if isinstance(trainer, ImageTrainer):
        return ImageSight
    return SequenceSight if isinstance(trainer, SequenceTrainer) else Sight


def make_view(trainer: Trainer, since: int = 0, gaze: Gaze = NOTHING, throttle: Throttle | None = None) -> Sight:
    """Return what probes see: this moment, and of the curves what comes from epoch ``since`` on."""
    return view_type(trainer)(trainer, since, gaze, throttle)
