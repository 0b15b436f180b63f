"""What a teacher sends to the class and asks it, below the wall."""

from __future__ import annotations

from urllib.parse import parse_qsl

import streamlit as st

from playground.i18n import _
from playground.live.room_messages import LONGEST_CHOICE, LONGEST_QUESTION
from playground.presets.menus import MENUS
from playground.rooms import RoomError
from playground.rooms.room import MOST_CHOICES
from playground.ui.classroom.entrance import start_choice
from playground.ui.membership import ROOM, Membership
from playground.ui.menu import ENTRIES
from playground.ui.page_link import page_link
from playground.ui.room_bar import challenge_in


def lectern(member: Membership) -> None:
    """Show what the class has, how to send it something else, and how to ask it a question."""
    sending, asking = st.columns(2, gap="large")
    with sending:
        st.header(_("Send to the class"), anchor=False)
        _send(member)
    with asking:
        st.header(_("Ask the class"), anchor=False)
        _ask(member)


def _send(member: Membership) -> None:
    said, note = st.empty(), ""
    place = start_choice("send")
    if st.button(_("Send to all"), key="send", icon=":material/send:", disabled=place is None) and place is not None:
        try:
            member.room.send(member.token, place.page, place.query, challenge_in(place.query))
        except RoomError:
            st.rerun()  # the room has ended meanwhile, and the page says so
        note = _("Sent. What each student had is kept.")
    task = member.room.shown.task
    said.markdown(_("The class has: **{page}**.").format(page=_(ENTRIES[task.page].title)) + f" {note}")
    link = page_link(task.page, {ROOM: member.code})
    st.markdown(
        _("Or [prepare a page of your own]({link}): the bar above it sends it as you see it.").format(link=link)
    )


def _ask(member: Membership) -> None:
    question = st.text_area(
        _("Question"),
        _question(member),
        key=f"ask-question-{member.room.shown.task.number}",
        max_chars=LONGEST_QUESTION,
    )
    lines = st.text_area(
        _("Choices, one in each line"), "\n".join([_("Yes"), _("No")]), key="ask-choices", max_chars=MOST_CHOICES * 90
    )
    choices = [line.strip()[:LONGEST_CHOICE] for line in lines.splitlines() if line.strip()][:MOST_CHOICES]
    ready = bool(question.strip()) and len(choices) > 1
    if st.button(_("Ask"), key="ask", icon=":material/ballot:", disabled=not ready):
        try:
            member.room.ask(member.token, question.strip(), choices)
        except RoomError:
            st.rerun()  # as above


def _question(member: Membership) -> str:
    """Return the question of the preset that the class has, in the reader's language; nothing where it has none."""
    task = member.room.shown.task
    for key, (page, presets) in MENUS.items():
        if page == task.page:
            name = dict(parse_qsl(task.query)).get(key, "")
            return _(presets[name].question)[:LONGEST_QUESTION] if name in presets else ""
    return ""
