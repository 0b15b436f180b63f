"""The probes of a GAN: what the discriminator says, what the generator makes, how far both are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Float32Array, Float64Array
from playground.concepts.gan import best_discriminator, covered_modes, gaussian_density, mode_counts, value_at_best
from playground.experiment.gan import REACH
from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from torch import Tensor

    from playground.training.probes.gan_view import GanView
    from playground.training.trainers.gan import GanTrainer

FAR, FINE = 6.0, 121
"""How far and how finely the value of the best discriminator is summed."""
NOISE_REACH, ROWS, ALONG = 2.0, 20, 200
"""How far the noise goes that is shown as a grid; its lines each way, or the points of its one line."""
GRID_STEPS = 2000


@dataclass(frozen=True)
class GanCurves:
    """``value``, ``on_real``, ``on_generated``, ``modes_covered``, ``share_within_3_sigma``, ``(new epochs,)``.

    Those that the loss and the data have (:meth:`playground.training.trainers.gan.GanTrainer.measure`).
    """

    def measure(self, view: GanView) -> Tensors:
        """Return the part of the curves that the viewer does not have."""
        return dict(view.trainer.history.since(view.since))


@dataclass(frozen=True)
class GanPicture:
    """What there is to see on the plane, from -3 to 3 each way.

    ``discriminator``
        ``(resolution, resolution)`` float32, rows from bottom to top: what D says, 0 to 1. What a Wasserstein critic
        says has no scale: ½ is its mean over the plane, 0.73 one standard deviation more.
    ``real``, ``generated``
        ``(points, 2)`` float32: data, and points of noise that is always the same.
    ``arrows``
        ``(arrows, 4)`` float32: x and y of generated points, and where to the generator's loss falls there.
    ``noise_grid``
        ``(20, 20, 2)`` float32: where the generator puts a square grid of noise, its other numbers being 0; of noise
        of one number ``(1, 200, 2)``.
    ``mode_counts``, ``mode_covered``
        ``(modes,)`` int32, of data that have modes: how many of 1,000 points lie there, and whether that is enough.

    Parameters
    ----------
    resolution, points, arrows
        How many there are.
    """

    resolution: int = 60
    points: int = 500
    arrows: int = 40

    def measure(self, view: GanView) -> Tensors:
        """Return the arrays."""
        trainer = view.trainer
        generated = trainer.generated()
        tensors: dict[str, Float32Array] = {
            "discriminator": _answers(trainer, self.resolution),
            "real": _single(trainer.real()[: self.points]),
            "generated": _single(generated[: self.points]),
            "arrows": _single(_arrows(trainer, self.arrows)),
            "noise_grid": _single(_noise_grid(trainer)),
        }
        if not trainer.target.has_modes:
            return tensors
        where = trainer.target.centres, trainer.target.sigma
        counts = mode_counts(generated, *where).astype(np.int32)
        covered = covered_modes(generated, *where).astype(np.int32)
        return {**tensors, "mode_counts": counts, "mode_covered": covered}

    def steps(self, view: GanView) -> Mapping[str, Steps]:
        """Return in how many steps pictures go."""
        return {"discriminator": Steps(), "noise_grid": Steps(GRID_STEPS), "generated": Steps(GRID_STEPS)}


@dataclass(frozen=True)
class BestDiscriminator:
    """The best discriminator against a generator that makes a Gaussian; nothing where no density is known.

    ``best``
        ``(resolution, resolution)`` float32: p / (p + p_g), rows from bottom to top.
    ``best_error``, ``best_value``
        ``(1,)`` float32: mean distance of D from it, over data and generated points; the value that it has.
    """

    resolution: int = 60

    def measure(self, view: GanView) -> Tensors:
        """Return the arrays."""
        trainer = view.trainer
        if not trainer.experiment.has_known_best:
            return {}
        weight, shift = (each.detach().double().cpu().numpy() for each in trainer.generator.parameters())
        spread = weight @ weight.T
        try:
            np.linalg.cholesky(spread)
        except np.linalg.LinAlgError:  # what it makes lies on a line, and has no density
            return {}

        def best_at(points: Float64Array) -> Float64Array:
            return best_discriminator(trainer.target.density(points), gaussian_density(points, shift, spread))

        where = np.concatenate([trainer.real(), trainer.generated()])
        error = np.abs(chances(trainer, where) - best_at(where)).mean()
        wide = _plane(FAR, FINE)
        data = view.throttle.constant(f"density {trainer.experiment.data}", lambda: trainer.target.density(wide))
        cell = (2 * FAR / (FINE - 1)) ** 2
        value = value_at_best(data, gaussian_density(wide, shift, spread), cell)
        best = best_at(_plane(REACH, self.resolution)).reshape(self.resolution, self.resolution)
        return {
            "best": _single(best),
            "best_error": np.array([error], dtype=np.float32),
            "best_value": np.array([value], dtype=np.float32),
        }

    def steps(self, view: GanView) -> Mapping[str, Steps]:
        """Return in how many steps pictures go."""
        return {"best": Steps()}


def _plane(reach: float, resolution: int) -> Float64Array:
    """Return a grid of the plane ``(resolution², 2)``, row by row from below."""
    places = np.linspace(-reach, reach, resolution)
    return np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)


def _answers(trainer: GanTrainer, resolution: int) -> Float32Array:
    return _single(chances(trainer, _plane(REACH, resolution)).reshape(resolution, resolution))


def chances(trainer: GanTrainer, points: Float64Array) -> Float64Array:
    """Return what D says of points ``(n, 2)``, as a number from 0 to 1, ``(n,)``."""
    import torch

    with torch.no_grad():
        logits = trainer.discriminator(_tensor(trainer, points))[:, 0].double()
        if trainer.experiment.training.loss == "wasserstein":
            logits = (logits - logits.mean()) / logits.std().clamp_min(1e-9)
        answers = logits.clamp(0, 1) if trainer.experiment.training.loss == "least_squares" else logits.sigmoid()
        found: Float64Array = answers.cpu().numpy()
        return found


def _arrows(trainer: GanTrainer, count: int) -> Float64Array:
    """Return generated points and how the generator's loss of each falls, ``(count, 4)``."""
    import torch

    from playground.training.trainers.gan_losses import GAMES

    points = _tensor(trainer, trainer.generated()[:count]).requires_grad_()
    game = GAMES[trainer.experiment.training.loss]
    loss = game.generator(trainer.discriminator(points)) * count  # of each point its own, not a part of the mean
    (slopes,) = torch.autograd.grad(loss, points)
    arrows: Float64Array = torch.cat([points.detach(), -slopes], dim=1).double().cpu().numpy()
    return arrows


def _noise_grid(trainer: GanTrainer) -> Float64Array:
    """Return where the generator puts a grid of noise, ``(rows, columns, 2)``."""
    import torch

    numbers = trainer.experiment.model.generator.noise
    if numbers == 1:
        noise, shape = np.linspace(-NOISE_REACH, NOISE_REACH, ALONG)[:, None], (1, ALONG, 2)
    else:
        noise, shape = np.zeros((ROWS * ROWS, numbers)), (ROWS, ROWS, 2)
        noise[:, :2] = _plane(NOISE_REACH, ROWS)
    with torch.no_grad():
        made: Float64Array = trainer.generator(_tensor(trainer, noise)).double().cpu().numpy()
    return made.reshape(shape)


def _tensor(trainer: GanTrainer, points: Float64Array) -> Tensor:
    import torch

    return torch.from_numpy(points).to(trainer.device, trainer.dtype)


def _single(numbers: Float64Array) -> Float32Array:
    """Return numbers in single precision; what is none, of a game that is being lost, as 0."""
    single: Float32Array = np.nan_to_num(numbers, nan=0.0, posinf=1e6, neginf=-1e6).astype(np.float32)
    return single
