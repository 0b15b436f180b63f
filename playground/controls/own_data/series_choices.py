"""What to make of a person's file of series: the choices that it leaves, and how a new series is looked at first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from playground.controls.form import FormValues
from playground.controls.own_data.sheet_upload import how_it_was_read
from playground.controls.own_data.uploads import plain, show_refusal
from playground.controls.rnn_form import OWN_SERIES, own
from playground.datasets.own_series import Choice, OwnSeriesFile, arrange
from playground.datasets.text_file import TableError
from playground.datasets.times import remarks
from playground.datasets.times.series_file import SeriesFile
from playground.datasets.times.values import SeriesColumn
from playground.i18n import N_, _

COLUMN, FORM, GROUP = "rnn_own_column", "rnn_own_form", "rnn_own_group"
REPEATS, GAPS, MISSING = "rnn_own_repeats", "rnn_own_gaps", "rnn_own_missing"
"""Keys of the choices."""
_MADE, _LOOK, _ARRANGED = "_rnn_series_made", "_rnn_series_look", "_rnn_series_arranged"
_MOST_ARRANGED = 5

Series = tuple[str, tuple[float, ...], tuple[str, ...]]
"""Title, values, and when they were."""

_UNDATED: FormValues = {"past": 24, "patch": 1, "horizon": 1, "inputs": "values", "strategy": "direct"}
"""How a series is looked at of which nobody knows how far apart its values are."""
_DAY_IN_MILLISECONDS = 86_400_000
_LOOKS: Mapping[tuple[str, int], tuple[int, int, int]] = MappingProxyType(
    {
        ("months", 1): (12, 12, 24),
        ("months", 3): (4, 4, 12),
        ("months", 6): (2, 2, 8),
        ("months", 12): (1, 1, 12),
        ("workdays", 1): (5, 5, 20),
        ("milliseconds", _DAY_IN_MILLISECONDS): (7, 7, 28),
        ("milliseconds", 7 * _DAY_IN_MILLISECONDS): (52, 4, 52),
    }
)
"""After how many values things repeat, how many are forecast, and how many are seen, by how far apart they are."""
_MOST_A_DAY = 96
_REPEATS: Mapping[str, str] = MappingProxyType(
    {"mean": N_("Take their mean"), "first": N_("Keep the first"), "leave": N_("Leave them")}
)
_GAPS: Mapping[str, str] = MappingProxyType({"leave": N_("Leave them"), "line": N_("Fill them on a straight line")})
_MISSING: Mapping[str, str] = MappingProxyType(
    {
        "few": N_("Fill them where few are missing (5 %)"),
        "all": N_("Fill them where up to half are missing"),
        "none": N_("Refuse the column"),
    }
)


class _Made(NamedTuple):
    """What was made of a file last.

    Parameters
    ----------
    fingerprint
        The file's.
    series
        What may be in use because of it; before it is known to be, also the series before.
    source
        What it was made of; nothing as long as it is not known to be in use.
    is_new
        Whether it is the first that was made of the file.
    """

    fingerprint: str
    series: tuple[Series | None, ...]
    source: tuple[OwnSeriesFile, SeriesColumn] | None
    is_new: bool


def choose_series(file: SeriesFile, newer_is_refused: bool) -> None:
    """Show the choices that a file leaves, keep the series that they make, and say what was done to it.

    Where another series has come into use since, from an experiment that somebody opened, nothing is shown but a button
    to take the file again.

    Parameters
    ----------
    newer_is_refused
        Whether a file that was brought later is refused: of two refusals its is the one to read.
    """
    made: _Made | None = st.session_state.get(_MADE)
    if made and made.fingerprint == file.fingerprint and st.session_state.get(OWN_SERIES) not in made.series:
        if not st.button(_("Take the uploaded file again"), key="rnn_own_again"):
            return
        st.session_state[_MADE] = None
    try:
        read = _arranged(file, _choice(file))
    except TableError as error:
        if not newer_is_refused:
            show_refusal(str(error), _("The series in use stays as it is.") if OWN_SERIES in st.session_state else "")
        return
    columns = {column.name: column for column in read.columns}
    name = _pick(_("Forecast"), COLUMN, {name: name for name in columns}, read.columns[0].name)
    _keep(file, read, columns[name])
    if not newer_is_refused:
        sentences = [
            *how_it_was_read(file.table),
            *read.remarks,
            *remarks.of_filled_cells(columns[name].filled_lines),
            *read.refused,
        ]
        st.caption(plain(" ".join(sentences)))


def usual_parts() -> FormValues:
    """Return how the present series is looked at first, by the controls' names; of none what suits any."""
    parts: FormValues = st.session_state.get(_LOOK, _UNDATED)
    return parts


