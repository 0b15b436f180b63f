"""The page of convolutional networks: assemble one, train it on images, and look inside while it learns."""

import streamlit as st

from playground.controls.class_balance import class_balance_line
from playground.controls.cnn import cnn_controls
from playground.controls.cnn_presets import CNN_PAGE
from playground.controls.downloads import downloads
from playground.i18n import _
from playground.ui import learning_views
from playground.ui.address import begin_address, write_address
from playground.ui.cnn import shape_mismatches as cnn_misfits
from playground.ui.cnn import views
from playground.ui.cnn.architecture_view import architecture_view
from playground.ui.cnn.augmentation_view import augmentation_view
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.runs import live_run, speed_choice, transport_with_seed
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page
from playground.ui.widgets import switch

wide_page()
begin_address()
experiment = cnn_controls()
cnn_misfits.say_refused_link()
if experiment is None:
    cnn_misfits.no_network()
    write_address(whole=False)
    send_sidebar()
    st.stop()
CNN_PAGE.claim(experiment)

cnn_misfits.say_what_is_shown()
bar, pace = st.columns([7, 1], vertical_alignment="center")
with pace:
    speed = speed_choice()
why = views.why_choice()
run = live_run("cnn", experiment, views.probes(why), speed)
with bar:
    transport_with_seed(run, key="transport", seed_key="cnn_seed")
    class_balance_line(experiment.data, experiment.seed)
views.maps(run, experiment, why)
send_sidebar(after=run)

curves, confusion, wrong = st.columns(3, gap="medium")
with curves:
    logarithmic = switch(_("Log axis"), "log")
    learning_views.curves(run, experiment, logarithmic)
with confusion:
    views.confusion(run, experiment)
with wrong:
    views.wrong(run, experiment)

st.header(_("The architecture"), anchor=False)
architecture_view(experiment)
augmentation_view(experiment, run)

text, network = st.columns([3, 2], gap="large")
if not hidden("lesson"):
    with text:
        lesson("cnn")
with network:
    downloads(experiment, CNN_PAGE.fill)
write_address()
