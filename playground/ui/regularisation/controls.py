"""The controls of the regularisation page: presets, the part, what is dropped and scaled, which penalty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.concepts.regularisation.dropout import Kind, Scaling
from playground.i18n import _
from playground.presets.claim import PagePreset
from playground.presets.regularisation import REGULARISATION
from playground.ui.component_values import Held, held
from playground.ui.groups import hidden
from playground.ui.part_controls import FigureControls
from playground.ui.regularisation import masks, paths
from playground.ui.regularisation.masks import FEWEST, MOST, MaskNumbers, mask_figure
from playground.ui.regularisation.more_data import IMAGE, MORE_USUAL, more_controls
from playground.ui.regularisation.paths import PenaltyNumbers, penalty_figure
from playground.ui.regularisation.sure import SURE_USUAL, sure_controls
from playground.ui.widgets import pick, section

M = TypeVar("M", bound=Held)
START = next(iter(REGULARISATION))
_PRESET, _PART = "regularisation_preset", "regularisation_part"
_DROP, _TRAINING, _SCALING = "regularisation_drop", "regularisation_training", "regularisation_scaling"
_PHI, _KIND, _STEP = "regularisation_phi", "regularisation_kind", "regularisation_step"
_COUNT = "regularisation_neurons"
USUAL: Mapping[str, Any] = {
    _PART: "dropout",
    _DROP: "dropout",
    _TRAINING: "inverted",
    _SCALING: "none",
    _PHI: "linear",
    _KIND: "l1",
    _STEP: "proximal",
    **SURE_USUAL,
    **MORE_USUAL,
    **{masks.PREFIX + name: value for name, value in MaskNumbers()},
    **{paths.PREFIX + name: value for name, value in PenaltyNumbers()},
}
"""The controls' values where a preset says nothing."""


@dataclass(frozen=True, kw_only=True)
class Controls(FigureControls):
    """What the page's controls say."""

    part_key = _PART
    looked_at = (f"{masks.PREFIX}first", f"{masks.PREFIX}second", IMAGE)


def settings_of(preset: PagePreset) -> dict[str, Any]:
    """Return all that a preset sets, by the controls' keys."""
    return {**USUAL, **preset.settings}


def regularisation_controls() -> Controls:
    """Show the controls and return what they and the figure say."""
    with st.sidebar:
        section("start")
        labels = {name: _(preset.label) for name, preset in REGULARISATION.items()}
        preset = REGULARISATION[pick(_("Start from a preset"), _PRESET, labels, START, on_change=apply_preset)]
    usual = settings_of(preset)
    names = {"dropout": _("Dropout"), "penalties": _("Penalties"), "sure": _("How sure?"), "more": _("More data")}
    part = pick(_("Part"), _PART, names, usual[_PART], form="segments", hide_label=True)
    with st.sidebar:
        section("network")
        show = _PARTS[part](usual)
    return Controls(preset=preset, show=show, usual=usual)


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    st.session_state.update(settings_of(REGULARISATION[st.session_state[_PRESET]]))


def _dropout(usual: Mapping[str, Any]) -> Callable[[], None]:
    kinds = {"dropout": "Dropout", "dropconnect": "DropConnect"}
    kind = pick(_("What is dropped"), _DROP, kinds, usual[_DROP], form="segments")
    ways = {"inverted": _("divided by 1 − p"), "plain": _("left as it is")}
    training = pick(_("While training, what is kept is"), _TRAINING, ways, usual[_TRAINING])
    scalings = {
        "none": _("left as they are"),
        "keep": _("multiplied by 1 − p"),
        "drop": _("multiplied by p (slide 38)"),
    }
    scaling = pick(_("At test time, weights are"), _SCALING, scalings, usual[_SCALING])
    names = {name: _(ACTIVATIONS[name].label) for name in ("linear", "relu", "sigmoid")}
    phi = pick(_("φ after the sum"), _PHI, names, usual[_PHI])
    numbers = _numbers(masks.PREFIX, MaskNumbers, usual)
    _neuron_choice(len(numbers.values))
    return partial(
        mask_figure, cast(Kind, kind), training == "inverted", cast(Scaling, scaling), phi, numbers, key="figure-masks"
    )


def _penalties(usual: Mapping[str, Any]) -> Callable[[], None]:
    kinds = {"l1": "L1", "l2": "L2", "both": _("both")}
    kind = pick(_("Penalty"), _KIND, kinds, usual[_KIND], form="segments")
    ways = {"proximal": _("proximal: exact zeros"), "subgradient": _("subgradient")}
    step = pick(_("L1 step"), _STEP, ways, usual[_STEP])
    numbers = _numbers(paths.PREFIX, PenaltyNumbers, usual)
    return partial(penalty_figure, kind, step, numbers, key="figure-penalties")


def _neuron_choice(count: int) -> None:
    """Show the number of neurons, which the figure's own numbers have."""
    if hidden(_COUNT):
        return
    st.session_state[_COUNT] = count

    def take() -> None:
        state, wanted = st.session_state, st.session_state[_COUNT]
        before = len(state[f"{masks.PREFIX}values"])
        weights = state[f"{masks.PREFIX}weights"]
        rows = [weights[at * before : (at + 1) * before] for at in range(masks.ANSWERS)]
        state[f"{masks.PREFIX}values"] = _of_length(state[f"{masks.PREFIX}values"], wanted)
        state[f"{masks.PREFIX}weights"] = tuple(weight for row in rows for weight in _of_length(row, wanted))

    st.slider(_("Neurons"), FEWEST, MOST, count, key=_COUNT, on_change=take)


def _of_length(values: tuple[float, ...], count: int) -> tuple[float, ...]:
    return (*values, *(1.0,) * count)[:count]


def _numbers(prefix: str, kind: type[M], usual: Mapping[str, Any]) -> M:
    """Return a figure's numbers, which the session or the address has."""
    return held(prefix, kind(**{name: usual[prefix + name] for name in kind.model_fields}))


_PARTS: Mapping[str, Callable[[Mapping[str, Any]], Callable[[], None]]] = {
    "dropout": _dropout,
    "penalties": _penalties,
    "sure": sure_controls,
    "more": more_controls,
}
"""What shows the controls of each part."""
