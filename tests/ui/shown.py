"""Hypothesis strategies for the experiments that the controls of a page can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from playground.controls import data as data_controls
from playground.controls import perceptron as controls
from playground.controls.training import BATCHES, DECAYS, EPSILONS, LEARNING_RATES, PENALTIES
from playground.experiment import Dense, DropConnect, Dropout, Experiment, Model, Training
from playground.experiment.data import Data
from playground.experiment.layers import ActivationName, LayerSpec
from playground.experiment.model import InitializerName
from tests.strategies import any_data, optimizers

SMALLEST_RATE = 5e-324


@st.composite
def shown_models(draw: st.DrawFn, units: int = 512, layers: int = 8) -> Model:
    """Draw a network of dense layers, each with at most one dropout, or each with at most one dropconnect."""
    kind = draw(st.sampled_from([None, Dropout, DropConnect]))
    listed: list[LayerSpec] = []
    for _ in range(draw(st.integers(0, layers))):
        activation = draw(st.sampled_from(get_args(ActivationName)))
        listed.append(Dense(units=draw(st.integers(1, units)), activation=activation))
        if kind is not None and draw(st.booleans()):
            listed.append(kind(rate=draw(st.floats(SMALLEST_RATE, 0.95))))
    return Model(layers=tuple(listed), initializer=draw(st.sampled_from(get_args(InitializerName))))


@st.composite
def shown_experiments(
    draw: st.DrawFn, samples: int = 100_000, units: int = 512, data: st.SearchStrategy[Data] | None = None
) -> Experiment:
    """Draw any experiment that the controls can show; on data that a link may carry unless others are given."""
    described = draw(any_data(samples) if data is None else data)
    penalties = st.floats(0, 10)
    training = Training(
        optimizer=draw(optimizers),
        batch_size=draw(st.integers(1, 100_000)),
        loss=draw(
            st.sampled_from(["auto", "mse", "cross_entropy"] if described.task.is_classification else ["auto", "mse"])
        ),
        l1=draw(penalties),
        l2=draw(penalties),
        l1_step=draw(st.sampled_from(["proximal", "subgradient"])),
        shuffle=draw(st.booleans()),
    )
    seed = draw(st.integers(0, 2**31 - 1))
    return Experiment(data=described, model=draw(shown_models(units)), training=training, seed=seed)


DATA = {
    "samples": data_controls.SAMPLES,
    "noise": data_controls.NOISES,
    "train_fraction": data_controls.SHARES,
}
LAYER = {"units": controls.UNITS, "rate": controls.RATES[1:]}
TRAINING = {
    "batch_size": BATCHES,
    "l1": PENALTIES,
    "l2": PENALTIES,
}
OPTIMIZER = {
    "learning_rate": LEARNING_RATES,
    "epsilon": EPSILONS,
    "weight_decay": PENALTIES,
    **dict.fromkeys(("momentum", "alpha", "beta1", "beta2"), DECAYS[1:]),
}


@st.composite
def experiments_at_stops(draw: st.DrawFn) -> Experiment:
    """Draw an experiment all of whose numbers are stops of the sliders."""

    def moved(part: dict[str, Any], stops: Mapping[str, Sequence[float]]) -> dict[str, Any]:
        return {name: draw(st.sampled_from(stops[name])) if name in stops else value for name, value in part.items()}

    parts = draw(shown_experiments()).model_dump()
    training = moved(parts["training"], TRAINING)
    parts["data"] = moved(parts["data"], DATA)
    parts["model"]["layers"] = [moved(layer, LAYER) for layer in parts["model"]["layers"]]
    parts["training"] = training | {"optimizer": moved(training["optimizer"], OPTIMIZER)}
    return Experiment.from_parts(parts)
