"""The controls of the backpropagation page: presets, the part, the network's shape and functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from playground.concepts.by_hand import MOST_HIDDEN, MOST_INPUTS, MOST_OUTPUTS, MOST_UNITS
from playground.i18n import _
from playground.presets.backpropagation import BACKPROPAGATION
from playground.presets.claim import PagePreset
from playground.ui.backpropagation import chain
from playground.ui.backpropagation.chain import ChainNumbers, chain_figure
from playground.ui.backpropagation.network import PREFIX, NetworkNumbers, network_figure
from playground.ui.backpropagation.shapes import (
    Sizes,
    drawn_example,
    drawn_parameters,
    fitted,
    resized,
    usual_targets,
)
from playground.ui.backpropagation.words import activation_names
from playground.ui.component_values import held, keep
from playground.ui.groups import hidden
from playground.ui.part_controls import FigureControls
from playground.ui.widgets import pick, section, steps

START = next(iter(BACKPROPAGATION))
_PRESET, _PART = "backprop_preset", "backprop_part"
_SIZES, _DRAWS = "_backprop_sizes", "_backprop_draws"
"""Where the session keeps the shape that the numbers have, and how often numbers were drawn."""
USUAL: Mapping[str, Any] = {
    _PART: "network",
    "backprop_inputs": 2,
    "backprop_layers": 1,
    "backprop_units1": 2,
    "backprop_units2": 2,
    "backprop_outputs": 1,
    "backprop_phi": "sigmoid",
    "backprop_psi": "sigmoid",
    "backprop_loss": "squared",
    f"{PREFIX}weights": (0.8, -0.4, -0.6, 0.9, 0.1, -0.2, 1.2, -0.7, 0.3),
    f"{PREFIX}x": (0.5, -1.0),
    f"{PREFIX}y": (1.0,),
    f"{PREFIX}rate": 0.5,
    f"{PREFIX}epsilon": -5.0,
    f"{PREFIX}step": -1,
    f"{PREFIX}blank": 0,
    "backprop_chain_phi": "sigmoid",
    **{chain.PREFIX + name: value for name, value in ChainNumbers()},
}
"""The controls' values where a preset says nothing: the network of the worked example (slide 35)."""


@dataclass(frozen=True, kw_only=True)
class Controls(FigureControls):
    """What the page's controls say."""

    part_key = _PART
    looked_at = (f"{PREFIX}step", f"{PREFIX}blank")


def settings_of(preset: PagePreset) -> dict[str, Any]:
    """Return all that a preset sets, by the controls' keys."""
    return {**USUAL, **preset.settings}


def sizes_of(values: Mapping[str, Any]) -> Sizes:
    """Return the shape that controls say, by their keys."""
    hidden_units = [values[f"backprop_units{layer}"] for layer in range(1, values["backprop_layers"] + 1)]
    return (values["backprop_inputs"], *hidden_units, values["backprop_outputs"])


def backpropagation_controls() -> Controls:
    """Show the controls and return what they and the figure say."""
    with st.sidebar:
        section("start")
        labels = {name: _(preset.label) for name, preset in BACKPROPAGATION.items()}
        preset = BACKPROPAGATION[pick(_("Start from a preset"), _PRESET, labels, START, on_change=apply_preset)]
    usual = settings_of(preset)
    names = {"network": _("A network"), "chain": _("A chain of layers")}
    part = pick(_("Part"), _PART, names, usual[_PART], form="segments", hide_label=True)
    with st.sidebar:
        show = _network_part(usual) if part == "network" else _chain_part(usual)
    return Controls(preset=preset, show=show, usual=usual)


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    settings = settings_of(BACKPROPAGATION[st.session_state[_PRESET]])
    st.session_state.update(settings)
    st.session_state[_SIZES] = sizes_of(settings)


def _network_part(usual: Mapping[str, Any]) -> Callable[[], None]:
    section("network")
    sizes = _shape(usual)
    names = activation_names()
    phi = pick(_("φ of hidden units"), "backprop_phi", names, usual["backprop_phi"])
    answers = names if sizes[-1] == 1 else {**names, "softmax": "softmax"}
    psi = pick(_("ψ of outputs"), "backprop_psi", answers, _among(answers, usual["backprop_psi"]))
    losses = {"squared": _("squared error")}
    if psi in ("sigmoid", "softmax"):
        losses["cross_entropy"] = _("cross-entropy")
    loss = pick(_("Loss"), "backprop_loss", losses, _among(losses, usual["backprop_loss"]))
    if not hidden("backprop_new"):
        sentence = _("New numbers, easy to calculate with: another exercise each time")
        st.button(
            _("New numbers"),
            key="backprop_new",
            on_click=partial(_draw, sizes, psi),
            icon=":material/casino:",
            help=sentence,
        )
    return partial(
        network_figure, sizes, phi, psi, loss, _numbers(usual, sizes, psi, loss), key="figure-backpropagation"
    )


