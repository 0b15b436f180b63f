"""The perceptron page: assemble a multilayer perceptron, train it on the plane, watch it learn."""

import streamlit as st

from playground.datasets import load
from playground.experiment import Experiment
from playground.figures.boundary import MISTAKES, SURFACE, boundary_figure
from playground.figures.curves import TEST, TRAIN, accuracy_figure, loss_figure
from playground.live.figure import Binding, live_figure, transport
from playground.training.probes import Accuracy, Boundary, Losses, Mistakes
from playground.ui.runs import live_run

st.sidebar.slider("Hidden layers", 0, 6, 2, key="layers", bind="query-params")
e = Experiment()
l = e.model.layers[:1] * st.session_state.layers
e = e.model_copy(update={"model": e.model.model_copy(update={"layers": l})})
run = live_run("perceptron", e, probes=(Losses(), Accuracy(), Boundary(), Mistakes()), batches_per_second=None)
transport(run, key="transport", on_new_seed=lambda: None)
left, right = st.columns(2)
with left:
    live_figure(
        boundary_figure(load(e.data, e.seed)),
        [Binding("boundary", SURFACE, "z"), Binding("mistakes_x", MISTAKES, "x"), Binding("mistakes_y", MISTAKES, "y")],
        run, key="boundary", alt="boundary")
with right:
    live_figure(loss_figure(), [Binding("train_loss", TRAIN, curve=True), Binding("test_loss", TEST, curve=True)], run, key="loss", alt="loss")
    live_figure(accuracy_figure(), [Binding("train_accuracy", TRAIN, curve=True), Binding("test_accuracy", TEST, curve=True)], run, key="accuracy", alt="accuracy")
