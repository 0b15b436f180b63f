"""The way into a room for students, and the way to one for teachers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from playground.challenges.ready import READY
from playground.counts import REFUSALS as COUNTS
from playground.counts import Refusal
from playground.i18n import LANGUAGES, N_, _, language
from playground.presets.menus import MENUS
from playground.rooms import GATE, ROOMS, GateError, Place, Room, RoomError, read_code
from playground.rooms.names import LONGEST
from playground.rooms.room import LONGEST_TITLE
from playground.ui.challenge_panel import challenge_query
from playground.ui.groups import HIDE, write_hidden
from playground.ui.membership import (
    OF_NO_PLACE,
    ROOM,
    Membership,
    become,
    groups_of,
    last_membership,
    origin,
    room_that_ended,
)
from playground.ui.menu import ENTRIES, START
from playground.ui.room_bar import CLASS, challenge_in, go_to

PAGES = tuple(name for name in ENTRIES if name not in (CLASS, "lecture"))
"""Where a class may begin."""
LONGEST_LINK = 20_000
_KINDS: Mapping[str, Refusal] = {"code": "code", "patience": "join"}
REFUSALS: Mapping[str, str] = {
    "code": N_("There is no room with this code."),
    "patience": N_("Too many attempts from here. Wait a minute, then try again."),
    "full": N_("This room is full."),
    "locked": N_("Your teacher lets nobody else in at the moment."),
    "ended": N_("This room has ended."),
}
OPENING_REFUSALS: Mapping[str, str] = {
    "full": N_("As many rooms as this server allows are open. Try again later."),
    "patience": N_("Too many rooms were opened from here. Wait some minutes, then try again."),
}


def entrance() -> None:
    """Show how to join a room and, beside it, how to open one."""
    title = room_that_ended()
    if title is not None:
        st.info(_("You are in the room no more: it has ended, or you were sent out."), icon=":material/logout:")
    _offer_way_back()
    joining, opening = st.columns(2, gap="large")
    with joining:
        st.header(_("Join a class"), anchor=False)
        _join()
    with opening:
        st.header(_("Open a room"), anchor=False)
        _open()


def _offer_way_back() -> None:
    """Where this browser is still somebody in a room, offer to go there, without its code."""
    last = last_membership()
    if last is None:
        return
    said = _("This browser teaches the room **{code}**.") if last.teaches else _("You are in the room **{code}**.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said.format(code=last.code), width="content")
        if st.button(_("Back to the room"), key="back-to-room", icon=":material/meeting_room:"):
            become(last)
            st.rerun()


def start_choice(key: str) -> Place | None:
    """Show the choice of a page, of what it begins with and of what students may touch; return it if it is complete.

    Parameters
    ----------
    key
        Before the keys of its controls.
    """
    names = {page: _(ENTRIES[page].title) for page in PAGES}
    linked, challenged = "link", "challenge"
    names |= {challenged: _("A challenge"), linked: _("A link to any page of this server")}
    page = st.selectbox(
        _("What the class begins with"),
        list(names),
        format_func=names.__getitem__,
        key=f"{key}-page",
    )
    if page == linked:
        text = st.text_input(_("Link"), key=f"{key}-link", max_chars=LONGEST_LINK)
        place = place_of(text)
        if text and place is None:
            st.warning(_("This is no link to a page of the playground."))
        return place
    if page == challenged:
        return _challenge(key)
    menu, presets = next((key, presets) for key, (name, presets) in MENUS.items() if name == page)
    preset = st.selectbox(
        _("Preset"), list(presets), format_func=lambda name: _(presets[name].label), key=f"{key}-preset-{page}"
    )
    return Place(page, urlencode({menu: preset, **touched(page, key)}, safe=","))


def _challenge(key: str) -> Place:
    """Show the choice of a challenge; return where it is met, and with what it begins."""
    name = st.selectbox(
        _("Challenge"), list(READY), format_func=lambda name: _(READY[name].title), key=f"{key}-challenge"
    )
    challenge = READY[name]
    st.caption(_(challenge.sentence))
    return Place(challenge.page, urlencode(challenge_query(challenge)))


def touched(page: str, key: str) -> Mapping[str, str]:
    """Show what students may touch on a page, and return what of an address hides the rest."""
    groups = {name: _(label) for name, label in groups_of(page).items()}
    with st.expander(_("What students may touch"), key=f"{key}-touch-{page}"):
        kept = st.multiselect(
            _("Controls that stay on the page"),
            list(groups),
            list(groups),
            format_func=groups.__getitem__,
            key=f"{key}-kept-{page}",
        )
    hiding = write_hidden(groups.keys() - set(kept))
    return {HIDE: hiding} if hiding else {}


def place_of(link: str) -> Place | None:
    """Return where a link leads, if it leads to a page of this server that a class may begin with."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    page = parts.path.rstrip("/").rpartition("/")[2] or START
    if page not in PAGES or not (parts.query or parts.path):
        return None
    query = {name: text for name, text in parse_qsl(parts.query) if name not in OF_NO_PLACE or name == "experiment"}
    return Place(page, urlencode(query, safe=","))


def _join() -> None:
    code = st.query_params.get(ROOM, "")
    with st.form("join", border=False):
        typed = st.text_input(_("Code"), code, key="join-code", max_chars=12, placeholder="ABC DEF", autocomplete="off")
        name = st.text_input(
            _("Your name in the class (you may leave it empty)"), key="join-name", max_chars=LONGEST, autocomplete="off"
        )
        joined = st.form_submit_button(_("Join"), type="primary", icon=":material/login:")
    st.caption(_("No account. Nothing else is asked, stored or logged; the room is forgotten when it ends."))
    if not joined:
        return
    _go_to_its_server(typed)
    try:
        room, student = GATE.join(typed, name, origin())
    except (GateError, RoomError) as refused:
        COUNTS.add(_KINDS.get(refused.reason, "room"))
        st.error(_(REFUSALS[refused.reason]), icon=":material/block:")
        return
    become(Membership(room, student.token, False))
    task = room.shown.task
    go_to(Place(task.page, task.query))
    st.rerun()


def _go_to_its_server(typed: str) -> None:
    """Load the page anew if a code belongs to another server: what stands before them reads the code in the address."""
    code = read_code(typed)
    if code is None or not ROOMS.letter or code.startswith(ROOMS.letter):
        return
    address = json.dumps("?" + urlencode({ROOM: code, "lang": language()}))
    st.html(f"<script>window.location.search = {address};</script>", unsafe_allow_javascript=True)
    st.stop()


def _open() -> None:
    title = st.text_input(_("Title"), key="open-title", max_chars=LONGEST_TITLE, placeholder=_("Group 2"))
    codes = list(LANGUAGES)
    code = st.segmented_control(
        _("Language of the students' pages"),
        codes,
        default=language(),
        format_func=LANGUAGES.__getitem__,
        key="open-lang",
        required=True,
    )
    place = start_choice("open")
    if not st.button(
        _("Open the room"), key="open-room", type="primary", icon=":material/meeting_room:", disabled=place is None
    ):
        return
    assert place is not None
    try:
        room = GATE.open(title, place.page, place.query, code or language(), origin(), challenge_in(place.query))
    except (GateError, RoomError) as refused:
        COUNTS.add("room")
        st.error(_(OPENING_REFUSALS[refused.reason]), icon=":material/block:")
        return
    _teach(room)


def _teach(room: Room) -> None:
    become(Membership(room, room.secret, True))
    st.rerun()
