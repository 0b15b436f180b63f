"""Who somebody is in a room: as a student, or as the teacher.

The session knows it, and a cookie of this browser, so that a reload comes back as the same person; the address says
which room it is (``?room=``), so that a page outside the class stays outside. A cookie holds a
secret of that room alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from playground.i18n import _
from playground.live.solutions import TEACHER
from playground.rooms import GATE, ROOMS, GateError, Place, Room, RoomError, Student
from playground.training.worker.runs import RUNS
from playground.ui.group_list import GROUPS
from playground.ui.groups import page_name

ROOM = "room"
"""Name of the room's code in an address."""
_MEMBER, _OVER, _RUN, _COPY, _OWNER = "_room", "_room_over", "_room_run", "_room_copy", "_room_owner"
STUDENT = "playground_student_"
"""Name of a student's cookie, before the code; the teacher's is :data:`playground.live.solutions.TEACHER`."""
ROUTE = "playground_room"
"""Name of the cookie that says to which room a browser belongs: several servers are told apart by it."""
WHOSE = "student"
"""Name of a student's number in the address of a page that is to open their network."""
OF_NO_PLACE = (ROOM, "lang", "large", "autoplay", "experiment", WHOSE)
"""What of an address says nothing of the controls."""


@dataclass(frozen=True)
class Membership:
    """Who this session is in a room.

    Parameters
    ----------
    room
        The room.
    token
        The student's token, or the teacher's secret.
    teaches
        Which of them.
    """

    room: Room
    token: str
    teaches: bool

    @property
    def code(self) -> str:
        """The room's code."""
        return self.room.shown.code

    @property
    def student(self) -> Student | None:
        """The student; nobody if they were sent out, or if this is the teacher."""
        try:
            return None if self.teaches else self.room.student(self.token)
        except RoomError:
            return None

    @property
    def cookies(self) -> list[tuple[str, str]]:
        """Names and values of what the browser keeps."""
        return [((TEACHER if self.teaches else STUDENT) + self.code, self.token), (ROUTE, self.code)]


def membership() -> Membership | None:
    """Return who this session is in a room, if it is anybody: as it knows, or as the address and a cookie say."""
    known: Membership | None = st.session_state.get(_MEMBER)
    if known is None:
        known = _remembered()
        if known is not None:
            st.session_state[_MEMBER] = known
    if known is not None and (known.room.shown.ended or (not known.teaches and known.student is None)):
        leave_session()
        st.session_state[_OVER] = known.room.shown.title or known.code
        return None
    return known


def become(member: Membership) -> None:
    """Let this session be somebody in a room."""
    st.session_state[_MEMBER] = member
    st.session_state.pop(_OVER, None)
    st.query_params[ROOM] = member.code


def leave_session() -> None:
    """Let this session be nobody in any room."""
    st.session_state.pop(_MEMBER, None)
    st.query_params.pop(ROOM, None)


def room_that_ended() -> str | None:
    """Return the title of the room that this session was in until it ended, or until the teacher sent it out."""
    title: str | None = st.session_state.get(_OVER)
    return title


def keep_room(member: Membership) -> None:
    """Put the room into the address again, which Streamlit empties when somebody goes to another page."""
    if st.query_params.get(ROOM) != member.code:
        st.query_params[ROOM] = member.code


def note_place(run: str | None = None) -> None:
    """Tell the room on which page this student is, and which run they train there.

    Called without a run at the page's beginning, before it has one, the one that it had stays.
    """
    member: Membership | None = st.session_state.get(_MEMBER)
    if member is None or member.teaches:
        return
    page = page_name()
    if run is not None:
        st.session_state[_RUN] = (page, run)
    at, token = st.session_state.get(_RUN, ("", None))
    try:
        member.room.note_place(member.token, Place(page, place_query()), token if at == page else None)
    except RoomError:
        return  # the room's end is seen, and said, when the page runs again


def place_query() -> str:
    """Return what the address says of this page's controls."""
    return urlencode({key: text for key, text in st.query_params.to_dict().items() if key not in OF_NO_PLACE}, safe=",")


def origin() -> str:
    """Return the address from which this session comes: it slows down who guesses, and is never logged."""
    return st.context.ip_address or "local"


def open_copy(member: Membership, number: int) -> None:
    """Let the page that is about to be drawn open a student's network as it is now: the teacher's own copy of it.

    Of a student who has left, or trains nothing, there is none; the page is then as it always opens.
    """
    students = [student for student in member.room.students if student.number == number]
    run = RUNS.get(students[0].run or "") if students else None
    if run is None or run.settings.comparison is not None:
        return
    st.session_state[_COPY] = run.state()
    st.session_state[_OWNER] = students[0].name or _("Student {n}").format(n=number)
    st.query_params["experiment"] = run.settings.experiment.to_json()


def copied_state() -> bytes | None:
    """Return the state of the network that is to be opened, once."""
    state: bytes | None = st.session_state.pop(_COPY, None)
    return state


def copied_from() -> str:
    """Return whose network this session's page has opened; nobody's name where it has opened none."""
    return str(st.session_state.get(_OWNER, ""))


def cookies() -> Mapping[str, str]:
    """Return the cookies that this browser has sent."""
    return st.context.cookies


def groups_of(page: str) -> dict[str, str]:
    """Return the groups of controls that a page has: their labels by their names."""
    return {name: group.label for name, group in GROUPS.items() if page in group.pages}


def cookie_path() -> str:
    """Return under which path the cookies are: all of it, as those that nginx sets (``deploy/nginx``)."""
    return "/"


def last_membership() -> Membership | None:
    """Return who this browser was when it was last in a room, if it still is anybody there.

    Nobody learns codes so: of a room whose token the browser does not bring, nothing is said.
    """
    room = ROOMS.find(cookies().get(ROUTE, ""))
    return None if room is None else _remembered_in(room)


def _remembered() -> Membership | None:
    code = st.query_params.get(ROOM)
    if not code:
        return None
    try:
        return _remembered_in(GATE.find(code, origin()))
    except GateError:
        return None  # the page of the class says that there is none


def _remembered_in(room: Room) -> Membership | None:
    kept = cookies()
    secret = kept.get(TEACHER + room.shown.code)
    if secret and room.is_teacher(secret):
        return Membership(room, secret, True)
    token = kept.get(STUDENT + room.shown.code)
    if token and room.knows(token):
        return Membership(room, token, False)
    return None
