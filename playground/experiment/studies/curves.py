"""A function of one number to be learned, and networks of every width that learn it side by side."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from playground.experiment import Experiment
from playground.experiment.layers import Dense, Dropout
from playground.experiment.model import Model
from playground.experiment.spec import Shape, Spec, Task
from playground.experiment.training import Adam, Training

BATCH, COMBS = 64, 8
"""Places of a mini-batch, each a comb from one end to the other, and how many such combs an epoch has."""
TEST_PLACES = 128
TRAIN_PLACES = BATCH * COMBS
MOST_WIDTHS, WIDEST = 64, 64
MOST_POINTS = 40
Value = Annotated[float, Field(ge=-1e6, le=1e6)]


ScatterPoint = Annotated[tuple[Value, Value], Field(strict=False)]


class CurveData(Spec):
    """A function on [-1, 1] as its values in the middles of equal parts: 512 to learn from, then 128 to be judged by.

    Parameters
    ----------
    values
        From left to right, first those to learn from.
    """

    name: Literal["curve"] = "curve"
    values: Annotated[
        tuple[Value, ...],
        Field(min_length=TRAIN_PLACES + TEST_PLACES, max_length=TRAIN_PLACES + TEST_PLACES, strict=False),
    ]

    @property
    def task(self) -> Task:
        """A number."""
        return Task(classes=None)

    @property
    def input_shape(self) -> Shape:
        """One number."""
        return (1,)

    @property
    def train_samples(self) -> int:
        """Number of places to learn from."""
        return TRAIN_PLACES

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry; the page's address has what is drawn."""
        return False


class ScatterData(Spec):
    """Points of a function of one number, all to learn from; the same ones are there again to be judged by.

    Parameters
    ----------
    points
        x and y of each.
    """

    name: Literal["scatter"] = "scatter"
    points: Annotated[tuple[ScatterPoint, ...], Field(min_length=2, max_length=MOST_POINTS, strict=False)]

    @property
    def task(self) -> Task:
        """A number."""
        return Task(classes=None)

    @property
    def input_shape(self) -> Shape:
        """One number."""
        return (1,)

    @property
    def train_samples(self) -> int:
        """Number of points to learn from."""
        return len(self.points)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry; the page's address has the points."""
        return False


class CurveExperiment(Experiment):
    """A network that learns a function of one number. No page and no command reads it: it is a part of a study."""

    data: CurveData | ScatterData  # type: ignore[assignment]  # not one of the data that experiments name


class WidthStudy(Spec):
    """Networks of one hidden layer, side by side: each width from several seeds.

    Parameters
    ----------
    values
        The function, as :class:`CurveData` has it.
    activation
        Of the hidden neurons.
    widths
        Numbers of hidden neurons.
    seeds
        How many networks there are of each width, from ``seed`` on.
    learning_rate
        Of Adam.
    """

    values: tuple[Value, ...]
    activation: Literal["sigmoid", "tanh", "relu"] = "tanh"
    widths: Annotated[tuple[int, ...], Field(min_length=1, max_length=MOST_WIDTHS)] = tuple(range(1, WIDEST + 1))
    seeds: Annotated[int, Field(ge=1, le=10)] = 5
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 0.01

    @property
    def experiments(self) -> tuple[tuple[Experiment, ...], ...]:
        """The experiment of every network: a row for each width, in it one for each seed."""
        data = CurveData(values=self.values)
        training = Training(optimizer=Adam(learning_rate=self.learning_rate), batch_size=BATCH, shuffle=False)
        return tuple(
            tuple(
                CurveExperiment(
                    data=data,
                    model=Model(layers=(Dense(units=width, activation=self.activation),)),
                    training=training,
                    seed=(self.seed + k) % 2**31,
                )
                for k in range(self.seeds)
            )
            for width in self.widths
        )

    @property
    def networks(self) -> int:
        """How many networks there are."""
        return len(self.widths) * self.seeds

    @property
    def grid(self) -> object:
        """What is compared: studies that differ in it are other networks."""
        return self.widths, self.seeds, self.activation


class SureStudy(Spec):
    """One network with dropout and several without, on the same points: two ways to ask how sure an answer is.

    Parameters
    ----------
    points
        x and y of each.
    activation, units
        Of the two hidden layers.
    rate
        Of the dropout after each of them.
    seeds
        How many networks there are without dropout, from ``seed`` on.
    learning_rate
        Of Adam.
    """

    points: Annotated[tuple[ScatterPoint, ...], Field(min_length=2, max_length=MOST_POINTS, strict=False)]
    activation: Literal["sigmoid", "tanh", "relu"] = "relu"
    units: Annotated[int, Field(ge=1, le=256)] = 64
    rate: Annotated[float, Field(ge=0, le=0.9)] = 0.1
    seeds: Annotated[int, Field(ge=1, le=10)] = 5
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 0.005

    @property
    def experiments(self) -> tuple[tuple[Experiment, ...], ...]:
        """The experiment of every network: the one with dropout, then those without."""
        dense, drop = Dense(units=self.units, activation=self.activation), Dropout(rate=self.rate)
        with_dropout = Model(layers=(dense, drop, dense, drop))
        without = Model(layers=(dense, dense))
        first = self._network(with_dropout, self.seed)
        return (first,), tuple(self._network(without, (self.seed + k) % 2**31) for k in range(self.seeds))

    def _network(self, model: Model, seed: int) -> Experiment:
        training = Training(optimizer=Adam(learning_rate=self.learning_rate), batch_size=len(self.points))
        return CurveExperiment(data=ScatterData(points=self.points), model=model, training=training, seed=seed)

    @property
    def networks(self) -> int:
        """How many networks there are."""
        return 1 + self.seeds

    @property
    def grid(self) -> object:
        """What is compared: studies that differ in it are other networks."""
        return self.points, self.activation, self.units, self.rate, self.seeds
