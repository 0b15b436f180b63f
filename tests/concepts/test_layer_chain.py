"""A chain of layers, held to autograd."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.concepts.layer_chain import layer_chain

ACTIVATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "linear": lambda x: x}


@pytest.mark.parametrize("shortcut", [False, True])
@pytest.mark.parametrize("phi", ACTIVATIONS)
def test_a_chain_is_autograds(phi: str, shortcut: bool) -> None:
    generator = np.random.default_rng(1)
    for _ in range(20):
        weights, bias, x = generator.normal(0, 1.2, generator.integers(1, 21)), generator.normal(), generator.normal()
        h = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        parameters = [torch.tensor(weight, dtype=torch.float64, requires_grad=True) for weight in weights]
        passed = [h]
        for weight in parameters:
            added = passed[-1] if shortcut else 0
            passed.append(ACTIVATIONS[phi](weight * passed[-1] + bias) + added)
        expected = [value.item() for value in torch.autograd.grad(passed[-1], [*passed, *parameters])]
        found = layer_chain(phi, weights, bias, x, shortcut)
        np.testing.assert_allclose(found.activations, [value.item() for value in passed], rtol=1e-10)
        scale = max(map(abs, expected))
        np.testing.assert_allclose(found.gradients, expected[: len(passed)], atol=1e-12 * scale)
        np.testing.assert_allclose(found.weight_gradients, expected[len(passed) :], atol=1e-12 * scale)
        np.testing.assert_allclose(found.gradients[0], np.prod(found.factors), atol=1e-12 * scale)
