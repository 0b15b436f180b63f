"""A comparison: networks that differ in one thing, each from several seeds."""

from __future__ import annotations

from contextlib import suppress
from math import prod
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, ValidationError, model_validator

from playground.experiment import (
    Experiment,
    OwnTable,
    PlaneData,
    PointsData,
    SequenceSpec,
    ShapeMismatchError,
    TableData,
)
from playground.experiment.axes import AXES, NETWORK_AXES, AxisName
from playground.experiment.axes.gan import GAN_AXES
from playground.experiment.axis import Value
from playground.experiment.data import Data
from playground.experiment.errors import ExperimentError, problems
from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment, is_gan
from playground.experiment.model import MAX_LAYERS
from playground.experiment.quoted import quoted
from playground.experiment.read import AnyExperiment
from playground.experiment.spec import Spec
from playground.i18n import _
from playground.numerals import whole

FEWEST_VALUES, MOST_VALUES = 2, 8
FEWEST_SEEDS, MOST_SEEDS = 3, 10
MOST_PARAMETERS = 2_000_000
MOST_PARAMETERS_ALONE = 6_000_000
"""Of networks that are not computed together: they learn one after the other, and only memory bounds them."""
MOST_NUMBERS = 20_000_000
"""Numbers of input data of all networks together."""
MOST_NUMBERS_ALONE = 24_000_000
"""Of networks that are not computed together: those of a seed share their data, which are held twice."""
MOST_MULTIPLICATIONS = 300_000_000_000
"""Of an epoch of networks that are not computed together: measured, some 14 billion a second, so that it takes 20."""
MOST_GAN_MULTIPLICATIONS = 100_000_000_000
"""Of an epoch of GANs: measured, some 5 billion a second."""


def _kind(base: Any) -> str:
    """Return the name of the kind of experiment that something is, or describes."""
    return GanExperiment.__name__ if isinstance(base, GanExperiment) or is_gan(base) else Experiment.__name__


Base = Annotated[
    Annotated[Experiment, Tag(Experiment.__name__)] | Annotated[GanExperiment, Tag(GanExperiment.__name__)],
    Discriminator(_kind),
]


