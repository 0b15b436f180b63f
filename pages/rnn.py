"""The page of recurrent networks: train one on sequences, and look at its memory while it learns."""

import streamlit as st

from playground.controls.downloads import downloads
from playground.controls.rnn import rnn_controls
from playground.controls.rnn_presets import RNN_PAGE
from playground.i18n import _
from playground.ui import learning_views
from playground.ui.address import begin_address, write_address
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.rnn import views
from playground.ui.rnn.gradient_in_time import gradient_through_time
from playground.ui.runs import live_run, speed_choice, transport_with_seed
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page
from playground.ui.summary import layer_table
from playground.ui.widgets import switch

wide_page()
begin_address()
experiment = rnn_controls()
if experiment is None:
    write_address(whole=False)
    send_sidebar()
    st.stop()
RNN_PAGE.claim(experiment)

bar, pace = st.columns([7, 1], vertical_alignment="center")
with pace:
    speed = speed_choice()
run = live_run("rnn", experiment, views.probes(experiment), speed)
with bar:
    transport_with_seed(run, key="transport", seed_key="rnn_seed")

views.memory(run, experiment)
send_sidebar(after=run)
views.of_the_task(run, experiment)

logarithmic = switch(_("Log axis"), "log")
curves, gradient, confusion = st.columns(3, gap="medium")
with curves:
    learning_views.curves(run, experiment, logarithmic)
with gradient:
    views.gradient(run, experiment)
with confusion:
    views.confusion(run, experiment)

gradient_through_time()

text, network = st.columns([3, 2], gap="large")
if not hidden("lesson"):
    with text:
        lesson("rnn")
with network:
    st.header(_("The network"), anchor=False)
    layer_table(experiment)
    downloads(experiment, RNN_PAGE.fill)
write_address()
