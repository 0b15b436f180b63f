"""How the broker takes part in a cluster: is anybody there, and an actor of its own on each node."""

from __future__ import annotations

import socket
from typing import Any

ANSWER = 3.0
"""Seconds that somebody has to answer."""


class NoClusterError(RuntimeError):
    """No Ray cluster answers at an address."""


def actor_on(name: str) -> Any:
    """Return a new actor on a node."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    from playground.training.worker.cluster.node import Node

    return (
        ray.remote(Node)
        .options(
            num_cpus=0,
            max_restarts=-1,
            max_concurrency=16,
            scheduling_strategy=NodeAffinitySchedulingStrategy(name, soft=False),
            # An actor that asks for no card would have them hidden, and so would its workers.
            runtime_env={"env_vars": {"RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}},
        )
        .remote()
    )


def look_for(address: str) -> None:
    """Raise :class:`NoClusterError` if nothing listens at an address, for which Ray would wait more than a minute."""
    if address == "auto":
        return
    host, _colon, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), ANSWER).close()
    except OSError as error:
        raise NoClusterError(error.strerror or str(error)) from error
