"""The page of GANs: two networks against each other, on the plane."""

import streamlit as st

from playground.controls.downloads import downloads
from playground.controls.gan import gan_controls
from playground.controls.gan_presets import GAN_PAGE
from playground.i18n import _
from playground.ui.address import begin_address, write_address
from playground.ui.gan import views
from playground.ui.gan.plane import gan_plane
from playground.ui.gan.shown import shown_switches
from playground.ui.gan.summary import network_tables
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.runs import live_run, speed_choice, transport_with_seed
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page

wide_page()
begin_address()
experiment = gan_controls()
GAN_PAGE.claim(experiment)

bar, pace = st.columns([7, 1], vertical_alignment="center")
with pace:
    speed = speed_choice()
run = live_run("gan", experiment, views.probes(experiment), speed)
with bar:
    transport_with_seed(run, key="transport", seed_key="gan_seed", after_divergence=views.after_divergence())

plane, curves = st.columns([5, 4], gap="medium")
with plane:
    picture = st.container()
    shown = shown_switches(experiment)
    with picture:
        gan_plane(run, experiment, shown, key="figure-plane")
send_sidebar(after=run)
with curves:
    views.curves(run, experiment)

text, network = st.columns([3, 2], gap="large")
if not hidden("lesson"):
    with text:
        lesson("gan")
with network:
    st.header(_("Both networks"), anchor=False)
    network_tables(experiment)
    downloads(experiment, GAN_PAGE.fill)
write_address()
