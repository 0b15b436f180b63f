"""Looks, edits and scrubs over the WebSocket, as far as the network and back."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace

import pytest

from playground.experiment.gan import GanExperiment
from playground.training.probes.diagram import Diagram
from playground.training.probes.gan import GanPicture
from playground.training.probes.plane import Boundary
from playground.training.worker.runs import Run
from tests.live.conftest import Visit
from tests.training.watching import number


def test_a_look_reaches_the_network(visit: Visit, start: Callable[..., Run]) -> None:
    browser, other = (visit(run) for run in [start(probes=(Boundary(20), Diagram(25)), units=12)] * 2)
    for viewer in (browser, other):
        assert "looked" not in viewer.frame().tensors
    browser.look(neuron=[1, 2], windows=[0, 3], sample=5)
    for viewer in (browser, other):  # they share the run
        shown = viewer.frame().tensors
        assert shown["looked_at"].tolist() == [1, 2]
        assert shown["shown"].tolist() == [[0, 2], [3, 8], [0, 1]]
        assert shown["trace"].shape == (11,)
    browser.look(neuron=None, sample=None)
    assert {"looked", "trace"}.isdisjoint(browser.frame().tensors)


def test_an_edit_reaches_the_network(visit: Visit, run: Run) -> None:
    browser = visit(run)
    before = browser.frame()
    browser.say("edit", layer=1, unit=3, source=1, value=-0.25)
    browser.say("edit", layer=2, unit=0, value=2)
    after = browser.frame_when(lambda frame: frame.tensors["output.bias"].tolist() == [2])
    changed = {name for name in before.tensors if (before.tensors[name] != after.tensors[name]).any()}
    assert changed == {"1_dense.weight", "output.bias"}
    assert after.tensors["1_dense.weight"][3, 1] == -0.25
    assert after.metadata["train_loss"] != before.metadata["train_loss"]
    for place in ({"layer": 9, "unit": 0}, {"layer": 1, "unit": 2**20, "source": 0}):
        browser.say("edit", value=1.0, **place)
    assert browser.is_left_alone


def test_a_step_of_one_network_reaches_a_gan(visit: Visit, start: Callable[..., Run]) -> None:
    run = start(what=GanExperiment(), probes=(GanPicture(),))
    browser = visit(run)
    seen = [browser.frame()]
    for player in ("discriminator", "generator"):
        browser.say(f"step_{player}")
        seen.append(browser.frame_when(lambda frame: frame.metadata["version"] != seen[-1].metadata["version"]))
    answers, points = ([frame.tensors[name] for frame in seen] for name in ("discriminator", "generated"))
    assert (answers[0] != answers[1]).any()
    assert (points[0] == points[1]).all()
    assert (points[1] != points[2]).any()


def test_going_back_and_on_from_there(visit: Visit, run: Run) -> None:
    browser = visit(run)
    before = browser.frame()
    for _ in range(4):
        browser.say("step_epoch")
    frames = [before]
    while number(frames[-1], "epoch") < 4:
        frames.append(browser.frame())
    losses = [loss for frame in frames for loss in frame.tensors["train_loss"].tolist()]
    browser.say("scrub", place=1)
    past = browser.frame()
    assert (number(past, "epoch"), number(past, "newest"), past.metadata["past"]) == (1, 4, "1")
    browser.say("scrub", place=77)
    assert browser.is_left_alone
    browser.say("scrub")
    back = browser.frame()
    assert (number(back, "epoch"), back.metadata["past"]) == (4, "")
    assert back.tensors["1_dense.weight"].tolist() == frames[-1].tensors["1_dense.weight"].tolist()
    browser.say("scrub", place=2)
    browser.say("step_epoch")
    on = browser.frame_when(lambda frame: number(frame, "newest") == 3)
    assert number(on, "since") == 0
    assert on.tensors["train_loss"].tolist() == losses[:4]


@pytest.mark.parametrize("command", ["look", "scrub"])
def test_looking_does_not_start_a_worker(visit: Visit, run: Run, command: str) -> None:
    browser = visit(run)
    browser.frame()
    assert run.process_id is not None
    os.kill(run.process_id, signal.SIGKILL)
    assert browser.hears() == {"status": "lost", "reason": "worker"}
    browser.say(command)
    browser.say("edit", layer=1, unit=0, value=0)
    assert browser.is_left_alone
    assert run.process_id is None
    browser.say("play")
    assert browser.hears() == {"status": "started"}


def test_a_slider_of_the_page_moves_the_network(visit: Visit, run: Run) -> None:
    browser = visit(run)
    before = browser.frame()
    calm = run.settings.experiment
    small = calm.model_copy(update={"seed": calm.seed + 1})
    stops = [replace(run.settings, experiment=experiment) for experiment in (calm, small)]
    run.moves.follow(run.settings, ["seed"], lambda control, stop: stops[stop])
    browser.say("move", control="layers", stop=1)  # no slider of this page's
    browser.say("move", control="seed", stop=1)
    after = browser.frame_when(lambda frame: number(frame, "generation") > number(before, "generation"))
    assert number(after, "generation") == number(before, "generation") + 1
    assert run.settings.experiment == small
    assert browser.is_left_alone
