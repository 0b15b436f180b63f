"""The wall of a room: a glance at every student's network, once a second, while a teacher looks."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator

import httpx
import pytest

from playground.challenges.best import BEST
from playground.challenges.ready import READY
from playground.experiment import Experiment
from playground.live.wall import WALLS
from playground.rooms import ROOMS, Place, Room
from playground.training.worker.runs import Run
from tests.live.conftest import Browser, Server, Visit
from tests.live.room.conftest import Come
from tests.training.watching import NEVER, wait_until


def test_the_wall_shows_every_student_and_each_network(
    room: Room, come: Come, visit: Visit, start: Callable[..., Run]
) -> None:
    run = start()
    anna, ben = room.join("Anna"), room.join()
    room.note_place(anna.token, Place("perceptron", "preset=xor"), run.token)
    room.note_place(ben.token, Place("descent", ""), None)
    page = visit(run)
    page.frame()
    here = come(anna.token)
    here.until(lambda: here.room)
    wall = come(room.secret, wall=True)
    wall.until(lambda: 1 in wall.glances)
    assert wall.glances[1].tensors["picture"].shape == (30, 30)
    wall.until(lambda: wall.wall and wall.wall[0]["seen"])
    first, second = wall.wall
    assert (first["name"], first["page"], first["present"], first["parameters"]) == ("Anna", "perceptron", True, 17)
    assert (second["name"], second["page"], second["present"], second["seen"]) == ("", "descent", False, False)
    assert anna.token not in json.dumps(wall.wall)
    page.say("step_epoch")
    wall.until(lambda: wall.glances[1].metadata["epoch"] == "1")
    room.leave(anna.token)
    wall.until(lambda: [row["number"] for row in wall.wall] == [2])


def test_a_wall_that_comes_later_gets_all_and_one_that_knows_a_picture_gets_it_once(
    room: Room, come: Come, visit: Visit, start: Callable[..., Run]
) -> None:
    run = start()
    anna = room.join("Anna")
    room.note_place(anna.token, Place("perceptron", ""), run.token)
    visit(run).frame()
    first = come(room.secret, wall=True)
    first.until(lambda: 1 in first.glances)
    second = come(room.secret, wall=True)
    second.until(lambda: 1 in second.glances)
    first.glances.clear()
    for _ in range(2):
        first.wall = []
        first.until(lambda: first.wall)
    assert first.glances == {}, "an unchanged network is not sent again"


def test_no_glance_is_taken_where_nobody_looks(
    room: Room, come: Come, visit: Visit, start: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    anna = room.join("Anna")
    room.note_place(anna.token, Place("perceptron", ""), run.token)
    visit(run).frame()
    asked: list[str] = []
    usual = Run.glance
    monkeypatch.setattr(Run, "glance", lambda self, *args, **how: asked.append(self.token) or usual(self, *args, **how))
    student = come(anna.token, wall=True)
    student.until(lambda: student.room)
    with pytest.raises(TimeoutError):
        student.hear(timeout=5 * NEVER)
    assert asked == []
    wall = come(room.secret, wall=True)
    wall.until(lambda: asked)


@pytest.fixture(name="challenged")
def fixture_challenged() -> Iterator[Room]:
    """A room with a challenge."""
    challenge = READY["moons-without-layers"]
    room = ROOMS.open("Challenge", challenge.page, "", "en", challenge.name)
    yield room
    room.end()


def test_a_challenge_is_met_by_the_run_itself_and_its_solution_is_the_teachers(
    challenged: Room, come: Come, visit: Visit, start: Callable[..., Run], server: Server
) -> None:
    challenge = READY["moons-without-layers"]
    solver, idler = start(what=BEST[challenge.name].experiment), start(what=challenge.start)
    for name, run in (("Anna", solver), ("Ben", idler)):
        student = challenged.join(name)
        challenged.note_place(student.token, Place(challenge.page, ""), run.token)
    pages = [visit(solver), visit(idler)]
    wall = come(challenged.secret, code=challenged.shown.code, wall=True)
    wall.until(lambda: wall.ranking == {"challenge": challenge.name, "by": challenge.ranked_by.value, "lines": []})
    for page in pages:
        page.frame()
        page.say("play")
    wall.until(lambda: keep_up(pages) and wall.ranking["lines"])
    (line,) = wall.ranking["lines"]
    assert line["student"] == 1
    assert line["score"] == pytest.approx(BEST[challenge.name].score, rel=0.5)
    code = challenged.shown.code
    for secret, status in (("wrong", 404), (challenged.students[0].token, 404), (challenged.secret, 200)):
        answer = httpx.get(f"{server.address}/live/room/{code}/1.json", cookies={f"playground_teacher_{code}": secret})
        assert answer.status_code == status
    assert Experiment.from_json(answer.text) == solver.settings.experiment
    assert httpx.get(f"{server.address}/live/room/{code}/2.json").status_code == 404


def test_a_challenge_is_judged_though_nobody_watches_the_wall(
    challenged: Room, come: Come, visit: Visit, start: Callable[..., Run], server: Server
) -> None:
    challenge, code = READY["moons-without-layers"], challenged.shown.code
    run = start(what=BEST[challenge.name].experiment)
    anna, ben = challenged.join("Anna"), challenged.join("Ben")
    challenged.note_place(anna.token, Place(challenge.page, ""), run.token)
    page, here, beside = visit(run), come(anna.token, code=code), come(ben.token, code=code)
    here.until(lambda: here.room)
    assert here.room["rank"] is None
    page.frame()
    page.say("play")
    here.until(lambda: keep_up([page]) and here.room["rank"])
    assert here.room["rank"] == {"place": 1, "of": 1}
    beside.until(lambda: beside.room)
    assert beside.room["rank"] is None
    cookies = {f"playground_teacher_{code}": challenged.secret}
    assert httpx.get(f"{server.address}/live/room/{code}/1.json", cookies=cookies).status_code == 200
    challenged.send(challenged.secret, "perceptron", "")
    here.until(lambda: here.room["rank"] is None)
    wait_until(lambda: code not in WALLS._walls)


def keep_up(pages: list[Browser]) -> bool:
    """Take what has come, as pages that are watched do."""
    for page in pages:
        with contextlib.suppress(TimeoutError):
            page.receive(timeout=0.01)
    return True
