"""What a worker trains: one network, or many side by side."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import chain

from playground.arrays import Array
from playground.experiment import Experiment
from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.training.population.gan_population import GanPopulation
from playground.training.population.gan_view import GanPopulationView
from playground.training.population.glance import medians_glance
from playground.training.population.population import Population
from playground.training.population.view import PopulationView
from playground.training.probes import views
from playground.training.probes.focus import Focus
from playground.training.probes.frame import Frame
from playground.training.probes.gan_view import GanView
from playground.training.probes.glance import GanGlance, GlanceProbe
from playground.training.probes.glance import glance_probe as glance_probe_of
from playground.training.probes.throttled import Throttle
from playground.training.probes.view import View
from playground.training.timeline.portable import StateError, portable, resume
from playground.training.timeline.survey import survey
from playground.training.timeline.timeline import NoTimeline, Timeline
from playground.training.trainers.device import Device, available_devices, choose_device
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.snapshot import Snapshot
from playground.training.trainers.trainer import Trainer
from playground.training.worker.commands import Edit, Settings, StepPlayer, Survey

_LOGGER = logging.getLogger(__name__)

Many = Population | GanPopulation
Trainee = Trainer | GanTrainer | Many
AnyView = View | GanView | PopulationView | GanPopulationView


def make_trainee(settings: Settings, device: str, state: bytes | None = None) -> Trainee:
    """Return what the settings ask for, on a device. It may train for days, so its curves are bounded.

    It is untrained, or one network that goes on from a state (:mod:`playground.training.timeline.portable`). A state
    that is none, of another version of the playground perhaps, is passed over: better to begin anew than not at all.
    """
    if settings.comparison is None:
        trainer = make_trainer(settings.experiment, device)
        trainer.history.bounded = True
        if state is not None:
            try:
                resume(trainer, state)
            except StateError as error:
                _LOGGER.warning("a network begins anew: %s", error)
                return make_trainee(settings, device)
        return trainer
    many: list[AnyExperiment] = [each for row in settings.comparison.experiments for each in row]
    gans = [each for each in many if isinstance(each, GanExperiment)]
    networks = [each for each in many if isinstance(each, Experiment)]
    return GanPopulation(gans, device) if gans else Population(networks, device)


def view_type(trainee: Trainee) -> type[AnyView]:
    """Return the kind of view that a trainee's probes need."""
    if isinstance(trainee, GanTrainer):
        return GanView
    if isinstance(trainee, GanPopulation):
        return GanPopulationView
    return views.view_type(trainee) if isinstance(trainee, Trainer) else PopulationView


def make_view(trainee: Trainee, since: int, focus: Focus, throttle: Throttle) -> AnyView:
    """Return what probes see: this moment, and of the curves what comes from epoch ``since`` on."""
    if isinstance(trainee, Trainer):
        return views.make_view(trainee, since, focus, throttle)
    if isinstance(trainee, GanTrainer):
        return GanView(trainee, since, throttle)
    if isinstance(trainee, GanPopulation):
        return GanPopulationView(trainee, since)
    return PopulationView(trainee, since)


def glance_probe(trainee: Trainee) -> GlanceProbe:
    """Return what shows a trainee on the wall of a class."""
    if isinstance(trainee, Many):
        return medians_glance(trainee)
    return GanGlance() if isinstance(trainee, GanTrainer) else glance_probe_of(trainee)


def facts_of(trainee: Trainee, past: Timeline | NoTimeline) -> dict[str, str]:
    """Return how far a trainee is, what there is of its past, and what was measured last, as texts."""
    return {
        "epoch": str(trainee.epoch),
        "step": str(trainee.step),
        "batches": str(trainee.batches_per_epoch),
        "curves": ",".join(trainee.curves),
        "newest": str(trainee.newest),
        "past": "1" if past.is_shown else "",
        "checkpoints": ",".join(map(str, past.checkpoints.epochs)),
        **trainee.facts(),
    }


@dataclass(frozen=True)
class Place:
    """Where a run trains.

    Parameters
    ----------
    device
        What was taken.
    asked
        What was asked for: ``auto``, or a device's name.
    devices
        What this machine has, the processor first.
    """

    device: Device
    asked: str
    devices: tuple[str, ...]

    def facts(self, trainee: Trainee) -> dict[str, str]:
        """Return what trains, and where there is a choice, among what, what was asked for and what was taken."""
        facts = {"device": place_of(trainee, self.device)}
        if len(self.devices) > 1:
            facts |= {"devices": ",".join(self.devices), "device_asked": self.asked, "device_taken": self.device.name}
        return facts


def place_for(settings: Settings) -> Place:
    """Return where to train; a device that this machine has not is nobody's choice any more."""
    devices = available_devices()
    asked = settings.device if settings.device in devices else "auto"
    networks = settings.comparison.networks if settings.comparison else 1
    return Place(choose_device(asked, settings.experiment, networks), asked, tuple(devices))


def place_of(trainee: Trainee, device: Device) -> str:
    """Return in words what trains: ``CPU``, ``CPU · NumPy`` for small networks there, or the name of the GPU."""
    return f"{device.label} · NumPy" if not isinstance(trainee, Many) and trainee.is_numpy else device.label


def adjust_trainee(trainee: Trainee, settings: Settings) -> None:
    """Take up what may change without a reset (:mod:`playground.training.trainers.changes`)."""
    if isinstance(trainee, Trainer):
        trainee.adjust(settings.network)
    elif isinstance(trainee, GanTrainer):
        assert isinstance(settings.experiment, GanExperiment)
        trainee.adjust(settings.experiment)
    elif settings.comparison is not None:
        trainee.adjust(list(chain(*settings.comparison.experiments)))


def parts_of(trainee: Trainee) -> int:
    """Return in how many parts a step is taken, at most: of many networks, each that learns by itself takes its own."""
    return trainee.parts if isinstance(trainee, Many) else 1


def train_part(trainee: Trainee) -> None:
    """Go on by a part of a step."""
    if isinstance(trainee, Many):
        trainee.train_part()
    else:
        trainee.train_batch()


def step_player(trainee: Trainee, command: StepPlayer) -> bool:
    """Let one network of a GAN take a step; return whether there is such a one."""
    if not isinstance(trainee, GanTrainer) or command.player == "none":
        return False
    trainee.train_player(command.player)
    return True


def edit(trainee: Trainee, command: Edit) -> bool:
    """Set a weight of a network that can be edited; return whether there is such a one."""
    if isinstance(trainee, GanTrainer):
        return False
    return trainee.edit(command.layer, command.unit, command.source, command.value)


def survey_of(trainee: Trainee, past: Timeline | NoTimeline, asked: Survey) -> bytes:
    """Return the frame that answers a survey, behind its viewer's number; of many networks there is nothing in it."""
    tensors: dict[str, Array] = {}
    if isinstance(trainee, Trainer):
        moments = [past.checkpoints[place] for place in range(len(past.checkpoints))]
        checkpoints = [moment for moment in moments if isinstance(moment, Snapshot)]
        tensors = survey(trainee, checkpoints, asked.directions)
    return asked.viewer.to_bytes(8, "little") + Frame(tensors).pack()


def state_of(trainee: Trainee) -> bytes:
    """Return what another process makes the same network of; nothing of many networks."""
    return b"" if isinstance(trainee, Many) else portable(trainee)


def timeline_of(trainee: Trainee) -> Timeline | NoTimeline:
    """Return the past of a trainee, which begins now."""
    return NoTimeline() if isinstance(trainee, Many) else Timeline(trainee)
