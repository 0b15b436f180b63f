"""What a training step costs, known before there is a network; without PyTorch."""

from __future__ import annotations

from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment

# Multiplications in one step above which an accelerator is taken by ``auto``. A kernel launch costs about 10 µs and a
# step of a small network launches about 100 of them: 1 ms, in which one processor core does some 20 million.
WORTH_IT = 20_000_000


def multiplications(experiment: AnyExperiment) -> int:
    """Return about how many multiplications a training step takes: forward, and twice that backward."""
    if isinstance(experiment, GanExperiment):
        return 3 * experiment.parameters * experiment.training.batch_size
    batch = min(experiment.training.batch_size, experiment.data.train_samples)
    each = sum(layer.spec.multiplications(layer.input_shape) for layer in experiment.layers)
    return 3 * each * batch
