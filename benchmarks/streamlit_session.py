"""A session of the app over Streamlit's own stream: what a browser sends and gets, without drawing."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, suppress
from typing import Any, Self

from serving import Served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 120.0


class Session:
    """One page of one visitor; use it as an asynchronous context.

    Parameters
    ----------
    query, page
        Of the address.
    origin
        IP address from which the visitor comes, as a proxy in front of the server would say it.
    """

    def __init__(self, served: Served, page: str = "", query: str = "", origin: str = "") -> None:
        self._headers = {"X-Forwarded-For": origin} if origin else {}
        self._address, self._page, self._query = f"{served.socket}/_stcore/stream", page, query
        self.given: dict[str, dict[str, Any]] = {}
        self._widgets: dict[str, str] = {}
        self._heard = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Connect, and ask for the page."""
        how: dict[str, Any] = {"subprotocols": ["streamlit"], "additional_headers": self._headers}
        self._opening = connect(self._address, max_size=None, ping_interval=None, **how)
        self._stream = await self._opening.__aenter__()
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = self._page
        await self._stream.send(message.SerializeToString())
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close the page."""
        self._listening.cancel()
        await self._opening.__aexit__(None, None, None)

    async def component(self, name: str) -> dict[str, Any]:
        """Return what a component was given, once the page has it."""
        return await self._once(lambda: self.given.get(name))  # type: ignore[no-any-return]

    async def press(self, button: str, **texts: str) -> None:
        """Fill in texts by the beginnings of their labels, with a blank as ``_``, and press a button."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = self._page
        for label, text in texts.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = await self._once(lambda label=label: self._widget(label.replace("_", " ")))
            state.string_value = text
        pressed = message.rerun_script.widget_states.widgets.add()
        pressed.id = await self._once(lambda: self._widget(button))
        pressed.trigger_value = True
        await self._stream.send(message.SerializeToString())

    def _widget(self, beginning: str) -> str | None:
        return next((number for label, number in self._widgets.items() if label.startswith(beginning)), None)

    async def _once(self, look: Any) -> Any:
        async with asyncio.timeout(PATIENCE):
            while not (found := look()):
                self._heard.clear()
                await self._heard.wait()
        return found

    async def _listen(self) -> None:
        with suppress(ConnectionClosed):
            async for packed in self._stream:
                self._take(ForwardMsg.FromString(packed))  # type: ignore[arg-type]
                self._heard.set()

    def _take(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "bidi_component":
                told = element.bidi_component
                self.given[told.component_name] = json.loads(told.json or told.mixed.json or "{}")
            case "text_input":
                self._widgets[element.text_input.label] = element.text_input.id
            case "button":
                self._widgets[element.button.label] = element.button.id


async def joined(served: Served, stack: AsyncExitStack, code: str, number: int) -> Session:
    """Return the session of a student who has joined a room, once their page has its bar."""
    session = await stack.enter_async_context(Session(served, "class", f"room={code}"))
    await session.press("Join", Code=code, Your_name=f"Student of row {number}")
    await session.component("room_bar")
    return session
