"""The component that shows a recurrent network's memory: unrolled in time, its states and gates, one of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import streamlit as st

from playground.concepts.recurrence import Cell
from playground.datasets.sequences import surname_alphabet, text_alphabet
from playground.experiment import Experiment, Forecast, ProblemData, SequenceSpec, SurnameData, TextSpec
from playground.experiment.recurrent_layers import Recurrent
from playground.experiment.spec import Task
from playground.figures.component_colours import component_colours
from playground.figures.theme import CLASS_COLOURS, CURVE_COLOURS, MIDDLE, VALUE_COLOURS, Shade, blend, colorscale
from playground.i18n import language
from playground.live.figure import connection
from playground.live.files import source
from playground.live.messages import MAX_TYPED
from playground.training.worker.runs import Run
from playground.ui.rnn.memory.cell_drawing import cell_texts
from playground.ui.rnn.memory.memory_words import class_words, maps_of, sentence_of, step_words, words

Shape = Literal["many_to_one", "many_to_many"]
SHADES: tuple[Shade, ...] = ("light", "dark")
GATE_HUE = 5
"""Place among the colours of values of the one for gates: neither the blue nor the orange of the states."""

_MEMORY = st.components.v2.component(
    "live_memory",
    html=source("memory.html"),
    css=source("memory.css", "memory_answer.css", "memory_time.css", "cell.css"),
    js=source("page_element.js", "live_element.js", "memory.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)


@dataclass(frozen=True)
class Origins:
    """Test sequences among which the page chooses, where the page has a choice of its own.

    Parameters
    ----------
    places
        Their places among all test sequences, in order; the buttons go from one to the next.
    chosen
        Which is in hand.
    choose
        Called, before the page reruns, with the place of another one that somebody has gone to.
    """

    places: Sequence[int]
    chosen: int
    choose: Callable[[int], None]


def live_memory(run: Run, *, key: str, origins: Origins | None = None) -> None:
    """Show what a recurrent network makes of the sequence in hand, step by step, while it learns.

    The run must measure :class:`playground.training.probes.memory.Memory` and ``Influence``; everything else follows
    from its experiment, whose data must be sequences.

    Parameters
    ----------
    key
        Names the element on the page.
    origins
        The page's choice of the test sequence; without, the component alone knows which is in hand.
    """
    experiment = run.settings.network
    data = experiment.data
    assert isinstance(data, SequenceSpec)
    choice = {"places": list(origins.places), "chosen": origins.chosen} if origins else None

    def take_sequence() -> None:
        if origins:
            origins.choose(int(st.session_state[key]["sequence"]))

    _MEMORY(
        key=key,
        data=connection(run)
        | described(experiment, data)
        | {"origins": choice, "themes": _themes(), "language": language()},
        on_sequence_change=take_sequence,
    )


def described(experiment: Experiment, data: SequenceSpec) -> dict[str, Any]:
    """Return what the component needs to know of an experiment, and what it says of it."""
    task = experiment.data.task
    kinds = {direction["kind"] for direction in _directions(experiment)}
    return {
        "name": data.name,
        "shape": "many_to_many" if task.steps else "many_to_one",
        "each": task.steps,
        "classes": class_words(data, _symbols(data)),
        "tolerance": task.tolerance,
        "forecast": data.outputs if isinstance(data, Forecast) else 0,
        "symbols": list(_symbols(data)),
        "padded": isinstance(data, SurnameData),
        "marked": isinstance(data, ProblemData) and data.problem.marked,
        "begins": isinstance(data, ProblemData) and data.problem.begins,
        "generates": isinstance(data, TextSpec),
        "typing": longest_typed(experiment, data),
        "tests": data.test_samples,
        "directions": _directions(experiment),
        "maps": {kind: maps_of(kind) for kind in kinds},
        "cells": {kind: cell_texts(kind) | {"sentence": sentence_of(kind)} for kind in kinds},
        "texts": words() | step_words(data),
    }


def longest_typed(experiment: Experiment, data: SequenceSpec) -> int:
    """Return how many letters somebody may type; none where steps are numbers."""
    return min(MAX_TYPED, experiment.data.input_shape[0]) if data.symbols else 0


def _directions(experiment: Experiment) -> list[dict[str, Any]]:
    """Return every direction of every recurrent layer, in the order in which probes count them."""
    return [
        direction
        for number, placed in enumerate(experiment.layers, 1)
        if isinstance(placed.spec, Recurrent)
        for direction in _directions_of(number, placed.spec)
    ]


def _directions_of(number: int, layer: Recurrent) -> list[dict[str, Any]]:
    kind: Cell = layer.type  # type: ignore[assignment]
    facts = {"kind": kind, "units": layer.units, "layer": number, "each": layer.return_sequences}
    return [facts | {"backwards": backwards} for backwards in ((False, True) if layer.bidirectional else (False,))]


@lru_cache(maxsize=8)
def _symbols(data: SequenceSpec) -> tuple[str, ...]:
    """Return how each symbol is shown; none where steps are numbers."""
    if isinstance(data, ProblemData):
        return data.problem.symbols
    if isinstance(data, SurnameData):
        return surname_alphabet().symbols
    return text_alphabet(data).symbols if isinstance(data, TextSpec) else ()


def _themes() -> dict[Shade, dict[str, Any]]:
    """Return the colours of either shade: states go from orange over nothing to blue, gates from nothing to purple."""
    return {
        shade: {
            "states": colorscale(shade, Task(classes=2)),
            "gates": [[0.0, MIDDLE[shade]], [1.0, VALUE_COLOURS[shade][GATE_HUE]]],
            "colours": component_colours(shade)["colours"],
            "curves": {"prediction": CURVE_COLOURS[shade][0], "right": CURVE_COLOURS[shade][1]},
            "input": {
                "faint": blend(CLASS_COLOURS[2], MIDDLE[shade], 0.06),
                "full": blend(CLASS_COLOURS[2], MIDDLE[shade], 0.72),
                "line": CLASS_COLOURS[2],
            },
        }
        for shade in SHADES
    }
