"""The probes of networks for sequences: states and gates over time, and the way of the gradient back.

Directions of all recurrent layers are counted from 0 in one row: a bidirectional layer has two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Array
from playground.concepts.recurrence import GATES, gate_parts
from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from playground.concepts.recurrence import Unrolled
    from playground.training.probes.sequence_view import Direction, SequenceView


MOST_UNITS = 128
"""Units of a direction that are shown, from the first on."""
MIDDLE = 128
"""What stands for 0 in a state."""
SIGMOIDS = frozenset("iforz")
"""Gates from 0 to 1; what is left, states and candidates, is from -1 to 1, and an LSTM's cell anything."""


@dataclass(frozen=True)
class Memory:
    """The sequence in hand, what the network says of it, and what one direction remembers on its way.

    ``seq_place``, ``seq_start``, ``memory_direction``, ``cell_step``
        ``(1,)`` int32: its place among the test sequences, -1 for a typed one; its first step that is not padding; the
        direction and the step looked at.
    ``seq_symbols`` or ``seq_numbers``
        ``(steps,)`` int32 or ``(steps, features)`` float32.
    ``seq_targets``, ``seq_outputs``
        ``(targets,)`` and ``(targets, classes or 1)`` float32: what is right, NaN where nobody knows, and what the
        network says, as probabilities or numbers.
    ``memory_h``, of an LSTM also ``memory_i``, ``_f``, ``_g``, ``_o`` and ``_c``, of a GRU also ``_r``, ``_z``, ``_n``
        ``(steps, units)`` uint8. Gates from 0 to 1 are the value times 255; the others 128 plus the value times 127, of
        ``c`` divided by ``memory_scale``, ``(1,)`` float32.
    ``cell_parts``, ``cell_gates``, ``cell_before``, ``cell_after``
        At the step: of each gate what comes from the input, from the state before and from the bias, ``(gates, 3,
        units)`` (:func:`playground.concepts.recurrence.gate_parts`), their values ``(gates, units)``, state and cell
        ``(2, units)`` before and after.
    """

    def measure(self, view: SequenceView) -> Tensors:
        """Return the sequence, the answers and the states."""
        sequence = view.sequence[0].cpu().numpy()
        numbers = sequence.ndim == 2
        measured: dict[str, Array] = {
            "seq_place": _one(view.place),
            "seq_start": _one(0 if numbers else _first_letter(sequence, view)),
            "seq_targets": view.targets,
            "seq_outputs": view.outputs.astype(np.float32),
        }
        measured["seq_numbers" if numbers else "seq_symbols"] = sequence.astype(np.float32 if numbers else np.int32)
        direction = view.direction
        return measured if direction is None else measured | self._direction(view, direction)

    def steps(self, view: SequenceView) -> Mapping[str, Steps]:
        """Return how finely the numbers of a step, and states, go while the network trains."""
        cells = {f"cell_{part}": Steps(127) for part in ("parts", "gates", "before", "after")}
        return cells | {f"memory_{name}": Steps(63) for name in (*SIGMOIDS, "g", "n", "h", "c")}

    def _direction(self, view: SequenceView, direction: Direction) -> dict[str, Array]:
        seen = view.before(direction.place, view.sequence)
        inputs: Array = seen.float().cpu().numpy()
        unrolled, step = direction.unrolled(seen), view.step
        gates = {name: direction.reading(values)[0, :, :MOST_UNITS] for name, values in unrolled.gates.items()}
        states = gates | {"h": direction.reading(unrolled.h)[0, :, :MOST_UNITS]}
        measured = {f"memory_{name}": _bytes(name, values) for name, values in states.items()}
        if unrolled.cell == "lstm":
            cells = direction.reading(unrolled.c)[0, :, :MOST_UNITS]
            scale = max(float(np.abs(cells).max()), 1.0)
            measured |= {"memory_c": _bytes("c", cells / scale), "memory_scale": np.array([scale], dtype=np.float32)}
        read = len(inputs[0]) - 1 - step if direction.backwards else step
        return measured | {
            "memory_direction": _one(view.direction_place),
            "cell_step": _one(step),
            **_cell(direction, inputs, unrolled, read),
        }


