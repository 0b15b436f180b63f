"""What a component tells ``static/cell_drawing.js`` besides the numbers of a recurrent cell."""

from __future__ import annotations

from playground.concepts.recurrence import Cell
from playground.i18n import _, language


def cell_texts(cell: Cell) -> dict[str, str]:
    """Return the words of a cell's drawing; the script itself fills in which unit of how many, and at which step."""
    pictures = {
        "rnn": _("A plain recurrent cell: input and state before are added up and bent by tanh"),
        "lstm": _(
            "An LSTM cell: forget gate, input gate and output gate about the memory, with the numbers of one unit"
        ),
        "gru": _("A GRU cell: reset gate and update gate about the state, with the numbers of one unit"),
    }
    return {
        "language": language(),
        "alt": pictures[cell],
        "title": _("Unit {unit} of {units} at step {step}"),
        "note": _(
            "Each sum Σ takes the input and the whole state of the step before ({units} numbers). What is shown "
            "belongs to unit {unit}."
        ),
        "scale": _("colour of values, from −1 to 1"),
    }
