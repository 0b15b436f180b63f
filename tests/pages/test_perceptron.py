from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from streamlit.config import get_option

from playground.controls.downloads import _MOST_OPENED
from playground.controls.form import to_form
from playground.experiment import Adam, Dense, Dropout, Experiment, Model, PlaneData, Training
from playground.experiment.data import PLANE_TASKS
from playground.experiment_file import LARGEST
from playground.planes import PLANES
from playground.presets import PRESETS
from playground.training.probes.plane import Mistakes
from playground.ui.runs import SPEEDS
from tests.experiment.test_experiment import EXAMPLE
from tests.pages.opened import DOZEN, START, Opened
from tests.ui.shown import shown_experiments

CASES = Path(__file__).parents[1] / "cases"
DESIGN = Experiment(
    data=PlaneData(name="spiral", samples=500, noise=0.0, train_fraction=0.5, features=("x1", "x2")),
    model=Model(layers=(Dense(units=8, activation="tanh"), Dropout(rate=0.2))),
    training=Training(optimizer=Adam(learning_rate=0.01), batch_size=10, loss="auto", l1=0.0, l2=0.0),
    seed=0,
)


def test_the_page_opens_on_the_default_experiment(opened: Opened) -> None:
    opened.visit()
    assert opened.experiment == START
    assert opened.address == {}
    assert opened.run.process_id is None, "no browser, no worker"
    assert opened.runs.playing == [False]


def test_the_page_has_its_parts(opened: Opened) -> None:
    opened.visit()
    assert opened.drawn == ["transport", "network_diagram", "live_figure", "live_figure", "live_figure"]
    assert "**105 parameters** to learn" in opened.words
    assert "backpropagation" in opened.words
    assert not opened.app.error


def test_the_page_keeps_one_run_while_it_is_open(opened: Opened) -> None:
    opened.visit().hold({"layers": 3}).hold({"speed": "max"}).hold({"learning_rate": 0.1})
    assert len(opened.runs.made) == 1


def test_a_number_to_predict_has_no_accuracy(opened: Opened) -> None:
    opened.visit().hold({"data": "plane"})
    assert [part.key for part in opened.app.get("bidi_component")][-1] == "figure-loss"
    assert opened.app.get_by_key("loss").options == ["Automatic", "Squared error", "Absolute error"]


def test_cross_entropy_gives_way_to_data_without_classes(opened: Opened) -> None:
    opened.visit().hold({"loss": "cross_entropy"}).hold({"data": "multi_gaussian"})
    assert opened.experiment.training.loss == "auto"


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_fills_controls_and_address(opened: Opened, name: str) -> None:
    expected = PRESETS[name].experiment
    opened.visit().hold({"layers": 5, "drop": "dropout", "l2": 3.0, "seed": 9, "optimizer": "rmsprop"})
    other = "dropout" if name == "spiral" else "spiral"
    opened.hold({"preset": other}).hold({"preset": name})
    assert opened.experiment == expected
    assert_controls_show(opened, expected)
    assert f"**{PRESETS[name].claim}** {PRESETS[name].sentence}" in opened.words
    assert PRESETS[name].answer in opened.words
    assert "settings changed since" not in opened.words
    address = opened.address
    assert opened.visit(**address).experiment == expected


def test_a_preset_changed_by_hand_says_so_but_not_for_another_seed(opened: Opened) -> None:
    opened.visit(preset="zeros").hold({"seed": 4})
    assert "settings changed since" not in opened.words
    opened.hold({"init": "xavier"})
    assert "*(settings changed since)*" in opened.words
    opened.press("back_to_preset")
    assert "settings changed since" not in opened.words
    assert opened.app.button(key="back_to_preset").disabled


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


@DOZEN
@given(experiment=shown_experiments(samples=2000))
def test_any_experiment_in_the_address_comes_back_from_the_page(opened: Opened, experiment: Experiment) -> None:
    opened.visit(experiment=experiment.to_json())
    assert opened.experiment == experiment
    assert "experiment" not in opened.address
    assert opened.again().experiment == experiment
    assert opened.visit(**opened.address).experiment == experiment, "its address is a link to it"


@pytest.mark.parametrize(
    ("text", "message"),
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
def test_a_refused_experiment_says_why_once_and_leaves_the_defaults(opened: Opened, text: str, message: str) -> None:
    opened.visit(experiment=text)
    assert len(opened.app.error) == 1
    assert opened.app.error[0].value.startswith("The link's experiment was refused. ")
    assert message in opened.app.error[0].value
    assert opened.experiment == START
    assert opened.address == {}
    assert not opened.again().app.error


def test_a_refused_experiment_leaves_the_rest_of_the_address(opened: Opened) -> None:
    opened.visit(experiment="{", data="xor", layers="1")
    assert opened.experiment.data.name == "xor"
    assert opened.address == {"data": "xor", "layers": "1"}


def test_the_inputs_of_an_experiment_have_one_order(opened: Opened) -> None:
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


# What the tests share


def assert_controls_show(opened: Opened, experiment: Experiment) -> None:
    held = opened.app.session_state.to_dict()
    for key, value in to_form(experiment).items():
        shown = held[key]
        assert shown == value or math.isclose(shown, value), key


def opened_names(opened: Opened, key: str) -> list[str]:
    """Return the names that a list offers, by their labels."""
    control = opened.app.get_by_key(key)
    return [name for name in SPEEDS if control.format_func(name) in control.options]


def test_every_data_set_is_offered(opened: Opened) -> None:
    opened.visit()
    assert list(PLANES) == list(PLANE_TASKS)
    assert opened.app.selectbox(key="data").options[0] == PLANES["circle"].label


def test_an_experiment_to_open_has_a_limit_that_any_experiment_keeps(opened: Opened) -> None:
    assert _MOST_OPENED * 1_000_000 > LARGEST
    field = opened.visit().app.file_uploader(key="download_opened").proto
    assert field.max_upload_size_mb == get_option("server.maxUploadSize"), "what is too large is told in words"
    assert not field.type, "what a file is not is said in words"


def open_file(opened: Opened, name: str, raw: bytes) -> Opened:
    opened.app.get_by_key("download_opened").set_value((name, raw, "application/octet-stream"))
    return opened.again()


def test_an_experiment_as_powershell_writes_it_is_opened(opened: Opened) -> None:
    raw = (CASES / "utf16.json").read_bytes()
    open_file(opened.visit(), "utf16.json", raw)
    assert opened.experiment == Experiment.from_json(raw.decode("utf-16"))
    assert opened.experiment != START
    assert not opened.app.error


@pytest.mark.parametrize(("lang", "words"), [("en", "This is a picture"), ("fr", "Ceci est une image")])
def test_a_wrong_file_is_refused_in_words_and_changes_nothing(opened: Opened, lang: str, words: str) -> None:
    open_file(opened.visit(lang=lang), "photo.jfif", (CASES / "plain.jfif").read_bytes())
    assert words in opened.app.error[0].value
    assert opened.experiment == START
    assert not opened.again().app.error
