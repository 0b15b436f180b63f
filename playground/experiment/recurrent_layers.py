"""Layers for sequences of shape (time steps, features): embedding and recurrent layers (lecture, slides 53 to 57)."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from pydantic import Field

from playground.experiment.layer_spec import LayerSpec, show_shape
from playground.experiment.spec import Shape, ShapeMismatchError
from playground.i18n import _

Units = Annotated[int, Field(ge=1, le=512)]
CellName = Literal["rnn", "lstm", "gru"]
RecurrentStart = Literal["default", "orthogonal"]


class Embedding(LayerSpec):
    """A vector for each symbol, looked up and learned; the first layer of a network that reads symbols.

    Parameters
    ----------
    units
        Length of the vectors.
    """

    type: Literal["embedding"] = "embedding"
    units: Units

    def output_shape(self, shape: Shape) -> Shape:
        """Return (steps, units)."""
        return (sequence_shape(self.kind, shape)[0], self.units)

    def parameters(self, shape: Shape) -> int:
        """Return symbols x units."""
        return shape[1] * self.units


class Recurrent(LayerSpec):
    """A layer that reads a sequence step by step and hands a state on (lecture, slides 55 and 56).

    As in PyTorch each gate has two biases, one beside the input's weights and one beside the state's.

    Parameters
    ----------
    units
        Length of its state.
    return_sequences
        Whether it gives its state at every step, as the next recurrent layer needs it, or the last one only.
    bidirectional
        Whether a second state of the same length reads from the end to the beginning; both are given side by side.
    recurrent_initializer
        ``orthogonal`` starts the matrix from state to state, of each gate, as a rotation; ``default`` as
        ``model.initializer`` says.
    spectral_radius
        To what size of its largest eigenvalue that matrix, of each gate, is then scaled; none leaves it as drawn.
    """

    type: str
    units: Units
    return_sequences: bool = False
    bidirectional: bool = False
    recurrent_initializer: RecurrentStart = "default"
    spectral_radius: Annotated[float, Field(gt=0, le=3)] | None = None

    @property
    def cell(self) -> CellName:
        """Which of the three kinds it is."""
        return cast(CellName, self.type)

    @property
    def scales_what_is_drawn(self) -> bool:
        """Whether its recurrent matrix is drawn as all weights are, and then scaled."""
        return self.recurrent_initializer == "default" and self.spectral_radius is not None

    @property
    def gates(self) -> int:
        """How many vectors of the length of the state it computes at each step from input and state."""
        return 1

    @property
    def width(self) -> int:
        """Length of what it gives at a step."""
        return self.units * (2 if self.bidirectional else 1)

    def output_shape(self, shape: Shape) -> Shape:
        """Return (steps, width), or (width,) where only the last state is given."""
        steps = sequence_shape(self.kind, shape)[0]
        return (steps, self.width) if self.return_sequences else (self.width,)

    def parameters(self, shape: Shape) -> int:
        """Return gates x units x (features + units + 2), twice where it is bidirectional."""
        return self.gates * self.width * (shape[1] + self.units + 2)

    def multiplications(self, shape: Shape) -> int:
        """Return those of all steps: gates x units x (features + units) at each."""
        return shape[0] * self.gates * self.width * (shape[1] + self.units)


class RNN(Recurrent):
    """The plain recurrence h = tanh(W x + U h + b) (slide 56)."""

    type: Literal["rnn"] = "rnn"


class LSTM(Recurrent):
    """Long short-term memory (Hochreiter and Schmidhuber 1997; slide 57).

    Parameters
    ----------
    forget_bias
        Added to the forget gate's bias at the start: the larger, the longer the cell remembers before it has learned.
    """

    type: Literal["lstm"] = "lstm"
    forget_bias: Annotated[float, Field(ge=-10, le=10)] = 0.0

    @property
    def gates(self) -> int:
        """Input, forget and output gate, and the candidate."""
        return 4


class GRU(Recurrent):
    """Gated recurrent unit (Cho et al. 2014).

    Parameters
    ----------
    forget_bias
        Added to the update gate's bias at the start; that gate says how much of the state is kept.
    """

    type: Literal["gru"] = "gru"
    forget_bias: Annotated[float, Field(ge=-10, le=10)] = 0.0

    @property
    def gates(self) -> int:
        """Reset and update gate, and the candidate."""
        return 3


SEQUENCE_LAYERS: tuple[type[LayerSpec], ...] = (Embedding, RNN, LSTM, GRU)


def sequence_shape(kind: str, shape: Shape) -> Shape:
    """Return a shape that is a sequence's.

    Raises
    ------
    ShapeMismatchError
        If it is none.
    """
    if len(shape) != 2:
        sentence = _("{kind} needs a sequence, not {shape}; let the recurrent layer before it return sequences")
        plain = _("{kind} needs a sequence, not {shape}")
        raise ShapeMismatchError((sentence if len(shape) == 1 else plain).format(kind=kind, shape=show_shape(shape)))
    return shape
