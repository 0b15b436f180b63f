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
    domain = _domain(directions, here, trail)
    left, right, bottom, top = domain.tolist()
    across, up = torch.linspace(left, right, RESOLUTION), torch.linspace(bottom, top, RESOLUTION)
    steps = torch.cartesian_prod(up, across).flip(1).double() - here
    rows = steps.reshape(RESOLUTION, RESOLUTION, 2)
    losses = torch.cat([trainer.losses_at(now + (row.to(axes) @ axes).to(now)) for row in rows])
    return {
        "losses": losses.double().reshape(RESOLUTION, RESOLUTION).cpu().numpy(),
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
