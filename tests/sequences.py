"""Hypothesis strategies for data and networks for sequences."""

from __future__ import annotations

from hypothesis import strategies as st

from playground.experiment import (
    CommunesData,
    Experiment,
    Model,
    OwnSeries,
    OwnText,
    ProblemData,
    SequenceSpec,
    SeriesData,
    SurnameData,
    Training,
)
from playground.experiment.built_in_sequences import LANGUAGES, SERIES
from playground.experiment.layers import GRU, LSTM, RNN, Embedding
from playground.experiment.sequences import PROBLEM_TASKS
from tests.strategies import optimizers

LETTERS = "abcé ñ\u0623\u0644\u0645你好文😀👩\u200d\u0301∅⏎□\t\r-'"
"""Of several scripts, with an emoji, a joiner, an accent by itself, and what special symbols are shown as."""


def problems(length: int = 500, samples: int = 10_000) -> st.SearchStrategy[ProblemData]:
    """Return any problem of at most so many steps and sequences."""
    return st.builds(
        ProblemData,
        name=st.sampled_from(list(PROBLEM_TASKS)),
        length=st.integers(2, length),
        samples=st.integers(10, samples),
        noise=st.floats(0, 2),
    )


def surnames() -> st.SearchStrategy[SurnameData]:
    """Return the surnames of any languages."""
    chosen = st.lists(st.sampled_from(LANGUAGES), min_size=2, unique=True).map(tuple)
    return st.builds(SurnameData, languages=st.just(()) | chosen)


@st.composite
def texts(draw: st.DrawFn) -> OwnText:
    """Draw any text that somebody may have brought: lists with lines of any length, and running text."""
    words = draw(st.lists(st.text(LETTERS, min_size=1, max_size=90), min_size=1, max_size=25))
    end = draw(st.sampled_from(["\n", "\r\n", "\n\n", " \n"]))
    text = end.join(words)
    lines = draw(st.booleans())
    text += "".join(f"{end}{k}ab" for k in range(12)) if lines else ""
    text += ("" if lines else "xyz") + "." * max(0, 200 - len(text))
    return OwnText(text=text, unit="lines" if lines else "passages", passage=draw(st.integers(8, 64)))


@st.composite
def own_series(draw: st.DrawFn, most: int = 120) -> OwnSeries:
    """Draw any forecast of a series of at most so many values that is possible."""
    values = draw(st.lists(st.floats(-1e12, 1e12) | st.integers(-5, 5).map(float), min_size=60, max_size=most))
    patch = draw(st.integers(1, 4))
    inputs = draw(st.sampled_from(["values", "differences"]))
    repeats = draw(st.integers(1, 12))
    return OwnSeries(
        title=draw(st.text(max_size=100)),
        values=tuple(values),
        repeats=repeats,
        test_fraction=draw(st.floats(0.1, 0.5)),
        past=patch * draw(st.integers(1, 3)),
        patch=patch,
        horizon=draw(st.integers(1, min(5, repeats) if inputs == "differences" else 5)),
        inputs=inputs,
        strategy=draw(st.sampled_from(["direct", "recursive"])),
    )


def built_in_series() -> st.SearchStrategy[SeriesData]:
    """Return any forecast of a built-in series that is possible."""
    return st.builds(
        SeriesData,
        name=st.sampled_from(list(SERIES)),
        past=st.integers(1, 24).map(lambda k: 4 * k),
        patch=st.sampled_from([1, 2, 4]),
        horizon=st.integers(1, 11),
        inputs=st.sampled_from(["values", "differences"]),
        strategy=st.sampled_from(["direct", "recursive"]),
    )


def for_links() -> st.SearchStrategy[SequenceSpec]:
    """Return any sequences that no person brought along."""
    communes = st.builds(CommunesData, samples=st.integers(100, 40_000))
    return problems() | surnames() | communes | built_in_series()


def own() -> st.SearchStrategy[SequenceSpec]:
    """Return any sequences of a person's own."""
    return texts() | own_series()


@st.composite
def networks(draw: st.DrawFn, data: st.SearchStrategy[SequenceSpec]) -> Experiment:
    """Draw any recurrent network on any of some data."""
    described = draw(data)
    text = hasattr(described, "unit") or described.name == "communes"
    both = st.just(False) if text else st.booleans()
    units, radius = st.integers(1, 64), st.none() | st.floats(0.1, 3)
    common = {
        "units": units,
        "bidirectional": both,
        "recurrent_initializer": st.sampled_from(["default", "orthogonal"]),
        "spectral_radius": radius,
    }
    bias = st.floats(-10, 10)
    kinds = st.one_of(
        st.builds(RNN, **common),
        st.builds(LSTM, **common, forget_bias=bias),
        st.builds(GRU, **common, forget_bias=bias),
    )
    cells = draw(st.lists(kinds, min_size=1, max_size=3))
    last = described.task.steps
    cells = [cell.model_copy(update={"return_sequences": k < len(cells) - 1 or last}) for k, cell in enumerate(cells)]
    embedding = [Embedding(units=draw(units))] if described.symbols and draw(st.booleans()) else []
    two = any(cell.bidirectional for cell in cells)
    losses = ["auto"] if described.task.is_classification else ["auto", "mse", "mae"]
    training = st.builds(
        Training,
        optimizer=optimizers,
        batch_size=st.integers(1, 64),
        loss=st.sampled_from(losses),
        clip_norm=st.floats(0, 1000),
        truncation=st.just(0) if two else st.integers(0, 10_000),
    )
    model = Model(layers=(*embedding, *cells), output_start=draw(st.sampled_from(["default", "zeros"])))
    return Experiment(data=described, model=model, training=draw(training))