def _shape(usual: Mapping[str, Any]) -> Sizes:
    """Show the choice of the network's shape."""
    bounds = {
        "backprop_inputs": (_("Inputs"), MOST_INPUTS),
        "backprop_layers": (_("Hidden layers"), MOST_HIDDEN),
        "backprop_units1": (_("Units of the first hidden layer"), MOST_UNITS),
        "backprop_units2": (_("Units of the second hidden layer"), MOST_UNITS),
        "backprop_outputs": (_("Outputs"), MOST_OUTPUTS),
    }
    chosen: dict[str, int] = {}
    for key, (label, most) in bounds.items():
        if key != "backprop_units2" or chosen["backprop_layers"] == MOST_HIDDEN:
            chosen[key] = steps(label, key, tuple(range(1, most + 1)), usual[key])
    return sizes_of(chosen)


def _among(options: Mapping[str, str], name: str) -> str:
    return name if name in options else next(iter(options))


def _numbers(usual: Mapping[str, Any], sizes: Sizes, psi: str, loss: str) -> NetworkNumbers:
    """Return the network's numbers, those of the shape before made to fit."""
    first = NetworkNumbers(**{name: usual[PREFIX + name] for name in NetworkNumbers.model_fields})
    before = st.session_state.get(_SIZES)
    numbers = held(PREFIX, first)
    if before is None or not _fits(numbers, before):
        before = sizes if _fits(numbers, sizes) else None
    if before is None:  # a link with numbers of another shape
        numbers, before = (
            numbers.model_copy(update={name: getattr(first, name) for name in "xy"} | {"weights": first.weights}),
            sizes_of(usual),
        )
    if before != sizes:
        fill = 0.0 if sizes[-1] > 1 else usual_targets(1, psi)[0]
        numbers = numbers.model_copy(
            update={
                "weights": fitted(numbers.weights, before, sizes),
                "x": resized(numbers.x, sizes[0], 1.0),
                "y": resized(numbers.y, sizes[-1], fill),
            }
        )
    if loss == "cross_entropy":
        numbers = numbers.model_copy(update={"y": tuple(min(max(target, 0.0), 1.0) for target in numbers.y)})
    st.session_state[_SIZES] = sizes
    keep(PREFIX, numbers)
    return held(PREFIX, first)


def _fits(numbers: NetworkNumbers, sizes: Sizes) -> bool:
    return (len(numbers.weights), len(numbers.x), len(numbers.y)) == (
        len(drawn_parameters(sizes, 0)),
        sizes[0],
        sizes[-1],
    )


def _draw(sizes: Sizes, psi: str) -> None:
    """Draw new numbers for the network. Called before its page is drawn anew."""
    state = st.session_state
    state[_DRAWS] = state.get(_DRAWS, 0) + 1
    state[f"{PREFIX}weights"] = drawn_parameters(sizes, state[_DRAWS])
    state[f"{PREFIX}x"], state[f"{PREFIX}y"] = drawn_example(sizes, psi, state[_DRAWS])


def _chain_part(usual: Mapping[str, Any]) -> Callable[[], None]:
    section("network")
    phi = pick(_("φ of each layer"), "backprop_chain_phi", activation_names(), usual["backprop_chain_phi"])
    numbers = ChainNumbers(**{name: usual[chain.PREFIX + name] for name in ChainNumbers.model_fields})
    shown = held(chain.PREFIX, numbers)
    _depth_choice(len(shown.weights))
    return partial(chain_figure, phi, shown, key="figure-chain")


def _depth_choice(depth: int) -> None:
    """Show the number of layers, which the figure's own numbers have."""
    key = "backprop_chain_depth"
    if hidden(key):
        return
    st.session_state[key] = depth

    def take() -> None:
        weights, count = st.session_state[f"{chain.PREFIX}weights"], st.session_state[key]
        st.session_state[f"{chain.PREFIX}weights"] = resized(weights, count, weights[-1])

    st.slider(_("Layers"), chain.FEWEST, chain.MOST, depth, key=key, on_change=take)
