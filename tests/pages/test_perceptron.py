from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.activations import ACTIVATIONS
from playground.datasets.planes import PLANES
from playground.experiment import Adam, Dense, Dropout, Experiment, Model, PlaneData, Training
from playground.experiment.data import FEATURES, PLANE_TASKS
from playground.experiment.training import OPTIMIZERS
from playground.initializers import INITIALIZERS
from playground.presets import PRESETS, Preset
from playground.training.probes import Mistakes
from playground.ui import perceptron_controls as controls
from playground.ui.form import to_form
from playground.ui.runs import SPEEDS
from tests.experiment.test_experiment import EXAMPLE
from tests.pages.opened import Opened
from tests.ui.shown import shown_experiments

DESIGN = Experiment(
    data=PlaneData(name="spiral", samples=500, noise=0.0, train_fraction=0.5, features=("x1", "x2")),
    model=Model(layers=(Dense(units=8, activation="tanh"), Dropout(rate=0.2))),
    training=Training(optimizer=Adam(learning_rate=0.01), batch_size=10, loss="auto", l1=0.0, l2=0.0),
    seed=0,
)
START = PRESETS["spiral"].experiment
MANY = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME = settings(MANY, max_examples=25)


def test_the_page_opens_on_the_default_experiment(opened: Opened) -> None:
    opened.visit()
    assert opened.experiment == START
    assert opened.address == {}
    assert opened.run.process_id is None, "no browser, no worker"
    assert opened.runs.playing == [False]


def test_the_page_has_its_parts(opened: Opened) -> None:
    opened.visit()
    drawn = [component.proto.component_name for component in opened.app.get("bidi_component")]
    assert drawn == ["transport", "live_figure", "live_figure", "live_figure"]
    assert "**105 parameters** to learn" in opened.words
    assert "backpropagation" in opened.words
    assert not opened.app.error


def test_the_page_keeps_one_run_while_it_is_open(opened: Opened) -> None:
    opened.visit().hold({"layers": 3}).hold({"speed": "max"}).hold({"learning_rate": 0.1})
    assert len(opened.runs.made) == 1


def test_a_number_to_predict_has_no_accuracy(opened: Opened) -> None:
    opened.visit().hold({"data": "plane"})
    assert len(opened.app.get("bidi_component")) == 3
    assert opened.app.get_by_key("loss").options == ["Automatic", "Squared error"]


def test_cross_entropy_gives_way_to_data_without_classes(opened: Opened) -> None:
    opened.visit().hold({"loss": "cross_entropy"}).hold({"data": "multi_gaussian"})
    assert opened.experiment.training.loss == "auto"


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_fills_controls_and_address(opened: Opened, name: str) -> None:
    wanted = PRESETS[name].experiment
    opened.visit().hold({"layers": 5, "drop": "dropout", "l2": 3.0, "seed": 9, "optimizer": "rmsprop"})
    other = "dropout" if name == "spiral" else "spiral"
    opened.hold({"preset": other}).hold({"preset": name})
    assert opened.experiment == wanted
    assert_controls_show(opened, wanted)
    assert f"**{PRESETS[name].label}.** {PRESETS[name].sentence}" in opened.words
    assert "settings changed since" not in opened.words
    address = opened.address
    assert opened.visit(**address).experiment == wanted


def test_a_preset_changed_by_hand_says_so_but_not_for_another_seed(opened: Opened) -> None:
    opened.visit(preset="zeros").hold({"seed": 4})
    assert "settings changed since" not in opened.words
    opened.hold({"init": "xavier"})
    assert "*(settings changed since)*" in opened.words


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_can_be_linked_to(opened: Opened, name: str) -> None:
    opened.visit(preset=name)
    assert opened.experiment == PRESETS[name].experiment
    assert opened.app.selectbox(key="preset").value == name
    assert "preset" not in opened.address


@pytest.mark.parametrize("name", ["", "none-such", "<b>", "spiral,zeros"])
def test_an_unknown_preset_is_ignored(opened: Opened, name: str) -> None:
    assert opened.visit(preset=name).experiment == START
    assert opened.address == {}


