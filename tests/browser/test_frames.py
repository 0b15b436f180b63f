"""Frames in the browser: read as Python reads them; curves grow by them, stay bounded, and know their epochs."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from benchmarks.serving import Served
from playground.training.probes.frame import Frame, Steps
from playground.training.probes.small_frames import FrameReader, SmallFrames
from playground.training.trainers.curves import EXACT, MOST, NEWEST, kept

pytestmark = pytest.mark.browser

GROW = """
async ([last, step]) => {
  const { grow, thin } = await import("/live/any/frames.js");
  window.thin = thin;
  window.state ??= { epochs: [], curves: {} };
  let most = 0;
  for (let since = state.epochs.length ? state.epochs.at(-1) + 1 : 0; since <= last; since += step) {
    const epochs = Array.from({ length: Math.min(step, last + 1 - since) }, (_, place) => since + place);
    const pairs = epochs.flatMap((epoch) => [epoch, -epoch]);
    const tensors = {
      epochs: { data: Int32Array.from(epochs), shape: [epochs.length] },
      loss: { data: Float64Array.from(epochs), shape: [epochs.length] },
      networks: { data: Float64Array.from(pairs), shape: [epochs.length, 2] },
    };
    grow(state, ["loss", "networks", "other"], tensors, since);
    most = Math.max(most, state.epochs.length);
  }
  return { most, ...state };
}
"""
BACK = """
async ([since]) => {
  const { grow } = await import("/live/any/frames.js");
  const one = { data: Float64Array.from([0.5]), shape: [1] };
  const row = { data: Float64Array.from([0.5, 1.5]), shape: [1, 2] };
  const tensors = { epochs: { data: Int32Array.from([since]), shape: [1] }, loss: one, networks: row };
  grow(state, ["loss", "networks"], tensors, since);
  return state;
}
"""


@pytest.fixture(name="page")
def fixture_page(chrome: Browser, served: Served) -> Iterator[Page]:
    """A page of this server that has nothing on it."""
    page = chrome.new_page()
    page.goto(f"{served.address}/_stcore/health")
    yield page
    page.close()


def assert_true(state: dict[str, Any]) -> None:
    """Check that each value stands at its own epoch."""
    epochs, curves = state["epochs"], state["curves"]
    assert sorted(curves) == ["loss", "networks:0", "networks:1"]
    assert curves["loss"] == curves["networks:0"] == epochs
    assert curves["networks:1"] == [-epoch for epoch in epochs]


def test_everything_is_exact_up_to_ten_thousand_epochs(page: Page) -> None:
    state = page.evaluate(GROW, [EXACT, 37])
    assert state["epochs"] == list(range(EXACT + 1))
    assert_true(state)


def test_hours_of_training_stay_bounded_and_are_drawn_at_their_epochs(page: Page) -> None:
    last = 100_000
    state = page.evaluate(GROW, [last, 25])
    assert EXACT < state["most"] <= MOST
    epochs = state["epochs"]
    assert epochs[0] == 0
    assert epochs[-NEWEST:] == list(range(last - NEWEST + 1, last + 1))
    lasting = np.arange(last + 1)[kept(np.arange(last + 1), 2 * last)]
    assert set(lasting[lasting < last - NEWEST]) <= set(epochs), "what lives longest in the worker lives here too"
    assert_true(state)
    drawn = page.evaluate("() => thin(state.curves.loss, state.epochs)")
    assert len(drawn["x"]) <= 800
    assert drawn["x"] == drawn["y"]
    assert drawn["x"][-1] == last


@pytest.mark.parametrize("since", [40_000, 39_995, 20_001, 3])
def test_another_way_from_the_past_replaces_what_came_later(page: Page, since: int) -> None:
    before = page.evaluate(GROW, [40_000, 100])["epochs"]
    state = page.evaluate(BACK, [since])
    assert state["epochs"] == [*(epoch for epoch in before if epoch < since), since]
    assert state["curves"]["loss"][-1] == 0.5
    assert state["curves"]["networks:1"][-1] == 1.5
    assert len(state["curves"]["loss"]) == len(state["curves"]["networks:0"]) == len(state["epochs"])


READ = """
async ([packed]) => {
  const { FrameReader } = await import("/live/any/frames.js");
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  window.reader ??= new FrameReader();
  const frame = await reader.read(bytes.buffer);
  if (!frame) return null;
  const { facts, tensors } = frame;
  const plain = ({ data, shape }) => [data.constructor.name, shape, [...data]];
  return { facts, tensors: Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, plain(tensor)])) };
}
"""
KINDS = {"boundary": "Float32Array", "maps": "Uint8Array", "counts": "Int32Array", "loss": "Float64Array"} | {
    "weights": "Float32Array",
    "wide": "Uint16Array",
}


def frame_of(version: int, generator: np.random.Generator) -> Frame:
    """Return a frame of which something has changed and something not."""
    still = np.random.default_rng(0)
    return Frame(
        {
            "boundary": generator.normal(size=(40, 50)).astype(np.float32),
            "maps": still.integers(0, 256, (3, 20, 20), dtype=np.uint8) + np.uint8(version // 2),
            "wide": generator.integers(0, 65_536, (30, 40), dtype=np.uint16),
            "counts": np.arange(5 + version, dtype=np.int32) * -3,
            "weights": np.where(np.arange(70) < version, np.nan, still.normal(size=70)).astype(np.float32),
            "loss": generator.normal(size=4),
        },
        {"epoch": str(version), "status": "running"},
    )


def assert_read(read: dict[str, Any], expected: Frame) -> None:
    """Compare a frame in the browser with one in Python."""
    assert read["facts"] == expected.metadata
    assert set(read["tensors"]) == set(expected.tensors)
    for name, array in expected.tensors.items():
        kind, shape, values = read["tensors"][name]
        assert (kind, tuple(shape)) == (KINDS[name], array.shape)
        values = [np.nan if value is None else value for value in values]
        np.testing.assert_allclose(values, array.ravel(), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("most", [255, 65_535])
def test_frames_are_read_as_python_reads_them(page: Page, most: int) -> None:
    generator = np.random.default_rng(most)
    packer, reader = SmallFrames(), FrameReader()
    shown = None
    for version in range(8):
        frame = frame_of(version, generator)
        whole = version in (0, 4)
        moment = (1, version)
        packed = packer.pack_whole(frame) if whole else packer.pack(frame, {"boundary": Steps(most)}, moment, shown)
        shown = moment
        assert_read(page.evaluate(READ, [b64encode(packed).decode()]), reader.read(packed))


def test_a_frame_that_relies_on_one_that_is_not_here_is_not_read(page: Page) -> None:
    generator = np.random.default_rng(1)
    packer = SmallFrames()
    packed = [packer.pack(frame_of(version, generator), {}, (1, version), (1, version - 1)) for version in range(3)]
    first, _lost, last = (b64encode(each).decode() for each in packed)
    assert page.evaluate(READ, [first])
    assert page.evaluate(READ, [last]) is None
