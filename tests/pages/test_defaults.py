"""Each control's default is what it shows: what a browser loses, and asks for anew, is then not lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.opened import PAGES, Opened

ADDRESSES = {
    "perceptron": {"layers": "3", "units3": "5", "activation3": "sine", "optimizer": "adam", "adam_beta1": "0.5"},
    "compare": {"axis": "depth", "seeds": "3", "noise": "0.2"},
    "cnn": {"speed": "5-epochs", "seed": "7"},
    "rnn": {"lang": "fr", "speed": "1-epoch"},
    "neuron": {},
    "descent": {"descent_preset": "saddle", "descent_momentum": "0.5"},
    "backpropagation": {"backprop_preset": "two_layers", "backprop_phi": "relu"},
    "losses": {"losses_preset": "minimising_one", "losses_two_bits": "1"},
    "approximation": {"approximation_preset": "found", "approximation_learning_rate": "0.03"},
    "regularisation": {"regularisation_preset": "tied", "regularisation_phi": "relu"},
    "convolution": {"conv_preset": "sobel"},
    "gan": {"gan_preset": "gan-momentum", "gan_g_rate": "0.0123", "gan_show_grid": "True"},
}
WITHOUT_CONTROLS = {"lecture", "classroom"}


def fallbacks(page: Opened) -> Iterator[tuple[str, object, object]]:
    """Yield the keys of controls, what they show, and what they would show if a browser forgot it."""
    app = page.app
    for slider in app.select_slider:
        (index,) = slider.proto.default
        yield slider.key, str(slider.format_func(slider.value)), slider.options[int(index)]
    for choice in app.selectbox:
        yield choice.key, choice.format_func(choice.value), choice.options[choice.proto.default]
    for group in app.button_group:
        shown = group.value if isinstance(group.value, list) else [group.value]
        yield group.key, [group.format_func(one) for one in shown], [group.options[k] for k in group.proto.default]
    for switch in app.toggle:
        yield switch.key, switch.value, switch.proto.default
    for number in app.number_input:
        yield number.key, number.value, number.proto.default
    for line in app.slider:
        yield line.key, [line.value], list(line.proto.default)


def test_every_page_is_looked_at() -> None:
    assert {path.stem for path in PAGES.glob("*.py")} == {*ADDRESSES} | WITHOUT_CONTROLS


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_a_control_falls_back_to_is_what_it_shows(opened: Opened, name: str) -> None:
    opened.page = "" if name == "perceptron" else name
    opened.visit(**ADDRESSES[name])
    with opened.speaking():
        seen = {key: (shown, fallback) for key, shown, fallback in fallbacks(opened) if key}
    assert len(seen) > 3
    assert {key: both for key, both in seen.items() if both[0] != both[1]} == {}
