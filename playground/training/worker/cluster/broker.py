"""The one process that talks to Ray. The web server loads nothing of it: Ray ends its processes when a cluster goes."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from multiprocessing import connection, parent_process
from multiprocessing.managers import BaseManager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from playground.training.worker.cluster.joining import ANSWER, NoClusterError, actor_on, look_for
from playground.training.worker.cluster.line import Invitation
from playground.training.worker.places import RunLimitError
from playground.training.worker.pools import NoWorkerError

if TYPE_CHECKING:
    from ray.util.placement_group import PlacementGroup

P = ParamSpec("P")
T = TypeVar("T")
_LOGGER = logging.getLogger(__name__)

SHARE = 1 / 16
"""What a worker holds of a core, and of a graphics card if it trains on one: so Ray knows how full a node is."""
ROOM, START, FORK = 2.0, 60.0, 8.0
"""Seconds: until Ray has found room, a new node's actor has imported PyTorch, it forks on a busy node."""
LOOK = 1.0
"""Seconds between two looks at who belongs to the cluster."""


@dataclass(frozen=True)
class Started:
    """A worker that was started.

    Parameters
    ----------
    process_id, node
        The number of its process, and the node where it runs.
    helpers
        The nodes where others were started to help it.
    """

    process_id: int
    node: str
    helpers: tuple[str, ...] = ()


