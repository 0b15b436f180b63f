"""Many GANs trained at once against one trained by the ordinary trainer, in one run.

In turn trains one GAN alone, many together, one alone...; prints medians of the milliseconds that a step costs each
GAN, and the ratio of the two.

    python benchmarks/gan_population.py [--networks 20] [--rounds 5] [--seconds 2] [--device cpu]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import torch

from playground.experiment.gan import GanExperiment
from playground.training.population.gan_population import GanPopulation
from playground.training.trainers.gan import GanTrainer

KINDS = {
    "no penalty": {"r1": 0.0},
    "R1": {"r1": 0.1},
    "Wasserstein, penalty, 5 steps of D": {"loss": "wasserstein", "discriminator_steps": 5},
}


def cost(train: Callable[[], None], networks: int, seconds: float) -> float:
    """Return the milliseconds of a step for each network, after a few steps that do not count."""
    for _ in range(3):
        train()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        train()
        count += 1
    return 1000 * (time.perf_counter() - start) / count / networks


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    torch.set_num_threads(1)  # as a worker has it
    torch.set_flush_denormal(True)
    for name, training in KINDS.items():
        experiments = [
            GanExperiment.from_parts({"training": training, "seed": seed}) for seed in range(options.networks)
        ]
        one, many = GanTrainer(experiments[0], options.device), GanPopulation(experiments, options.device)
        pairs = [
            (
                cost(one.train_batch, 1, options.seconds),
                cost(many.train_batch, options.networks, options.seconds),
            )
            for _ in range(options.rounds)
        ]
        ratios = [alone / together for alone, together in pairs]
        alone, together = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{name}: one {alone:.2f} ms a step, {options.networks} together {together:.2f} ms each, "
            f"ratio {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
        )


if __name__ == "__main__":
    main()
