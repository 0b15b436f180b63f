"""The controls of the page of convolutional networks: presets and sidebar to an experiment."""

from __future__ import annotations

import streamlit as st

from playground.controls.cnn_form import PREFIX, data_from_cnn_form, from_cnn_form, own, to_cnn_form
from playground.controls.cnn_presets import CNN_PAGE
from playground.controls.form import training_to_form
from playground.controls.image_data import image_data_controls
from playground.controls.layer_address import shown_layers
from playground.controls.layer_cards import layer_cards
from playground.controls.training import training_controls
from playground.experiment import Experiment, ImageData, OwnImages
from playground.experiment.axes import convolves
from playground.i18n import _
from playground.numerals import whole
from playground.presets.images import IMAGE_PRESETS
from playground.ui.groups import hidden
from playground.ui.widgets import section

DEFAULTS = to_cnn_form(IMAGE_PRESETS[CNN_PAGE.start].experiment)
"""What the page opens with, and what its address need not say."""


def cnn_controls() -> Experiment | None:
    """Show the sidebar and return the experiment that it describes, with the last network that fitted its images.

    Returns
    -------
    Experiment or None
        ``None`` if no network has fitted such images yet; the sidebar then says at which card it ends.
    """
    CNN_PAGE.take_link(Experiment)
    with st.sidebar:
        CNN_PAGE.menu()
    return cnn_network_controls()


def cnn_network_controls() -> Experiment | None:
    """Show the controls of data, layers and training in the sidebar and return the experiment that they describe.

    Returns
    -------
    Experiment or None
        As :func:`cnn_controls`.
    """
    with st.sidebar:
        section("data")
        values = image_data_controls(DEFAULTS)
        data = data_from_cnn_form(values)
        _say_how_many(data)
        section("network")
        model = layer_cards(data.input_shape, data.task, DEFAULTS["cnn_layers"])
        section("training")
        training = training_controls(data.task, training_to_form(IMAGE_PRESETS[CNN_PAGE.start].experiment), PREFIX)
    values |= {own(name): value for name, value in training.items()}
    return None if model is None else from_cnn_form(values | {"cnn_layers": model.layers})


def cnn_convolves() -> bool:
    """Return whether there are convolutions on the cards, which need not be drawn yet."""
    return convolves(shown_layers(DEFAULTS["cnn_layers"]))


def _say_how_many(data: ImageData | OwnImages) -> None:
    """Say how many images there are for learning and for testing: of few classes, fewer than were asked for."""
    if not hidden(own("samples")):
        tests = data.test_samples if isinstance(data, ImageData) else data.samples - data.train_samples
        sentence = _("Learns from {train} images, and is tested on {test} others.")
        st.caption(sentence.format(train=whole(data.train_samples), test=whole(tests)))
