"""What all WebSockets of this server have in common: whose they are, which messages they take, how they end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

import streamlit as st
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from playground.counts import REFUSALS, Refusal
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
    refusal
        As what it is counted.
    """

    def __init__(self, code: int, reason: str, refusal: Refusal = "message") -> None:
        super().__init__(reason)
        self.code, self.reason, self.refusal = code, reason, refusal


async def serve(socket: WebSocket, messages: TypeAdapter[Message], begin: Callable[[Message], Awaitable[None]]) -> None:
    """Serve one browser until it leaves, if it is a page of this server's.

    Parameters
    ----------
    messages
        Those that it may send.
    begin
        Is given the first of them, which says what it wants, and goes on from there. What it raises as
        :class:`BadMessageError` is counted, and ends the connection.
    """
    if not origin_allowed(socket.headers.get("origin"), socket.headers.get("host")):
        REFUSALS.add("origin")
        await close(socket)
        return
    await socket.accept()
    try:
        async with asyncio.timeout(HELLO_TIMEOUT):
            first = await receive(socket, messages)
        await begin(first)
    except (WebSocketDisconnect, TimeoutError):
        pass
    except BadMessageError as bad:
        REFUSALS.add(bad.refusal)
        await close(socket, bad.code, bad.reason)
    finally:
        if socket.application_state is WebSocketState.CONNECTED:
            await close(socket)


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
        raise BadMessageError(TOO_LONG, "message too long", "too_long")
    try:
        return messages.validate_json(text)
    except ValidationError as error:
        raise BadMessageError(BAD_MESSAGE, "unknown message") from error


async def close(socket: WebSocket, code: int = 1000, reason: str = "") -> None:
    """Close a connection; a browser that has closed it already is no error."""
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(code, reason)