@dataclass(frozen=True)
class Influence:
    """``influence``, ``(steps,)`` float32: how much the answer looked at depends on each input of the sequence."""

    def measure(self, view: SequenceView) -> Tensors:
        """Return the norms of the answer's gradient."""
        return {"influence": np.nan_to_num(view.influence())}


@dataclass(frozen=True)
class GradientInTime:
    """How the loss of some test sequences depends on the states at each step: norms, means over the sequences.

    ``gradient_in_time``, ``gradient_in_time_c``
        ``(directions, steps)`` float32, by the state and by an LSTM's cell, which other directions have none of: NaN.

    ``gradient_share``, ``gradient_share_c``
        The same, of each direction as a share of its largest: what is left of the gradient, however small the loss.

    While the network trains they may be a moment old (:mod:`playground.training.probes.throttled`).

    Parameters
    ----------
    share
        Of the time, how much may go into them.
    """

    share: float = 0.02

    def measure(self, view: SequenceView) -> Tensors:
        """Return the norms."""
        return view.throttled(self, lambda: self._norms(view), self.share)

    @staticmethod
    def _norms(view: SequenceView) -> dict[str, Array]:
        by_h, by_c = [], []
        for direction in view.directions:
            gradients = view.state_gradients(direction)
            by_h.append(_norms(direction.reading(gradients.h)))
            by_c.append(_norms(direction.reading(gradients.c)) if gradients.c.size else np.full_like(by_h[-1], np.nan))
        if not by_h:
            return {}
        norms = {"gradient_in_time": np.stack(by_h), "gradient_in_time_c": np.stack(by_c)}
        shares = {"gradient_share": shares_of(norms["gradient_in_time"])}
        return norms | shares | {"gradient_share_c": shares_of(norms["gradient_in_time_c"])}


def shares_of(norms: Array) -> Array:
    """Return each row's norms as shares of its largest; zeros where all are 0."""
    largest = norms.max(axis=-1, keepdims=True)
    shares: Array = norms / np.where(largest == 0, 1, largest)
    return shares.astype(np.float32)


def _cell(direction: Direction, inputs: Array, unrolled: Unrolled, read: int) -> dict[str, Array]:
    """Return the numbers of one step, the ``read``-th in the order in which the direction reads."""
    names = GATES[unrolled.cell]
    here = slice(read, read + 1)
    shown = (0, 0, slice(None, MOST_UNITS))
    at_step = type(unrolled)(
        unrolled.cell,
        unrolled.h[:, here],
        {name: values[:, here] for name, values in unrolled.gates.items()},
        unrolled.h_before[:, read],
    )
    parts = gate_parts(direction.weights, direction.reading(inputs)[:, here], at_step)
    has_cell = unrolled.c.size > 0
    nothing = np.zeros_like(unrolled.h[0, read])
    before = [unrolled.h_before[0, read], unrolled.c_before[0, read] if has_cell else nothing]
    after = [unrolled.h[0, read], unrolled.c[0, read] if has_cell else nothing]
    stacked = [[parts[n].x[shown], parts[n].h[shown], parts[n].bias[:MOST_UNITS]] for n in names]
    arrays = {
        "cell_parts": stacked,
        "cell_gates": [unrolled.gates[name][0, read, :MOST_UNITS] for name in names],
        "cell_before": [values[:MOST_UNITS] for values in before],
        "cell_after": [values[:MOST_UNITS] for values in after],
    }
    return {name: np.array(values, dtype=np.float32) for name, values in arrays.items()}


def _bytes(name: str, values: Array) -> Array:
    scaled = values * 255 if name in SIGMOIDS else MIDDLE + values * 127
    rounded: Array = np.rint(np.nan_to_num(scaled)).clip(0, 255)
    return rounded.astype(np.uint8)


def _norms(gradients: Array) -> Array:
    """Return means over sequences of the norms ``(steps,)`` of gradients ``(n, steps, units)``."""
    norms: Array = np.linalg.norm(gradients, axis=2).mean(axis=0)
    return norms.astype(np.float32)


def _first_letter(symbols: Array, view: SequenceView) -> int:
    """Return the first step that is not padding in front."""
    if not view.trainer.pads_in_front:
        return 0
    return int((symbols != 0).argmax())


def _one(number: int) -> Array:
    return np.array([number], dtype=np.int32)
