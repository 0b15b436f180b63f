"""What all probes of views have in common."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from playground.training.probes.confusion import Confusion
from playground.training.probes.distributions import ActivationHistograms, WeightHistograms
from playground.training.probes.frame import Frame
from playground.training.probes.gradients import Gradients
from playground.training.probes.hidden_space import HiddenSpace
from playground.training.probes.surface import Surface
from tests.training.looking import measured, trainer

PROBES = [
    Surface(),
    HiddenSpace(1),
    HiddenSpace(2, (0, 3)),
    Confusion(),
    WeightHistograms(),
    ActivationHistograms(),
    Gradients(),
]
READABLE = {"float32", "int32", "uint8"}
"""Types of numbers that the browser reads (``ARRAYS`` in connection.js)."""


@pytest.mark.parametrize("probe", PROBES, ids=repr)
def test_a_probe_is_a_value_that_crosses_processes(probe: Any) -> None:
    again = pickle.loads(pickle.dumps(probe))
    assert again == probe
    assert hash(again) == hash(probe)


@pytest.mark.parametrize("probe", PROBES, ids=repr)
@pytest.mark.parametrize("data", ["circle", "blobs", "plane", "wine"])
def test_what_a_probe_measures_fits_in_a_frame_that_a_browser_reads(probe: Any, data: str) -> None:
    tensors = measured(probe, trainer((5, "relu"), (4, "tanh"), data=data, epochs=1))
    again = Frame.unpack(Frame(tensors).pack()).tensors
    assert set(again) == set(tensors)
    for name, values in tensors.items():
        assert str(values.dtype) in READABLE, name
        np.testing.assert_array_equal(again[name], values)


def test_no_two_probes_use_a_name() -> None:
    of = trainer((5, "relu"), (4, "tanh"))
    names = [name for probe in [PROBES[0], PROBES[1], *PROBES[3:]] for name in measured(probe, of)]
    assert len(names) == len(set(names))


def test_measuring_changes_nothing() -> None:
    of, other = trainer((5, "relu"), (4, "tanh")), trainer((5, "relu"), (4, "tanh"))
    for probe in PROBES:
        measured(probe, of)
    of.train_epoch()
    other.train_epoch()
    for name, values in of.weights().items():
        np.testing.assert_array_equal(values, other.weights()[name])


def test_pages_may_import_the_probes() -> None:
    modules = ("surface", "hidden_space", "confusion", "distributions", "gradients", "ranges")
    code = "\n".join(f"import playground.training.probes.{module}" for module in modules)
    subprocess.run([sys.executable, "-c", f"{code}\nimport sys\nassert 'torch' not in sys.modules"], check=True)