def suggestion(read: OwnSeriesFile) -> FormValues:
    """Return how a series is looked at first, by the controls' names, so that it fits: as suits its steps."""
    count = len(read.columns[0].values)
    season, horizon, past = _look(read)
    tested = count // 5
    repeats = season if 3 * season <= count else 1
    horizon = max(1, min(horizon, tested // 2))
    return _UNDATED | {"repeats": repeats, "horizon": horizon, "past": max(1, min(past, (count - tested) // 3))}


def _look(read: OwnSeriesFile) -> tuple[int, int, int]:
    """Return season, horizon and past."""
    steps = read.steps
    if steps is None or not steps.even:
        return 1, _UNDATED["horizon"], _UNDATED["past"]
    a_day = _DAY_IN_MILLISECONDS // steps.size if steps.measure == "milliseconds" else 0
    if 1 < a_day <= _MOST_A_DAY and a_day * steps.size == _DAY_IN_MILLISECONDS:
        return a_day, a_day, 2 * a_day
    return _LOOKS.get((steps.measure, steps.size), (1, _UNDATED["horizon"], _UNDATED["past"]))


def _choice(file: SeriesFile) -> Choice:
    """Show the choices but the column, each where it makes a difference, and return them."""
    first = _arranged(file, Choice(missing="all"))
    form = f"{FORM}_{file.fingerprint[:12]}"  # another file's dates are another question
    choice = Choice(
        form=_pick(_("Dates"), form, dict(first.forms), first.forms[0][0]) if first.forms else None,
        group=_pick(_("Series"), GROUP, {name: name for name in first.groups}, first.groups[0])
        if first.groups
        else None,
        missing="all",
    )
    read = _arranged(file, choice)
    parts: dict[str, str] = {}
    if read.repeats is not None:
        parts["repeats"] = _pick(_("Values of the same time"), REPEATS, _translated(_REPEATS), read.repeats)
    read = _arranged(file, _changed(choice, parts))
    if read.gaps_can_be_filled:
        parts["gaps"] = _pick(_("Times that are missing"), GAPS, _translated(_GAPS), "leave")
    parts["missing"] = "few"
    if read.lacks_values:
        parts["missing"] = _pick(_("Values that are missing"), MISSING, _translated(_MISSING), "few")
    return _changed(choice, parts)


def _changed(choice: Choice, parts: Mapping[str, str]) -> Choice:
    return Choice(**{**vars(choice), **parts})


def _translated(labels: Mapping[str, str]) -> dict[str, str]:
    return {name: _(label) for name, label in labels.items()}


def _pick(label: str, key: str, options: Mapping[str, str], default: str) -> str:
    """Show a choice, if there is one, and return what is chosen.

    The session is told before each drawing. A browser that has not heard of a new file yet speaks of the one before,
    and goes on to show what it spoke of unless it is told otherwise.
    """
    names = list(options)
    if st.session_state.get(key) not in names:
        st.session_state[key] = default
    if len(names) == 1:
        return default
    chosen: str = st.selectbox(
        label,
        names,
        names.index(st.session_state[key]),
        key=key,
        format_func=options.__getitem__,
        persist_state="session",
    )
    return chosen


def _arranged(file: SeriesFile, choice: Choice) -> OwnSeriesFile:
    """Return what a choice makes of a file; the last few are remembered, as every run of the page asks for them."""
    of_file, outcomes = st.session_state.get(_ARRANGED, (None, {}))
    if of_file is not file:
        outcomes = {}
    if choice not in outcomes:
        kept = dict(list(outcomes.items())[1 - _MOST_ARRANGED :])
        outcomes = kept | {choice: arrange(file, choice)}
        st.session_state[_ARRANGED] = (file, outcomes)
    read: OwnSeriesFile = outcomes[choice]
    return read


def _keep(file: SeriesFile, read: OwnSeriesFile, column: SeriesColumn) -> None:
    """Keep the series that was chosen; of a new file, set the controls to what suits its steps."""
    made: _Made | None = st.session_state.get(_MADE)
    is_new = made is None or made.fingerprint != file.fingerprint or (made.is_new and made.source is None)
    if made and not is_new and made.source == (read, column):
        return
    series: Series = (column.name, tuple(column.values.tolist()), read.iso_dates)
    st.session_state[_MADE] = _Made(file.fingerprint, (st.session_state.get(OWN_SERIES), series), None, is_new)
    if is_new:
        st.session_state[_LOOK] = suggestion(read)
        for part, value in st.session_state[_LOOK].items():
            st.session_state[own(part)] = value
    st.session_state[OWN_SERIES] = series
    # last: a script may be cut short anywhere
    st.session_state[_MADE] = _Made(file.fingerprint, (series,), (read, column), is_new)
