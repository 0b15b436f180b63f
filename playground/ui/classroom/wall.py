"""The component that shows a room to its teacher and to the class: the way in, and every student's network."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import segno
import streamlit as st

from playground.challenges.ready import READY
from playground.figures.theme import CLASS_COLOURS, CURVE_COLOURS, MIDDLE, Shade
from playground.i18n import _, language
from playground.live.files import source
from playground.live.scripts import base_path
from playground.ui.membership import ROOM, Membership
from playground.ui.menu import ENTRIES
from playground.ui.page_link import page_link
from playground.ui.room_bar import room_data

COPIED = ("perceptron", "cnn", "rnn", "gan")
"""Pages that open a student's network, weights included."""
_SHADES: tuple[Shade, ...] = ("light", "dark")
_WALL = st.components.v2.component(
    "wall",
    html=source("wall.html"),
    css=source("wall.css"),
    js=source("page_element.js", "elements.js", "wall.js"),
)


def wall(member: Membership, *, key: str) -> None:
    """Show the wall of a teacher's room."""
    link = join_link(member)
    _WALL(
        key=key,
        data=room_data(member)
        | {
            "language": language(),
            "link": link,
            "qr": qr_code(link),
            "solutions": f"{base_path()}/live/room/{member.code}",
            "challenges": {name: _(challenge.title) for name, challenge in READY.items()},
            "open": {page: page_link(page, {ROOM: member.code, "student": "NUMBER"}) for page in COPIED},
            "pages": {name: _(entry.title) for name, entry in ENTRIES.items()},
            "looks": {shade: _looks(shade) for shade in _SHADES},
            "texts": _texts(),
        },
        on_ended_change=lambda: None,
    )


def join_link(member: Membership) -> str:
    """Return the address that lets students in, in the room's language."""
    page = (st.context.url or "").split("?")[0]
    shown = member.room.shown
    return f"{page}?{urlencode({ROOM: shown.code, 'lang': shown.language})}"


@lru_cache(64)
def qr_code(text: str) -> str:
    """Return the QR code of a text as SVG, with its quiet zone, to be enlarged at will."""
    made = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        made, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, dark="#000", light="#fff"
    )
    return made.getvalue().decode()


def _looks(shade: Shade) -> dict[str, Any]:
    return {"classes": list(CLASS_COLOURS), "curves": list(CURVE_COLOURS[shade]), "middle": MIDDLE[shade]}


def _texts() -> dict[str, str]:
    return {
        "wall": _("The wall of the class"),
        "votes": _("{choice}: {n}"),
        "count": _("In the room: {n} · hands raised: {hands}"),
        "empty": _("Nobody is here yet. Students open the link, or scan the code."),
        "student": _("Student {n}"),
        "raised": _("raises their hand"),
        "remove": _("Send {name} out"),
        "away": _("away"),
        "play": _("Play all"),
        "pause": _("Pause all"),
        "reset": _("Reset all"),
        "freeze": _("Freeze"),
        "lock": _("Let nobody else in"),
        "projector": _("Projector"),
        "end": _("End the room"),
        "confirm_end": _("End this room? Students keep their pages, but nobody can join any more."),
        "sorted": _("Sorted by"),
        "by_joined": _("time of joining"),
        "by_name": _("name"),
        "by_accuracy": _("accuracy"),
        "by_parameters": _("parameters"),
        "by_epoch": _("epochs"),
        "parameters": _("{n} parameters"),
        "epoch": _("epoch {n}"),
        "loss": _("loss {x}"),
        "challenge": _("Challenge: {title}"),
        "unmet": _("Nobody has met it yet."),
        "epochs": _("{n} epochs"),
        "solution": _("Solution of {name}"),
        "close_poll": _("Close the vote"),
        "over": _("This room has ended."),
        "disconnected": _("Connection lost; trying again…"),
    }
