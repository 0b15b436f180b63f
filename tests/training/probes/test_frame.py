import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from safetensors import SafetensorError

from playground.training.probes.frame import Frame

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
    with pytest.raises(SafetensorError):
        Frame.unpack(spoilt)
