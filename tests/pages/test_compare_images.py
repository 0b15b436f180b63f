"""The compare page with networks for images, in AppTest."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from playground.controls.cnn_form import from_cnn_form, to_cnn_form
from playground.experiment import Experiment
from playground.experiment.axes import AXES, NETWORK_AXES, AxisName
from playground.presets import PRESETS
from playground.presets.comparisons import COMPARISONS
from playground.presets.images import IMAGE_PRESETS
from playground.training.population.probes import Confusions, Planes
from playground.ui.compare.axis_values import OF_CELLS, OF_LAYERS
from tests.pages.opened import PAGES, Opened
from tests.pages.test_compare import COMPONENTS, compared

START = COMPARISONS["images-activations"]
DIGITS = from_cnn_form(to_cnn_form(IMAGE_PRESETS["digits"].experiment))


def digits(compare: Opened, **address: str) -> Opened:
    return compare.visit(experiment=DIGITS.to_json(), **address)


def probe_names(compare: Opened) -> list[str]:
    return [type(probe).__name__ for probe in compare.run.settings.probes]


def test_choosing_images_begins_with_something_small_enough_to_watch(compare: Opened) -> None:
    compare.visit().hold({"family": "cnn"})
    comparison = compared(compare)
    assert (comparison.axis, comparison.values, comparison.seeds) == ("activation", START.comparison.values, 3)
    assert to_cnn_form(comparison.base) == to_cnn_form(START.comparison.base)
    assert compare.app.selectbox(key="comparison").value == "images-activations"
    assert START.answer in compare.words
    assert "settings changed since" not in compare.words
    assert compare.drawn == COMPONENTS
    assert "Confusions" in probe_names(compare)
    assert "Planes" not in probe_names(compare)
    assert not compare.app.error
    address = compare.address
    assert (address["family"], address["comparison"]) == ("cnn", "images-activations")
    assert compared(compare.visit(**address)) == comparison, "its address is a link to it"


def test_from_images_back_to_points_each_keeps_its_own(compare: Opened) -> None:
    compare.visit(layers="3").hold({"family": "cnn"}).hold({"cnn_batch": 64})
    assert (compare.shows("cnn_data"), compare.shows("data"), compare.shows("layers")) == (True, False, False)
    images = compared(compare).base
    compare.hold({"family": "perceptron"})
    assert (compare.shows("cnn_data"), compare.shows("cnn_batch"), compare.shows("data")) == (False, False, True)
    assert len(compared(compare).base.model.layers) == 3
    assert any(isinstance(probe, Planes) for probe in compare.run.settings.probes)
    compare.hold({"family": "cnn"})
    assert compared(compare).base == images
    assert images.training.batch_size == 64


def test_headings_are_those_of_what_is_shown(compare: Opened) -> None:
    for family in ("cnn", "perceptron"):
        compare.visit(family=family, hide="data,features,noise,samples,train")
        headings = [one.value for one in compare.app.sidebar.header]
        assert ("Data" in headings) == (family == "cnn")


@pytest.mark.parametrize("axis", [axis for axis in NETWORK_AXES if axis not in OF_CELLS])
def test_every_axis(compare: Opened, axis: AxisName) -> None:
    digits(compare, axis=axis, seeds="3")
    comparison = compared(compare)
    assert (comparison.axis, comparison.values, comparison.base) == (axis, AXES[axis].default, DIGITS)
    assert compare.drawn == COMPONENTS
    assert not compare.app.error
    covered = {"optimizer": "cnn_optimizer", "learning_rate": "cnn_learning_rate", "initializer": "cnn_init"}
    covered |= {"batch_size": "cnn_batch", "penalty": "cnn_l1", "seed": "cnn_seed"}
    for name, key in covered.items():
        assert compare.shows(key) == (name != axis and not (axis == "optimizer" and name == "learning_rate")), key
    sentence = "Takes the place of what the cards of the layers say."
    assert (sentence in compare.words) == (axis in OF_LAYERS)
    address = compare.address
    assert compared(compare.visit(**address)) == comparison


@pytest.mark.parametrize(
    ("axis", "convolving", "plain"),
    [("width", "4 filters", "4 neurons"), ("depth", "2 convolutions", "2 hidden layers")],
)
def test_what_is_counted_has_its_name(compare: Opened, axis: str, convolving: str, plain: str) -> None:
    digits(compare, axis=axis, seeds="3")
    assert convolving in compare.app.get_by_key(f"values_{axis}").options
    flat = IMAGE_PRESETS["no-convolution"].experiment
    compare.visit(experiment=flat.to_json(), axis=axis, seeds="3")
    assert plain in compare.app.get_by_key(f"values_{axis}").options


def test_an_experiment_in_the_address_says_which_kind(compare: Opened) -> None:
    digits(compare)
    assert compared(compare).base == DIGITS
    assert compare.address["family"] == "cnn"
    assert "experiment" not in compare.address
    experiment = PRESETS["dropout"].experiment
    compare.visit(experiment=experiment.to_json(), family="cnn")
    assert compared(compare).base == experiment
    assert "family" not in compare.address


@pytest.mark.parametrize(("family", "name"), [("cnn", "images-activations"), ("rnn", "cells")])
def test_a_kind_alone_in_the_address_begins_with_its_first_comparison(compare: Opened, family: str, name: str) -> None:
    assert compared(compare.visit(family=family)) == COMPARISONS[name].comparison
    assert compare.address["comparison"] == name
    assert not compare.app.error
    compare.visit(family=family, values_width="2,4", axis="width", seeds="4")
    assert compared(compare).base == COMPARISONS[name].comparison.base
    assert (compared(compare).values, compared(compare).seeds) == ((2, 4), 4)


def test_a_network_in_the_address_is_none_of_a_comparison(compare: Opened) -> None:
    compare.visit(family="rnn", rnn_data="parity")
    assert compare.app.session_state["comparison"] == "activations"
    assert compared(compare).base.data.name == "parity"


@pytest.mark.parametrize("family", ["", "rnn2", "<b>"])
def test_an_unknown_kind_is_ignored(compare: Opened, family: str) -> None:
    compare.visit(family=family)
    assert compared(compare).base.data.name == "spiral"
    assert "family" not in compare.address


@pytest.mark.parametrize("name", [name for name in COMPARISONS if name.startswith("images-")])
def test_the_menu_of_comparisons_brings_the_kind_along(compare: Opened, name: str) -> None:
    compare.visit().hold({"comparison": name})
    assert compare.app.session_state["family"] == "cnn"
    assert compared(compare) == compared(compare.visit(comparison=name))
    compare.hold({"comparison": "dropout"})
    assert compared(compare) == COMPARISONS["dropout"].comparison
    assert compare.app.session_state["family"] == "perceptron"


# What is refused


def test_values_with_which_there_is_no_network_are_named(compare: Opened) -> None:
    digits(compare, axis="depth", seeds="3", values_depth="1,2,6")
    assert [error.value for error in compare.app.error] == [
        "This comparison cannot be made. values: 6: layer 8: max_pool2d 2×2 does not fit an input of 1×1"
    ]
    assert compare.drawn == []
    compare.hold({"values_depth": [1, 2]})
    assert compare.drawn == COMPONENTS


def test_too_many_images_are_refused(compare: Opened) -> None:
    compare.visit(family="cnn", cnn_seed="1", seeds="5")
    (error,) = compare.app.error
    assert "27,440,000 numbers of input data of all networks together: must be at most 24,000,000; " in error.value
    compare.hold({"cnn_samples": 1000, "seeds": 3})
    assert not compare.app.error
    assert compare.drawn == COMPONENTS


def test_a_network_that_never_fitted_draws_nothing(compare: Opened) -> None:
    compare.visit(family="cnn", cnn_layers="conv:8,3,1,0,1,relu;dense:8,relu")
    assert compare.drawn == []
    assert compare.app.error


# Pictures, seeds, other pages


def test_pictures_of_one_seed_or_of_all(compare: Opened) -> None:
    digits(compare, axis="depth", seeds="3", values_depth="0,1")
    assert Confusions((0, 3)) in compare.run.settings.probes
    compare.hold({"shown": "all"})
    assert Confusions(tuple(range(6))) in compare.run.settings.probes


def test_each_picture_links_to_its_network_on_its_page(compare: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    given_out: list[Any] = []
    monkeypatch.setattr("playground.ui.compare.grids._GRID", lambda key, data: given_out.append(data))
    digits(compare, axis="batch_size", seeds="3", values_batch_size="10,50")
    assert (given_out[-1]["tensor"], given_out[-1]["points"]) == ("confusions", [])
    assert (given_out[-1]["names"], given_out[-1]["columns"]) == ([str(digit) for digit in range(10)], 2)
    for row, experiments in zip(given_out[-1]["rows"], compared(compare).experiments, strict=True):
        (cell,) = row["cells"]
        link = urlsplit(cell["link"])
        assert link.path == "cnn"
        assert Experiment.from_json(parse_qs(link.query)["experiment"][0]) == experiments[0]


def test_the_network_of_the_cnn_page_is_there_already(compare: Opened) -> None:
    compare.visit(comparison="images-filters")
    base = compared(compare).base
    compare.app.switch_page(str(PAGES / "cnn.py"))
    compare.again()
    assert compare.experiment == base


def test_in_french(compare: Opened) -> None:
    digits(compare, lang="fr", axis="width", seeds="3")
    assert compared(compare).base == DIGITS
    assert compare.drawn == COMPONENTS
