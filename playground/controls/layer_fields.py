"""What a card of a layer has to set: its kind, its numbers, its activation."""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

import streamlit as st

from playground.activations import ACTIVATIONS
from playground.controls.layer_kinds import LAYER_KINDS, MENU
from playground.controls.layer_text import made, numbers
from playground.controls.perceptron import UNITS
from playground.experiment.layers import Conv2d, Dense, Layer
from playground.experiment.spec import Shape
from playground.i18n import _


def control_key(number: int, layer: Layer, name: str) -> str:
    """Return the key of one control of a card."""
    return f"cnn_{number}_{layer.kind}_{name}"


def new_layer(kind: str) -> Layer:
    """Return what a new layer of a kind begins as."""
    return made(kind, LAYER_KINDS[kind].new)


def layer_controls(number: int, layer: Layer, before: Shape | None, changed: Callable[[], None]) -> None:
    """Show the controls of a card's layer.

    Parameters
    ----------
    number
        The card's.
    before
        Shape of what comes into the layer, if anything does.
    changed
        Called, before the page reruns, when somebody has changed one of them.
    """
    kind_key = control_key(number, layer, "kind")
    _hold(kind_key, layer.kind)
    st.selectbox(
        _("Kind of layer"),
        list(MENU),
        MENU.index(layer.kind),
        key=kind_key,
        format_func=_kind,
        on_change=changed,
    )
    pairs = None
    for place, (name, value) in enumerate(numbers(layer).items()):
        if place % 2:
            pairs = st.columns(2)
        with st.container() if pairs is None else pairs[1 - place % 2]:
            key = control_key(number, layer, name)
            _hold(key, value)
            _number(name, key, layer, before, changed)
    if activation := getattr(layer, "activation", ""):
        key = control_key(number, layer, "activation")
        _hold(key, activation)
        names = list(ACTIVATIONS)
        st.selectbox(
            _("Activation"), names, names.index(activation), key=key, format_func=_activation, on_change=changed
        )


def read_controls(number: int, layer: Layer) -> Layer:
    """Return the layer that the controls of a card say; what is not on the screen is as it was."""
    kind: str = st.session_state.get(control_key(number, layer, "kind"), layer.kind)
    if kind != layer.kind:
        return new_layer(kind)
    values = layer.model_dump(exclude={"type"}) | numbers(layer)
    return made(kind, {name: st.session_state.get(control_key(number, layer, name), values[name]) for name in values})


def possible_groups(layer: Conv2d, before: Shape | None) -> list[int]:
    """Return the numbers of groups that divide both channels and filters, and the present one."""
    most = layer.filters if before is None or len(before) != 3 else gcd(layer.filters, before[0])
    return [count for count in range(1, 65) if most % count == 0 or count == layer.groups]


def _number(name: str, key: str, layer: Layer, before: Shape | None, changed: Callable[[], None]) -> None:
    """Show the control of one number."""
    field, value = LAYER_KINDS[layer.kind].fields[name], numbers(layer)[name]
    label = _(field.label)
    if isinstance(layer, Conv2d) and name == "groups":
        if len(groups := possible_groups(layer, before)) > 1:
            st.select_slider(
                label,
                groups,
                layer.groups,
                key=key,
                on_change=changed,
                help=_("Into how many parts the maps are split; each filter sees one of them. AlexNet has two."),
            )
    elif isinstance(layer, Dense):
        st.select_slider(label, sorted({*UNITS, layer.units}), layer.units, key=key, on_change=changed)
    elif not field.whole:
        st.slider(label, float(field.low), float(field.high), float(value), step=field.step, key=key, on_change=changed)
    else:
        st.slider(label, int(field.low), int(field.high), int(value), key=key, on_change=changed)


def _hold(key: str, value: object) -> None:
    """Make a control show a value. It is written only where it differs: a slider being dragged would jump back."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _kind(name: str) -> str:
    return _(LAYER_KINDS[name].title)


def _activation(name: str) -> str:
    return _(ACTIVATIONS[name].label)
