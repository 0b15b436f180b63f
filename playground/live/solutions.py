"""What a student has met a challenge with, as a file for the teacher."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from playground.live.wall import WALLS
from playground.rooms import ROOMS

TEACHER = "playground_teacher_"
"""Name of the cookie that says who teaches a room, before the room's code."""


async def solution(request: Request) -> Response:
    """Send the experiment of one line of a ranking; whoever does not teach the room is told that there is none."""
    room = ROOMS.find(request.path_params["code"])
    secret = request.cookies.get(TEACHER + request.path_params["code"], "")
    if room is None or not room.is_teacher(secret):
        return Response(status_code=404)
    experiment = WALLS.solution(room, request.path_params["number"])
    if experiment is None:
        return Response(status_code=404)
    name = f"{room.shown.task.challenge}-{request.path_params['number']}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(experiment.to_json(), media_type="application/json", headers=headers)
