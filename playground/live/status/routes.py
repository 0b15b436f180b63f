"""``/status`` and ``/metrics``: for whoever runs the server, on this machine, and for nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import copy_context

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from playground.counts import REFUSALS
from playground.environment import Network
from playground.i18n import LANGUAGES, preferred_language, set_language
from playground.live.clients import comes_from, is_this_machine
from playground.live.scripts import base_path
from playground.live.status.census import COUNTER, Census
from playground.live.status.page import html_page, text_page

NOTHING = "There is nothing here.\n"
"""All that a stranger is told."""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Audience:
    """Who may see the status besides this machine; the server says it when it starts."""

    def __init__(self) -> None:
        self.networks: tuple[Network, ...] = ()

    def includes(self, request: Request) -> bool:
        """Return whether a request is from this machine, or one of those networks, and through no proxy."""
        return is_this_machine(request.scope) or comes_from(request.scope, self.networks)


AUDIENCE = Audience()
"""That of this process."""


def status_routes() -> list[BaseRoute]:
    """Return the routes, below the server's base path."""
    return [Route(f"{base_path()}/status", status), Route(f"{base_path()}/metrics", scraped)]


async def status(request: Request) -> Response:
    """Show the status, as a page to browsers and as text to anything else."""
    is_page = "text/html" in request.headers.get("accept", "")
    kind = "text/html" if is_page else "text/plain"
    return await _answer(request, _in_language(request, html_page if is_page else text_page), kind)


async def scraped(request: Request) -> Response:
    """Tell Prometheus."""

    def write(census: Census) -> bytes:
        from playground.live.status.metrics import metrics  # not before somebody asks for them

        return metrics(census)

    return await _answer(request, write, "text/plain; version=0.0.4")


async def _answer(request: Request, write: Callable[[Census], str | bytes], kind: str) -> Response:
    """Take the census in a thread: it looks at every process, and may wait for a moment."""
    if not AUDIENCE.includes(request):
        REFUSALS.add("status")
        return Response(NOTHING, 404, media_type="text/plain", headers=_HEADERS)
    text = await asyncio.to_thread(lambda: write(COUNTER.take()))
    return Response(text, media_type=kind, headers=_HEADERS)


def _in_language(request: Request, write: Callable[[Census], str]) -> Callable[[Census], str]:
    """Return what writes in the language of the address, or else of the browser."""
    asked = request.query_params.get("lang", "")
    accepted = request.headers.get("accept-language", "").split(",")[0]
    language = asked if asked in LANGUAGES else preferred_language(accepted)

    def in_language(census: Census) -> str:
        set_language(language)
        return write(census)

    return lambda census: copy_context().run(in_language, census)
