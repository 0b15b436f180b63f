import json
import zlib

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from safetensors import SafetensorError

from playground.training.probes.frame import Frame, Steps

KINDS = st.sampled_from(
    [np.float32, np.float64, np.float16, np.int64, np.int32, np.int16, np.int8, np.uint8, np.uint16, np.bool_]
)
ARRAYS = KINDS.flatmap(
    lambda kind: npst.arrays(kind, npst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5))
)
NAMES = st.text(min_size=1, max_size=20).filter(lambda name: name != "__metadata__")
FRAMES = st.builds(
    Frame, st.dictionaries(NAMES, ARRAYS, max_size=4), st.dictionaries(st.text(max_size=20), st.text(max_size=20))
)


@given(FRAMES)
def test_a_frame_comes_back_as_it_was_packed(frame: Frame) -> None:
    again = Frame.unpack(frame.pack())
    assert again.metadata == frame.metadata
    assert set(again.tensors) == set(frame.tensors)
    for name, array in frame.tensors.items():
        assert again.tensors[name].dtype == array.dtype
        assert again.tensors[name].shape == array.shape
        np.testing.assert_array_equal(again.tensors[name], array)


@given(FRAMES)
def test_a_browser_can_view_each_tensor_where_it_lies(frame: Frame) -> None:
    packed = frame.pack()
    length = int.from_bytes(packed[:8], "little")
    header = json.loads(packed[8 : 8 + length])
    header.pop("__metadata__", None)
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        kind = frame.tensors[name].dtype
        assert start % kind.itemsize == 0
        viewed = np.frombuffer(packed[start:end], dtype=kind.newbyteorder("<"))
        np.testing.assert_array_equal(viewed.reshape(entry["shape"]), frame.tensors[name])


def test_views_and_other_memory_orders_are_packed_by_value() -> None:
    table = np.arange(12, dtype=np.float32).reshape(3, 4)
    frame = Frame({"turned": table.T, "every_other": table[::2, ::-1], "fortran": np.asfortranarray(table)})
    again = Frame.unpack(frame.pack()).tensors
    np.testing.assert_array_equal(again["turned"], table.T)
    np.testing.assert_array_equal(again["every_other"], [[3, 2, 1, 0], [11, 10, 9, 8]])
    np.testing.assert_array_equal(again["fortran"], table)


def test_an_empty_frame_has_neither_tensors_nor_facts() -> None:
    again = Frame.unpack(Frame({}).pack())
    assert (dict(again.tensors), dict(again.metadata)) == ({}, {})


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"\xff" * 20, Frame({"a": np.zeros(3)}).pack()[:-1]])
def test_bytes_that_are_no_frame_are_refused(spoilt: bytes) -> None:
    with pytest.raises((SafetensorError, zlib.error)):
        Frame.unpack(spoilt)


@given(FRAMES)
def test_a_small_frame_whose_pictures_are_not_named_is_exact(frame: Frame) -> None:
    again = Frame.unpack(frame.pack_small({}))
    assert again.metadata == frame.metadata
    assert set(again.tensors) == set(frame.tensors)
    for name, array in frame.tensors.items():
        assert again.tensors[name].dtype == array.dtype
        np.testing.assert_array_equal(again.tensors[name], array)


@given(
    st.sampled_from([np.uint8, np.uint16]).flatmap(
        lambda kind: npst.arrays(kind, st.sampled_from([(40, 40), (3, 20, 20), (2, 1000), (1500,)]))
    )
)
def test_bytes_come_back_whatever_they_are(array: npt.NDArray[np.generic]) -> None:
    again = Frame.unpack(Frame({"maps": array}).pack_small({})).tensors["maps"]
    assert again.dtype == array.dtype
    np.testing.assert_array_equal(again, array)


@given(st.integers(0, 2**32), st.floats(-6, 6), st.sampled_from([2, 255, 1000, 65_535]))
def test_a_named_picture_is_right_to_half_a_step_of_its_range(seed: int, size: float, most: int) -> None:
    picture = (10**size * np.random.default_rng(seed).normal(size=(40, 40))).astype(np.float32)
    again = Frame.unpack(Frame({"boundary": picture}).pack_small({"boundary": Steps(most)})).tensors["boundary"]
    assert again.dtype == np.float32
    assert np.abs(again - picture).max() <= np.ptp(picture) * (0.5001 / most + 1e-6)


@pytest.mark.parametrize("value", [0.0, -3.25])
def test_a_picture_of_one_value_has_it_exactly(value: float) -> None:
    picture = np.full((40, 40), value, dtype=np.float32)
    again = Frame.unpack(Frame({"boundary": picture}).pack_small({"boundary": Steps()})).tensors["boundary"]
    np.testing.assert_array_equal(again, picture)


@pytest.mark.parametrize("classes", range(3, 9))
def test_of_several_classes_none_becomes_another(classes: int) -> None:
    most = 255
    shares = np.linspace(0, 0.97, 200, dtype=np.float32)
    picture = np.add.outer(np.arange(classes, dtype=np.float32), shares)
    steps = Steps(most, most // classes)
    again = Frame.unpack(Frame({"boundary": picture[:, None].repeat(5, 1)}).pack_small({"boundary": steps}))
    np.testing.assert_array_equal(np.floor(again.tensors["boundary"] + 1e-6), np.floor(picture)[:, None].repeat(5, 1))


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf])
def test_a_picture_with_a_cell_that_is_no_number_is_exact(wild: float) -> None:
    picture = np.random.default_rng(0).normal(size=(40, 40)).astype(np.float32)
    picture[3, 4] = wild
    again = Frame.unpack(Frame({"boundary": picture}).pack_small({"boundary": Steps()})).tensors["boundary"]
    np.testing.assert_array_equal(again, picture)


def test_a_small_frame_is_a_quarter_of_a_smooth_picture() -> None:
    across, up = np.meshgrid(np.linspace(-1, 1, 100), np.linspace(-1, 1, 100))
    picture = np.tanh(5 * np.sin(3 * across) * up).astype(np.float32)
    frame = Frame({"boundary": picture}, {"epoch": "1"})
    assert len(frame.pack_small({"boundary": Steps()})) < len(frame.pack()) / 4
