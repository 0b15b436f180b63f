"""The training loss of a network over two directions of its parameters, and where its checkpoints lie there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from playground.arrays import Array
from playground.training.timeline.directions import Directions
from playground.training.trainers.snapshot import Snapshot
from playground.training.trainers.trainer import Trainer

RESOLUTION = 49
"""Places in each direction."""
MARGIN = 0.3
"""How much more than the checkpoints is shown, as a share of how far they are spread."""
AHEAD, SCOUTS = 1.0, 17
"""How far about a path its lowest loss is looked for, as a share of the picture's sides; at how many places a side."""


def survey(trainer: Trainer, checkpoints: Sequence[Snapshot], directions: Directions) -> dict[str, Array]:
    """Return the losses; the trainer is left as it is.

    Returns
    -------
    dict
        ``losses``, ``(49, 49)`` float64, rows from bottom to top; ``domain``, ``(4,)``: left, right, bottom, top;
        ``here``, ``(2,)``: where the network is; ``trail``, ``(checkpoints, 2)``: where it was, as seen from these
        directions; ``epoch``, ``(1,)``.
    """
    now = trainer.parameters
    axes = torch.stack(list(_axes(trainer, now, checkpoints, directions)))
    was = torch.stack([snapshot.parameters for snapshot in checkpoints] or [now])
    trail = _coordinates(was - now, axes)
    here = now[[directions.first, directions.second]] if directions.kind == "weights" else torch.zeros(2)
    here = here.double().cpu()
    trail = trail + here

    def losses_over(domain: Tensor, resolution: int) -> Tensor:
        rows = _places(domain, resolution) - here
        return torch.stack([trainer.losses_at(now + (row.to(axes) @ axes).to(now)) for row in rows]).double().cpu()

    domain = _domain(directions, here, trail)
    if directions.kind == "path":
        around = _wider(domain, AHEAD)
        domain = _with_lowest(domain, _places(around, SCOUTS), losses_over(around, SCOUTS))
    return {
        "losses": losses_over(domain, RESOLUTION).numpy(),
        "domain": domain.numpy(),
        "here": here.numpy(),
        "trail": trail.numpy(),
        "epoch": np.array([trainer.epoch]),
    }


def _axes(trainer: Trainer, now: Tensor, checkpoints: Sequence[Snapshot], directions: Directions) -> Iterator[Tensor]:
    """Yield two directions, each ``(count,)``."""
    if directions.kind == "weights":
        for place in (directions.first, directions.second):
            axis = torch.zeros_like(now)
            axis[place] = 1
            yield axis
        return
    principal = _principal(now, checkpoints) if directions.kind == "path" else []
    yield from principal
    generator = torch.Generator().manual_seed(directions.seed)
    for _ in range(2 - len(principal)):
        yield random_direction(trainer, generator).to(now)


def _principal(now: Tensor, checkpoints: Sequence[Snapshot]) -> list[Tensor]:
    """Return the directions along which the checkpoints are spread most, at most two, each of length one."""
    if len(checkpoints) < 2:
        return []
    spread = torch.stack([snapshot.parameters for snapshot in checkpoints]) - now
    _left, sizes, axes = torch.linalg.svd(spread.double(), full_matrices=False)
    return [axis.to(now) for size, axis in zip(sizes[:2], axes[:2], strict=True) if size > 1e-6 * sizes[0] > 0]


def random_direction(trainer: Trainer, generator: torch.Generator) -> Tensor:
    """Return a random direction, in each layer as long as its weights; biases stay (Li et al. 2018, section 4)."""
    parts = []
    for name, parameter in trainer.model.named_parameters():
        drawn = torch.randn(parameter.shape, generator=generator)
        of_weights = "weight" in name
        scale = parameter.detach().cpu().norm() / drawn.norm().clamp_min(1e-12) if of_weights else 0.0
        parts.append((drawn * scale).reshape(-1))
    return torch.cat(parts)


def _coordinates(differences: Tensor, axes: Tensor) -> Tensor:
    """Return where differences ``(k, count)`` lie along two directions, ``(k, 2)``: by least squares."""
    return torch.linalg.lstsq(axes.double().T.cpu(), differences.double().T.cpu()).solution.T


def _places(domain: Tensor, resolution: int) -> Tensor:
    """Return the places of a picture, ``(resolution, resolution, 2)``, rows from bottom to top."""
    left, right, bottom, top = domain.tolist()
    across, up = torch.linspace(left, right, resolution), torch.linspace(bottom, top, resolution)
    return torch.cartesian_prod(up, across).flip(1).double().reshape(resolution, resolution, 2)


def _wider(domain: Tensor, share: float) -> Tensor:
    """Return left, right, bottom and top of a picture that shows this share of each side more on both of its ends."""
    (left, right), (bottom, top) = domain.reshape(2, 2).tolist()
    wide, high = share * (right - left), share * (top - bottom)
    return torch.tensor([left - wide, right + wide, bottom - high, top + high], dtype=torch.float64)


def _with_lowest(domain: Tensor, places: Tensor, losses: Tensor) -> Tensor:
    """Return a picture that shows the lowest place, and something beyond it: a path that has not ended leads there."""
    known = torch.where(losses.isfinite(), losses, torch.inf).flatten()
    lowest = places.reshape(-1, 2)[known.argmin()]
    low, high = domain.reshape(2, 2).T
    beyond = MARGIN / 2 * (high - low)
    ends = torch.stack([torch.minimum(low, lowest - beyond), torch.maximum(high, lowest + beyond)])
    return ends.T.reshape(-1)


def _domain(directions: Directions, here: Tensor, trail: Tensor) -> Tensor:
    """Return left, right, bottom and top of the picture, ``(4,)``."""
    if directions.kind == "weights":
        ends = torch.stack([here - directions.reach, here + directions.reach])
    elif directions.kind == "random":
        ends = torch.tensor([[-1.0, -1.0], [1.0, 1.0]])
    else:
        all_of_it = torch.cat([trail, here[None]])
        low, high = all_of_it.amin(dim=0), all_of_it.amax(dim=0)
        wide = (high - low).clamp_min(0.1 * float((high - low).max()) or 1.0)
        middle = (low + high) / 2
        ends = torch.stack([middle - (0.5 + MARGIN) * wide, middle + (0.5 + MARGIN) * wide])
    return ends.double().T.reshape(-1)
