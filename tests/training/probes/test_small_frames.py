import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from safetensors import SafetensorError

from playground.training.probes.frame import Frame, Steps
from playground.training.probes.small_frames import SMALL, FrameReader, SmallFrames
from tests.training.probes.test_frame import FRAMES

TOLD = st.sampled_from([np.uint8, np.uint16, np.int32, np.float32])
MOVIES = TOLD.flatmap(
    lambda kind: st.lists(
        npst.arrays(kind, st.sampled_from([(40, 40), (30, 40), (40, 30), (2000,), (2, 1000), (3,), (0,), ()])),
        min_size=2,
        max_size=5,
    )
)


def sent(frame: Frame, **steps: Steps) -> Frame:
    """Return a frame as a browser has it that had none before."""
    return FrameReader().read(SmallFrames().pack(frame, steps, (1, 1)))


def assert_same(one: Frame, other: Frame) -> None:
    assert one.metadata == other.metadata
    assert set(one.tensors) == set(other.tensors)
    for name, array in other.tensors.items():
        assert one.tensors[name].dtype == array.dtype
        assert one.tensors[name].tobytes() == array.tobytes()


@given(FRAMES.filter(lambda frame: not any(fact.startswith("small_") for fact in frame.metadata)))
def test_a_small_frame_whose_pictures_are_not_named_is_exact(frame: Frame) -> None:
    again = sent(frame)
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
    again = sent(Frame({"maps": array})).tensors["maps"]
    assert again.dtype == array.dtype
    np.testing.assert_array_equal(again, array)


@given(st.integers(0, 2**32), st.floats(-6, 6), st.sampled_from([2, 255, 1000, 65_535]))
def test_a_named_picture_is_right_to_half_a_step_of_its_range(seed: int, size: float, most: int) -> None:
    picture = (10**size * np.random.default_rng(seed).normal(size=(40, 40))).astype(np.float32)
    again = sent(Frame({"boundary": picture}), boundary=Steps(most)).tensors["boundary"]
    assert again.dtype == np.float32
    assert np.abs(again - picture).max() <= np.ptp(picture) * (0.5001 / most + 1e-6)


@pytest.mark.parametrize("value", [0.0, -3.25])
def test_a_picture_of_one_value_has_it_exactly(value: float) -> None:
    picture = np.full((40, 40), value, dtype=np.float32)
    again = sent(Frame({"boundary": picture}), boundary=Steps()).tensors["boundary"]
    np.testing.assert_array_equal(again, picture)


@pytest.mark.parametrize("classes", range(3, 9))
def test_of_several_classes_none_becomes_another(classes: int) -> None:
    most = 255
    shares = np.linspace(0, 0.97, 200, dtype=np.float32)
    picture = np.add.outer(np.arange(classes, dtype=np.float32), shares)
    steps = Steps(most, most // classes)
    again = sent(Frame({"boundary": picture[:, None].repeat(5, 1)}), boundary=steps)
    np.testing.assert_array_equal(np.floor(again.tensors["boundary"] + 1e-6), np.floor(picture)[:, None].repeat(5, 1))


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf])
def test_a_picture_with_a_cell_that_is_no_number_is_exact(wild: float) -> None:
    picture = np.random.default_rng(0).normal(size=(40, 40)).astype(np.float32)
    picture[3, 4] = wild
    again = sent(Frame({"boundary": picture}), boundary=Steps()).tensors["boundary"]
    np.testing.assert_array_equal(again, picture)


def test_a_small_frame_is_a_quarter_of_a_smooth_picture() -> None:
    across, up = np.meshgrid(np.linspace(-1, 1, 100), np.linspace(-1, 1, 100))
    picture = np.tanh(5 * np.sin(3 * across) * up).astype(np.float32)
    frame = Frame({"boundary": picture}, {"epoch": "1"})
    assert len(SmallFrames().pack(frame, {"boundary": Steps()}, (1, 1))) < len(frame.pack()) / 4


