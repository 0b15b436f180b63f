"""The life of the server: what is made ready when it starts, and ended when it stops."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import copy_context
from importlib import import_module
from pkgutil import walk_packages

import click
import streamlit as st

import playground.controls
import playground.ui
from playground.cli import NAME, one_line
from playground.environment import (
    CLUSTER,
    MOST_RUNS,
    SettingError,
    cluster_from_environment,
    environment_language,
    settings_from_environment,
)
from playground.i18n import _, set_language
from playground.live.scripts import base_path, scripts
from playground.live.status.routes import AUDIENCE
from playground.rooms import ROOMS
from playground.start import announce
from playground.training.worker.processes import WorkerPool
from playground.training.worker.runs import RUNS

_LOGGER = logging.getLogger(__name__)


def take_settings() -> None:
    """Take this server's limits and its cluster from the environment; if one is none, end with one line and status 2.

    Streamlit reads the app when it starts a server, and nobody above it would catch an error.
    """
    copy_context().run(_take_settings)


def _take_settings() -> None:
    set_language(environment_language())
    try:
        settings = settings_from_environment()
        RUNS.places.limit, RUNS.places.each = settings.most_runs, settings.runs_each
        address = cluster_from_environment()
        if address is not None and isinstance(RUNS.pool, WorkerPool):  # "python app.py" reads the app twice
            _join_cluster(address)
    except SettingError as error:
        click.echo(f"{NAME}: {one_line(str(error))}", err=True)
        sys.exit(2)
    AUDIENCE.networks = settings.status_for
    RUNS.places.students = lambda: ROOMS.students
    ROOMS.allow(settings.most_rooms, settings.most_students, settings.letter)


def _join_cluster(address: str) -> None:
    """Let the workers of a Ray cluster train, as many as it has room for unless the environment says how many."""
    from playground.training.worker.cluster.joining import NoClusterError
    from playground.training.worker.cluster.pool import ClusterPool

    try:
        pool = ClusterPool(address)
    except NoClusterError as error:
        sentence = _("{name}: no Ray cluster answers at {address} ({reason})")
        raise SettingError(sentence.format(name=CLUSTER, address=address, reason=error)) from error
    RUNS.pool = pool
    if not os.environ.get(MOST_RUNS):
        RUNS.places.limit = pool.usual_limit()


def _announce() -> None:
    """Say where the app is; Streamlit listens on every address where its settings name none."""
    set_language(environment_language())
    announce(st.get_option("server.address") or "0.0.0.0", int(st.get_option("server.port")), base_path())


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Warm up the workers' pool while the server starts to answer; end every worker when it stops."""
    copy_context().run(_announce)
    warming = [asyncio.create_task(_prepare(work)) for work in (RUNS.pool.warm_up, _import_pages, scripts)]
    yield
    await asyncio.gather(*warming)
    await asyncio.to_thread(RUNS.close)


def _import_pages() -> None:
    """Import what pages import, so that the first visitor does not wait for it."""
    for room in (playground.ui, playground.controls):
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    gc.collect()
    gc.freeze()  # Streamlit collects garbage after each script run; what is imported by now stays for good


async def _prepare(work: Callable[[], object]) -> None:
    """Do something ahead of time, in a thread; if it fails, say so and let whoever needs it try again."""
    try:
        await asyncio.to_thread(work)
    except Exception:
        _LOGGER.exception("could not prepare %s", work)
