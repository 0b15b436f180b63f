"""The lecture page: each slide, and the page that shows it."""

import streamlit as st

from playground.i18n import _
from playground.ui.address import begin_address, write_address
from playground.ui.lecture.lecture_map import lecture_map
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page

wide_page()
begin_address()
st.markdown(_("The course in its order. Each slide has what shows it here: follow a link, and the page opens on it."))
lecture_map(key="lecture-map")
send_sidebar()
write_address()
