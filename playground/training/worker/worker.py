"""The worker process of one run: trains, and answers each viewer's credit with the newest frame.

Only this process touches its trainer. It ends when told, when the server has gone (its pipe closes), or after a long
time unwatched.
"""

from __future__ import annotations

import time
from multiprocessing.connection import Connection

from playground.training.probes.focus import NOTHING
from playground.training.probes.frame import Frame
from playground.training.probes.plane import measured
from playground.training.probes.throttled import Throttle
from playground.training.trainers.changes import changes_data
from playground.training.trainers.snapshot import Progress
from playground.training.worker import trainee
from playground.training.worker.commands import (
    Adjust,
    Command,
    Edit,
    Forget,
    Glance,
    HandOver,
    Instruction,
    Look,
    Pause,
    Picture,
    Play,
    Scrub,
    Settings,
    Start,
    Status,
    Step,
    StepPlayer,
    Survey,
)
from playground.training.worker.glances import GlanceAnswers
from playground.training.worker.keeper import Keeper
from playground.training.worker.processor_share import ProcessorShare
from playground.training.worker.speed_meter import SpeedMeter
from playground.training.worker.viewers import Viewers

SLICE = 0.006  # seconds of training between two looks at the pipe
SLOW = 4.0  # batches a second up to which every frame is exact: each stands long enough to be read
UNWATCHED_PAUSE = 10.0  # seconds without a waiting viewer until training pauses
UNWATCHED_END = 7200.0  # and until the process ends


