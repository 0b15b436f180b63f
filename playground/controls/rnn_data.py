"""The sidebar's controls of sequences: which task, and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from playground.controls.form import FormValues
from playground.controls.own_data.rnn_uploads import series_upload, text_upload
from playground.controls.own_data.series_choices import usual_parts
from playground.controls.rnn_form import FORECASTS, OWN_SERIES, OWN_TEXT, data_to_form, own
from playground.controls.sequence_classes import language_label
from playground.experiment import CommunesData, ProblemData, SequenceSpec, SeriesData, SurnameData
from playground.experiment.built_in_sequences import LANGUAGES, SERIES
from playground.i18n import N_, _
from playground.numerals import compact, whole
from playground.sequence_problems import SEQUENCE_PROBLEMS
from playground.ui.widgets import pick, steps, two_or_more

DATA_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "surnames": N_("Surnames: which language?"),
        **{name: problem.label for name, problem in SEQUENCE_PROBLEMS.items() if not problem.every_step},
        "communes": N_("Names of French communes"),
        "text": N_("Your text"),
        **{name: problem.label for name, problem in SEQUENCE_PROBLEMS.items() if problem.every_step},
        "demand": N_("Forecast: electricity demand"),
        "co2": N_("Forecast: CO₂ in the air"),
        "sunspots": N_("Forecast: sunspots"),
        "series": N_("Forecast: your series"),
    }
)
"""Tasks by their names; short enough to be read as a whole in the closed menu."""
USUAL: Mapping[str, SequenceSpec] = MappingProxyType(
    {
        "surnames": SurnameData(),
        "communes": CommunesData(),
        **{name: ProblemData(name=name, length=problem.length) for name, problem in SEQUENCE_PROBLEMS.items()},
        "demand": SeriesData(name="demand"),
        "co2": SeriesData(name="co2", past=52, horizon=12),
        "sunspots": SeriesData(name="sunspots", past=22, horizon=1, inputs="values"),
    }
)
"""What the controls show when somebody chooses a task in the menu."""
IN_PLACE_OF_NOTHING = {"text": "communes", "series": "demand"}
"""What is shown to somebody who has not brought any data yet."""
LENGTHS = (2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500)
SAMPLES = (64, 128, 320, 640, 1280, 2560, 5120, 10_240)
NOISES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5, 2.0)
NAMES = (100, 300, 1000, 3000, 10_000, 20_000, 40_000)
PASSAGES = (8, 16, 24, 32, 48, 64)
PASTS = (1, 2, 6, 12, 22, 24, 36, 48, 52, 96, 104, 168, 336, 672)
PATCHES = (1, 2, 3, 4, 6, 8, 12, 24, 48)
HORIZONS = (1, 2, 3, 6, 11, 12, 24, 36, 48, 72, 96)
SEASONS: Mapping[str, int] = MappingProxyType({name: facts.season for name, facts in SERIES.items()})
TEST_SHARES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def rnn_data_controls(defaults: FormValues) -> FormValues:
    """Show the controls of the data and return their values by key, a person's own data among them.

    Parameters
    ----------
    defaults
        What the address need not say, by key.
    """
    labels = {name: _(label) for name, label in DATA_LABELS.items()}
    sentence = _(
        "The lecture's kinds of problems (slide 54): surnames, the first symbol, the sum and forecasts are many to "
        "one; parity, brackets, the sine and texts, letter by letter, are many to many."
    )
    name = pick(_("Task"), own("data"), labels, defaults[own("data")], help_text=sentence, on_change=_take_usual)
    values = _controls(name)
    return {own(part): value for part, value in values.items()}


def _controls(name: str) -> FormValues:
    if name == "surnames":
        return {"data": name, "languages": _languages()}
    if name == "communes":
        names = steps(
            _("Names to learn from, at most"), own("names"), NAMES, NAMES[-1], show=whole, bounds=(100, 40_000)
        )
        return {"data": name, "names": names}
    if name == "text":
        return _own_text()
    if name in FORECASTS:
        return _own_series() if name == "series" else {"data": name} | _forecast_controls(name, SEASONS[name])
    return _problem_controls(name)


def _take_usual() -> None:
    """Set the controls of a task's data to what suits it, when somebody has chosen the task."""
    name = st.session_state[own("data")]
    usual = data_to_form(USUAL[name]) if name in USUAL else usual_parts() if name == "series" else {}
    for part, value in usual.items():
        st.session_state[own(part)] = value


