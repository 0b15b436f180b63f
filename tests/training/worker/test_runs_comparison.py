"""Runs of many networks side by side, as a page configures them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from playground.training.worker.commands import Play, Settings, Step
from playground.training.worker.runs import Runs
from tests.training.watching import Spectator, described, hide_main_script, number, status, workers
from tests.training.worker.test_worker_comparison import compared


@pytest.fixture(name="viewer")
def fixture_viewer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spectator]:
    """Somebody who watches a comparison after one epoch."""
    hide_main_script(monkeypatch)
    runs = Runs(limit=1)
    viewer = Spectator(runs.create(compared()))
    viewer.run.command(Step(epoch=True))
    assert number(viewer.frame(), "epoch") == 1
    yield viewer
    runs.close()
    assert workers() == []


@pytest.mark.parametrize(
    "after",
    [
        compared(learning_rate=0.7),
        compared(l1=0.2, l2=0.1),
        compared(speed=3.0),
        compared(probes=compared().probes[:2]),
    ],
)
def test_what_may_change_changes_in_place(viewer: Spectator, after: Settings) -> None:
    process = viewer.run.process_id
    viewer.run.configure(after)
    frame = viewer.frame()
    assert (number(frame, "generation"), number(frame, "epoch")) == (1, 1)
    assert (viewer.run.settings, viewer.run.process_id) == (after, process)


def test_a_new_learning_rate_is_learned_with(viewer: Spectator) -> None:
    before = viewer.frame().tensors["train_loss_networks"][-1]
    viewer.run.configure(compared(learning_rate=1e-9))
    viewer.run.command(Step(epoch=True))
    np.testing.assert_allclose(viewer.frame().tensors["train_loss_networks"][-1], before, rtol=1e-5)


@pytest.mark.parametrize(
    "after",
    [
        compared(values=("tanh", "sigmoid")),
        compared(values=("relu", "tanh")),
        compared(axis="width", values=(4, 5)),
        compared(batch_size=5),
        described(),
    ],
)
def test_anything_else_is_a_new_generation_of_the_same_process(viewer: Spectator, after: Any) -> None:
    process = viewer.run.process_id
    viewer.run.command(Play())
    viewer.run.configure(after)
    frame = viewer.frame()
    assert (number(frame, "generation"), status(frame)) == (2, "running")
    assert viewer.run.process_id == process
    assert frame.metadata.get("networks") == (str(after.comparison.networks) if after.comparison else None)


def test_the_same_settings_change_nothing(viewer: Spectator) -> None:
    shown = viewer.frame()
    viewer.run.configure(compared())
    assert viewer.frame().metadata == shown.metadata


def test_a_restart_begins_with_the_same_networks(viewer: Spectator) -> None:
    viewer.run.restart()
    frame = viewer.frame()
    assert (number(frame, "generation"), number(frame, "epoch"), status(frame)) == (2, 0, "idle")
    viewer.run.command(Step(epoch=True))
    first, again = viewer.frame().tensors, viewer.frame(generation=2)
    np.testing.assert_array_equal(first["train_loss_networks"], again.tensors["train_loss_networks"])


def test_a_comparison_after_one_network_is_a_new_generation(viewer: Spectator) -> None:
    viewer.run.configure(described())
    viewer.run.configure(compared())
    frame = viewer.frame_when(lambda frame: number(frame, "generation") == 3)  # the one between may be shown unasked
    assert (number(frame, "epoch"), frame.metadata["networks"]) == (0, "6")
