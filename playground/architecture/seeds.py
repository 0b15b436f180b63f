"""One generator for each thing that is drawn, so that changing one does not change the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True)
class Generators:
    """The random sources of a run.

    Parameters
    ----------
    batches
        Order of the samples.
    dropout
        Masks of dropout and dropconnect.
    augmentation
        How images are moved, turned and disturbed.
    """

    batches: torch.Generator
    dropout: torch.Generator
    augmentation: torch.Generator


def generators(seed: int, device: str | torch.device = "cpu") -> Generators:
    """Return fresh generators on a device, all derived from the seed of an experiment.

    The data draw from the first child of the same :class:`numpy.random.SeedSequence`
    (:func:`playground.datasets.load`), first weights from those of its second (:func:`weight_generators`).
    """
    return Generators(*(_generator(child, device) for child in np.random.SeedSequence(seed).spawn(5)[2:]))


def weight_generators(seed: int, layers: int) -> list[torch.Generator]:
    """Return the source of the first weights of each layer that has some, the output layer's last.

    Each layer has its own, so that networks that share a layer's shape start it alike, however the others differ; the
    output layer's does not depend on how many there are.
    """
    output, *hidden = np.random.SeedSequence(seed).spawn(4)[1].spawn(layers)
    return [_generator(child) for child in (*hidden, output)]


def _generator(child: np.random.SeedSequence, device: str | torch.device = "cpu") -> torch.Generator:
    return torch.Generator(device).manual_seed(int(child.generate_state(1, np.uint64)[0] >> 1))
