"""Hypothesis strategies for valid experiments."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from playground.experiment import (
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Dense,
    DropConnect,
    Dropout,
    Experiment,
    Model,
    PlaneData,
    RMSprop,
    Training,
)
from playground.experiment.data import FEATURES, PLANE_TASKS
from playground.experiment.layers import ActivationName, LayerSpec
from playground.experiment.model import InitializerName

_rates = st.floats(0, 0.95)
_decays = st.floats(0, 1, exclude_max=True)
_penalties = st.floats(0, 10)
_epsilons = st.floats(1e-12, 1)
_learning_rates = st.floats(0, 100, exclude_min=True)
_betas = {"learning_rate": _learning_rates, "beta1": _decays, "beta2": _decays, "epsilon": _epsilons}

optimizers = st.one_of(
    st.builds(SGD, learning_rate=_learning_rates, momentum=_decays),
    st.builds(
        SGD, learning_rate=_learning_rates, momentum=st.floats(0.01, 1, exclude_max=True), nesterov=st.booleans()
    ),
    st.builds(Adagrad, learning_rate=_learning_rates, epsilon=_epsilons),
    st.builds(RMSprop, learning_rate=_learning_rates, alpha=_decays, momentum=_decays, epsilon=_epsilons),
    st.builds(Adam, **_betas),
    st.builds(AdamW, **_betas, weight_decay=_penalties),
)


def planes(samples: int = 100_000) -> st.SearchStrategy[PlaneData]:
    """Return any data of the plane, of at most so many samples."""
    return st.builds(
        PlaneData,
        name=st.sampled_from(list(PLANE_TASKS)),
        samples=st.integers(10, samples),
        noise=st.floats(0, 1),
        train_fraction=st.floats(0.1, 0.9),
        features=st.lists(st.sampled_from(FEATURES), min_size=1, unique=True).map(tuple),
    )


def models(units: int = 1024, layers: int = 6) -> st.SearchStrategy[Model]:
    """Return any network of at most so many layers and units in each."""
    layer = st.one_of(
        st.builds(Dense, units=st.integers(1, units), activation=st.sampled_from(get_args(ActivationName))),
        st.builds(Dropout, rate=_rates),
        st.builds(DropConnect, rate=_rates),
    )
    return st.builds(
        Model,
        layers=st.lists(layer, max_size=layers).map(_one_dropconnect_a_weight),
        initializer=st.sampled_from(get_args(InitializerName)),
    )


@st.composite
def experiments(draw: st.DrawFn, samples: int = 100_000, units: int = 1024, layers: int = 6) -> Experiment:
    """Draw any valid experiment, of a bounded size."""
    data = draw(planes(samples))
    losses = ["auto", "mse", "cross_entropy"] if data.task.is_classification else ["auto", "mse"]
    training = st.builds(
        Training,
        optimizer=optimizers,
        batch_size=st.integers(1, 100_000),
        loss=st.sampled_from(losses),
        l1=_penalties,
        l2=_penalties,
        shuffle=st.booleans(),
    )
    seed = draw(st.integers(0, 2**31 - 1))
    return Experiment(data=data, model=draw(models(units, layers)), training=draw(training), seed=seed)


def _one_dropconnect_a_weight(layers: list[LayerSpec]) -> tuple[LayerSpec, ...]:
    """Leave out each dropconnect that would wait for the same weights as one before it."""
    kept: list[LayerSpec] = []
    waiting = False
    for layer in layers:
        if isinstance(layer, DropConnect) and waiting:
            continue
        waiting = isinstance(layer, DropConnect) or (waiting and not isinstance(layer, Dense))
        kept.append(layer)
    return tuple(kept)