@given(MOVIES, st.lists(st.sampled_from(["small", "whole", "lost"]), min_size=5, max_size=5))
def test_frame_after_frame_is_exact_whatever_changed(movie: list[npt.NDArray[Any]], ways: list[str]) -> None:
    packer, reader = SmallFrames(), FrameReader()
    shown = None
    for version, (array, way) in enumerate(zip(movie, ways, strict=False)):
        frame = Frame({"maps": array, "same": np.arange(40, dtype=np.float32)}, {"version": str(version)})
        packed = packer.pack_whole(frame) if way == "whole" else packer.pack(frame, {}, (1, version), shown)
        if way == "lost":  # with its connection: the next credit says that nothing is there
            reader, shown = FrameReader(), (1, -1)
            continue
        assert_same(reader.read(packed), frame)
        shown = (1, version)


def test_what_has_not_changed_takes_next_to_nothing() -> None:
    generator = np.random.default_rng(0)
    still = {
        "wrong": generator.integers(0, 256, (20, 28, 28), dtype=np.uint8),
        "kernels": generator.normal(size=1000).astype(np.float32),
    }
    packer, reader = SmallFrames(), FrameReader()
    first = packer.pack(Frame({**still, "step": np.array([1])}), {}, (1, 1))
    second = packer.pack(Frame({**still, "step": np.array([2])}), {}, (1, 2), (1, 1))
    assert len(first) > 15_000 + 3_000
    assert len(second) < 500
    reader.read(first)
    assert_same(reader.read(second), Frame({**still, "step": np.array([2])}))


def test_a_curve_that_has_grown_goes_as_what_is_new_of_it() -> None:
    curve = np.random.default_rng(0).normal(size=500).astype(np.float32)
    packer = SmallFrames()
    packer.pack(Frame({"batch_loss": curve[:490]}), {}, (1, 1))
    assert len(packer.pack(Frame({"batch_loss": curve}), {}, (1, 2), (1, 1))) < 350


def test_a_picture_with_nothing_left_of_the_one_before_goes_by_its_own_cells() -> None:
    across = np.tile(np.arange(0, 200, 2, dtype=np.uint8), (100, 1))
    noise = np.random.default_rng(0).integers(0, 256, (100, 100), dtype=np.uint8)
    packer = SmallFrames()
    packer.pack(Frame({"boundary": noise}), {}, (1, 1))
    assert len(packer.pack(Frame({"boundary": across}), {}, (1, 2), (1, 1))) < 500


def test_a_frame_that_relies_on_one_that_is_not_here_is_refused() -> None:
    packer, reader = SmallFrames(), FrameReader()
    picture = np.arange(3000, dtype=np.uint8).reshape(30, 100)
    packer.pack(Frame({"maps": picture}), {}, (1, 1))
    second = packer.pack(Frame({"maps": picture + np.uint8(1)}), {}, (1, 2), (1, 1))
    with pytest.raises(LookupError, match="frame 2 relies on frame 1, and 0 is here"):
        reader.read(second)


@pytest.mark.parametrize("shown", [None, (1, -1), (1, 0), (2, 1)])
def test_a_frame_relies_on_the_one_before_only_if_the_browser_has_it(shown: tuple[int, int] | None) -> None:
    packer = SmallFrames()
    frame = Frame({"maps": np.arange(3000, dtype=np.uint8).reshape(30, 100)})
    packer.pack(frame, {}, (1, 1))
    assert_same(FrameReader().read(packer.pack(frame, {}, (1, 2), shown)), frame)


@pytest.mark.parametrize(("most", "bits"), [(255, 8), (127, 7), (63, 6)])
def test_of_bytes_the_lowest_bits_are_cleared(most: int, bits: int) -> None:
    picture = np.arange(256, dtype=np.uint8).reshape(16, 16)
    again = sent(Frame({"planes": picture}), planes=Steps(most)).tensors["planes"]
    np.testing.assert_array_equal(again, picture >> (8 - bits) << (8 - bits))


@pytest.mark.parametrize("spoilt", [SMALL, SMALL + b"\xff" * 20, SMALL + zlib.compress(b"{}")])
def test_bytes_that_are_no_small_frame_are_refused(spoilt: bytes) -> None:
    with pytest.raises((SafetensorError, zlib.error)):
        FrameReader().read(spoilt)
