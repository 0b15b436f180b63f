"""A comparison as its page shows it: what it is called, what there is to see of it, and what that needs measured."""

from __future__ import annotations

from dataclasses import dataclass

from playground.concepts.gan import Mixture
from playground.experiment import Experiment, OwnTable, PlaneData, PointsData, SequenceSpec, TableData, TextSpec
from playground.experiment.axes import convolves
from playground.experiment.comparison import Comparison
from playground.experiment.gan import GanData, GanExperiment
from playground.training.population.gan_view import Coverage, Discriminators, GanStandings, Generated
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
GAN_RESOLUTION = 40


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
        return [label(self.comparison.axis, value, self._convolves) for value in self.comparison.values]

    @property
    def axis_label(self) -> str:
        """What people call the thing that is compared."""
        return axis_label(self.comparison.axis, self._convolves)

    @property
    def _convolves(self) -> bool:
        base = self.comparison.base
        return isinstance(base, Experiment) and convolves(base.model.layers)

    @property
    def is_of_gans(self) -> bool:
        """Whether what is compared are GANs."""
        return isinstance(self.comparison.base, GanExperiment)

    @property
    def target(self) -> Mixture:
        """What GANs are to imitate."""
        data = self.comparison.base.data
        assert isinstance(data, GanData)
        return data.mixture

    @property
    def critics(self) -> list[int]:
        """The places of the values whose discriminators say no probabilities but heights."""
        firsts = [row[0] for row in self.comparison.experiments]
        return [
            place
            for place, first in enumerate(firsts)
            if isinstance(first, GanExperiment) and first.training.loss == "wasserstein"
        ]

    @property
    def has_probabilities(self) -> bool:
        """Whether any of the GANs' discriminators says a probability."""
        return len(self.critics) < len(self.comparison.values)

    @property
    def networks(self) -> tuple[int, ...]:
        """The places of the networks shown."""
        each = self.comparison.networks_each
        return tuple(place * each + seed for place in range(len(self.comparison.values)) for seed in self.shown)

    @property
    def layers(self) -> int:
        """How many layers with weights the deepest network has."""
        networks = [row[0] for row in self.comparison.experiments]
        return max(
            sum(placed.parameters > 0 for placed in network.layers)
            for network in networks
            if isinstance(network, Experiment)
        )

    @property
    def is_on_plane(self) -> bool:
        """Whether what the networks learn from are points of a plane, whose answers all over it can be shown."""
        return isinstance(self.comparison.base.data, PlaneData | PointsData | TableData | OwnTable)

    @property
    def has_pictures(self) -> bool:
        """Whether there is a picture of each network: the plane, or which classes it takes for which."""
        data = self.comparison.base.data
        return self.is_of_gans or self.is_on_plane or (data.task.is_classification and not isinstance(data, TextSpec))

    @property
    def is_recurrent(self) -> bool:
        """Whether what the networks learn from are sequences."""
        return isinstance(self.comparison.base.data, SequenceSpec)

    def probes(self) -> list[Probe]:
        """Return what the page needs measured."""
        count = len(self.comparison.values)
        resolution = ONE_RESOLUTION if len(self.shown) == 1 else EVERY_RESOLUTION
        if self.is_of_gans:
            pictures = Discriminators(self.networks, GAN_RESOLUTION), Generated(self.networks)
            return [Spread(count), EveryNetwork(), *pictures, Coverage(), GanStandings(count)]
        planes = Planes(self.networks, resolution) if self.is_on_plane else Confusions(self.networks)
        always: list[Probe] = [Spread(count), EveryNetwork(), planes, LayerGradients(count), Standings(count)]
        firsts = tuple(range(0, self.comparison.networks, self.comparison.networks_each))
        return [*always, GradientsInTime(firsts) if self.is_recurrent else UnitStates(count)]
