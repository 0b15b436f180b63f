"""The scripts that browsers load from this server: plotly.js as installed, and the components' own modules."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

import plotly
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_SCRIPTS = (
    "connection.js",
    "frames.js",
    "numbers.js",
    "painter.js",
    "network_drawing.js",
    "network_handles.js",
    "inspector.js",
    "paintbrush.js",
    "elements.js",
    "held.js",
    "sampled.js",
    "neuron_drawing.js",
    "neuron_plane.js",
    "neuron_surface.js",
    "pictures.js",
    "convolved.js",
    "pooled.js",
    "raster.js",
    "kernel_cells.js",
    "arithmetic.js",
    "walk.js",
    "sketch.js",
    "number_field.js",
    "convolution_settings.js",
    "pooling_rows.js",
    "pad.js",
    "enlarged.js",
    "enlarged_sums.js",
    "small_curves.js",
    "maps_hand.js",
    "maps_strip.js",
    "cell_drawing.js",
    "memory_tape.js",
    "memory_arrows.js",
    "memory_strip.js",
    "memory_maps.js",
    "memory_answer.js",
    "memory_cell.js",
    "memory_hand.js",
    "csv.js",
)
FIRST_SCRIPTS = OWN_SCRIPTS[: OWN_SCRIPTS.index("paintbrush.js") + 1]
"""Those of the start page, which most people open first; what other pages need more, their components ask for."""

WITHOUT_PLOTLY = ("convolution",)
"""Pages that show no figure of Plotly's."""


def base_path() -> str:
    """Return ``server.baseUrlPath`` as a prefix: empty, or ``/class``."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


@cache
def scripts() -> dict[str, bytes]:
    """Return the scripts that pages load, compressed, by name."""
    bundled = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    own = {name: gzip.compress(_own_script(name)) for name in OWN_SCRIPTS}
    return own | {"plotly.min.js": gzip.compress(bundled.read_bytes(), compresslevel=6)}


@cache
def version() -> str:
    """Return a short digest of the scripts: part of their address, so that browsers may keep them for ever."""
    own = b"".join(map(_own_script, OWN_SCRIPTS))
    return hashlib.sha256(own + plotly.__version__.encode()).hexdigest()[:12]


def _own_script(name: str) -> bytes:
    return (resources.files("playground.live") / "static" / name).read_bytes()


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
        plots = [f"<{address}/plotly.min.js>; rel=preload; as=script"] if with_plotly else []
        return ", ".join([*plots, *modules])
