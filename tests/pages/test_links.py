"""What of a link is not taken as it stands is said once, where somebody looks; of the app's own links all is taken."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.presets import PRESETS
from playground.presets.approximation import APPROXIMATION
from playground.presets.backpropagation import BACKPROPAGATION
from playground.presets.comparisons import COMPARISONS
from playground.presets.convolutions import CONVOLUTIONS
from playground.presets.descents import DESCENTS
from playground.presets.gan import GAN_PRESETS
from playground.presets.images import IMAGE_PRESETS
from playground.presets.losses import LOSSES
from playground.presets.neurons import NEURONS
from playground.presets.recurrent import RNN_PRESETS
from playground.presets.regularisation import REGULARISATION
from playground.ui.menu import ENTRIES
from playground.ui.unread import says
from tests.pages.opened import Opened
from tests.ui.interruptions import cut_short

BROKEN: dict[str, tuple[dict[str, str], tuple[str, ...], dict[str, object]]] = {
    "perceptron": (
        {"preset": "xyz", "layers": "99", "learning_rat": "0.1", "features": "x1,x99", "utm_source": "mail"},
        ("preset=xyz", "preset=spiral", "layers=99", "layers=2", "did you mean “learning_rate”?", "features=x1 "),
        {"layers": 1},
    ),
    "compare": (
        {"comparison": "xyz", "axis": "depht", "values_activation": "tanh,relu,nothing", "preset": "xor2"},
        ("comparison=xyz", "axis=depht", "axis=activation", "values_activation=tanh,relu,nothing", "preset=xor2"),
        {"seeds": 4},
    ),
    "class": ({"data": "xor"}, ("“data=xor” in the link says nothing",), {"lang": "fr"}),
    "lecture": ({"data": "xor"}, ("“data=xor” in the link says nothing",), {"lang": "fr"}),
    "neuron": (
        {"w1": "0,5", "w2": "many", "bias": "1000", "neuron_presett": "x", "neuron_activation": "relu6"},
        ("w2=many", "bias=1000", "did you mean “neuron_preset”?", "neuron_activation=relu6"),
        {"neuron_activation": "tanh"},
    ),
    "descent": (
        {
            "descent_preset": "ravin",
            "descent_steps": "0",
            "descent_start": "1,2,3",
            "speed": "max",
            "descent_metods": "gd",
        },
        (
            "descent_preset=ravin",
            "descent_steps=0",
            "descent_start=1,2,3",
            "“speed=max” in the link says nothing",
            "did you mean “descent_methods”?",
        ),
        {"descent_part": "noise"},
    ),
    "losses": (
        {"losses_preset": "sure", "losses_answer_logits": "1", "losses_answer_truht": "0", "speed": "max"},
        (
            "losses_preset=sure",
            "losses_answer_logits=1",
            "did you mean “losses_answer_truth”?",
            "“speed=max” in the link says nothing",
        ),
        {"losses_part": "two"},
    ),
    "backpropagation": (
        {
            "backprop_preset": "slides",
            "backprop_units1": "9",
            "backprop_x": "1,nan",
            "backprop_yy": "1",
            "speed": "max",
        },
        (
            "backprop_preset=slides",
            "backprop_units1=9",
            "backprop_x=1,nan",
            "did you mean “backprop_y”?",
            "“speed=max” in the link says nothing",
        ),
        {"backprop_part": "chain"},
    ),
    "approximation": (
        {
            "approximation_preset": "stairs",
            "approximation_kinks": "0,7",
            "approximation_epsilonn": "0.2",
            "speed": "fast",
        },
        (
            "approximation_preset=stairs",
            "approximation_kinks=0,7",
            "did you mean “approximation_epsilon”?",
            "“speed=fast” in the link says nothing",
        ),
        {"approximation_part": "plane"},
    ),
    "regularisation": (
        {
            "regularisation_preset": "lassoo",
            "regularisation_mask_rate": "1",
            "regularisation_mask_valuess": "1,2",
            "speed": "max",
        },
        (
            "regularisation_preset=lassoo",
            "regularisation_mask_rate=1",
            "did you mean “regularisation_mask_values”?",
            "“speed=max” in the link says nothing",
        ),
        {"regularisation_part": "penalties"},
    ),
    "convolution": (
        {"conv_preset": "sobell", "conv_stride": "9", "conv_cells": "1,2,3", "speed": "max"},
        (
            "conv_preset=sobell",
            "conv_stride=9",
            "conv_cells=1,2,3",
            "“speed=max” in the link says nothing",
        ),
        {"conv_part": "steps"},
    ),
    "cnn": (
        {"cnn_preset": "lenet99", "cnn_learning_rate": "-1", "preset": "xor", "log": "yes"},
        ("cnn_preset=lenet99", "cnn_learning_rate=-1", "“preset=xor” in the link says nothing", "log=yes"),
        {"log": True},
    ),
    "rnn": (
        {"rnn_preset": "abc", "rnn_units": "4096", "rnn_cel": "gru", "rnn_learning_rate": "0,02"},
        ("rnn_preset=abc", "rnn_units=4096", "did you mean “rnn_cell”?"),
        {"log": True},
    ),
    "gan": (
        {"gan_preset": "gan-ring9", "gan_noise": "99", "gan_batc": "64", "gan_r1": "0,3"},
        ("gan_preset=gan-ring9", "gan_noise=99", "did you mean “gan_batch”?"),
        {"gan_noise": 4},
    ),
}
PRESET_LINKS = [
    *(("perceptron", {"preset": name}) for name in PRESETS),
    *(("compare", {"comparison": name}) for name in COMPARISONS),
    *(("neuron", {"neuron_preset": name}) for name in NEURONS),
    *(("descent", {"descent_preset": name}) for name in DESCENTS),
    *(("losses", {"losses_preset": name}) for name in LOSSES),
    *(("backpropagation", {"backprop_preset": name}) for name in BACKPROPAGATION),
    *(("approximation", {"approximation_preset": name}) for name in APPROXIMATION),
    *(("regularisation", {"regularisation_preset": name}) for name in REGULARISATION),
    *(("convolution", {"conv_preset": name}) for name in CONVOLUTIONS),
    *(("cnn", {"cnn_preset": name}) for name in IMAGE_PRESETS),
    *(("rnn", {"rnn_preset": name}) for name in RNN_PRESETS),
    *(("gan", {"gan_preset": name}) for name in GAN_PRESETS),
]


def visit(opened: Opened, page: str, **address: str) -> Opened:
    opened.page = "" if page == "perceptron" else page
    return opened.visit(**address)


def words(opened: Opened) -> str:
    """Return what is said of the link, without Markdown's marks."""
    said = [info.value for info in opened.app.main.info if info.icon == ":material/link_off:"]
    assert len(said) < 2
    return "".join(said).replace("\\", "")


