"""A comparison: networks that differ in one thing, each from several seeds."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from playground.experiment import Experiment, ImageData, OwnImages
from playground.experiment.axes import AXES, AxisName, Value
from playground.experiment.errors import ExperimentError, problems
from playground.experiment.quoted import quoted
from playground.experiment.spec import Spec
from playground.i18n import _

FEWEST_VALUES, MOST_VALUES = 2, 8
FEWEST_SEEDS, MOST_SEEDS = 3, 10
MOST_PARAMETERS = 2_000_000
MOST_NUMBERS = 20_000_000
"""Numbers of input data of all networks together."""


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

    base: Experiment = Experiment()
    axis: AxisName = "activation"
    values: Annotated[tuple[Value, ...], Field(min_length=FEWEST_VALUES, max_length=MOST_VALUES, strict=False)] = AXES[
        "activation"
    ].default
    seeds: Annotated[int, Field(ge=FEWEST_SEEDS, le=MOST_SEEDS)] = 5

    @model_validator(mode="after")
    def _values_fit(self) -> Self:
        if isinstance(self.base.data, ImageData | OwnImages):
            raise ValueError(_("base.data: networks for images are not compared side by side yet"))
        for value in self.values:
            if not _is_value(self.axis, value):
                said = _("values: {value} is no value of the axis {axis}")
                raise ValueError(said.format(value=quoted(value), axis=self.axis))
        if len(set(self.values)) < len(self.values):
            raise ValueError(_("values: each may be there once"))
        self._check_size()
        return self

    def _check_size(self) -> None:
        networks = [network for row in self.experiments for network in row]
        counts = {
            _("parameters of all networks together"): (sum(e.parameters for e in networks), MOST_PARAMETERS),
            _("numbers of input data of all networks together"): (sum(map(_numbers, networks)), MOST_NUMBERS),
        }
        for what, (count, most) in counts.items():
            if count > most:
                raise ValueError(_("{count} {what}: must be at most {most}").format(count=count, what=what, most=most))

    @property
    def experiments(self) -> tuple[tuple[Experiment, ...], ...]:
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

    def _seeded(self) -> list[Experiment]:
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


def _numbers(experiment: Experiment) -> int:
    """Return how many numbers the inputs of one network are."""
    data = experiment.data
    assert not isinstance(data, ImageData | OwnImages)
    return data.input_shape[0] * round(data.train_samples / data.train_fraction)
