"""Many small networks trained at once against one trained by the ordinary trainer, in one run.

In turn trains one network alone, many together, one alone...; prints medians of the epochs a second, those of many as
the sum over its networks, and the ratio of the two. Then how long eight activations with five seeds each take for 300
epochs of the spiral.

    python benchmarks/population.py [--networks 32] [--rounds 7] [--seconds 2] [--device cpu]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import torch

from playground.experiment import SGD, Adam, Dense, Experiment, Model, Training
from playground.training.population.population import Population
from playground.training.trainers.trainer import Trainer

OPTIMIZERS = {"SGD": SGD(), "Adam": Adam()}
ACTIVATIONS = ("tanh", "relu", "sigmoid", "leaky_relu", "elu", "selu", "gelu", "silu")
SEEDS, EPOCHS = 5, 300


def small(optimizer: SGD | Adam, seed: int) -> Experiment:
    """Return a network 2-4-2-1 on the spiral."""
    layers = (Dense(units=4, activation="tanh"), Dense(units=2, activation="tanh"))
    return Experiment(model=Model(layers=layers), training=Training(optimizer=optimizer), seed=seed)


def times_a_second(train: Callable[[], None], device: str, seconds: float) -> float:
    """Return how often something was trained in a second, after a few times that do not count."""
    for _ in range(3):
        train()
    finish(device)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        train()
        count += 1
    finish(device)
    return count / (time.perf_counter() - start)


def finish(device: str) -> None:
    """Wait for a graphics card to have done what it was told."""
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
    elif device == "mps":
        torch.mps.synchronize()


def compare(optimizer: SGD | Adam, options: argparse.Namespace) -> list[tuple[float, float, float]]:
    """Return for each round the epochs a second of one network, of all together, and of one again."""
    one = Trainer(small(optimizer, 0), options.device)
    many = Population([small(optimizer, seed) for seed in range(options.networks)], options.device)
    alone = times_a_second(one.train_epoch, options.device, options.seconds)
    rounds = []
    for _ in range(options.rounds):
        together = options.networks * times_a_second(many.train_epoch, options.device, options.seconds)
        before, alone = alone, times_a_second(one.train_epoch, options.device, options.seconds)
        rounds.append((before, together, alone))
    return rounds


def spiral(device: str) -> float:
    """Return how many seconds the networks of a comparison of activations take."""
    networks = [
        Experiment(model=Model(layers=(Dense(units=8, activation=name),) * 2), seed=seed)
        for name in ACTIVATIONS
        for seed in range(SEEDS)
    ]
    start = time.perf_counter()
    population = Population(networks, device)
    for _ in range(EPOCHS):
        population.train_epoch()
    finish(device)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    torch.set_num_threads(1)  # as a worker has it
    torch.set_flush_denormal(True)
    for name, optimizer in OPTIMIZERS.items():
        rounds = compare(optimizer, options)
        ratios = [2 * together / (before + after) for before, together, after in rounds]
        one = statistics.median(after for _before, _together, after in rounds)
        all_of_them = statistics.median(together for _before, together, _after in rounds)
        print(
            f"2-4-2-1, {name:4}  one {one:5.0f}  {options.networks} together {all_of_them:6.0f} epochs/s  "
            f"ratio {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
        )
    seconds = [spiral(options.device) for _ in range(3)]
    print(
        f"{len(ACTIVATIONS)} activations, {SEEDS} seeds each, 8-8 on the spiral, {EPOCHS} epochs: "
        f"{statistics.median(seconds):.1f} s"
    )


if __name__ == "__main__":
    main()
