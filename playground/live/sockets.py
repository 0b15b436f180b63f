"""What all WebSockets of this server have in common: whose they are, which messages they take, how they end."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

import streamlit as st
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.live.messages import MAX_MESSAGE

HELLO_TIMEOUT = 10.0
BAD_MESSAGE, TOO_LONG = 4400, 1009
Message = TypeVar("Message")


def origin_allowed(origin: str | None, host: str | None) -> bool:
    """Return whether a page of this origin may watch: ours, and those that Streamlit's own settings allow.

    The settings are ``server.corsAllowedOrigins`` and ``server.enableCORS``. Browsers always name their origin;
    programs that name none are let in, they still need a token.
    """
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    try:
        its_host = urlsplit(origin).netloc
    except ValueError:  # "http://[" and other texts that are no address
        return False
    if its_host and its_host == host:
        return True
    return origin.rstrip("/") in {str(allowed).rstrip("/") for allowed in st.get_option("server.corsAllowedOrigins")}


class BadMessageError(Exception):
    """A message that nobody takes; it ends the connection.

    Parameters
    ----------
    code, reason
        With which the connection is closed.
    """

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


async def receive(socket: WebSocket, messages: TypeAdapter[Message]) -> Message:
    """Return the next message of a browser.

    Parameters
    ----------
    messages
        Those that it may send.

    Raises
    ------
    BadMessageError
        If it is too long, binary, or not one of the known messages.
    """
    raw = await socket.receive()
    if raw["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(raw.get("code", 1000))
    text = raw.get("text")
    if text is None:
        raise BadMessageError(BAD_MESSAGE, "text expected")
    if len(text) > MAX_MESSAGE:
        raise BadMessageError(TOO_LONG, "message too long")
    try:
        return messages.validate_json(text)
    except ValidationError as error:
        raise BadMessageError(BAD_MESSAGE, "unknown message") from error


async def close(socket: WebSocket, code: int = 1000, reason: str = "") -> None:
    """Close a connection; a browser that has closed it already is no error."""
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(code, reason)