@pytest.mark.parametrize("text", [EXAMPLE, DESIGN.to_json(), json.dumps(json.loads(EXAMPLE))])
def test_an_experiment_in_the_address_fills_the_controls(opened: Opened, text: str) -> None:
    opened.visit(experiment=text)
    assert opened.experiment == DESIGN
    assert_controls_show(opened, DESIGN)
    assert opened.address == {"layers": "1", "drop": "dropout", "seed": "0"}
    assert opened.again().experiment == DESIGN


@SOME
@given(experiment=shown_experiments(samples=2000))
def test_any_experiment_in_the_address_comes_back_from_the_page(opened: Opened, experiment: Experiment) -> None:
    opened.visit(experiment=experiment.to_json())
    assert opened.experiment == experiment
    assert "experiment" not in opened.address
    assert opened.again().experiment == experiment
    assert opened.visit(**opened.address).experiment == experiment, "its address is a link to it"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"data": {"nmae": "xor"}}', "data.nmae: unknown field; allowed here: name, samples"),
        ('{"data": {"samples": 5}}', "data.samples: 5: must be at least 10"),
        (
            '{"training": {"optimizer": {"name": "adam", "learning_rate": 1000}}}',
            "training.optimizer.learning_rate: 1000",
        ),
        ('{"model": {"layers": [{"type": "dens", "units": 8}]}}', "model.layers[0].type"),
        ('{"seed": 1', "not valid JSON"),
        ("", "not valid JSON"),
        ("[]", "experiment: []: must be an object"),
        ("\x00<script>alert(1)</script>", "not valid JSON"),
        (f'{{"seed": {"1" * 300_000}}}', "the text is too long: at most 200000 characters"),
        ('{"model": {"layers": [{"type": "dense", "units": 513}]}}', "model.layers: dense: this page shows up to"),
        ('{"model": {"layers": [{"type": "dropout", "rate": 0.5}]}}', "model.layers: dropout: this page shows up to"),
    ],
)
def test_a_refused_experiment_says_why_once_and_leaves_the_defaults(opened: Opened, text: str, said: str) -> None:
    opened.visit(experiment=text)
    assert len(opened.app.error) == 1
    assert opened.app.error[0].value.startswith("The link's experiment was refused. ")
    assert said in opened.app.error[0].value
    assert opened.experiment == START
    assert opened.address == {}
    assert not opened.again().app.error


def test_a_refused_experiment_leaves_the_rest_of_the_address(opened: Opened) -> None:
    opened.visit(experiment="{", data="xor", layers="1")
    assert opened.experiment.data.name == "xor"
    assert opened.address == {"data": "xor", "layers": "1"}


def test_the_inputs_of_an_experiment_keep_their_order(opened: Opened) -> None:
    turned = Experiment(data=PlaneData(features=("sin(x1)", "x2", "x1")))
    assert opened.visit(experiment=turned.to_json()).experiment == turned


