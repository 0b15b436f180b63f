"""Hypothesis strategies for valid experiments."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from playground.experiment import (
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Column,
    Dense,
    DropConnect,
    Dropout,
    Experiment,
    Model,
    OwnTable,
    PlaneData,
    PointsData,
    RMSprop,
    TableData,
    Training,
)
from playground.experiment.data import FEATURES, PLANE_TASKS, Data
from playground.experiment.layers import ActivationName, LayerSpec
from playground.experiment.model import InitializerName
from playground.experiment.tables import TABLES

_rates = st.floats(0, 0.95)
_decays = st.floats(0, 1, exclude_max=True)
_penalties = st.floats(0, 10)
_epsilons = st.floats(1e-12, 1)
_learning_rates = st.floats(0, 100, exclude_min=True)
_fractions = st.floats(0.1, 0.9)
_features = st.lists(st.sampled_from(FEATURES), min_size=1, unique=True).map(tuple)
_names = st.text(min_size=1, max_size=60)
_numbers = st.floats(-1e30, 1e30)
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
        train_fraction=_fractions,
        features=_features,
    )


def drawn_points(most: int = 40) -> st.SearchStrategy[PointsData]:
    """Return any points that somebody may have drawn, at most so many."""
    coordinates = st.floats(-6, 6)
    point = st.tuples(coordinates, coordinates, st.integers(0, 4))
    return st.builds(
        PointsData,
        points=st.lists(point, min_size=4, max_size=most).map(tuple),
        train_fraction=_fractions,
        features=_features,
    )


@st.composite
def built_in_tables(draw: st.DrawFn) -> TableData:
    """Draw any built-in table with any choice of its columns."""
    name = draw(st.sampled_from(list(TABLES)))
    columns = draw(st.lists(st.sampled_from(TABLES[name].columns), min_size=2, unique=True))
    return TableData(
        name=name,
        columns=tuple(columns),
        view=draw(_views(columns)),
        train_fraction=draw(_fractions),
        standardize=draw(st.booleans()),
    )


@st.composite
def own_tables(draw: st.DrawFn, rows: int = 20) -> OwnTable:
    """Draw any table that somebody may have brought, of at most so many rows."""
    count = draw(st.integers(10, rows))
    *columns, target = draw(st.lists(_names, min_size=3, max_size=5, unique=True))
    classes = draw(st.none() | st.lists(_names, min_size=2, max_size=10, unique=True).map(tuple))
    numbers = _numbers if classes is None else st.integers(0, len(classes) - 1).map(float)
    return OwnTable(
        columns=tuple(
            Column(name=name, values=tuple(draw(st.lists(_numbers, min_size=count, max_size=count))))
            for name in columns
        ),
        target=target,
        targets=tuple(draw(st.lists(numbers, min_size=count, max_size=count))),
        classes=classes,
        view=draw(_views(columns)),
        train_fraction=draw(_fractions),
        standardize=draw(st.booleans()),
    )


def any_data(samples: int = 100_000) -> st.SearchStrategy[Data]:
    """Return any data that no person brought along: they may be in a link."""
    return planes(samples) | built_in_tables()


def own_data() -> st.SearchStrategy[Data]:
    """Return any data of a person's own."""
    return drawn_points() | own_tables()


def _views(columns: list[str]) -> st.SearchStrategy[tuple[str, str] | None]:
    """Return any two different columns, or none."""
    return st.none() | st.permutations(columns).map(lambda turned: (turned[0], turned[1]))


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
def experiments(
    draw: st.DrawFn,
    samples: int = 100_000,
    units: int = 1024,
    layers: int = 6,
    data: st.SearchStrategy[Data] | None = None,
) -> Experiment:
    """Draw any valid experiment, of a bounded size; on the plane unless other data are given."""
    described = draw(planes(samples) if data is None else data)
    losses = ["auto", "mse", "cross_entropy"] if described.task.is_classification else ["auto", "mse"]
    training = st.builds(
        Training,
        optimizer=optimizers,
        batch_size=st.integers(1, 100_000),
        loss=st.sampled_from(losses),
        l1=_penalties,
        l2=_penalties,
        l1_step=st.sampled_from(["proximal", "subgradient"]),
        shuffle=st.booleans(),
    )
    seed = draw(st.integers(0, 2**31 - 1))
    return Experiment(data=described, model=draw(models(units, layers)), training=draw(training), seed=seed)


def _one_dropconnect_a_weight(layers: list[LayerSpec]) -> tuple[LayerSpec, ...]:
    """Leave out each dropconnect that would wait for the same weights as one before it."""
    rest: list[LayerSpec] = []
    waiting = False
    for layer in layers:
        if isinstance(layer, DropConnect) and waiting:
            continue
        waiting = isinstance(layer, DropConnect) or (waiting and not isinstance(layer, Dense))
        rest.append(layer)
    return tuple(rest)
