"""The runs of a session: one for each page, ended with the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import randrange
from typing import Any, Protocol

import streamlit as st

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from playground.experiment.read import AnyExperiment
from playground.experiment.studies import Study
from playground.i18n import _
from playground.live.figure import chosen_device, transport
from playground.training.probes.plane import Probe
from playground.training.worker.commands import Settings
from playground.training.worker.places import Visitor
from playground.training.worker.runs import RUNS, Run
from playground.ui.membership import copied_state, membership, note_place
from playground.ui.widgets import pick, stops_of


class Moved(Protocol):
    """What becomes of an experiment when a slider moves. No page runs meanwhile: all that it needs is known before."""

    @property
    def controls(self) -> Sequence[str]:
        """The keys of the sliders."""
        ...

    def to(self, control: str, value: Any) -> Experiment | None:
        """Return the experiment once a slider stands on a value, ``None`` where there is none."""
        ...


_ASIDE = "aside:"
"""Before the names of pages whose runs have been put aside."""
SPEEDS: dict[str, tuple[float, float] | None] = {
    "1-batch": (1, 0),
    "5-batches": (5, 0),
    "1-epoch": (0, 1),
    "5-epochs": (0, 5),
    "20-epochs": (0, 20),
    "max": None,
}
"""Batches and epochs a second, by name; ``None`` for no limit."""


def live_run(
    page: str,
    experiment: AnyExperiment,
    probes: Sequence[Probe],
    speed: str,
    comparison: Comparison | Study | None = None,
    moved: Moved | None = None,
) -> Run:
    """Return the run of a page, told what to train and to measure.

    A change of learning rate, penalties or speed reaches a running network in place; any other starts a new one.
    ``?autoplay=1`` in the address makes the first one start at once.

    Parameters
    ----------
    speed
        One of :data:`SPEEDS`.
    comparison
        Where many networks train side by side, which; ``experiment`` is then what they have in common.
    moved
        What becomes of the experiment when a slider moves, where the page can tell before it runs again.
    """
    pace = _batches_per_second(speed, _finest(experiment, comparison))
    settings = Settings(experiment, tuple(probes), chosen_device(), pace, comparison)
    runs = _session_runs()
    run = runs.get(page)
    _visitor().of_room = membership() is not None
    if run is None:
        run = runs[page] = RUNS.create(settings, st.query_params.get("autoplay") == "1", _visitor())
        if (state := copied_state()) is not None:
            run.begin_with(state)
    note_place(run.token)
    stops = stops_of(moved.controls) if moved else {}

    def change(control: str, stop: int) -> Settings | None:
        nonlocal settings
        after = moved and stop < len(stops[control]) and moved.to(control, stops[control][stop])
        if not after:
            return None
        settings = replace(settings, experiment=after, batches_per_second=_batches_per_second(speed, after))
        return settings

    run.moves.follow(settings, stops, change)
    return run


def put_runs_aside() -> None:
    """Put all runs of this session aside, so that its pages begin anew; what was aside before is ended."""
    runs = _session_runs()
    for page in [page for page in runs if page.startswith(_ASIDE)]:
        runs.pop(page).close()
    swap_runs()


def swap_runs() -> None:
    """Change the runs of this session for those that were put aside."""
    runs = _session_runs()
    swapped = {_other_side(page): run for page, run in runs.items()}
    runs.clear()
    runs.update(swapped)


def _other_side(page: str) -> str:
    return page.removeprefix(_ASIDE) if page.startswith(_ASIDE) else _ASIDE + page


def run_here(page: str) -> Run | None:
    """Return this session's run of a page, whether its worker lives or not; ``None`` before the page was drawn."""
    return _session_runs().get(page)


def run_of(page: str) -> Run | None:
    """Return this session's run of a page, if it has one whose worker lives."""
    run = _session_runs().get(page)
    return run if run is not None and run.process_id is not None else None


def speed_choice() -> str:
    """Show the choice of speed and return one of :data:`SPEEDS`."""
    labels = {
        "1-batch": _("1 batch/s"),
        "5-batches": _("5 batches/s"),
        "1-epoch": _("1 epoch/s"),
        "5-epochs": _("5 epochs/s"),
        "20-epochs": _("20 epochs/s"),
        "max": _("full speed"),
    }
    return pick(_("Speed"), "speed", labels, "20-epochs", width="stretch", hide_label=True)


def transport_with_seed(run: Run, key: str, seed_key: str = "seed", after_divergence: str = "") -> None:
    """Show the transport of a run whose page has a control of the seed, with this key.

    Parameters
    ----------
    after_divergence
        As :func:`playground.live.figure.transport` has it.
    """

    def take_new_seed() -> None:
        st.session_state[seed_key] = randrange(1, 10_000)

    transport(run, key=key, on_new_seed=take_new_seed, after_divergence=after_divergence)


def _batches_per_second(speed: str, experiment: AnyExperiment) -> float | None:
    limit = SPEEDS[speed]
    if limit is None:
        return None
    batches, epochs = limit
    return batches + epochs * experiment.batches_per_epoch


def _finest(experiment: AnyExperiment, comparison: Comparison | Study | None) -> AnyExperiment:
    """Return the experiment that says how many steps an epoch has: of many that with the most."""
    many: list[AnyExperiment] = [experiment]
    if comparison:
        many = [row[0] for row in comparison.experiments]
    return max(many, key=lambda one: one.batches_per_epoch)


def _end(runs: dict[str, Run]) -> None:
    for run in runs.values():
        run.close()


@st.cache_resource(scope="session", on_release=_end, show_spinner=False)
def _session_runs() -> dict[str, Run]:
    """Return the runs of this session by page; Streamlit releases them when the session ends."""
    return {}


@st.cache_resource(scope="session", show_spinner=False)
def _visitor() -> Visitor:
    """Return who this session is, to the server's places for workers."""
    return Visitor()
