"""The perceptron page: assemble a multilayer perceptron, train it on points of the plane, watch it learn."""

import streamlit as st

from playground.datasets import load
from playground.figures.boundary import MISTAKES, SURFACE, boundary_figure
from playground.figures.curves import TEST, TRAIN, accuracy_figure, loss_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.training.probes import Accuracy, Boundary, Losses, Mistakes, plane_resolution
from playground.ui.address import begin_address, write_address
from playground.ui.lesson import lesson
from playground.ui.perceptron_controls import perceptron_controls, preset_sentence
from playground.ui.runs import live_run, speed_choice, transport_with_seed
from playground.ui.summary import layer_table
from playground.ui.widgets import switch

begin_address()
experiment = perceptron_controls()
preset_sentence(experiment)

bar = st.container()
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    speed = speed_choice()
    show_test = switch(_("Test points"), "test_points")
    show_mistakes = experiment.data.task.is_classification and switch(_("Mark wrong points"), "mistakes", default=True)
    logarithmic = switch(_("Log axis"), "log")
plane, curves, text = st.columns([11, 8, 6], gap="medium")

resolution = plane_resolution(experiment.parameters)
probes = [Losses(), Accuracy(), Boundary(resolution), Mistakes(with_test=show_test)]
run = live_run("perceptron", experiment, probes, speed)
with bar:
    transport_with_seed(run, key="transport")

with plane:
    live_figure(
        boundary_figure(load(experiment.data, experiment.seed), resolution, show_test, show_mistakes),
        [
            Binding("boundary", SURFACE, "z"),
            Binding("mistakes_x", MISTAKES, "x"),
            Binding("mistakes_y", MISTAKES, "y"),
        ],
        run,
        key="figure-boundary",
        alt=_("The plane, coloured by the network's answer, with the points to learn"),
    )
with curves:
    live_figure(
        loss_figure(logarithmic),
        [Binding("train_loss", TRAIN, curve=True), Binding("test_loss", TEST, curve=True)],
        run,
        key="figure-loss",
        alt=_("Training and test loss over epochs"),
    )
    if experiment.data.task.is_classification:
        live_figure(
            accuracy_figure(),
            [Binding("train_accuracy", TRAIN, curve=True), Binding("test_accuracy", TEST, curve=True)],
            run,
            key="figure-accuracy",
            alt=_("Training and test accuracy over epochs"),
        )
with text, st.container(height=620, border=False):
    lesson("perceptron")

st.subheader(_("The network"), anchor=False)
layer_table(experiment)
st.download_button(
    _("Download this experiment (JSON)"),
    experiment.to_json(indent=2),
    "experiment.json",
    "application/json",
    icon=":material/download:",
    on_click="ignore",
)
write_address()
