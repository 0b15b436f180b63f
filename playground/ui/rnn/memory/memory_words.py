"""What the component of a recurrent network's memory says (:mod:`playground.ui.rnn.memory.memory`)."""

from __future__ import annotations

from collections.abc import Sequence

from playground.concepts.recurrence import Cell
from playground.controls.sequence_classes import LANGUAGE_NAMES
from playground.experiment import CommunesData, Forecast, ProblemData, SequenceSpec, SurnameData, TextSpec
from playground.i18n import N_, _

GATE_NAMES = {
    "f": N_("forget gate f"),
    "i": N_("input gate i"),
    "o": N_("output gate o"),
    "g": N_("candidate g"),
    "c": N_("cell c"),
    "h": N_("hidden state h"),
    "r": N_("reset gate r"),
    "z": N_("update gate z"),
    "n": N_("candidate n"),
}
MAPS: dict[Cell, str] = {"rnn": "h", "lstm": "hcfiog", "gru": "hzrn"}
"""The pictures over time that there are of each cell, in the order in which they are shown."""
SHOWN: dict[Cell, str] = {"rnn": "h", "lstm": "hcf", "gru": "hzr"}
"""Those of them that are shown at first."""


def maps_of(kind: Cell) -> list[dict[str, str | bool]]:
    """Return the pictures over time of a cell: what each is called, and whether it goes from 0 to 1."""
    return [
        {"symbol": symbol, "title": _(GATE_NAMES[symbol]), "gate": symbol in "fiorz", "shown": symbol in SHOWN[kind]}
        for symbol in MAPS[kind]
    ]


def class_words(data: SequenceSpec, symbols: Sequence[str]) -> list[str]:
    """Return what the answers are called, by their numbers; nothing where they are numbers themselves."""
    if isinstance(data, SurnameData):
        return [_(LANGUAGE_NAMES[name]) for name in data.class_names]
    if isinstance(data, ProblemData):
        return list(data.problem.classes)
    return list(symbols)


def sentence_of(kind: Cell) -> str:
    """Return what a unit of a cell does at a step, in words with places for its numbers."""
    return {
        "rnn": _(
            "The input brings {x}, the state of the step before {u}, the bias {b}. Their sum is {sum}; tanh bends it "
            "to h = {h}."
        ),
        "lstm": _(
            "This unit keeps {f} of its memory c and lets {i} of the candidate {g} in: c goes from {c0} to {c}. It "
            "shows {o} of tanh(c): h = {h}."
        ),
        "gru": _("This unit keeps {z} of its state {h0} and takes {z1} of the candidate {n}: h = {h}."),
    }[kind]


def step_words(data: SequenceSpec) -> dict[str, str]:
    """Return what is said of the inputs and the answers of these data."""
    return {"input": _input(data), "question": _question(data)}


def _input(data: SequenceSpec) -> str:
    if isinstance(data, SurnameData | TextSpec):
        return _("Letters")
    return _("Symbols") if data.symbols else _("Numbers")


def _question(data: SequenceSpec) -> str:
    """Return what the network is asked for."""
    if isinstance(data, SurnameData):
        return _("Which language is the name from?")
    if isinstance(data, CommunesData | TextSpec):
        return _("At every step: which letter comes next?")
    if isinstance(data, Forecast):
        return _("How does the series go on?")
    assert isinstance(data, ProblemData)
    return _(data.problem.question)


def words() -> dict[str, str]:
    """Return what is said whatever the data are."""
    return {
        "alt": _("The recurrent network unrolled in time, what it remembers at each step, and what it says"),
        "previous": _("Previous test sequence"),
        "next": _("Next test sequence"),
        "which": _("Test sequence {n} of {all}"),
        "class": _("right answer: {name}"),
        "typed": _("Your own"),
        "type": _("Type your own"),
        "unknown": _("Letters that the network has never seen: {n}; to it they are all one symbol, □"),
        "unreadable": _("The network can read none of this: it knows {symbols}"),
        "clear": _("Back to the test sequences"),
        "shapes": _("Three kinds of problems (slide 54)"),
        "one_to_many": _("one to many"),
        "many_to_one": _("many to one"),
        "many_to_many": _("many to many"),
        "here": _("this one"),
        "strip": _("Time steps: arrow keys move, up and down change the unit, Enter opens the cell"),
        "stage": _("step {step} of {steps}, {input}"),
        "padding": _("padding"),
        "padded": _("∅ padding: fills up short names in front, so that all have the same length"),
        "input_is": _("input {input}"),
        "right": _("Target"),
        "prediction": _("Network"),
        "marked": _("marked"),
        "legend": _("Shade of the inputs: which matter for this answer"),
        "little": _("not at all"),
        "most": _("most"),
        "box_colour": _("Colour of the boxes: h of unit {unit}; click a row of a picture for another unit"),
        "forecast": _("forecast of {n} values: the picture of the series shows it, at the same moment"),
        "direction": _("Layer and direction looked at"),
        "direction_one": _("layer {layer}: {kind}"),
        "forwards": _("forwards"),
        "backwards": _("backwards"),
        "maps": _("Pictures over time"),
        "fit": _("Whole sequence"),
        "map_alt": _("{title}: {units} units at {steps} steps"),
        "first_units": _("Shown: the first {n} of {units} units"),
        "value": _("unit {unit}, step {step}: {symbol} = {value}"),
        "hint": _("Click a time step: its cell opens below, with formulas and numbers."),
        "next_letter": _("Next letter, after step {step}"),
        "answer": _("The network's answer"),
        "answer_at": _("The answer at step {step}"),
        "is_right": _("right"),
        "is_wrong": _("wrong"),
        "within": _("within {tolerance} of it: counts as right"),
        "outside": _("further than {tolerance} away: counts as wrong"),
        "number_prediction": _("The network says {said}"),
        "number_right": _("right is {right}"),
        "cell": _("Inside the cell"),
        "previous_unit": _("Previous unit"),
        "next_unit": _("Next unit"),
        "previous_step": _("Previous step"),
        "next_step": _("Next step"),
        "close": _("Close"),
    }
