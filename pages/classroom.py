"""The page of a class: join a room, open one, and the wall of a room that is open."""

import streamlit as st

from playground.i18n import _
from playground.rooms import Place
from playground.ui.address import begin_address, write_address
from playground.ui.challenge_gallery import challenge_gallery
from playground.ui.classroom.entrance import entrance
from playground.ui.classroom.lectern import lectern
from playground.ui.classroom.wall import wall
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.membership import Membership, membership
from playground.ui.room_bar import go_to, leave
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page


def student_view(member: Membership) -> None:
    """Say in which room the student is, and show the way to its page and out."""
    shown = member.room.shown
    st.markdown(_("You are in the room **{code}**.").format(code=shown.code))
    with st.container(horizontal=True):
        if st.button(_("To what the teacher sent"), type="primary"):
            go_to(Place(shown.task.page, shown.task.query))
            st.rerun()
        if st.button(_("Leave the room")):
            leave(member)
            st.rerun()


wide_page()
begin_address()
person = membership()
if person is None:
    entrance()
    st.header(_("Challenges"), anchor=False)
    challenge_gallery()
elif person.teaches:
    wall(person, key="wall")
    lectern(person)
else:
    student_view(person)
send_sidebar()
if not hidden("lesson") and (person is None or person.teaches):
    lesson("class")
write_address()