def test_the_download_is_the_experiment(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    given_out: list[str] = []

    def download(label: str, data: str, *rest: Any, **options: Any) -> bool:
        given_out.append(data)
        return False

    monkeypatch.setattr("streamlit.download_button", download)
    opened.visit(preset="dropout")
    assert [Experiment.from_json(text) for text in given_out] == [PRESETS["dropout"].experiment]


def test_autoplay_and_speed_come_from_the_address(opened: Opened) -> None:
    opened.visit(autoplay="1", speed="max")
    assert opened.runs.playing == [True]
    assert opened.run.settings.batches_per_second is None
    assert opened.address == {"autoplay": "1", "speed": "max"}


@pytest.mark.parametrize(
    ("speed", "batches"),
    [("1-batch", 1), ("5-batches", 5), ("1-epoch", 25), ("5-epochs", 125), ("20-epochs", 500), ("max", None)],
)
def test_speeds_are_batches_a_second(opened: Opened, speed: str, batches: float | None) -> None:
    opened.visit().hold({"speed": speed})
    assert list(SPEEDS) == opened_names(opened, "speed")
    assert opened.run.settings.batches_per_second == batches


def test_test_points_are_checked_for_mistakes_only_where_shown(opened: Opened) -> None:
    opened.visit()
    assert Mistakes(with_test=False) in opened.run.settings.probes
    opened.hold({"test_points": True})
    assert Mistakes(with_test=True) in opened.run.settings.probes


# Languages


def test_english_is_the_first_language(opened: Opened) -> None:
    assert "Network" in opened.visit(locale="de-DE").words
    assert opened.address == {}


def test_the_address_chooses_french(opened: Opened) -> None:
    opened.visit(lang="fr")
    assert_french(opened)
    assert opened.address == {"lang": "fr"}
    assert_french(opened.again())


@pytest.mark.parametrize("locale", ["fr-CA", "fr", "fr-FR"])
def test_the_browser_chooses_french(opened: Opened, locale: str) -> None:
    assert_french(opened.visit(locale=locale))
    assert_french(opened.again())


def test_a_french_page_is_linked_to_in_french(opened: Opened) -> None:
    address = opened.visit(locale="fr-CA").hold({"layers": 3}).address
    assert_french(opened.visit(locale="en-US", **address))


def test_the_switch_changes_the_language_and_the_address_keeps_it(opened: Opened) -> None:
    opened.visit().hold({"layers": 4, "lang": "fr"})
    assert_french(opened)
    assert opened.address == {"layers": "4", "lang": "fr"}
    assert len(opened.experiment.layers) == 5
    address = opened.address
    assert_french(opened.visit(**address))
    opened.hold({"lang": "en"})
    assert "The network" in opened.words
    assert_english(opened.visit(**opened.address))


def test_english_chosen_in_a_french_browser_stays(opened: Opened) -> None:
    opened.visit(locale="fr-CA").hold({"lang": "en"})
    assert_english(opened)
    assert_english(opened.visit(locale="fr-CA", **opened.address))


def test_an_unknown_language_is_that_of_the_browser(opened: Opened) -> None:
    assert_french(opened.visit(locale="fr-CA", lang="xx"))
    assert_english(opened.visit(locale="en-GB", lang="<b>"))


def test_a_change_of_language_keeps_the_run(opened: Opened) -> None:
    opened.visit(units1="9").hold({"lang": "fr"})
    assert len(opened.runs.made) == 1
    assert opened.experiment.model.layers[0] == Dense(units=9, activation="tanh")


def test_a_refusal_is_in_french(opened: Opened) -> None:
    opened.visit(lang="fr", experiment='{"seed": -1}')
    assert "L'expérience" in opened.app.error[0].value.replace("’", "'")


# Every control

ENDS: dict[str, Sequence[float]] = {
    "samples": controls.SAMPLES,
    "noise": controls.NOISES,
    "train": controls.SHARES,
    "layers": range(9),
    "units1": controls.UNITS,
    "rate1": controls.RATES,
    "learning_rate": controls.LEARNING_RATES,
    "batch": controls.BATCHES,
    "l1": controls.PENALTIES,
    "l2": controls.PENALTIES,
}
WHERE: dict[str, Callable[[Experiment], object]] = {
    "samples": lambda experiment: experiment.data.samples,
    "noise": lambda experiment: experiment.data.noise,
    "train": lambda experiment: experiment.data.train_fraction,
    "layers": lambda experiment: sum(isinstance(layer, Dense) for layer in experiment.model.layers),
    "units1": lambda experiment: experiment.model.layers[0].units,
    "rate1": lambda experiment: getattr(experiment.model.layers[1], "rate", 0.0),
    "learning_rate": lambda experiment: experiment.training.optimizer.learning_rate,
    "batch": lambda experiment: experiment.training.batch_size,
    "l1": lambda experiment: experiment.training.l1,
    "l2": lambda experiment: experiment.training.l2,
}


@pytest.mark.parametrize("key", ENDS)
def test_each_slider_at_both_its_ends(opened: Opened, key: str) -> None:
    opened.visit(drop="dropout")
    slider = opened.app.select_slider(key=key)
    for end in (ENDS[key][0], ENDS[key][-1]):
        assert slider.format_func(end) in (slider.options[0], slider.options[-1])
        opened.hold({key: end})
        assert WHERE[key](opened.experiment) == end
        assert opened.again().app.select_slider(key=key).value == end


CHOICES: dict[str, tuple[Mapping[str, Any], Callable[[Experiment], object]]] = {
    "data": (PLANES, lambda experiment: experiment.data.name),
    "activation1": (ACTIVATIONS, lambda experiment: experiment.model.layers[0].activation),
    "init": (INITIALIZERS, lambda experiment: experiment.model.initializer),
    "optimizer": (OPTIMIZERS, lambda experiment: experiment.training.optimizer.name),
    "loss": (dict.fromkeys(["auto", "mse", "cross_entropy"]), lambda experiment: experiment.training.loss),
    "drop": (dict.fromkeys(["none", "dropout", "dropconnect"]), lambda experiment: dropped(experiment)),
}


@pytest.mark.parametrize("key", CHOICES)
def test_each_choice_of_each_control(opened: Opened, key: str) -> None:
    choices, where = CHOICES[key]
    opened.visit()
    assert len(opened.app.get_by_key(key).options) == len(choices)
    for name in choices:
        opened.hold({key: name})
        assert where(opened.experiment) == name


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_details_of_each_optimizer_at_both_their_ends(opened: Opened, optimizer: str) -> None:
    opened.visit(optimizer=optimizer)
    opened.app.session_state["optimizer_details"] = True
    opened.again()
    assert len(opened.app.get("latex")) == 1
    own = [name for name in OPTIMIZERS[optimizer].model_fields if name not in ("name", "learning_rate", "nesterov")]
    for name in own:
        key = f"{optimizer}_{name}"
        stops = {"epsilon": controls.EPSILONS, "weight_decay": controls.PENALTIES}.get(name, controls.DECAYS)
        for end in (stops[-1], stops[0]):
            assert opened.offers(key, end)
            opened.hold({key: end})
            assert getattr(opened.experiment.training.optimizer, name) == end


def test_nesterov_is_offered_only_with_momentum(opened: Opened) -> None:
    opened.visit(optimizer="sgd")
    assert not opened.shows("sgd_nesterov")
    opened.hold({"sgd_momentum": 0.9}).hold({"sgd_nesterov": True})
    assert opened.experiment.training.optimizer.model_dump() == {
        "name": "sgd",
        "learning_rate": 0.01,
        "momentum": 0.9,
        "nesterov": True,
    }
    opened.hold({"sgd_momentum": 0.0})
    assert opened.experiment.training.optimizer.model_dump()["nesterov"] is False


@pytest.mark.parametrize("seed", [0, 2**31 - 1])
def test_the_seed_at_both_its_ends(opened: Opened, seed: int) -> None:
    assert opened.visit().hold({"seed": seed}).experiment.seed == seed


@pytest.mark.parametrize("features", [[feature] for feature in FEATURES] + [list(FEATURES)])
def test_the_inputs(opened: Opened, features: list[str]) -> None:
    opened.visit().hold({"features": features})
    assert opened.experiment.data.features == tuple(features)


def test_without_an_input_it_is_as_at_first(opened: Opened) -> None:
    assert opened.visit().hold({"features": []}).experiment.data.features == ("x1", "x2")


@pytest.mark.parametrize(
    ("key", "label"), [("log", "Log axis"), ("test_points", "Test points"), ("mistakes", "Mark wrong points")]
)
def test_what_is_drawn_changes_nothing_in_the_network(opened: Opened, key: str, label: str) -> None:
    opened.visit()
    switch = opened.app.toggle(key=key)
    assert switch.label == label
    opened.hold({key: not switch.value})
    assert opened.experiment == START


@pytest.mark.parametrize(("key", "number"), [("learning_rate", 0.09999999), ("l1", 0.29999999), ("l2", 0.00999999999)])
def test_a_number_close_to_a_stop_is_not_taken_for_it(opened: Opened, key: str, number: float) -> None:
    opened.visit(**{key: str(number)}).hold({"layers": 1})
    assert WHERE[key](opened.experiment) == number
    assert opened.visit(**opened.address).experiment == opened.experiment


def test_hidden_layers_come_back_as_they_were(opened: Opened) -> None:
    opened.visit().hold({"layers": 3}).hold({"units3": 5, "activation3": "relu"}).hold({"layers": 1}).hold(
        {"layers": 3}
    )
    assert opened.experiment.model.layers[2] == Dense(units=5, activation="relu")


# Any setting at all

DATA = {"samples": controls.SAMPLES, "noise": controls.NOISES, "train_fraction": controls.SHARES}
LAYER = {"units": controls.UNITS, "rate": controls.RATES[1:]}
TRAINING = {"batch_size": controls.BATCHES, "l1": controls.PENALTIES, "l2": controls.PENALTIES}
OPTIMIZER = {
    "learning_rate": controls.LEARNING_RATES,
    "epsilon": controls.EPSILONS,
    "weight_decay": controls.PENALTIES,
    **dict.fromkeys(("momentum", "alpha", "beta1", "beta2"), controls.DECAYS[1:]),
}


@st.composite
def experiments_at_stops(draw: st.DrawFn) -> Experiment:
    """Draw an experiment all of whose numbers are stops of the sliders."""

    def moved(part: dict[str, Any], stops: Mapping[str, Sequence[float]]) -> dict[str, Any]:
        return {name: draw(st.sampled_from(stops[name])) if name in stops else value for name, value in part.items()}

    parts = draw(shown_experiments()).model_dump()
    training = moved(parts["training"], TRAINING)
    parts["data"] = moved(parts["data"], DATA)
    parts["model"]["layers"] = [moved(layer, LAYER) for layer in parts["model"]["layers"]]
    parts["training"] = training | {"optimizer": moved(training["optimizer"], OPTIMIZER)}
    return Experiment.from_parts(parts)


@MANY
@given(experiment=experiments_at_stops(), drawing=st.sets(st.sampled_from(["test_points", "mistakes", "log"])))
def test_any_setting_of_the_controls_is_the_experiment_that_runs(
    opened: Opened, experiment: Experiment, drawing: set[str]
) -> None:
    if not opened.runs.made:
        opened.visit()
    drawn = {key: key in drawing for key in ("test_points", "mistakes", "log")}
    opened.hold({**to_form(experiment), **drawn})
    assert not opened.app.error
    assert opened.experiment == experiment


@SOME
@given(experiment=shown_experiments())
def test_any_experiment_as_a_preset_of_an_open_page(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, experiment: Experiment
) -> None:
    presets = {**PRESETS, "any": Preset("Any", "Anything at all.", experiment)}
    monkeypatch.setattr(controls, "PRESETS", presets)
    if not opened.runs.made:
        opened.visit()
    opened.hold({"preset": "zeros"}).hold({"preset": "any"})
    assert opened.experiment == experiment
    assert opened.again().experiment == experiment


# What the tests share


def assert_controls_show(opened: Opened, experiment: Experiment) -> None:
    held = opened.app.session_state.to_dict()
    for key, value in to_form(experiment).items():
        shown = held[key]
        assert shown == value or math.isclose(shown, value), key


def assert_french(opened: Opened) -> None:
    assert "Le réseau" in opened.words
    assert "rétropropagation" in opened.words
    assert "Couches cachées" in [slider.label for slider in opened.app.select_slider]


def assert_english(opened: Opened) -> None:
    assert "The network" in opened.words
    assert "backpropagation" in opened.words


def dropped(experiment: Experiment) -> str:
    kinds = {layer.kind for layer in experiment.model.layers} - {"dense"}
    return kinds.pop() if kinds else "none"


def opened_names(opened: Opened, key: str) -> list[str]:
    """Return the names that a list offers, by their labels."""
    control = opened.app.get_by_key(key)
    return [name for name in SPEEDS if control.format_func(name) in control.options]


def test_every_data_set_is_offered(opened: Opened) -> None:
    opened.visit()
    assert list(PLANES) == list(PLANE_TASKS)
    assert opened.app.selectbox(key="data").options[0] == PLANES["circle"].label
