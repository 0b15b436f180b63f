"""What a teacher tells all networks of a room: told to the networks themselves, however slow a student's browser is."""

from __future__ import annotations

from playground.rooms import Room
from playground.rooms.shown import OrderKind
from playground.training.worker.commands import Pause, Play
from playground.training.worker.runs import RUNS


def carry_out(room: Room, kind: OrderKind) -> int:
    """Let each student's network play, pause or begin anew; return how many there were."""
    reached = 0
    for student in room.students:
        run = RUNS.get(student.run or "")
        if run is None:
            continue
        if kind == "reset":
            run.restart()
        else:
            run.command(Play() if kind == "play" else Pause())
        reached += 1
    return reached
