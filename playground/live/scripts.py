"""The scripts that browsers load from this server: plotly.js as installed, and the components' own modules."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from functools import cache

import plotly
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.live.files import component_files
from playground.live.plotly_scripts import FLAT, plotly_scripts

FIRST_SCRIPTS = (
    "connection.js",
    "focus.js",
    "frames.js",
    "numbers.js",
    "painter.js",
    "heatmaps.js",
    "elements.js",
    "plotting.js",
    "slider_moves.js",
    "figure_layout.js",
    "figure_bindings.js",
    "network_drawing.js",
    "network_layout.js",
    "network_maps.js",
    "network_parts.js",
    "network_trace.js",
    "network_handles.js",
    "inspector.js",
    "paintbrush.js",
)
"""Those of the start page, which most people open first; what other pages need more, their components ask for."""

_EXPORT = re.compile(rb"^export (?:async )?(?:function|class|const|let) ", re.MULTILINE)
WITHOUT_PLOTLY = ("approximation", "backpropagation", "convolution", "descent", "losses", "regularisation")
"""Pages that show no figure of Plotly's."""


def base_path() -> str:
    """Return ``server.baseUrlPath`` as a prefix: empty, or ``/class``."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


@cache
def scripts() -> dict[str, bytes]:
    """Return the scripts that pages load, compressed, by name."""
    return {name: gzip.compress(text) for name, text in own_scripts().items()} | plotly_scripts()


@cache
def version() -> str:
    """Return a short digest of the scripts: part of their address, so that browsers may keep them for ever."""
    own = b"".join(own_scripts().values())
    return hashlib.sha256(own + plotly.__version__.encode()).hexdigest()[:12]


def own_scripts() -> dict[str, bytes]:
    """Return the scripts that others may import, by name: those that export something by a name of its own."""
    scripts = {name: path.read_bytes() for name, path in component_files().items() if path.suffix == ".js"}
    return {name: text for name, text in scripts.items() if _EXPORT.search(text)}


async def script(request: Request) -> Response:
    """Serve one script."""
    body = (await asyncio.to_thread(scripts)).get(request.path_params["name"])
    if body is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip"}
    return Response(body, media_type="text/javascript", headers=headers)


class PreloadScripts:
    """ASGI middleware that tells browsers, with the page itself, which scripts it is going to need.

    They would otherwise be asked for only when the first figure is mounted, a second later.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add a ``Link`` header to pages."""

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Link"] = self._links(scope["path"].rpartition("/")[2] not in WITHOUT_PLOTLY)
            await send(message)

        await self._app(scope, receive, send_with_link if scope["type"] == "http" else send)

    @staticmethod
    @cache
    def _links(with_plotly: bool) -> str:
        address = f"{base_path()}/live/{version()}"
        modules = [f"<{address}/{name}>; rel=modulepreload" for name in FIRST_SCRIPTS]
        plots = [f"<{address}/{FLAT}>; rel=preload; as=script"] if with_plotly else []
        return ", ".join([*plots, *modules])
