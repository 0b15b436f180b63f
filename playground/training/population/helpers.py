"""Processes that train some of this process's networks: where there is a cluster, on machines that have time.

The networks of a comparison that learn by themselves (:mod:`playground.training.population.single`) need each other
for nothing, so any process can have any of them. What is asked of one that is elsewhere goes over a connection on which
both sides have proved that they belong together; a batch is only ordered, and this process goes on with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.arrays import Float32Array
from playground.experiment import Experiment
from playground.training.population.single import FLAT, SingleNetwork, single_networks
from playground.training.probes.throttled import Throttle

AHEAD = 2
"""Batches of each network that a helper may be behind with what it was told."""


def _measured(network: SingleNetwork) -> tuple[dict[str, npt.NDArray[np.float64]], bool]:
    measured = network.measure()
    network.end_epoch(measured)
    return measured, bool(network.alive[0])


def _gradient_in_time(network: SingleNetwork) -> tuple[Float32Array, float]:
    return network.gradient_in_time(), network.throttle.cost


ASKED: Mapping[str, Callable[..., Any]] = {
    "train_batch": SingleNetwork.train_batch,
    "adjust": SingleNetwork.adjust,
    "measure": _measured,
    "gradient_norms": SingleNetwork.gradient_norms,
    "unit_states": SingleNetwork.unit_states,
    "plane": SingleNetwork.plane,
    "gradient_in_time": _gradient_in_time,
    "confusion": SingleNetwork.confusion,
    "copies": SingleNetwork.copies,
}
"""What a helper does with a network, by name; the rest are arguments."""


def help_out(line: Connection) -> None:
    """Train networks for another process, until it hangs up.

    Raises
    ------
    EOFError, OSError
        When it has.
    """
    networks: list[SingleNetwork] = []
    while True:
        order, place, *arguments = line.recv()
        if order == "begin":
            (experiments,) = arguments
            networks = single_networks(experiments, "cpu")
            line.send([(network.names, network.batches_per_epoch) for network in networks])
        else:
            line.send(ASKED[order](networks[place], *arguments))


class Helper:
    """The connection to one process that helps.

    Parameters
    ----------
    line
        To it.
    """

    def __init__(self, line: Connection) -> None:
        self._line, self._owed, self._most = line, 0, AHEAD

    def begin(self, experiments: Sequence[Experiment]) -> list[DistantNetwork]:
        """Let it have these networks in place of those that it had."""
        self._most = AHEAD * len(experiments)
        told = self.ask("begin", 0, list(experiments))
        return [
            DistantNetwork(experiment, self, place, *facts)
            for place, (experiment, facts) in enumerate(zip(experiments, told, strict=True))
        ]

    def tell(self, order: str, place: int, *arguments: Any) -> None:
        """Order something, and do not wait until it is done, unless too much has been ordered already."""
        while self._owed and (self._owed >= self._most or self._line.poll()):
            self._take()
        self._line.send((order, place, *arguments))
        self._owed += 1

    def ask(self, order: str, place: int, *arguments: Any) -> Any:
        """Order something, and return what comes of it."""
        self._line.send((order, place, *arguments))
        while self._owed:
            self._take()
        return self._line.recv()

    def _take(self) -> None:
        self._line.recv()
        self._owed -= 1


class DistantNetwork(SingleNetwork):
    """A network that learns by itself, in another process.

    Parameters
    ----------
    experiment
        What it trains.
    helper, place
        Where it is.
    names, batches_per_epoch
        As its process has found them.
    """

    def __init__(
        self, experiment: Experiment, helper: Helper, place: int, names: tuple[str, ...], batches_per_epoch: int
    ) -> None:
        self.experiments, self.names, self.batches_per_epoch = [experiment], names, batches_per_epoch
        self.alive, self.throttle = np.ones(1, dtype=bool), Throttle()
        self._helper, self._place = helper, place
        self._is_healthy = True

    def train_batch(self) -> None:
        """Order the next mini-batch."""
        self._helper.tell("train_batch", self._place)

    def adjust(self, experiments: Sequence[Experiment]) -> None:
        """Order another learning rate and other penalties."""
        self.experiments = list(experiments)
        self._helper.tell("adjust", self._place, self.experiments)

    def measure(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return each curve's newest value, once all that was ordered is done."""
        measured, self._is_healthy = self._ask("measure")
        return dict(measured)

    def end_epoch(self, measured: dict[str, npt.NDArray[np.float64]]) -> None:
        """Rest from now on if its trainer has said that it has diverged."""
        self.alive[:] = self._is_healthy

    def gradient_norms(self) -> Float32Array:
        """Return the same as a network of this process."""
        return np.asarray(self._ask("gradient_norms"))

    def unit_states(self) -> Float32Array:
        """Return the same as a network of this process."""
        return np.asarray(self._ask("unit_states"))

    def plane(self, resolution: int) -> Float32Array:
        """Return the same as a network of this process."""
        return np.asarray(self._ask("plane", resolution))

    def gradient_in_time(self) -> Float32Array:
        """Return the same as a network of this process."""
        gradient, self.throttle.cost = self._ask("gradient_in_time")
        return np.asarray(gradient)

    def confusion(self) -> npt.NDArray[np.int32]:
        """Return the same as a network of this process."""
        return np.asarray(self._ask("confusion"))

    def copies(self, image: int, count: int) -> npt.NDArray[np.uint8]:
        """Return the same as a network of this process."""
        return np.asarray(self._ask("copies", image, count))

    def _ask(self, order: str, *arguments: Any) -> Any:
        return self._helper.ask(order, self._place, *arguments)


class Helpers:
    """The processes that help this one; there may be none."""

    def __init__(self) -> None:
        self._helpers: list[Helper] = []

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._helpers)

    def join(self, line: Connection) -> None:
        """Take one more."""
        self._helpers.append(Helper(line))

    def share_out(self, experiments: Sequence[Experiment], device: str) -> list[SingleNetwork]:
        """Return the network of each experiment, each process having as many as the others, neighbours together.

        All are in this process where nobody helps, where they are no networks for images or sequences and so not worth
        a message for each batch, and on a graphics card.
        """
        worth = device == "cpu" and not any(isinstance(one.data, FLAT) for one in experiments)
        each = -(-len(experiments) // (len(self._helpers) + 1)) if worth else len(experiments)
        distant: list[SingleNetwork] = []
        for number, helper in enumerate(self._helpers, 1):  # whose share is empty lets go of what they had
            distant += helper.begin(experiments[number * each : (number + 1) * each])
        return [*single_networks(experiments[:each], device), *distant]


HELPERS = Helpers()
"""Those of this process: a worker of a cluster has some, where the cluster has time."""