def text_address(opened: Opened) -> dict[str, str]:
    return {key: text if isinstance(text, str) else text[-1] for key, text in opened.address.items()}


def test_every_page_is_here() -> None:
    assert set(ENTRIES) == set(BROKEN)


@pytest.mark.parametrize("page", BROKEN)
def test_what_was_not_taken_is_said_until_the_next_change(opened: Opened, page: str) -> None:
    address, sentences, change = BROKEN[page]
    visit(opened, page, **address)
    for sentence in sentences:
        assert sentence.strip() in words(opened)
    assert "utm" not in words(opened)
    said = words(opened)
    assert words(opened.again()) == said, "nothing was changed yet"
    assert words(opened.hold(change)) == ""
    assert words(opened.again()) == ""


@pytest.mark.parametrize("page", ["neuron", "perceptron"])
def test_it_is_said_wherever_the_first_run_is_cut_short(opened: Opened, page: str) -> None:
    address = BROKEN[page][0]
    said = words(visit(opened, page, **address))
    for after in count(0, 23):
        with cut_short(after) as was_cut:
            visit(opened, page, **address)
        if not was_cut():
            break
        assert words(opened.again()) == said, f"cut short at look {after}"
    assert after > 200


@pytest.mark.parametrize(("page", "key"), [("neuron", "w1"), ("rnn", "rnn_learning_rate")])
def test_a_decimal_comma_is_read(opened: Opened, page: str, key: str) -> None:
    visit(opened, page, **{key: "0,5" if page == "neuron" else "0,02"})
    assert words(opened) == ""
    assert float(opened.app.session_state[key]) == (0.5 if page == "neuron" else 0.02)


def test_it_is_said_in_french(opened: Opened) -> None:
    visit(opened, "perceptron", lang="fr", layers="99")
    assert "n'est pas possible ici" in words(opened)


def test_an_unknown_language_is_said(opened: Opened) -> None:
    assert "lang=xx" in words(visit(opened, "neuron", lang="xx"))


@pytest.mark.parametrize(("page", "address"), PRESET_LINKS, ids=lambda value: str(value)[:60])
def test_of_the_apps_own_links_all_is_taken(opened: Opened, page: str, address: dict[str, str]) -> None:
    visit(opened, page, **address)
    assert words(opened) == ""
    assert words(visit(opened, page, **text_address(opened))) == ""


@pytest.mark.parametrize("page", ["perceptron", "rnn"])
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_is_dropped_unsaid(opened: Opened, page: str, data: st.DataObject) -> None:
    visit(opened, page)
    values: dict[str, Any] = dict(opened.app.session_state["_address_values"])
    keys = data.draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True))
    text = st.one_of(
        st.text(st.characters(codec="ascii"), max_size=6), st.sampled_from(["0,5", "3", "gru", "x1", "True"])
    )
    address = {key: data.draw(text) for key in keys}
    visit(opened, page, **address)
    said = words(opened)
    after = opened.app.session_state["_address_values"]
    for key, given_text in address.items():
        if not says(given_text, after.get(key, "")):
            assert f"{key}=" in said or "more value" in said
