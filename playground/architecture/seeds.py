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
    weights
        First weights and biases.
    batches
        Order of the samples.
    dropout
        Masks of dropout and dropconnect.
    """

    weights: torch.Generator
    batches: torch.Generator
    dropout: torch.Generator


def generators(seed: int, device: str | torch.device = "cpu") -> Generators:
    """Return fresh generators on a device, all derived from the seed of an experiment.

    The data draw from the first child of the same :class:`numpy.random.SeedSequence`
    (:func:`playground.datasets.load`).
    """
    children = np.random.SeedSequence(seed).spawn(4)[1:]
    made = (torch.Generator(device).manual_seed(int(child.generate_state(1, np.uint64)[0] >> 1)) for child in children)
    return Generators(*made)
