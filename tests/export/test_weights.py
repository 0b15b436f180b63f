from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import load
from safetensors.torch import load as load_tensors

from playground.architecture.build import build
from playground.experiment import Experiment
from playground.export.weights import RESERVED, weights_file
from playground.training.trainers.trainer import Trainer

arrays_32 = arrays.arrays(np.float32, arrays.array_shapes(max_dims=3, max_side=4))


def test_a_trained_network_is_read_back_into_pytorch() -> None:
    trainer = Trainer(Experiment())
    trainer.train_epoch()
    network = build(Experiment())
    network.load_state_dict(load_tensors(weights_file(trainer.weights())))
    for ours, theirs in zip(network.parameters(), trainer.model.parameters(), strict=True):
        assert torch.equal(ours, theirs)


names = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda name: name != RESERVED)


@given(st.dictionaries(names, arrays_32, max_size=4))
def test_names_shapes_types_and_values_are_kept(weights: dict[str, np.ndarray]) -> None:
    read = load(weights_file(weights))
    assert read.keys() == weights.keys()
    for name, array in weights.items():
        assert read[name].dtype == array.dtype
        np.testing.assert_array_equal(read[name], array)


def test_views_that_are_not_contiguous() -> None:
    weights = np.arange(6, dtype=np.float32).reshape(2, 3).T
    np.testing.assert_array_equal(load(weights_file({"w": weights}))["w"], weights)


def test_the_name_that_the_format_keeps_for_itself_is_refused() -> None:
    with pytest.raises(ValueError, match=RESERVED):
        weights_file({RESERVED: np.zeros(1, dtype=np.float32)})