def _languages() -> list[str]:
    """Show the languages and return those to tell apart; all of them as long as fewer than two are chosen."""
    return two_or_more(
        _("Languages"),
        own("languages"),
        {name: language_label(name) for name in LANGUAGES},
        _("Choose two languages or more. Until then there are all of them."),
    )


def _problem_controls(name: str) -> FormValues:
    values: FormValues = {
        "data": name,
        "length": steps(
            _("Length of a sequence"),
            own("length"),
            LENGTHS,
            60,
            bounds=(2, 500),
            help_text=_("Time steps. The longer, the further back the network must remember."),
        ),
        "samples": steps(
            _("Sequences of an epoch"),
            own("samples"),
            SAMPLES,
            1280,
            show=whole,
            bounds=(10, 100_000),
            help_text=_("Drawn anew for every epoch: no sequence is learned from twice."),
        ),
    }
    if SEQUENCE_PROBLEMS[name].noisy:
        values["noise"] = steps(_("Noise"), own("noise"), NOISES, 0.3, show=compact, bounds=(0.0, 2.0))
    return values


def _own_text() -> FormValues:
    text = text_upload()
    if text is None:
        st.info(_("Paste or upload a text. Until then you see names of communes."))
        return _controls(IN_PLACE_OF_NOTHING["text"])
    units = {"lines": _("Line by line"), "passages": _("Running text")}
    return {
        "data": "text",
        OWN_TEXT: text,
        "unit": pick(_("Read it"), own("unit"), units, "lines", form="segments"),
        "passage": steps(
            _("Steps at a time, at most"),
            own("passage"),
            PASSAGES,
            48,
            bounds=(8, 64),
            help_text=_("Longer lines are cut; running text comes in pieces of this length."),
        ),
    }


def _own_series() -> FormValues:
    series = series_upload()
    if series is None:
        st.info(_("Upload a series. Until then you see the electricity demand."))
        name = IN_PLACE_OF_NOTHING["series"]
        return {"data": name} | data_to_form(USUAL[name])
    values: FormValues = {
        "data": "series",
        OWN_SERIES: series,
        "repeats": steps(
            _("Repeats after"),
            own("repeats"),
            (1, 4, 7, 11, 12, 24, 48, 52, 168, 336, 365),
            1,
            show=lambda values: _("{n} values").format(n=values) if values > 1 else _("nothing"),
            bounds=(1, 2000),
            help_text=_("A season: 12 for months that repeat after a year, 7 for days that repeat after a week."),
        ),
        "test": steps(
            _("Share for testing, at the end"),
            own("test"),
            TEST_SHARES,
            0.2,
            show=compact,
            bounds=(0.1, 0.5),
        ),
    }
    return values | _forecast_controls("series", values["repeats"])


def _forecast_controls(name: str, season: int) -> FormValues:
    strategies = {"direct": _("All at once"), "recursive": _("One by one")}
    return _target_controls(name, season) | {
        "past": steps(_("Values seen"), own("past"), PASTS, 48, bounds=(1, 2000)),
        "patch": steps(
            _("Values at each time step"),
            own("patch"),
            PATCHES,
            1,
            bounds=(1, 200),
            help_text=_("More of them make the sequence shorter: 336 values, 12 at a time, are 28 steps."),
        ),
        "strategy": pick(
            _("It answers"),
            own("strategy"),
            strategies,
            "direct",
            form="segments",
            help_text=_(
                "All at once: one output for each step ahead. One by one: it gives the next value, and is then shown "
                "its own answers."
            ),
        ),
    }


def _target_controls(name: str, season: int) -> FormValues:
    """Show how far ahead is forecast, and whether from differences; below them, why the two may not go together."""
    inputs = {"differences": _("Differences from a season before"), "values": _("The values")}
    horizon = steps(_("Steps ahead"), own("horizon"), HORIZONS, 48, show=lambda n: _ahead(n, name), bounds=(1, 96))
    sees = pick(
        _("It sees"),
        own("inputs"),
        inputs,
        "differences",
        help_text=_(
            "With differences it is asked how far the coming values will be from the last season's, moved by the "
            "mean difference of late."
        ),
    )
    if sees == "differences" and horizon > season:
        sentence = _(
            "From differences a forecast goes one season ahead at most: {season}. Take fewer steps ahead, or let it "
            "see the values."
        )
        st.warning(sentence.format(season=season), icon=":material/arrow_upward:")
    return {"horizon": horizon, "inputs": sees}


def _ahead(count: int, name: str) -> str:
    """Return how far ahead so many values are; different numbers always differ."""
    if name == "demand" and count in (48, 96):
        return _("{n} (a day)").format(n=count) if count == 48 else _("{n} (two days)").format(n=count)
    return str(count)
