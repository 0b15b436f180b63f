"""Training on a graphics card against the processor, in one run, and from which size on it pays.

For each network the two take turns; prints medians of the steps a second and their ratio, with the multiplications of a
step, and last the sizes between which the card overtakes the processor: what ``WORTH_IT`` of
``training/trainers/device.py`` is to be. The smallest network is also tried as a CUDA graph, which launches all kernels
of a step at once. On a machine without a card the processor's part is measured alone.

    python benchmarks/gpu.py [--rounds 5] [--seconds 1]
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator

import torch
from population import times_a_second
from torch import nn

from playground.architecture.build import build
from playground.experiment import Dense, Experiment, Model, PlaneData, Training
from playground.presets.images import IMAGE_PRESETS
from playground.presets.recurrent import RNN_PRESETS
from playground.training.population.population import Population
from playground.training.trainers.device import WORTH_IT, available_devices, multiplications
from playground.training.trainers.kinds import make_trainer

WIDTHS = (8, 32, 128, 256, 512, 1024, 2048)
NETWORKS = 512


def wide(units: int, batch: int = 128) -> Experiment:
    """Return a network with two hidden layers of so many units."""
    layers = (Dense(units=units, activation="tanh"),) * 2
    return Experiment(data=PlaneData(samples=5000), model=Model(layers=layers), training=Training(batch_size=batch))


def experiments() -> Iterator[tuple[str, Experiment]]:
    """Yield what a page trains, with its name: small, the image and the recurrent presets, ever wider ones."""
    yield "the perceptron page's", Experiment()
    yield "the CNN page's preset of the lecture", IMAGE_PRESETS["lecture"].experiment
    yield "an LSTM that remembers a symbol", RNN_PRESETS["first-symbol-lstm"].experiment
    for units in WIDTHS:
        yield f"2-{units}-{units}-1, batches of 128", wide(units)


def graph_step(experiment: Experiment) -> Callable[[], None]:
    """Return a step as one CUDA graph: one batch forward, backward and Adam, on inputs that stay where they are."""
    model = build(experiment, "cuda")
    size, features = experiment.training.batch_size, next(model.parameters()).shape[1]
    x, y = torch.randn(size, features, device="cuda"), torch.rand(size, 1, device="cuda").round()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, capturable=True)
    loss_function = nn.BCEWithLogitsLoss()

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        loss_function(model(x), y).backward()
        optimizer.step()

    aside = torch.cuda.Stream()
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(aside)
    graph = torch.cuda.CUDAGraph()
    optimizer.zero_grad(set_to_none=True)
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def compare(
    makers: dict[str, Callable[[], None]], devices: dict[str, str], options: argparse.Namespace
) -> dict[str, float]:
    """Return the median of the steps a second of each way to train, which take turns."""
    rates: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(options.rounds):
        for name, step in makers.items():
            rates[name].append(times_a_second(step, devices[name], options.seconds))
    return {name: statistics.median(values) for name, values in rates.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)  # as in a worker
    card = [*available_devices(), ""][1]
    print(f"card: {torch.cuda.get_device_name() if card == 'cuda' else card or 'none: the processor alone'}")
    lost: list[int] = []
    won: list[int] = []
    for name, experiment in experiments():
        names = ["cpu", *([card] if card else [])]
        makers = {device: make_trainer(experiment, device).train_batch for device in names}
        devices = {device: device for device in names}
        if card == "cuda" and name.startswith("the perceptron"):
            makers["graph"], devices["graph"] = graph_step(experiment), "cuda"
        rates = compare(makers, devices, options)
        size = multiplications(experiment)
        print(
            f"{name:36s} {size:13,d} multiplications",
            *(f"{way} {rate:9.1f} steps/s" for way, rate in rates.items()),
            end="",
        )
        if card:
            ratio = rates[card] / rates["cpu"]
            (won if ratio > 1 else lost).append(size)
            print(f"  card / processor {ratio:.2f}", end="")
        print()
    many = {
        device: Population([Experiment(seed=seed) for seed in range(NETWORKS)], device).train_batch for device in names
    }
    rates = compare(many, {device: device for device in names}, options)
    print(
        f"{NETWORKS} networks of the perceptron page at once:",
        *(f"{way} {rate:.1f} steps/s" for way, rate in rates.items()),
    )
    if card:
        print(
            f"the card loses up to {max(lost, default=0):,d} multiplications, wins from {min(won, default=0):,d} on;",
            end=" ",
        )
    print(f"WORTH_IT is {WORTH_IT:,d}")


if __name__ == "__main__":
    main()