class Worker:
    """The state of one run.

    Parameters
    ----------
    pipe
        Commands come in as pickled values, frames go out as ``(viewer, bytes)``.
    is_kept
        Whether the server keeps what the run could go on from if this machine is lost.
    """

    def __init__(self, pipe: Connection, is_kept: bool = False) -> None:
        self._pipe, self._keeper = pipe, Keeper(pipe if is_kept else None)
        self._status = Status.IDLE
        self._viewers = Viewers()
        self._generation = self._version = 0
        self._focus = NOTHING
        self._speed, self._processor = SpeedMeter(), ProcessorShare()
        self._wanted_epoch: int | None = None  # where a step of many networks, each trained by itself, will end

    def serve(self) -> None:
        """Train and answer until the pipe closes or nobody has watched for long.

        Raises
        ------
        EOFError
            When the server has gone.
        """
        self._obey(self._pipe.recv())
        while self._viewers.unwatched_for() < UNWATCHED_END:
            while self._pipe.poll(self._patience()):
                self._obey(self._pipe.recv())
            self._send_pictures()  # first: on a full machine it may be long until this process has its next turn
            self._train_a_little()
            if self._keeper.due(self._version, self._generation, self._status):
                self._keeper.keep(self._trainer, self._past, self._version, self._generation, self._status)

    def _patience(self) -> float:
        """Return how many seconds to wait for the next command: until the next batch, or picture, is due."""
        now = time.monotonic()
        self._viewers.see_whether_watched()
        due = self._keeper.due(self._version, self._generation, self._status)
        due += map(self._due, self._waiting())
        if self._status is Status.RUNNING and self._viewers.unwatched_for() < UNWATCHED_PAUSE:
            due.append(self._next_batch_at)
        if self._wanted_epoch is not None:
            due.append(now)
        return max(min(due) - now, 0.0) if due else 5.0

    def _obey(self, command: Instruction) -> None:
        """Carry out one command."""
        match command:
            case Start():
                self._begin(command.settings, command.generation, command.playing, command.resume)
            case Adjust(settings=settings):
                self._adjust(settings)
            case Picture():
                self._viewers.ask(command)
            case Survey():
                self._pipe.send_bytes(trainee.survey_of(self._trainer, self._past, command))
            case Glance():
                facts = {**self._facts(), "watched": "1" if self._viewers.unwatched_for() < UNWATCHED_PAUSE else ""}
                self._pipe.send_bytes(self._glances.answer(command, facts, self._throttle))
            case HandOver(viewer=viewer):
                self._pipe.send_bytes(viewer.to_bytes(8, "little") + trainee.state_of(self._trainer))
            case Forget(viewer=viewer):
                self._viewers.forget(viewer)
            case _:
                self._fulfil(command)

    def _fulfil(self, command: Command) -> None:
        """Do what a person wants."""
        if isinstance(command, Play | Pause | Step | StepPlayer):
            self._wanted_epoch = None
        match command:
            case Play():
                self._branch_off()
                self._set_running(Status.RUNNING)
            case Pause():
                self._set_running(Status.PAUSED)
            case Step() | StepPlayer():
                self._branch_off()
                self._set_running(Status.PAUSED)
                self._step(command)
            case Look(focus=focus):
                self._focus = focus
                self._version += 1
            case Edit():
                if trainee.edit(self._trainer, command):
                    self._branch_off()
                    self._glances.changed = True
                    self._version += 1
            case Scrub(place=place):
                self._scrub(place)

    def _begin(self, settings: Settings, generation: int, playing: bool | None, resume: bytes | None) -> None:
        """Start a network, from scratch or where it had come to; ``playing=None`` keeps training going if it was."""
        if playing is None:
            playing = self._status is Status.RUNNING
        self._wanted_epoch = None
        self._settings, self._generation = settings, generation
        self._place = trainee.place_for(settings)
        self._trainer = trainee.make_trainee(settings, self._place.device.name, resume)
        self._status = Status.DIVERGED if not self._trainer.is_healthy else Status.RUNNING if playing else Status.IDLE
        self._past, self._throttle = trainee.timeline_of(self._trainer), Throttle()
        self._glances = GlanceAnswers(self._trainer, changed=resume is not None)
        self._next_batch_at = 0.0
        self._viewers.show_all()
        self._speed = SpeedMeter()
        self._version += 1

    def _adjust(self, settings: Settings) -> None:
        """Go on with other settings; other points begin a new past: the losses of the old ones mean another thing."""
        if settings.probes != self._settings.probes:
            self._viewers.rewrite_curves()
        before, self._settings = self._settings.experiment, settings
        self._glances.changed |= before != settings.experiment and self._trainer.step > 0
        if changes_data(before, settings.experiment):
            self._branch_off()
            trainee.adjust_trainee(self._trainer, settings)
            self._past = trainee.timeline_of(self._trainer)
        else:
            trainee.adjust_trainee(self._trainer, settings)
        self._next_batch_at = 0.0
        self._version += 1

    def _set_running(self, status: Status) -> None:
        if self._trainer.progress is Progress.HEALTHY and self._status is not status:
            self._status = status
            self._version += 1
            self._next_batch_at = 0.0
            self._speed = SpeedMeter()

    def _step(self, command: Step | StepPlayer) -> None:
        if isinstance(command, StepPlayer):
            if trainee.step_player(self._trainer, command):
                self._glances.changed = True
                self._after_training()
            return
        if command.epoch and trainee.parts_of(self._trainer) > 1:  # may take seconds: in slices, to be stopped
            self._wanted_epoch = self._trainer.epoch + 1
            return
        (self._trainer.train_epoch if command.epoch else self._trainer.train_batch)()
        self._after_training()

    def _scrub(self, place: int | None) -> None:
        """Show a moment of the past, or the newest one again."""
        if place is not None and place >= len(self._past.checkpoints):
            return
        self._past.show(place)
        self._status = Status.PAUSED if self._trainer.is_healthy else Status.DIVERGED
        self._version += 1

    def _branch_off(self) -> None:
        """Go on from the moment of the past that is shown, if one is; the curves that viewers have are then wrong."""
        if self._past.is_shown:
            self._past.forget_later()
            self._glances.goals.forget_after(self._trainer.epoch)
            self._viewers.rewrite_curves()

    def _train_a_little(self) -> None:
        """Train for one slice of time, or one part of a step where the speed is limited."""
        now = time.monotonic()
        if self._wanted_epoch is not None:
            self._step_on(now + SLICE, self._wanted_epoch)
            return
        rests = self._status is not Status.RUNNING or self._viewers.unwatched_for() >= UNWATCHED_PAUSE
        if rests or now < self._next_batch_at:
            return
        pace, before = self._settings.batches_per_second, self._trainer.samples
        with self._processor.working():
            while pace is None and time.monotonic() < now + SLICE:
                self._train_part()
            if pace is not None:
                self._train_at_pace(now, pace * trainee.parts_of(self._trainer))
        self._speed.add(self._trainer.samples - before)
        self._after_training()

    def _step_on(self, end: float, epoch: int) -> None:
        """Train for one slice of time on the way to the end of an epoch."""
        while self._trainer.epoch < epoch and self._trainer.is_healthy and time.monotonic() < end:
            self._train_part()
        if self._trainer.epoch >= epoch or not self._trainer.is_healthy:
            self._wanted_epoch = None
        self._after_training()

    def _train_at_pace(self, now: float, pace: float) -> None:
        """Train a part, and say when the next of ``pace`` parts a second is due; catch up no more than a slice."""
        start = max(self._next_batch_at, now - SLICE) if self._next_batch_at else now
        self._train_part()
        self._next_batch_at = start + 1 / pace

    def _train_part(self) -> None:
        trainee.train_part(self._trainer)
        self._past.keep()

    def _after_training(self) -> None:
        self._past.keep()
        self._glances.goals.follow()
        self._version += 1
        if self._trainer.progress is Progress.DIVERGED:
            self._status = Status.DIVERGED

    @property
    def _trains(self) -> bool:
        return self._status is Status.RUNNING or self._wanted_epoch is not None

    def _waiting(self) -> list[Picture]:
        return [request for request in self._viewers.waiting if request.lacks(self._generation, self._version)]

    def _due(self, request: Picture) -> float:
        """Return when the next frame may go to a viewer: at once for a new run, else after its interval."""
        if not self._trains or request.generation != self._generation:
            return 0.0
        return self._viewers.next_due(request.viewer, trainee.view_type(self._trainer), self._processor.share)

    def _send_pictures(self) -> None:
        now = time.monotonic()
        for request in self._waiting():
            if self._due(request) <= now:
                self._viewers.take(request, now)
                self._pipe.send_bytes(request.viewer.to_bytes(8, "little") + self._measure(request))
        self._viewers.see_whether_watched()

    def _measure(self, request: Picture) -> bytes:
        """Return the newest frame, with the part of the curves that the viewer lacks; exact once nothing moves."""
        start = time.perf_counter()
        known = self._viewers.knows_curves(request.viewer)
        since = request.since if known and request.generation == self._generation else 0
        view = trainee.make_view(self._trainer, since, self._focus, self._throttle)
        before, pace = view.throttled_cost, self._settings.batches_per_second
        tensors, steps = measured(self._settings.probes, view, self._trains and (pace is None or pace > SLOW))
        if not tensors.keys().isdisjoint(self._trainer.curves):
            tensors["epochs"] = self._trainer.epochs_since(since)
        self._viewers.add_cost(time.perf_counter() - start - (view.throttled_cost - before))
        frame = Frame(tensors, {**self._facts(), "since": str(since)})
        frames = self._viewers.frames(request.viewer)
        if request.generation != self._generation:  # the first: a browser that lays out its page would read it later
            return frames.pack_whole(frame)
        return frames.pack(frame, steps, (self._generation, self._version), (request.generation, request.shown))

    def _facts(self) -> dict[str, str]:
        return {
            "generation": str(self._generation),
            "version": str(self._version),
            "status": str(self._status),
            **self._place.facts(self._trainer),
            "samples_per_second": f"{self._speed.rate() if self._status is Status.RUNNING else 0:.0f}",
            **trainee.facts_of(self._trainer, self._past),
        }
