"""The controls of the compare page: what is compared, and the sidebar of the network that is varied."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from random import randrange
from typing import Any, cast

import streamlit as st

from playground.controls.preset_menu import link_preset
from playground.experiment import MAX_LINK, ExperimentError
from playground.experiment.axes import AXES, AxisName
from playground.experiment.axis import Value
from playground.experiment.comparison import FEWEST_SEEDS, FEWEST_VALUES, MOST_SEEDS, MOST_VALUES, Comparison
from playground.experiment.read import AnyExperiment, experiment_from_json
from playground.i18n import _
from playground.ui.address import became, note, seed
from playground.ui.compare.axis_values import OF_LAYERS, axis_label, label
from playground.ui.compare.families import FAMILIES, KEY, START, Family, family_name, family_of
from playground.ui.compare.presets import comparison_preset_menu, start_with
from playground.ui.groups import cover, groups_of_others, hidden
from playground.ui.widgets import pick, section, steps

DEFAULT_AXIS: AxisName = "activation"
DEFAULT_SEEDS = 5
_KEPT = "_comparison"


def comparison_controls() -> Comparison | None:
    """Show the sidebar and return the comparison that it describes.

    Where none can be made, the page says why, and what is returned is the last one that could: somebody who exchanges
    a value for another keeps what is running. ``None`` if there was none yet.
    """
    _take_from_address()
    with st.sidebar:
        comparison_preset_menu()
        section("compare")
        family = _family_choice()
        convolves = family.convolves()
        axes: dict[str, str] = {name: axis_label(name, convolves) for name in AXES if name not in family.without}
        if st.session_state.get("axis") not in (None, *axes):
            st.session_state["axis"] = next(iter(axes))
        axis = cast(
            AxisName, pick(_("Compare"), "axis", axes, DEFAULT_AXIS if DEFAULT_AXIS in axes else next(iter(axes)))
        )
        values = _values(axis, convolves)
        if axis in OF_LAYERS and not family.covered[axis]:
            st.caption(_("Takes the place of what the cards of the layers say."))
        seeds = DEFAULT_SEEDS
        if axis != "seed":
            seeds = steps(_("Seeds of each"), "seeds", range(FEWEST_SEEDS, MOST_SEEDS + 1), DEFAULT_SEEDS)
    cover([*family.covered[axis], *groups_of_others(family.page)])
    base = family.controls()
    made = None if base is None else _checked(base, axis, values, seeds)
    if made is not None:
        st.session_state[_KEPT] = made
    last: Comparison | None = st.session_state.get(_KEPT)
    if made is None and last is not None:
        st.caption(_("Shown here: the comparison before."))
    return last


def _family_choice() -> Family:
    """Show the choice of the kind of network that is varied, and return it."""
    labels = {name: _(family.label) for name, family in FAMILIES.items()}

    def chosen() -> None:
        """Begin a kind whose controls have not been seen yet with its first comparison: small enough to be watched."""
        family = FAMILIES[st.session_state[KEY]]
        if family.seed not in st.session_state:
            start_with(st.session_state[KEY])

    return FAMILIES[pick(_("Network"), KEY, labels, START, form="segments", on_change=chosen)]


def _take_from_address() -> None:
    """Fill the controls from ``?experiment=`` or ``?preset=``, once, and say so if it is refused."""
    text, preset = st.query_params.get("experiment"), st.query_params.get("preset")
    if text is None:
        link_preset(preset)
    else:
        became("experiment", text)
        _take_experiment(text)
    for taken in ("experiment", "preset"):  # last: a script may be cut short anywhere
        st.query_params.pop(taken, None)


def _take_experiment(text: str) -> None:
    """Make the controls show an experiment, and say so if it is refused."""
    try:
        experiment = experiment_from_json(text, MAX_LINK)
        name = family_name(experiment)
        st.session_state.update(FAMILIES[name].to_form(experiment))
        st.session_state[KEY] = name
    except ExperimentError as refused:
        st.error(_("The link's experiment was refused. {reason}").format(reason=refused), icon=":material/block:")


def _checked(base: AnyExperiment, axis: AxisName, values: Sequence[Value], seeds: int) -> Comparison | None:
    if len(values) < FEWEST_VALUES:
        st.info(_("Choose two values or more to compare."), icon=":material/compare:")
        return None
    try:
        return Comparison.from_parts({"base": base, "axis": axis, "values": tuple(values), "seeds": seeds})
    except ExperimentError as refused:
        st.error(_("This comparison cannot be made. {reason}").format(reason=refused), icon=":material/block:")
        return None


def take_new_seeds(comparison: Comparison) -> None:
    """Make the controls show other seeds than those of a comparison. Call before they are drawn."""
    start = randrange(1, 10_000)
    if comparison.axis == "seed":
        seeds = [int(value) for value in comparison.values]
        st.session_state[values_key("seed")] = [start + value - min(seeds) for value in seeds]
    else:
        st.session_state[family_of(comparison.base).seed] = start


def values_key(axis: AxisName) -> str:
    """Return the key of the choice of an axis's values."""
    return f"values_{axis}"


def _values(axis: AxisName, convolves: bool = False) -> list[Value]:
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
            default=chosen,
            key=key,
            format_func=lambda value: label(axis, value, convolves),
            help=_("Two to eight. All of them train at the same time."),
            persist_state="session",
        )
    chosen = [stop for stop in stops if stop in chosen]
    values, more = chosen[:MOST_VALUES], chosen[MOST_VALUES:]
    if more and not hidden(key):
        left_out = ", ".join(label(axis, value, convolves) for value in more)
        st.warning(
            _("Only eight are compared. Left out: {values}.").format(values=left_out), icon=":material/filter_8:"
        )
    note(key, values, entry.default)
    return values


def _parse(text: str, axis: AxisName) -> list[Any]:
    """Read the values that an address wants.

    Raises
    ------
    ValueError
        If there are fewer than two among them.
    """
    values: list[Value] = []
    for part in text.split(",")[:MOST_VALUES]:
        with suppress(ValueError):  # a link is outside input: what is no value is left out
            value = AXES[axis].parse(part)
            if value not in values:
                values.append(value)
    if len(values) < FEWEST_VALUES:
        raise ValueError(f"{text!r} names fewer than two values")
    return values