def without_rays_errors(ask: Callable[P, T]) -> Callable[P, T]:
    """Let what Ray raises reach the server as an error of ours: Ray's would load Ray there."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        import ray

        try:
            return ask(*args, **kwargs)
        except ray.exceptions.RayError as error:
            raise NoWorkerError(f"the cluster does not answer: {type(error).__name__}") from None

    return asked


@dataclass
class Cluster:
    """The nodes of a Ray cluster with their actors, and the room that Ray gave to each worker.

    The server calls it from several threads, each with a thread of its own here; what it raises crosses to the server,
    and so is never Ray's.
    """

    _nodes: dict[str, Any] = field(default_factory=dict)
    _proven: set[str] = field(default_factory=set)
    _rooms: dict[bytes, list[tuple[str, PlacementGroup, bytes]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def join(self, address: str) -> None:
        """Take part in a cluster.

        Parameters
        ----------
        address
            As Ray takes it: ``auto`` for that of this machine, or a name and port.

        Raises
        ------
        NoClusterError
            If none answers there.
        """
        look_for(address)
        import ray

        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise NoClusterError(str(error)) from None
        self._meet_nodes()
        threading.Thread(target=self._watch, name="nodes", daemon=True).start()

    def is_there(self) -> bool:
        """Return that this process lives; it asks nobody else."""
        return True

    @without_rays_errors
    def host(self) -> str:
        """Return the address by which other nodes reach this machine."""
        import ray

        return str(ray.util.get_node_ip_address())

    @without_rays_errors
    def cores(self) -> float:
        """Return how many processor cores all nodes have that are there."""
        import ray

        return float(ray.cluster_resources().get("CPU", 0.0))

    @without_rays_errors
    def warm_up(self) -> int:
        """Wait until every node that is there can fork, and return how many."""
        import ray

        with self._lock:
            asked = [node.is_ready.remote() for node in self._nodes.values()]
        return len(ray.wait(asked, num_returns=len(asked), timeout=START)[0]) if asked else 0

    @without_rays_errors
    def start(self, invitation: Invitation, on_card: bool) -> Started:
        """Start a worker where Ray finds room, and who helps it where there is much.

        Raises
        ------
        RunLimitError
            If there is none.
        NoWorkerError
            If none of the nodes with room answers, or Ray does not.
        """
        import ray

        silent: list[str] = []
        while (found := self._room(on_card, silent)) is not None:
            name, room = found
            started = self._start_on(name, invitation)
            if started is not None:
                process_id, invited = started
                with self._lock:
                    self._rooms[invitation.ticket] = [(name, room, invitation.ticket)]
                return Started(process_id, name, tuple(self._start_helpers(invitation.ticket, invited)))
            ray.util.remove_placement_group(room)
            silent.append(name)
        if silent:
            raise NoWorkerError(f"of {len(silent)} nodes with room none answers")
        raise RunLimitError("no node of the cluster has room")

    def _start_helpers(self, ticket: bytes, invited: Sequence[Invitation]) -> Iterator[str]:
        """Start who is invited, as long as half of the cluster is free for others; yield their nodes.

        The room of all of them goes with that of the worker which has the ticket.
        """
        import ray

        for invitation in invited:
            if ray.available_resources().get("CPU", 0.0) < ray.cluster_resources()["CPU"] / 2:
                return
            found = self._room(False, [])
            if found is None:
                return
            name, room = found
            if self._start_on(name, invitation) is None:
                ray.util.remove_placement_group(room)
                return
            with self._lock:
                self._rooms[ticket].append((name, room, invitation.ticket))
            yield name

    def _start_on(self, name: str, invitation: Invitation) -> tuple[int, list[Invitation]] | None:
        """Start a worker on a node; return its process's number and whom it invites.

        ``None`` if the node's actor is gone, just begins again, or does not answer.

        One that answers too late starts a worker that another one has been before: the server refuses it.
        """
        import ray

        seconds = FORK if name in self._proven else START
        try:
            started: tuple[int, list[Invitation]] = ray.get(self._node(name).start.remote(invitation), timeout=seconds)
        except (ray.exceptions.RayActorError, ray.exceptions.GetTimeoutError) as error:
            _LOGGER.warning("node %s starts no worker: %s", name, type(error).__name__)
            self._proven.discard(name)
            return None
        self._proven.add(name)
        return started

    @without_rays_errors
    def end(self, ticket: bytes) -> None:
        """End a worker and its helpers and give their room back, without waiting; unknown ones are ignored."""
        import ray

        with self._lock:
            ended = [(self._nodes.get(name), room, whose) for name, room, whose in self._rooms.pop(ticket, [])]
        for node, room, whose in ended:
            if node is not None:
                node.end.remote(whose)
            ray.util.remove_placement_group(room)

    def is_lost(self, name: str) -> bool:
        """Return whether a node is gone: it says nothing any more, or Ray says so."""
        import ray

        with self._lock:
            node = self._nodes.get(name)
        if node is None:
            return True
        try:
            return not ray.get(node.is_ready.remote(), timeout=ANSWER)
        except ray.exceptions.RayError:
            return True

    def _room(self, on_card: bool, without: list[str]) -> tuple[str, PlacementGroup] | None:
        """Return a node where Ray sets a share of a core aside, and of a card if there is one, and what holds it.

        ``without`` are nodes that do not count: one that is dying has much room, and would be chosen again and again.
        """
        import ray
        from ray.util.placement_group import placement_group, placement_group_table

        has_cards = on_card and ray.cluster_resources().get("GPU", 0.0) > 0
        others = [{"ray.io/node-id": f"!in({','.join(without)})"}] if without else None
        for cards in ([{"GPU": SHARE}] if has_cards else []) + [{}]:
            room = placement_group([{"CPU": SHARE} | cards], strategy="SPREAD", bundle_label_selector=others)
            if room.wait(ROOM):
                return str(placement_group_table(room)["bundles_to_node_id"][0]), room
            ray.util.remove_placement_group(room)
        return None

    def _node(self, name: str) -> Any:
        """Return the actor of a node, a new one where Ray has just taken the node in."""
        with self._lock:
            if name not in self._nodes:
                self._nodes[name] = actor_on(name)
            return self._nodes[name]

    def _meet_nodes(self) -> None:
        """Have an actor on every node with processors for work, and none of nodes that are gone."""
        import ray

        there = {node["NodeID"] for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0)}
        for name in there - set(self._nodes):
            self._node(name)
        for name in set(self._nodes) - there:
            with self._lock:
                del self._nodes[name]

    def _watch(self) -> None:
        import ray

        while True:
            time.sleep(LOOK)
            try:
                self._meet_nodes()
            except ray.exceptions.RayError as error:  # its head is away, perhaps for a moment
                _LOGGER.warning("the nodes of the cluster are not known: %s", error)


class Broker(BaseManager):
    """Starts the process, and talks to it."""

    Cluster: Any


Broker.register("Cluster", Cluster)


def end_with_server() -> None:
    """End this process, and with it the actors on all nodes, when the server has ended, however it did."""
    parent = parent_process()
    assert parent is not None
    threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(0)