class Comparison(Spec):
    """Networks side by side.

    Parameters
    ----------
    base
        What they have in common.
    axis
        What they differ in, one of :data:`playground.experiment.axes.AXES`.
    values
        Two to eight values of it.
    seeds
        How many networks there are of each value, from the seed of ``base`` on. Comparing seeds, there is one of each.
    """

    base: Base = Experiment()
    axis: AxisName = "activation"
    values: Annotated[tuple[Value, ...], Field(min_length=FEWEST_VALUES, max_length=MOST_VALUES, strict=False)] = AXES[
        "activation"
    ].default
    seeds: Annotated[int, Field(ge=FEWEST_SEEDS, le=MOST_SEEDS)] = 5

    @model_validator(mode="after")
    def _values_fit(self) -> Self:
        self._check_axis()
        for value in self.values:
            if not _is_value(self.axis, value):
                sentence = _("values: {value} is no value of the axis {axis}")
                raise ValueError(sentence.format(value=quoted(value), axis=self.axis))
        if len(set(self.values)) < len(self.values):
            raise ValueError(_("values: each may be there once"))
        for value, (network, *_rest) in zip(self.values, self.experiments, strict=True):
            self._check_fit(value, network)
        self._check_size()
        return self

    def _check_axis(self) -> None:
        """Refuse to vary what such networks do not have."""
        has = (*GAN_AXES, "seed") if isinstance(self.base, GanExperiment) else NETWORK_AXES
        if self.axis not in has:
            sentence = _("axis: {axis}: these networks have none; must be one of {allowed}")
            raise ValueError(sentence.format(axis=self.axis, allowed=", ".join(has)))

    def _check_fit(self, value: Value, network: AnyExperiment) -> None:
        """Refuse a value with which there is no network."""
        if isinstance(network, GanExperiment):
            return
        sentence = _("values: {value}: {reason}")
        if len(network.model.layers) > MAX_LAYERS:
            count, most = len(network.model.layers), MAX_LAYERS
            reason = _("{count} layers: must be at most {most}").format(count=count, most=most)
            raise ValueError(sentence.format(value=quoted(value), reason=reason))
        try:
            _placed = network.layers
        except ShapeMismatchError as mismatch:
            raise ValueError(sentence.format(value=quoted(value), reason=mismatch)) from mismatch

    def _check_size(self) -> None:
        networks = [network for row in self.experiments for network in row]
        gan = isinstance(self.base, GanExperiment)
        together = gan or isinstance(self.base.data, PlaneData | PointsData | TableData | OwnTable)
        self._check_count(
            _("parameters of all networks together"),
            sum(network.parameters for network in networks),
            MOST_PARAMETERS if together else MOST_PARAMETERS_ALONE,
            _("fewer values or seeds help, or smaller layers"),
        )
        if not gan:
            self._check_data(together)
        if gan or not together:
            self._check_count(
                _("multiplications of an epoch of all networks together"),
                sum(map(_multiplications, networks)),
                MOST_GAN_MULTIPLICATIONS if gan else MOST_MULTIPLICATIONS,
                _("fewer values or seeds help, smaller batches, or smaller layers")
                if gan
                else _("fewer values or seeds help, fewer samples, or smaller layers"),
            )

    def _check_data(self, together: bool) -> None:
        networks = [network for row in self.experiments for network in row if isinstance(network, Experiment)]
        apart = networks if together else [networks[0]] * len({network.seed for network in networks})
        self._check_count(
            _("numbers of input data of all networks together"),
            sum(_numbers(network.data) for network in apart),
            MOST_NUMBERS if together else MOST_NUMBERS_ALONE,
            _("fewer seeds help, or fewer or shorter sequences")
            if isinstance(self.base.data, SequenceSpec)
            else _("fewer seeds help, or fewer samples"),
        )

    def _check_count(self, what: str, count: int, most: int, remedy: str) -> None:
        if count > most:
            sentence = _("{count} {what}: must be at most {most}; {remedy}")
            raise ValueError(sentence.format(count=whole(count), what=what, most=whole(most), remedy=remedy))

    @property
    def experiments(self) -> tuple[tuple[AnyExperiment, ...], ...]:
        """The experiment of every network: a row for each value, in it one for each seed."""
        vary = AXES[self.axis].vary
        return tuple(tuple(vary(seeded, value) for seeded in self._seeded()) for value in self.values)

    @property
    def networks_each(self) -> int:
        """How many networks there are of each value."""
        return 1 if self.axis == "seed" else self.seeds

    @property
    def networks(self) -> int:
        """How many networks there are."""
        return len(self.values) * self.networks_each

    def _seeded(self) -> list[AnyExperiment]:
        if self.axis == "seed":
            return [self.base]
        first = self.base.seed
        return [self.base.model_copy(update={"seed": (first + k) % 2**31}) for k in range(self.seeds)]

    @classmethod
    def from_parts(cls, parts: dict[str, object]) -> Self:
        """Make a comparison of its parts.

        Raises
        ------
        ExperimentError
            One line that says what is wrong with them.
        """
        try:
            return cls(**parts)  # type: ignore[arg-type]
        except ValidationError as error:
            raise ExperimentError(problems(error, cls)) from error


def _is_value(axis: AxisName, value: Value) -> bool:
    """Return whether an axis has a value; a number written as text is none."""
    with suppress(ValueError):
        return AXES[axis].parse(str(value)) == value
    return False


def _numbers(data: Data) -> int:
    """Return how many numbers the inputs of a data set are."""
    return prod(data.input_shape) * (data.train_samples + _test_samples(data))


def _multiplications(experiment: AnyExperiment) -> int:
    """Return about how many multiplications an epoch takes: forward, and twice that backward, then the test part."""
    if isinstance(experiment, GanExperiment):
        training = experiment.training
        steps = STEPS_AN_EPOCH * (training.discriminator_steps + 1)
        return 3 * experiment.parameters * training.batch_size * steps
    each = sum(layer.spec.multiplications(layer.input_shape) for layer in experiment.layers)
    return each * (3 * experiment.data.train_samples + _test_samples(experiment.data))


def _test_samples(data: Data) -> int:
    if isinstance(data, PlaneData | PointsData | TableData | OwnTable):
        return round(data.train_samples / data.train_fraction) - data.train_samples
    return data.test_samples
