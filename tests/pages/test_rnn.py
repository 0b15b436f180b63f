"""The page of recurrent networks in AppTest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from playground.controls import rnn as controls
from playground.controls import rnn_data as data
from playground.controls.rnn_form import to_rnn_form
from playground.controls.training import CLIPS, LEARNING_RATES, PENALTIES
from playground.experiment import Experiment, Model, SeriesData, SurnameData, Training
from playground.experiment.recurrent_layers import GRU, LSTM, Recurrent
from playground.presets.recurrent import RNN_PRESETS
from tests.pages.opened import Opened

START = next(iter(RNN_PRESETS.values()))


@pytest.fixture(name="rnn")
def fixture_rnn(opened: Opened) -> Opened:
    """The page not yet visited."""
    opened.page = "rnn"
    return opened


def test_the_page_opens_on_its_first_preset(rnn: Opened) -> None:
    rnn.visit()
    assert rnn.experiment == START.experiment
    assert rnn.address == {}
    assert f"**{START.claim}**" in rnn.words
    assert "settings changed since" not in rnn.words
    assert {"transport", "live_figure"} <= set(rnn.drawn)


@pytest.mark.parametrize("name", RNN_PRESETS)
def test_a_preset_fills_the_controls_and_can_be_linked_to(rnn: Opened, name: str) -> None:
    rnn.visit().hold({"rnn_preset": name})
    assert rnn.experiment == RNN_PRESETS[name].experiment
    assert RNN_PRESETS[name].answer in rnn.words
    address = rnn.address
    rnn.visit(**address)
    assert rnn.experiment == RNN_PRESETS[name].experiment
    assert "settings changed since" not in rnn.words


def test_an_address_tells_of_a_control_put_back_from_a_preset(rnn: Opened) -> None:
    default = rnn.visit().app.session_state["rnn_units"]
    rnn.visit(rnn_preset="denoise")
    assert rnn.app.session_state["rnn_units"] != default
    rnn.hold({"rnn_units": default})
    settings, address = rnn.run.settings, rnn.address
    assert address["rnn_units"] == str(default)
    assert rnn.visit(**address).run.settings == settings


def test_the_way_back_to_the_preset(rnn: Opened) -> None:
    rnn.visit().hold({"rnn_units": controls.UNITS[-1]})
    assert "*(settings changed since)*" in rnn.words
    rnn.press("back_to_preset")
    assert rnn.experiment == START.experiment
    assert rnn.app.button(key="back_to_preset").disabled


def test_an_experiment_of_another_page_is_refused_in_words(rnn: Opened) -> None:
    rnn.visit(experiment=Experiment().to_json())
    assert "this page learns from sequences only" in rnn.app.error[0].value
    assert to_rnn_form(rnn.experiment) == to_rnn_form(START.experiment)


# Every control

ENDS: dict[str, tuple[dict[str, str], Sequence[float], Callable[[Experiment], object]]] = {
    "rnn_units": ({}, controls.UNITS, lambda one: recurrent(one)[0].units),
    "rnn_stack": ({}, (1, 4), lambda one: len(recurrent(one))),
    "rnn_embedding": ({}, controls.EMBEDDINGS, lambda one: getattr(one.model.layers[0], "units", 0) * embeds(one)),
    "rnn_rate": ({}, controls.RATES, lambda one: getattr(one.model.layers[-1], "rate", 0.0)),
    "rnn_forget": ({}, controls.FORGET_BIASES, lambda one: getattr(recurrent(one)[0], "forget_bias", None)),
    "rnn_radius": ({}, controls.RADII, lambda one: recurrent(one)[0].spectral_radius or 0.0),
    "rnn_truncation": ({}, controls.TRUNCATIONS, lambda one: one.training.truncation),
    "rnn_learning_rate": ({}, LEARNING_RATES, lambda one: one.training.optimizer.learning_rate),
    "rnn_clip": ({}, CLIPS, lambda one: one.training.clip_norm),
    "rnn_l1": ({}, PENALTIES, lambda one: one.training.l1),
    "rnn_length": ({"rnn_data": "adding"}, data.LENGTHS, lambda one: getattr(one.data, "length", None)),
    "rnn_noise": ({"rnn_data": "sine"}, data.NOISES, lambda one: getattr(one.data, "noise", None)),
    "rnn_names": ({"rnn_data": "communes"}, data.NAMES, lambda one: getattr(one.data, "samples", None)),
    "rnn_horizon": ({"rnn_data": "demand"}, data.HORIZONS, lambda one: getattr(one.data, "horizon", None)),
    "rnn_past": ({"rnn_data": "demand"}, data.PASTS, lambda one: getattr(one.data, "past", None)),
}


def recurrent(one: Experiment) -> list[Recurrent]:
    return [layer for layer in one.model.layers if isinstance(layer, Recurrent)]


def embeds(one: Experiment) -> bool:
    return one.model.layers[0].kind == "embedding"


@pytest.mark.parametrize("key", ENDS)
def test_each_slider_at_both_its_ends(rnn: Opened, key: str) -> None:
    address, stops, where = ENDS[key]
    rnn.visit(**address)
    slider = rnn.app.select_slider(key=key)
    for end in (stops[0], stops[-1]):
        assert slider.format_func(end) in (slider.options[0], slider.options[-1])
        rnn.hold({key: end})
        assert not rnn.app.error, rnn.app.error
        assert where(rnn.experiment) == end


@pytest.mark.parametrize("name", data.DATA_LABELS)
def test_every_task_in_the_menu_makes_an_experiment(rnn: Opened, name: str) -> None:
    rnn.visit().hold({"rnn_data": name})
    assert not rnn.app.error, rnn.app.error
    assert rnn.experiment.data.name == data.IN_PLACE_OF_NOTHING.get(name, name)
    assert rnn.experiment.parameters > 0


@pytest.mark.parametrize("cell", controls.CELLS)
def test_every_cell(rnn: Opened, cell: str) -> None:
    rnn.visit(rnn_cell=cell, rnn_both="True", rnn_stack="2")
    assert [layer.kind for layer in recurrent(rnn.experiment)] == [cell, cell]
    assert rnn.experiment.layers[-1].input_shape == (128,)


def test_in_french(rnn: Opened) -> None:
    rnn.visit("fr-FR")
    assert "Ce que l'on voit" in rnn.words
    assert "What you see" not in rnn.words


def test_numbers_on_sliders_are_french_in_french(rnn: Opened) -> None:
    rnn.visit("fr-FR", rnn_data="sine")
    assert "0,3" in rnn.app.select_slider(key="rnn_noise").options
    assert "1\u202f280" in rnn.app.select_slider(key="rnn_samples").options
    rnn.visit("fr-FR", rnn_data="communes")
    assert "0,8" in rnn.app.select_slider(key="rnn_temperature").options


def test_languages(rnn: Opened) -> None:
    rnn.visit(rnn_languages="french,italian")
    assert rnn.experiment.data.task.classes == 2
    assert rnn.address["rnn_languages"] == "french,italian"
    rnn.hold({"rnn_languages": ["french"]})
    assert rnn.experiment.data.task.classes == 7, "all of them until there are two"


def test_what_does_not_go_together_is_explained_and_what_runs_stays(rnn: Opened) -> None:
    rnn.visit(rnn_data="demand", rnn_preset="demand-day-ahead")
    before = rnn.experiment
    rnn.hold({"rnn_patch": 12}).hold({"rnn_past": 52})
    assert "52 values cannot be read 12 at a time" in rnn.app.error[0].value
    assert "What runs stays as it was." in rnn.app.error[0].value
    assert rnn.experiment == before.model_copy(update={"data": SeriesData(name="demand", patch=12)})
    rnn.hold({"rnn_past": 96})
    assert not rnn.app.error
    assert rnn.experiment.data.input_shape == (8, 12)


@pytest.mark.parametrize("strategy", ["direct", "recursive"])
def test_more_than_a_season_from_differences_is_explained_below_the_controls(rnn: Opened, strategy: str) -> None:
    rnn.visit(rnn_data="co2", rnn_past="52", rnn_horizon="48", rnn_strategy=strategy)
    assert not rnn.app.warning
    rnn.hold({"rnn_horizon": 72})
    assert "one season ahead at most: 52" in rnn.app.warning[0].value
    assert "72 steps ahead are too many" in rnn.app.error[0].value
    rnn.hold({"rnn_inputs": "values"})
    assert not rnn.app.warning
    assert not rnn.app.error


def test_only_losses_that_fit_are_offered(rnn: Opened) -> None:
    rnn.visit()
    offered = ["Automatic", "Squared error", "Cross-entropy"]
    assert rnn.app.selectbox(key="rnn_loss").options == offered
    rnn.hold({"rnn_loss": "mse"}).hold({"rnn_data": "communes"})
    assert not rnn.app.error
    assert rnn.experiment.training.loss == "auto"
    assert rnn.app.selectbox(key="rnn_loss").options == ["Automatic", "Cross-entropy"]


def test_a_spectral_radius_of_weights_of_zero_is_refused_in_words(rnn: Opened) -> None:
    rnn.visit().hold({"rnn_radius": 0.9}).hold({"rnn_init": "zeros"})
    assert "a matrix of zeros cannot be scaled to a spectral radius" in rnn.app.error[0].value
    rnn.hold({"rnn_start": "orthogonal"})
    assert not rnn.app.error


def test_an_address_that_makes_no_experiment_is_explained(rnn: Opened) -> None:
    rnn.visit(rnn_data="demand", rnn_past="7", rnn_patch="2")
    assert "7 values cannot be read 2 at a time" in rnn.app.error[0].value
    assert not rnn.drawn


def test_an_experiment_in_the_link_fills_the_controls(rnn: Opened) -> None:
    experiment = Experiment(
        data=SeriesData(name="co2", past=26, patch=2, horizon=5, strategy="recursive"),
        model=Model(layers=(GRU(units=7, return_sequences=True), GRU(units=7)), output_start="zeros"),
        training=Training(loss="mae", truncation=9),
        seed=3,
    )
    rnn.visit(experiment=experiment.to_json())
    assert rnn.experiment == experiment
    address = rnn.address
    assert rnn.visit(**address).experiment == experiment


def test_layers_of_a_link_that_the_page_cannot_show_are_refused_in_words(rnn: Opened) -> None:
    mixed = Model(layers=(LSTM(units=4, return_sequences=True), GRU(units=4)))
    rnn.visit(experiment=Experiment(data=SurnameData(), model=mixed).to_json())
    assert "recurrent layers that are alike" in rnn.app.error[0].value
    assert rnn.experiment == START.experiment


# A person's own data
