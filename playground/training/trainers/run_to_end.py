"""Train without a browser: the same trainer, to a number of epochs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import nn

from playground.experiment.read import AnyExperiment
from playground.training.trainers.device import choose_device
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer


@dataclass(frozen=True)
class Result:
    """What training gave.

    Parameters
    ----------
    experiment, model
        What was trained, and the trained network; of a GAN the generator.
    history
        One value an epoch for each curve.
    status
        ``finished`` or ``diverged``.
    metrics
        The final values of the test part; of a GAN, which has none, all that is measured.
    epochs, parameters, device, seconds, samples_per_second
        How much work it was.
    """

    experiment: AnyExperiment
    model: nn.Sequential
    history: dict[str, list[float]]
    status: str
    metrics: dict[str, float]
    epochs: int
    parameters: int
    device: str
    seconds: float
    samples_per_second: float

    def as_json(self) -> dict[str, object]:
        """Return everything but the network, ready for JSON; a value that is not finite becomes ``None``."""
        history = {name: [_finite(value) for value in curve] for name, curve in self.history.items()}
        return {
            "epochs": self.epochs,
            "history": history,
            "parameters": self.parameters,
            "device": self.device,
            "seconds": round(self.seconds, 3),
            "samples_per_second": round(self.samples_per_second),
            "status": self.status,
            "metrics": {name: _finite(value) for name, value in self.metrics.items()},
        }


def train(
    experiment: AnyExperiment,
    epochs: int = 100,
    device: str = "auto",
    after_epoch: Callable[[Trainer | GanTrainer], None] | None = None,
) -> Result:
    """Train an experiment for a number of epochs, or until it diverges.

    Parameters
    ----------
    after_epoch
        Called with the trainer after each epoch, to show progress.

    Examples
    --------
    >>> from playground import Experiment
    >>> result = train(Experiment.from_parts({"data": {"name": "circle"}}), epochs=20)
    >>> result.status, len(result.history["test_loss"])
    ('finished', 20)
    >>> result.metrics["test_accuracy"] > 0.9
    True
    """
    trainer = make_trainer(experiment, choose_device(device, experiment).name)
    start = time.perf_counter()
    with denormals_flushed():
        while trainer.epoch < epochs and trainer.progress is Progress.HEALTHY:
            trainer.train_epoch()
            if after_epoch is not None:
                after_epoch(trainer)
    seconds = time.perf_counter() - start
    is_gan = isinstance(trainer, GanTrainer)
    last = trainer.history.last()
    metrics = {name: value for name, value in last.items() if is_gan or name.startswith("test_")}
    return Result(
        experiment=experiment,
        model=trainer.generator if isinstance(trainer, GanTrainer) else trainer.model,
        history=trainer.history.trained(),
        status="finished" if trainer.progress is Progress.HEALTHY else "diverged",
        metrics=metrics,
        epochs=trainer.epoch,
        parameters=experiment.parameters,
        device=trainer.device,
        seconds=seconds,
        samples_per_second=trainer.samples / max(seconds, 1e-9),
    )


@contextmanager
def denormals_flushed() -> Iterator[None]:
    """Take numbers too small to matter for 0, as the page's workers do; the caller's processor is left as it was."""
    before = sys.float_info.min / 2 == 0
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(before)


def _finite(value: float) -> float | None:
    return value if abs(value) < float("inf") else None
