"""What a worker trains: one network, or many side by side."""

from __future__ import annotations

from itertools import chain

from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.training.probes import views
from playground.training.probes.focus import Focus
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View
from playground.training.timeline.timeline import NoPast, Past
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import Settings

Subject = Trainer | Population


def make_subject(settings: Settings, device: str) -> Subject:
    """Return what the settings ask for, untrained, on a device. It may train for days, so its curves are bounded."""
    if settings.comparison is None:
        trainer = make_trainer(settings.experiment, device)
        trainer.history.bounded = True
        return trainer
    return Population(list(chain(*settings.comparison.experiments)), device)


def view_type(subject: Subject) -> type[View] | type[PopulationView]:
    """Return the kind of view that a subject's probes need."""
    return views.view_type(subject) if isinstance(subject, Trainer) else PopulationView


def make_view(subject: Subject, since: int, focus: Focus, throttle: Throttle) -> View | PopulationView:
    """Return what probes see: this moment, and of the curves what comes from epoch ``since`` on."""
    if isinstance(subject, Trainer):
        return views.make_view(subject, since, focus, throttle)
    return PopulationView(subject, since)


def adjust_subject(subject: Subject, settings: Settings) -> None:
    """Take up what may change without a reset (:mod:`playground.training.trainers.changes`)."""
    if isinstance(subject, Trainer):
        subject.adjust(settings.experiment)
    elif settings.comparison is not None:
        subject.adjust(list(chain(*settings.comparison.experiments)))


def parts_of(subject: Subject) -> int:
    """Return in how many parts a step is taken, at most: of many networks, each that learns by itself takes its own."""
    return 1 if isinstance(subject, Trainer) else subject.parts


def train_part(subject: Subject) -> None:
    """Go on by a part of a step."""
    if isinstance(subject, Trainer):
        subject.train_batch()
    else:
        subject.train_part()


def past_of(subject: Subject) -> Past | NoPast:
    """Return the past of a subject, which begins now."""
    return Past(subject) if isinstance(subject, Trainer) else NoPast()
