"""The compare page: networks that differ in one thing, trained at the same time."""

import streamlit as st

from playground.controls.class_balance import class_balance_line
from playground.experiment import Experiment
from playground.i18n import _
from playground.live.figure import transport
from playground.ui.address import begin_address, write_address
from playground.ui.compare import gan_views, views
from playground.ui.compare.compared import Compared
from playground.ui.compare.controls import comparison_controls, take_new_seeds
from playground.ui.compare.presets import comparison_claim
from playground.ui.compare.views import shown_choice
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.runs import live_run, speed_choice
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page
from playground.ui.widgets import switch

wide_page()
begin_address()
with st.container():  # whatever stands here and comes or goes, what is below keeps its place, and is not made anew
    comparison = comparison_controls()
    if comparison is not None:
        comparison_claim(comparison)
if comparison is None:
    write_address(whole=False)
    send_sidebar()
    st.stop()

bar, pace = st.columns([7, 1], vertical_alignment="center")
with pace:
    speed = speed_choice()
pictures, beside = st.columns([5, 4], gap="medium")
with pictures:
    compared = Compared(comparison, shown_choice(comparison))
    views.warn_if_alike(compared)
run = live_run("compare", comparison.base, compared.probes(), speed, comparison)
with bar:
    transport(run, key="transport", on_new_seed=lambda: take_new_seeds(comparison))
    if isinstance(comparison.base, Experiment):
        class_balance_line(comparison.base.data, comparison.base.seed)

with pictures:
    views.grid(compared, run)
    views.table(compared, run)
    if compared.is_recurrent:
        views.in_time(compared, run)
with beside:
    if not compared.is_of_gans:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            part = views.part_choice()
            logarithmic = switch(_("Log axis"), "log")
        views.curves(compared, run, part, logarithmic)
    elif compared.target.has_modes:
        gan_views.mode_views(compared, run)
    else:
        gan_views.value_view(compared, run)
        gan_views.answer_view(compared, run)

send_sidebar(after=run)
left, right = st.columns(2, gap="medium")
if not compared.is_of_gans:
    with left:
        views.gradients(compared, run)
    with right:
        if not compared.is_recurrent:
            views.units(compared, run)
elif compared.target.has_modes:
    with left:
        gan_views.value_view(compared, run)
    with right:
        gan_views.answer_view(compared, run)
    gan_views.coverage_table(compared, run)

if not hidden("lesson"):
    lesson("compare")
write_address()
