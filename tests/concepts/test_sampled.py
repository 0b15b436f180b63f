from __future__ import annotations

import numpy as np
import pytest

from playground.activations import ACTIVATIONS, leaky_relu
from playground.concepts.sampled import DIGITS, PER_UNIT, REACH, sample_places, sampled

ENTRIES = {**ACTIVATIONS, "leakier": leaky_relu(0.3)}


@pytest.mark.parametrize("name", ENTRIES)
def test_the_table_is_the_registrys(name: str) -> None:
    entry, table, places = ENTRIES[name], sampled(ENTRIES[name]), sample_places()
    assert (places[0], places[REACH * PER_UNIT], places[-1]) == (-REACH, 0.0, REACH)
    np.testing.assert_allclose(table.values, entry.function(places), atol=0.6 * 10**-DIGITS)
    np.testing.assert_allclose(table.slopes, entry.derivative(places), atol=0.6 * 10**-DIGITS)
    assert [places[at] for at in table.kinks] == [kink.at for kink in entry.kinks]
    assert [places[at] for at in table.jumps] == [kink.at for kink in entry.kinks if kink.jump]


@pytest.mark.parametrize("name", ENTRIES)
def test_beyond_its_ends_an_activation_goes_straight_on(name: str) -> None:
    entry, table = ENTRIES[name], sampled(ENTRIES[name])
    far = np.array([20.0, 66.0])
    np.testing.assert_allclose(table.values[-1] + table.slopes[-1] * (far - REACH), entry.function(far), atol=1e-4)
    np.testing.assert_allclose(table.values[0] - table.slopes[0] * (far - REACH), entry.function(-far), atol=1e-4)
