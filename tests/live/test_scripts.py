"""The scripts that the routes serve, and where."""

import contextlib
import gzip
import http.client
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import plotly
import pytest

from playground.live.files import component_files, source
from playground.live.routes import routes
from playground.live.scripts import FIRST_SCRIPTS, base_path, own_scripts, version
from tests.live.conftest import Server
from tests.training.watching import PATIENCE


class TestScripts:
    @pytest.mark.parametrize("name", ["plotly.min.js", *own_scripts()])
    def test_scripts_are_served_compressed_and_for_ever(self, server: Server, name: str) -> None:
        bundled = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

        with httpx.stream("GET", f"{server.address}/live/{version()}/{name}") as answer:
            body = b"".join(answer.iter_raw())

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert gzip.decompress(body) == component_files().get(name, bundled).read_bytes()

    @pytest.mark.parametrize(
        "name",
        [
            "unknown.js",
            "figure.js",
            "CONNECTION.JS",
            "../connection.js",
            "../../routes.py",
            "..%2froutes.py",
            "%2e%2e%2f%2e%2e%2froutes.py",
            "..%5croutes.py",
            "....//routes.py",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "%00",
            "%ff",
            "",
        ],
    )
    def test_nothing_else_is_served(self, server: Server, name: str) -> None:
        connection = http.client.HTTPConnection(
            "127.0.0.1", server.port, timeout=PATIENCE
        )  # it sends paths as they are
        with contextlib.closing(connection):
            connection.request("GET", f"/live/{version()}/{name}")
            assert connection.getresponse().status == 404

    def test_every_module_of_a_component_is_served(self) -> None:
        texts = [source(name) for name in component_files() if name.endswith(".js")]
        lists = [re.findall(r"^  modules = {(.+?)};", text, re.DOTALL | re.MULTILINE) for text in texts]
        modules = {name for bodies in lists for names in bodies for name in re.findall(r': "(\w+)"', names)}

        assert {"painter", "csv", "paintbrush", "component_values", "unrolled"} <= modules
        assert {f"{module}.js" for module in modules} <= set(own_scripts())

    def test_what_scripts_import_is_served(self) -> None:
        texts = [source(name) for name in component_files() if name.endswith(".js")]
        imported = {name for text in texts for name in re.findall(r'from "\./(\w+\.js)"', text)}

        assert {"elements.js", "raster.js"} <= imported <= set(own_scripts())

    def test_scripts_are_only_read(self, server: Server) -> None:
        assert httpx.post(f"{server.address}/live/{version()}/connection.js").status_code == 405

    def test_pages_tell_browsers_what_to_load(self, server: Server) -> None:
        links = httpx.get(f"{server.address}/page", timeout=PATIENCE).headers["link"].split(", ")

        addresses = [link.split(">")[0].lstrip("<") for link in links]
        assert addresses == [f"/live/{version()}/{name}" for name in ("plotly-cartesian.min.js", *FIRST_SCRIPTS)]
        for address in addresses:
            assert httpx.get(server.address + address, timeout=PATIENCE).status_code == 200

    def test_a_page_without_figures_loads_no_plotly(self, server: Server) -> None:
        assert httpx.get(f"{server.address}/page", timeout=PATIENCE).headers["link"].count("plotly") == 1
        assert "plotly" not in httpx.get(f"{server.address}/convolution", timeout=PATIENCE).headers["link"]

    @pytest.mark.parametrize("path", ["/data", "/nowhere"])
    def test_other_answers_do_not(self, server: Server, path: str) -> None:
        assert "link" not in httpx.get(server.address + path, timeout=PATIENCE).headers


@pytest.mark.parametrize(
    ("path", "prefix"), [("", ""), ("/", ""), ("class", "/class"), ("/class/", "/class"), ("a/b", "/a/b")]
)
def test_base_path(option: Callable[[str, Any], None], path: str, prefix: str) -> None:
    option("server.baseUrlPath", path)

    assert base_path() == prefix
    paths = [route.path for route in routes()]  # type: ignore[attr-defined]
    assert paths[:3] == [f"{prefix}/live", f"{prefix}/live/room", f"{prefix}/live/{{version}}/{{name}}"]
    assert all(path.startswith(f"{prefix}/") for path in paths)
