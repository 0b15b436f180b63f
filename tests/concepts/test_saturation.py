from __future__ import annotations

import math

import numpy as np
import pytest

from playground.activations import ACTIVATIONS, leaky_relu
from playground.concepts.saturation import saturated_zones

EVER = math.inf
ZONES = {
    "linear": [],
    "threshold": [(-EVER, EVER)],
    "relu": [(-EVER, 0.0)],
    "leaky_relu": [],
    "sigmoid": [(-EVER, math.log(0.02 / 0.98)), (math.log(0.98 / 0.02), EVER)],
    "tanh": [(-EVER, math.atanh(-0.98)), (math.atanh(0.98), EVER)],
    "elu": [(-EVER, math.log(0.02))],
    "selu": [(-EVER, math.log(0.02))],
    "softplus": [(-EVER, math.log(math.exp(0.02) - 1))],
}
"""Solved by hand for where the function is 2 % away from its limit."""


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_zones_are_where_the_function_is_within_2_percent_of_a_limit(name: str) -> None:
    zones = saturated_zones(ACTIVATIONS[name])
    if name in ZONES:
        assert np.array(zones).ravel() == pytest.approx(np.array(ZONES[name]).ravel(), abs=0.011)
    else:  # gelu and silu, whose dip below 0 is no saturation
        ((low, high),) = zones
        assert (low, high) == (-EVER, pytest.approx(high))
        assert -0.02 <= ACTIVATIONS[name].function(np.array([high]))[0] < 0
        assert ACTIVATIONS[name].function(np.array([high + 0.011]))[0] < -0.02


def test_a_leaky_relu_without_a_slope_is_a_relu() -> None:
    assert saturated_zones(leaky_relu(0.0)) == ZONES["relu"]
    assert saturated_zones(leaky_relu(0.5)) == []
