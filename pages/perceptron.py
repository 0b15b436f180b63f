"""The perceptron page: assemble a multilayer perceptron, train it on points of the plane or a table, watch it learn."""

import streamlit as st

from playground.controls.class_balance import class_balance_line
from playground.controls.downloads import downloads
from playground.controls.perceptron import MovedNetwork, perceptron_controls
from playground.controls.preset_menu import preset_sentence
from playground.datasets import load
from playground.figures.boundary import CHOSEN, MISTAKES, SURFACE, boundary_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.training.probes.diagram import Diagram
from playground.training.probes.plane import Accuracy, Boundary, Losses, Mistakes, plane_resolution
from playground.ui.address import begin_address, write_address
from playground.ui.class_link import large_type
from playground.ui.groups import hidden
from playground.ui.lesson import lesson
from playground.ui.perceptron import view_cells
from playground.ui.perceptron.brush import brush
from playground.ui.perceptron.editable_diagram import editable_diagram
from playground.ui.perceptron.numbers import network_numbers, plane_numbers
from playground.ui.perceptron.view_cells import Viewed
from playground.ui.perceptron.views import show_views, view_choice, view_probes
from playground.ui.runs import live_run, speed_choice, transport_with_seed
from playground.ui.sidebar import send_sidebar
from playground.ui.style import wide_page
from playground.ui.summary import layer_table
from playground.ui.widgets import switch

CURVES = "curves"  # the one view that stands beside the plane

wide_page()
begin_address()
experiment = perceptron_controls()
dataset = load(experiment.data, experiment.seed)
draws = experiment.data.name == "points"
preset_sentence(experiment)

bar, pace = st.columns([7, 1], vertical_alignment="center")
with pace:
    speed = speed_choice()
pictures = st.container(key="pictures")
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    show_test = switch(_("Test points"), "test_points") or draws
    show_mistakes = dataset.task.is_classification and switch(_("Mark wrong points"), "mistakes", default=True)
    discrete = switch(_("Discretize"), "discrete")
    logarithmic = switch(_("Log axis"), "log")
views = view_choice(experiment)
has_curves_beside = CURVES in views and not large_type()
widths = [11, 9, 6] if has_curves_beside else [11, 9]
diagram, plane, *beside = pictures.columns(widths, gap="small")

resolution = plane_resolution(experiment.parameters)
always = [Losses(), Accuracy(), Boundary(resolution), Mistakes(with_test=show_test), Diagram(resolution)]
moved = MovedNetwork(experiment)
run = live_run("perceptron", experiment, [*always, *view_probes(views, experiment)], speed, moved=moved)
with bar:
    transport_with_seed(run, key="transport")
    class_balance_line(experiment.data, experiment.seed)

with diagram:
    editable_diagram(run, dataset, key="figure-diagram")
    network_numbers(run, experiment, dataset)
with plane:
    live_figure(
        boundary_figure(dataset, resolution, show_test, show_mistakes, discrete),
        [
            Binding("boundary", SURFACE, "z"),
            *(Binding(f"mistakes_{axis}", MISTAKES, axis) for axis in "xy" if show_mistakes),
            Binding("chosen_x", CHOSEN, "x"),
            Binding("chosen_y", CHOSEN, "y"),
        ],
        run,
        key="figure-boundary",
        alt=_("The plane, coloured by the network's answer, with the points to learn"),
        brush=brush() if draws else None,
    )
    plane_numbers(run, dataset, resolution)
for column in beside:
    with column:
        view_cells.curves(Viewed(run, dataset, experiment, logarithmic))
send_sidebar(after=run)
below = [view for view in views if view != CURVES or not has_curves_beside]
show_views(below, run, dataset, experiment, logarithmic=logarithmic, columns=2 if large_type() else 3)

text, network = st.columns([3, 2], gap="large")
if not hidden("lesson"):
    with text:
        lesson("perceptron")
with network:
    st.header(_("The network"), anchor=False)
    layer_table(experiment)
    downloads(experiment)
write_address()
