"""The controls of the compare page: what is compared, and the sidebar of the network that is varied."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import streamlit as st

from playground.experiment import Experiment, ExperimentError
from playground.experiment.axes import AXES, AxisName, Value
from playground.experiment.comparison import FEWEST_SEEDS, FEWEST_VALUES, MOST_SEEDS, MOST_VALUES, Comparison
from playground.i18n import _
from playground.ui.address import note, seed
from playground.ui.axis_values import COVERED, label
from playground.ui.comparison_presets import comparison_preset_menu
from playground.ui.groups import cover, hidden
from playground.ui.perceptron_controls import network_controls, take_from_address
from playground.ui.widgets import pick, section, steps

DEFAULT_AXIS: AxisName = "activation"
DEFAULT_SEEDS = 5


def comparison_controls() -> Comparison | None:
    """Show the sidebar and return the comparison that it describes; ``None``, and why, where it cannot be made."""
    take_from_address()
    with st.sidebar:
        comparison_preset_menu()
        section("compare")
        axis = cast(
            AxisName, pick(_("Compare"), "axis", {name: _(entry.label) for name, entry in AXES.items()}, DEFAULT_AXIS)
        )
        values = _values(axis)
        seeds = DEFAULT_SEEDS
        if axis != "seed":
            seeds = steps(_("Seeds of each"), "seeds", range(FEWEST_SEEDS, MOST_SEEDS + 1), DEFAULT_SEEDS)
    cover(COVERED[axis])
    base = network_controls()
    return _checked(base, axis, values, seeds)


def _checked(base: Experiment, axis: AxisName, values: Sequence[Value], seeds: int) -> Comparison | None:
    if len(values) < FEWEST_VALUES:
        st.info(_("Choose two values or more to compare."), icon=":material/compare:")
        return None
    try:
        return Comparison.from_parts({"base": base, "axis": axis, "values": tuple(values), "seeds": seeds})
    except ExperimentError as refused:
        st.error(_("This comparison is too large. {reason}").format(reason=refused), icon=":material/block:")
        return None


def values_key(axis: AxisName) -> str:
    """Return the key of the choice of an axis's values."""
    return f"values_{axis}"


def _values(axis: AxisName) -> list[Value]:
    """Show the values of an axis, of which up to eight may be on; return them in their order."""
    entry, key = AXES[axis], values_key(axis)
    chosen = list(seed(key, list(entry.default), lambda text: _parse(text, axis)))
    stops = [*entry.stops, *(value for value in chosen if value not in entry.stops)]
    if not all(isinstance(stop, str) for stop in stops):
        stops = sorted(stops)
    if not hidden(key):
        chosen = st.pills(
            _("Values"),
            stops,
            selection_mode="multi",
            key=key,
            format_func=lambda value: label(axis, value),
            help=_("Two to eight. All of them train at the same time."),
            persist_state="session",
        )
        if len(chosen) > MOST_VALUES:
            st.caption(_("The first eight are compared."))
    values = [stop for stop in stops if stop in chosen][:MOST_VALUES]
    note(key, values, entry.default)
    return values


def _parse(text: str, axis: AxisName) -> list[Any]:
    """Read the values that an address wants.

    Raises
    ------
    ValueError
        If there are fewer than two among them.
    """
    found: list[Value] = []
    for part in text.split(",")[:MOST_VALUES]:
        with suppress(ValueError):  # a link is outside input: what is no value is left out
            value = AXES[axis].parse(part)
            if value not in found:
                found.append(value)
    if len(found) < FEWEST_VALUES:
        raise ValueError(f"{text!r} names fewer than two values")
    return found
