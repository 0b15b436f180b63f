"""The script that keeps one entry in the browser's history for each page, and what it is put in front of."""

import asyncio
import gzip

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.live.files import source
from playground.live.history import OneEntryEachPage

HEAD, REST = "<!DOCTYPE html><html><head>", "<script src='app.js'></script></head><body>é</body></html>"
SCRIPT = f"<script>{source('history.js')}</script>"
BROWSER = {"accept": "text/html,*/*;q=0.8", "accept-encoding": "gzip", "if-none-match": '"old"'}


def page(request: Request) -> Response:
    """A page of which browsers may have a copy."""
    if request.headers.get("if-none-match") is not None:
        return Response(status_code=304)
    return HTMLResponse(HEAD + REST)


def ask(path: str, headers: dict[str, str]) -> httpx.Response:
    routes = [
        Route("/page", page),
        Route("/streamed", lambda request: StreamingResponse(iter([HEAD + REST, HEAD]), media_type="text/html")),
        Route("/part", lambda request: HTMLResponse("<p>no head</p>")),
        Route("/packed", lambda request: HTMLResponse(gzip.compress(b"<head>"), headers={"content-encoding": "gzip"})),
        Route("/data", lambda request: JSONResponse({"text": "<head>"})),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(OneEntryEachPage), Middleware(GZipMiddleware, 1)])

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(get())


def test_a_page_has_the_script_in_front_of_all_others() -> None:
    answer = ask("/page", BROWSER)

    assert answer.status_code == 200
    assert answer.text == HEAD + SCRIPT + REST
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_page_in_parts_has_it_once() -> None:
    assert ask("/streamed", BROWSER).text == HEAD + SCRIPT + REST + HEAD


@pytest.mark.parametrize(
    ("path", "body"), [("/part", "<p>no head</p>"), ("/packed", "<head>"), ("/data", '{"text":"<head>"}')]
)
def test_what_is_no_page_stays_as_it_is(path: str, body: str) -> None:
    assert ask(path, BROWSER).text == body


def test_other_answers_may_be_compressed() -> None:
    assert ask("/data", {"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
