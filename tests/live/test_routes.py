"""The server's own routes, under the web server that Streamlit runs them on, spoken to by real clients."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from playground.live.sockets import origin_allowed
from playground.training.worker.runs import RUNS, Run
from tests.live.conftest import Server, Visit
from tests.training.watching import PATIENCE, number, status


class TestFrames:
    def test_frames_come_when_asked_for(self, visit: Visit, run: Run) -> None:
        browser = visit()
        browser.say("hello", token=run.token)
        assert browser.is_left_alone

        browser.ready()
        frame = browser.frame()

        assert (status(frame), number(frame, "epoch")) == ("idle", 0)
        assert frame.tensors["train_loss"].shape == (1,)
        assert browser.is_left_alone

    def test_the_transport_acts(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.frame()
        browser.say("step")
        assert number(browser.frame(), "step") == 1
        browser.say("step_epoch")
        assert number(browser.frame(), "epoch") == 1
        browser.say("play")
        playing = browser.frame_when(lambda frame: number(frame, "epoch") > 3)
        assert status(playing) == "running"
        browser.say("pause")
        paused = browser.frame_when(lambda frame: status(frame) == "paused")
        browser.say("reset")
        fresh = browser.frame()
        assert (status(fresh), number(fresh, "step")) == ("idle", 0)
        assert number(fresh, "generation") == number(paused, "generation") + 1

    def test_every_viewer_gets_frames_of_the_same_network(self, visit: Visit, run: Run) -> None:
        first, second = visit(run), visit(run)
        assert first.frame().metadata == second.frame().metadata

        first.say("step_epoch")
        assert number(first.frame(), "epoch") == 1
        assert number(second.frame(), "epoch") == 1

    def test_who_comes_back_gets_only_the_rest(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.frame()
        for _ in range(4):
            browser.say("step_epoch")
        browser.frame_when(lambda frame: number(frame, "epoch") == 4)
        before = browser.facts
        browser.connection.close()

        again = visit()
        again.facts, again.curves = before | {"version": "-1"}, {"train_loss": 3, "test_loss": 3}
        again.open(run.token)
        rest = again.frame()

        assert rest.metadata["generation"] == before["generation"]
        assert number(rest, "since") == 3
        assert len(rest.tensors["train_loss"]) == 2

    def test_a_run_goes_on_for_the_viewers_that_stay(self, visit: Visit, run: Run) -> None:
        leaver, stayer = visit(run), visit(run)
        leaver.frame()
        stayer.frame()
        leaver.connection.socket.close()  # without a word

        stayer.say("step")
        assert number(stayer.frame(), "step") == 1

    def test_a_run_without_viewers_is_unwatched(self, visit: Visit, run: Run) -> None:
        browser = visit(run)
        browser.frame()
        assert run.is_watched
        browser.connection.close()

        end = time.monotonic() + PATIENCE
        while run.is_watched:
            assert time.monotonic() < end
            time.sleep(0.01)


class TestOrigins:
    @pytest.mark.parametrize(
        "origin", ["http://elsewhere.example", "null", "http://127.0.0.1:1", "http://[", "http://127.0.0.1"]
    )
    def test_a_foreign_page_is_refused_at_the_handshake(self, visit: Visit, origin: str) -> None:
        with pytest.raises(InvalidStatus) as refused:
            visit(origin=origin)

        assert refused.value.response.status_code == 403

    def test_the_servers_own_page_is_accepted(self, server: Server, visit: Visit, run: Run) -> None:
        assert status(visit(run, origin=server.address).frame()) == "idle"

    def test_a_program_that_is_no_page_is_accepted(self, visit: Visit, run: Run) -> None:
        assert status(visit(run, origin=None).frame()) == "idle"

    @pytest.mark.parametrize(
        ("origin", "cors", "allowed", "accepted"),
        [
            (None, True, [], True),
            ("http://here:8501", True, [], True),
            ("https://here:8501", True, [], True),
            ("http://here", True, [], False),
            ("http://here:8502", True, [], False),
            ("http://here:8501.evil.example", True, [], False),
            ("http://elsewhere", True, [], False),
            ("http://elsewhere", True, ["http://elsewhere"], True),
            ("http://elsewhere", True, ["http://elsewhere/"], True),
            ("http://elsewhere", True, ["https://elsewhere"], False),
            ("http://elsewhere:80", True, ["http://elsewhere"], False),
            ("http://else", True, ["http://elsewhere"], False),
            ("null", True, ["http://elsewhere"], False),
            ("", True, [], False),
            ("http://elsewhere", False, [], True),
            ("http://[", True, [], False),
            ("http://[", True, ["http://elsewhere"], False),
        ],
    )
    def test_origins(
        self,
        option: Callable[[str, Any], None],
        origin: str | None,
        cors: bool,
        allowed: list[str],
        accepted: bool,
    ) -> None:
        option("server.enableCORS", cors)
        option("server.corsAllowedOrigins", allowed)

        assert origin_allowed(origin, "here:8501") is accepted


class TestLost:
    def test_a_killed_worker_is_said_and_play_starts_another(self, visit: Visit, start: Callable[..., Run]) -> None:
        run, other = start(), start()
        watching, bystander = [visit(run), visit(run)], visit(other)
        for browser in (*watching, bystander):
            browser.frame()
        assert run.process_id is not None

        os.kill(run.process_id, signal.SIGKILL)
        for browser in watching:
            assert browser.hears() == {"status": "lost", "reason": "worker"}

        watching[0].say("play")
        for browser in watching:  # whoever pressed: what the others asked for is lost with the worker
            assert browser.hears() == {"status": "started"}
            assert number(browser.frame_when(lambda frame: number(frame, "epoch") > 0), "generation") == 2
        bystander.say("step")
        assert status(bystander.frame()) == "paused"

    def test_who_comes_to_a_dead_worker_wakes_it_for_all(self, visit: Visit, run: Run) -> None:
        waiting = visit(run)
        waiting.frame()
        assert run.process_id is not None
        os.kill(run.process_id, signal.SIGKILL)
        assert waiting.hears() == {"status": "lost", "reason": "worker"}

        assert status(visit(run).frame()) == "idle"
        assert waiting.hears() == {"status": "started"}
        assert status(waiting.frame()) == "idle"

    def test_the_limit_is_said_until_there_is_room(
        self, visit: Visit, start: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(RUNS.places, "limit", 1)
        first, second = start(), start()
        watching = visit(first)
        watching.frame()

        waiting = visit(second)
        assert waiting.hears() == {"status": "lost", "reason": "limit"}
        waiting.say("play")
        assert waiting.hears() == {"status": "lost", "reason": "limit"}
        watching.say("step")
        assert number(watching.frame(), "step") == 1

        first.close()
        waiting.say("play")
        assert waiting.hears() == {"status": "started"}
        assert status(waiting.frame_when(lambda frame: number(frame, "epoch") > 0)) == "running"

    def test_a_run_whose_place_is_taken_says_so(
        self, visit: Visit, start: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = start(), start()
        browser = visit(first)
        browser.frame()
        assert first.process_id is not None
        os.kill(first.process_id, signal.SIGKILL)
        assert browser.hears() == {"status": "lost", "reason": "worker"}
        monkeypatch.setattr(RUNS.places, "limit", 1)
        visit(second).frame()

        browser.say("play")
        assert browser.hears() == {"status": "lost", "reason": "limit"}
