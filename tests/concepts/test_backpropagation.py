"""Backpropagation by hand, held to autograd, to differences and to published numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from playground.concepts.backpropagation import (
    Cell,
    Passes,
    SmallNetwork,
    difference,
    loss_of,
    parameter_count,
    passes,
)

A = np.array([0.8, -0.4, -0.6, 0.9, 0.1, -0.2, 1.2, -0.7, 0.3])
X, Y = np.array([0.5, -1.0]), np.array([1.0])
KINDS = [("sigmoid", "sigmoid", "squared"), ("tanh", "sigmoid", "cross_entropy"), ("relu", "linear", "squared")]
ACTIVATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "linear": lambda x: x}
PUBLISHED: list[dict[str, Any]] = [
    {
        "h": (0.710950, 0.197816),
        "a2": 1.014668,
        "f": 0.733933,
        "loss": 0.070792,
        "df": -0.532135,
        "psi": 0.195275,
        "delta2": -0.103913,
        "dv": (-0.073877, -0.020556),
        "dh": (-0.124695, 0.072739),
        "phi": (0.205500, 0.158685),
        "delta1": (-0.025625, 0.011543),
        "dw": (-0.012812, 0.025625, 0.005771, -0.011543),
        "dx": (-0.027426, 0.020638),
        "after": 0.062032,
    },
    {
        "h": (0.716298, -0.885352),
        "a2": 1.779304,
        "f": 0.855611,
        "loss": 0.155940,
        "df": -1.168756,
        "psi": 0.123541,
        "delta2": -0.144389,
        "dv": (-0.103426, 0.127835),
        "dh": (-0.173267, 0.101072),
        "phi": (0.486917, 0.216152),
        "delta1": (-0.084367, 0.021847),
        "dw": (-0.042183, 0.084367, 0.010924, -0.021847),
        "dx": (-0.080602, 0.053409),
        "after": 0.126557,
    },
    {
        "h": (0.9, 0),
        "a2": 1.38,
        "f": 1.38,
        "loss": 0.1444,
        "df": 0.76,
        "psi": 1,
        "delta2": 0.76,
        "dv": (0.684, 0),
        "dh": (0.912, -0.532),
        "phi": (1, 0),
        "delta1": (0.912, 0),
        "dw": (0.456, -0.912, 0, 0),
        "dx": (0.7296, -0.3648),
        "after": 1.1664,
    },
]


@pytest.mark.parametrize(("kind", "published"), list(zip(KINDS, PUBLISHED, strict=True)))
def test_the_published_numbers_of_the_slides_network(kind: Any, published: dict[str, Any]) -> None:
    network = SmallNetwork((2, 2, 1), A, *kind)
    found = passes(network, X, Y)
    stepped = SmallNetwork((2, 2, 1), A - 0.5 * found.gradient, *kind)
    computed = {
        "h": found.activations[0],
        "a2": found.pre_activations[1],
        "f": found.activations[1],
        "loss": found.loss,
        "df": found.output_gradient,
        "psi": found.slopes[1],
        "delta2": found.deltas[1],
        "dv": found.gradient[6:8],
        "dh": found.below[1],
        "phi": found.slopes[0],
        "delta1": found.deltas[0],
        "dw": found.gradient[:4],
        "dx": found.below[0],
        "after": loss_of(stepped, X, Y),
    }
    assert found.pre_activations[0] == pytest.approx([0.9, -1.4], abs=1e-12)
    for name, number in published.items():
        assert computed[name] == pytest.approx(number, abs=6e-7), name


def test_the_published_numbers_of_two_hidden_layers() -> None:
    first, second, third = (
        [[0.5, -0.3], [-0.8, 0.6], [0.2, 0.9]],
        [[0.7, -0.5, 0.3], [-0.4, 0.8, 0.6]],
        [[1, -0.5], [0.3, 0.4], [-0.6, 0.9]],
    )
    biases = [0.1, 0, -0.1], [0.05, -0.05], [0, 0.1, -0.1]
    parts = [part for layer in zip((first, second, third), biases, strict=True) for part in layer]
    parameters = np.concatenate([np.ravel(part) for part in parts])
    network = SmallNetwork((2, 3, 2, 3), parameters, "tanh", "softmax", "cross_entropy")
    found = passes(network, np.array([1, -0.5]), np.array([0.0, 0, 1]))
    assert found.pre_activations[2] == pytest.approx([1.068896, -0.028417, -1.231249], abs=6e-7)
    assert found.activations[2] == pytest.approx([0.697345, 0.232751, 0.069905], abs=6e-7)
    assert found.loss == pytest.approx(2.660620, abs=6e-7)
    assert found.deltas[2] == pytest.approx([0.697345, 0.232751, -0.930095], abs=6e-7)
    assert found.below[2] == pytest.approx([1.325227, -1.092658], abs=6e-7)
    assert found.deltas[1] == pytest.approx([0.746845, -0.364179], abs=6e-7)
    assert found.below[1] == pytest.approx([0.668463, -0.664765, 0.005546], abs=6e-7)
    assert found.deltas[0] == pytest.approx([0.398796, -0.238785, 0.004919], abs=6e-7)
    assert found.gradient[9:15] == pytest.approx(
        [0.474358, -0.597849, -0.251220, -0.231308, 0.291525, 0.122501], abs=6e-7
    )
    assert found.gradient[:6] == pytest.approx(
        [0.398796, -0.199398, -0.238785, 0.119392, 0.004919, -0.002459], abs=6e-7
    )


def random_networks(count: int) -> Iterator[tuple[SmallNetwork, np.ndarray, np.ndarray]]:
    """Yield networks of every shape, activation and loss that the page offers, each with an example."""
    generator = np.random.default_rng(0)
    for _ in range(count):
        inputs, outputs = generator.integers(1, 5, 2)
        hidden = generator.integers(1, 5, generator.integers(1, 3))
        sizes = (int(inputs), *map(int, hidden), int(outputs))
        loss = str(generator.choice(["squared", "cross_entropy"]))
        answers = ["sigmoid", "softmax"] if loss == "cross_entropy" else [*ACTIVATIONS, "softmax"]
        phi, psi = str(generator.choice(list(ACTIVATIONS))), str(generator.choice(answers))
        y = generator.uniform(0, 1, outputs)
        if psi == "softmax":
            y = y / y.sum()
        network = SmallNetwork(sizes, generator.normal(0, 1, parameter_count(sizes)), phi, psi, loss)  # type: ignore[arg-type]
        yield network, generator.normal(0, 1, inputs), y


def autograd(network: SmallNetwork, x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    """Return PyTorch's numbers of the same pass."""
    given = torch.tensor(x, requires_grad=True)
    target = torch.tensor(y)
    parameters = [
        (torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)) for w, b in network.layers()
    ]
    sums, outputs, h = [], [given], given
    for layer, (weights, biases) in enumerate(parameters, 1):
        a = F.linear(h, weights, biases)
        last = layer == len(parameters)
        h = (
            torch.softmax(a, 0)
            if last and network.psi == "softmax"
            else ACTIVATIONS[network.psi if last else network.phi](a)
        )
        sums.append(a)
        outputs.append(h)
    if network.loss == "squared":
        loss = F.mse_loss(h, target, reduction="sum")
    elif network.psi == "softmax":
        loss = F.cross_entropy(sums[-1][None], target[None])
    else:
        loss = F.binary_cross_entropy_with_logits(sums[-1], target, reduction="sum")
    flat = [part for pair in parameters for part in pair]
    wanted = [*flat, *sums, *outputs[:-1]]
    gradients = torch.autograd.grad(loss, wanted)
    count = len(flat)
    return {
        "loss": loss.item(),
        "f": h.detach().numpy(),
        "gradient": torch.cat([part.ravel() for part in gradients[:count]]).numpy(),
        "deltas": [part.numpy() for part in gradients[count : count + len(sums)]],
        "below": [part.numpy() for part in gradients[count + len(sums) :]],
    }


