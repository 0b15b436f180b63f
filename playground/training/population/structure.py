"""What a dense network is made of, in the form in which many of them can be put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playground.experiment import Dense, DropConnect, Dropout, Experiment


@dataclass(frozen=True)
class Stage:
    """One dense layer with what happens to its weights and to its outputs.

    Parameters
    ----------
    inputs, units
        Its shape.
    activation
        Name of its activation.
    weight_drop
        Rate of the DropConnect on its weights; 0 for none.
    drops
        Rates of the dropouts on its outputs, one after the other.
    """

    inputs: int
    units: int
    activation: str
    weight_drop: float
    drops: tuple[float, ...]


@dataclass(frozen=True)
class Structure:
    """A network, from its inputs to the output layer, which is the last stage.

    Parameters
    ----------
    input_drops
        Rates of the dropouts on the inputs.
    stages
        Its dense layers.
    """

    input_drops: tuple[float, ...]
    stages: tuple[Stage, ...]

    @property
    def shape(self) -> tuple[tuple[int, ...], ...]:
        """What networks must have in common to be computed together; one without dropout fits one with it."""
        slots = tuple(max(len(drops), 1) for drops in (self.input_drops, *(stage.drops for stage in self.stages)))
        sizes = tuple(size for stage in self.stages for size in (stage.inputs, stage.units))
        return slots, sizes

    def drops_at(self, place: int, slot: int) -> float:
        """Return the rate of one dropout; place 0 is the inputs, place k the outputs of the k-th stage."""
        drops = self.input_drops if place == 0 else self.stages[place - 1].drops
        return drops[slot] if slot < len(drops) else 0.0


def widened(structures: Sequence[Structure]) -> list[Structure]:
    """Return networks with as many layers, each of which is as wide as the widest of them."""
    if len({one.shape for one in structures}) == 1:
        return list(structures)
    sizes = [
        (max(stage.inputs for stage in column), max(stage.units for stage in column))
        for column in zip(*(one.stages for one in structures), strict=True)
    ]
    return [
        replace(
            one,
            stages=tuple(
                replace(stage, inputs=inputs, units=units)
                for stage, (inputs, units) in zip(one.stages, sizes, strict=True)
            ),
        )
        for one in structures
    ]


def structure(experiment: Experiment) -> Structure:
    """Return the structure of an experiment's network.

    Raises
    ------
    TypeError
        If it has a layer that is neither dense nor one of the two kinds of dropout.
    """
    drops: list[list[float]] = [[]]
    dense: list[tuple[int, Dense, float]] = []
    weight_drop = 0.0
    for placed in experiment.layers:
        match placed.spec:
            case Dense() as spec:
                dense.append((placed.input_shape[0], spec, weight_drop))
                drops.append([])
                weight_drop = 0.0
            case Dropout(rate=rate):
                drops[-1].append(rate)
            case DropConnect(rate=rate):
                weight_drop = rate
            case other:
                raise TypeError(f"{other.kind} layers are not trained side by side")
    stages = (
        Stage(inputs, spec.units, spec.activation, rate, tuple(after))
        for (inputs, spec, rate), after in zip(dense, drops[1:], strict=True)
    )
    return Structure(tuple(drops[0]), tuple(stages))
