"""The browser's history: one entry for each page that somebody was on, however many controls they moved there."""

from __future__ import annotations

from functools import cache
from importlib import resources

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"
_LEFT_OUT = (b"accept-encoding", b"if-none-match", b"if-modified-since")
"""Said by browsers that ask for a page: with them Streamlit answers compressed, or "as you have it", without script."""


class OneEntryEachPage:
    """ASGI middleware that puts a script in front of all others of a page: ``static/history.js`` says what it does.

    It must run before Streamlit's own scripts, which no component does.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the script to the pages among the answers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            headers = [(name, text) for name, text in scope["headers"] if name not in _LEFT_OUT]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, _Answer(send).send)


class _Answer:
    """One answer on its way to the browser. The start of a page is held back until its length is known."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            body = message.get("body", b"")
            message = {**message, "body": body.replace(_HEAD, _HEAD + _script(), 1)}
            _lengthen(start, len(message["body"]) - len(body))
            await self._send(start)
        await self._send(message)


def _is_page(start: Message) -> bool:
    headers = Headers(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


def _lengthen(start: Message, more: int) -> None:
    """Correct what an answer says of its length, by so many bytes."""
    headers = MutableHeaders(scope=start)
    if "content-length" in headers:
        headers["content-length"] = str(int(headers["content-length"]) + more)


@cache
def _script() -> bytes:
    text = (resources.files("playground.live") / "static" / "history.js").read_text("utf-8")
    return f"<script>{text}</script>".encode()
