"""The slim bar above every page of somebody who is in a room, and what follows from its buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from playground.challenges.ready import READY
from playground.i18n import _
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.rooms import Place, RoomError
from playground.ui.groups import page_name
from playground.ui.membership import (
    WHOSE,
    Membership,
    become,
    cookie_path,
    copied_from,
    keep_room,
    leave_session,
    membership,
    open_copy,
    place_query,
    room_that_ended,
)
from playground.ui.menu import ENTRIES
from playground.ui.page_link import page_link
from playground.ui.runs import put_runs_aside, swap_runs

CLASS = "class"
"""Name of the page where rooms are opened and joined."""
_GOAL = "_room_goal"
"""Key of the place to which the next run of the script goes."""
_KEY = "room-bar"

_BAR = st.components.v2.component(
    "room_bar",
    html=source("room_bar.html"),
    css=source("room_bar.css"),
    js=source("page_element.js", "elements.js", "room_bar.js"),
)


def begin_room(pages: Mapping[str, StreamlitPage]) -> None:
    """Let the session be in its room, and bring it to where the teacher, or the student, wants to go. Once in each run.

    Parameters
    ----------
    pages
        The pages by their names.
    """
    member = membership()
    goal: Place | None = st.session_state.pop(_GOAL, None)
    if member is None:
        return
    if goal is not None and goal.page in pages:
        _forget_controls()
        become(member)
        query = {**dict(parse_qsl(goal.query)), "room": member.code, "lang": st.session_state["lang"]}
        st.switch_page(pages[goal.page], query_params=query)
    keep_room(member)
    whose = st.query_params.get(WHOSE)
    if whose is not None:
        if member.teaches and whose.isascii() and whose.isdecimal() and len(whose) < 10:
            open_copy(member, int(whose))
        st.query_params.pop(WHOSE, None)


def show_bar() -> None:
    """Show the bar, if this session is in a room; and what became of the room, if it is no more."""
    member = membership()
    if member is None:
        title = room_that_ended()
        if title is not None and page_name() != CLASS:
            st.info(_("You are in the room no more: it has ended, or you were sent out."), icon=":material/logout:")
        return
    if page_name() == CLASS:
        return  # the page of the class has all of it itself
    student = member.student
    back = "" if student is None or student.own is None else ("task" if student.went_back else "own")
    _BAR(
        key=_KEY,
        data=room_data(member)
        | {
            "teaches": member.teaches,
            "taken": student.taken if student else 0,
            "pages": {name: _(entry.title) for name, entry in ENTRIES.items()} if member.teaches else {},
            "back": back,
            "owner": copied_from(),
            "wall": page_link(CLASS, {"room": member.code}),
            "texts": _texts(),
        },
        on_task_change=_told(_take_task),
        on_swap_change=_told(_swap),
        on_send_change=_told(_send_to_all),
        on_leave_change=_told(leave),
    )


def room_data(member: Membership) -> dict[str, object]:
    """Return how a component in the browser reaches the room."""
    base = base_path()
    return {
        "room": f"{base}/live/room",
        "scripts": f"{base}/live/{version()}",
        "code": member.code,
        "token": member.token,
        "cookies": [list(pair) for pair in member.cookies],
        "cookiePath": cookie_path(),
    }


def challenge_in(query: str) -> str | None:
    """Return the name of the challenge that an address names, if there is such a one."""
    name = dict(parse_qsl(query)).get("challenge", "")
    return name if name in READY else None


def go_to(place: Place) -> None:
    """Go to a page as a link to it would, when the script runs next."""
    st.session_state[_GOAL] = place


def is_going() -> bool:
    """Return whether the script is to go elsewhere when it runs next."""
    return _GOAL in st.session_state


def _told(act: Callable[[Membership], None]) -> Callable[[], None]:
    """Return what calls somebody's act; who is in no room any more does nothing."""

    def take() -> None:
        member = membership()
        if member is not None:
            act(member)

    return take


def _take_task(member: Membership) -> None:
    """Bring a student to the newest task; what they had is kept, networks too."""
    student = member.student
    if student is None or student.taken >= member.room.shown.task.number:
        return
    task = member.room.take_task(member.token)
    put_runs_aside()
    go_to(Place(task.page, task.query))


def _swap(member: Membership) -> None:
    """Bring a student back to what they had before the task, or to the task again."""
    try:
        place = member.room.swap(member.token)
    except RoomError:
        return  # the room has ended meanwhile: the page says so as it runs
    if place is not None:
        swap_runs()
        go_to(place)


def _send_to_all(member: Membership) -> None:
    """Send the page as the teacher sees it to all."""
    if not member.teaches:
        return
    try:
        query = place_query()
        member.room.send(member.token, page_name(), query, challenge_in(query))
    except RoomError:
        return  # as above


def leave(member: Membership) -> None:
    """Let a student leave their room."""
    member.room.leave(member.token)
    leave_session()


def _forget_controls() -> None:
    """Forget all that this session has set, as if somebody had just opened its address: another page is to come."""
    for key in list(st.session_state):
        if not str(key).startswith(("_room", "_device", "_attempts")) and key != "lang":
            del st.session_state[key]


def _texts() -> dict[str, str]:
    return {
        "room": _("Your class's room"),
        "teacher": _("You teach"),
        "owner": _("Network of {name}"),
        "student": _("Student {n}"),
        "votes": _("{choice}: {n}"),
        "count": _("In the room: {n} · hands raised: {hands}"),
        "rank": _("Challenge met: place {place} of {count}"),
        "sent": _("The class has: {page}"),
        "hand": _("Raise your hand"),
        "leave": _("Leave the room"),
        "back_to_own": _("Back to what I had"),
        "back_to_task": _("To what the teacher sent"),
        "all_play": _("Play all"),
        "all_pause": _("Pause all"),
        "all_reset": _("Reset all"),
        "freeze": _("Freeze"),
        "send": _("Send this page to all"),
        "wall": _("The wall"),
        "frozen": _("Your teacher has stopped the pages for a moment."),
        "over": _("You are in the room no more: it has ended, or you were sent out."),
        "disconnected": _("Connection lost; trying again…"),
    }