def test_every_number_is_autograds_on_three_hundred_networks() -> None:
    kinds = set()
    for network, x, y in random_networks(300):
        kinds.add((network.phi, network.psi, network.loss))
        found, expected = passes(network, x, y), autograd(network, x, y)
        assert found.loss == pytest.approx(expected["loss"], abs=1e-10)
        np.testing.assert_allclose(found.activations[-1], expected["f"], atol=1e-10)
        np.testing.assert_allclose(found.gradient, expected["gradient"], atol=1e-10)
        for mine, theirs in zip(found.deltas + found.below, expected["deltas"] + expected["below"], strict=True):
            np.testing.assert_allclose(mine, theirs, atol=1e-10)
    assert len(kinds) == 4 * (5 + 2), "each of them was tried"


def cells(network: SmallNetwork, found: Passes) -> Iterator[tuple[Cell, float]]:
    """Yield every number of a network that can be disturbed, with the loss's derivative by it."""
    for place, slope in enumerate(found.gradient):
        yield Cell("parameter", 0, place), slope
    for layer, deltas in enumerate(found.deltas, 1):
        yield from ((Cell("pre_activation", layer, place), slope) for place, slope in enumerate(deltas))
    for layer, below in enumerate([*found.below, found.output_gradient]):
        yield from ((Cell("activation", layer, place), slope) for place, slope in enumerate(below))


def test_every_number_is_the_difference_that_stands_beside_it() -> None:
    for network, x, y in random_networks(60):
        for cell, slope in cells(network, passes(network, x, y)):
            assert difference(network, x, y, cell, 1e-6) == pytest.approx(slope, rel=1e-4, abs=1e-6), (network, cell)


@pytest.mark.parametrize(
    ("power", "error"), [(1, 1.4e-3), (2, 1.4e-5), (3, 1.4e-7), (4, 1.4e-9), (5, 3e-10), (8, 3e-7), (12, 2.7e-3)]
)
def test_the_published_errors_of_central_differences(power: int, error: float) -> None:
    network = SmallNetwork((2, 2, 1), A, *KINDS[0])  # type: ignore[arg-type]
    gradient = passes(network, X, Y).gradient
    differences = [difference(network, X, Y, Cell("parameter", 0, k), 10.0**-power) for k in range(9)]
    largest = np.max(np.abs(np.array(differences) / gradient - 1))
    rounding = power > 4  # from there on the error is that of rounding, which processors do in their own ways
    assert error / 30 < largest < 30 * error if rounding else largest == pytest.approx(error, rel=0.05)


def test_sure_and_wrong_where_nothing_may_overflow() -> None:
    for phi, psi, loss in KINDS[:2]:
        network = SmallNetwork((2, 2, 1), 1e4 * A, phi, psi, loss)  # type: ignore[arg-type]
        found = passes(network, X, np.array([0.0]))
        assert np.isfinite(found.gradient).all()
        assert np.isfinite(found.loss)
    sure = [
        passes(SmallNetwork((2, 2, 1), 10 * A, "sigmoid", "sigmoid", loss), X, np.array([0.0])).deltas[1]  # type: ignore[arg-type]
        for loss in ("squared", "cross_entropy")
    ]
    assert sure[0] == pytest.approx(6.1e-7, rel=0.01)
    assert sure[1] == pytest.approx(1, abs=5e-7)
