"""Sequences described as a file describes them, and what is said of those that are refused."""

from __future__ import annotations

from typing import Any

import pytest

from playground.experiment import Experiment, ExperimentError, SequenceSpec


def described(**data: Any) -> SequenceSpec:
    """Return the data of an experiment that also has a small recurrent network."""
    steps = data["name"] in ("parity", "brackets", "sine", "communes", "text")
    layers = [{"type": "rnn", "units": 2, "return_sequences": steps}]
    made = Experiment.from_parts({"data": data, "model": {"layers": layers}}).data
    assert isinstance(made, SequenceSpec)
    return made


def refused(message: str, **data: Any) -> None:
    """Hold that data are refused, in these words."""
    with pytest.raises(ExperimentError) as refusal:
        described(**data)
    assert message in str(refusal.value)
