"""A comparison as its page shows it: what it is called, what there is to see of it, and what that needs measured."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment import OwnTable, PlaneData, PointsData, SequenceSpec, TableData, TextSpec
from playground.experiment.axes import convolves
from playground.experiment.comparison import Comparison
from playground.training.population.probes import (
    Confusions,
    EveryNetwork,
    GradientsInTime,
    LayerGradients,
    Planes,
    Spread,
    Standings,
    UnitStates,
)
from playground.training.probes.plane import Probe
from playground.ui.compare.axis_values import axis_label, label

ONE_RESOLUTION, EVERY_RESOLUTION = 64, 40


@dataclass(frozen=True)
class Compared:
    """A comparison as the page shows it.

    Parameters
    ----------
    shown
        Which of a value's networks are shown in the grid, by their places.
    """

    comparison: Comparison
    shown: tuple[int, ...]

    @property
    def labels(self) -> list[str]:
        """What people call the values."""
        axis, layers = self.comparison.axis, self.comparison.base.model.layers
        return [label(axis, value, convolves(layers)) for value in self.comparison.values]

    @property
    def axis_label(self) -> str:
        """What people call the thing that is compared."""
        return axis_label(self.comparison.axis, convolves(self.comparison.base.model.layers))

    @property
    def networks(self) -> tuple[int, ...]:
        """The places of the networks shown."""
        each = self.comparison.networks_each
        return tuple(place * each + seed for place in range(len(self.comparison.values)) for seed in self.shown)

    @property
    def layers(self) -> int:
        """How many layers with weights the deepest network has."""
        return max(sum(placed.parameters > 0 for placed in row[0].layers) for row in self.comparison.experiments)

    @property
    def is_on_plane(self) -> bool:
        """Whether what the networks learn from are points of a plane, whose answers all over it can be shown."""
        return isinstance(self.comparison.base.data, PlaneData | PointsData | TableData | OwnTable)

    @property
    def has_pictures(self) -> bool:
        """Whether there is a picture of each network: the plane, or which classes it takes for which."""
        data = self.comparison.base.data
        return self.is_on_plane or (data.task.is_classification and not isinstance(data, TextSpec))

    @property
    def is_recurrent(self) -> bool:
        """Whether what the networks learn from are sequences."""
        return isinstance(self.comparison.base.data, SequenceSpec)

    def probes(self) -> list[Probe]:
        """Return what the page needs measured."""
        count = len(self.comparison.values)
        resolution = ONE_RESOLUTION if len(self.shown) == 1 else EVERY_RESOLUTION
        planes = Planes(self.networks, resolution) if self.is_on_plane else Confusions(self.networks)
        always: list[Probe] = [Spread(count), EveryNetwork(), planes, LayerGradients(count), Standings(count)]
        firsts = tuple(range(0, self.comparison.networks, self.comparison.networks_each))
        return [*always, GradientsInTime(firsts) if self.is_recurrent else UnitStates(count)]
