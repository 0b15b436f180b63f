"""The check of the browser's scripts finds what is wrong with them, and says where in the files as they are."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest

from playground.live.files import component_files, source
from playground.paths import PACKAGE
from tests.tools import load_tool


@pytest.fixture(scope="module", name="tool")
def fixture_tool() -> ModuleType:
    """The tool that checks them."""
    return load_tool("scripts")


@pytest.fixture(name="package")
def fixture_package(tmp_path: Path) -> Path:
    """A copy of the package's scripts, and of the modules that join them."""
    shutil.copytree(PACKAGE, tmp_path / "playground", ignore=_without_others)
    return tmp_path / "playground"


def _without_others(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not (Path(folder, name).is_dir() or name.endswith((".py", ".js")))}


def planted(path: Path, text: str) -> int:
    """Write a line at the end of a script; return its number."""
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, text, ""]), "utf-8")
    return len(lines) + 1


def test_scripts_are_joined_as_python_joins_them(tool: ModuleType, tmp_path: Path) -> None:
    parts = tool.lay_out(PACKAGE, tmp_path)
    joined = ("page_element.js", "live_element.js", "figure.js")
    assert tool.joins(PACKAGE)["figure.js"] == joined
    assert (tmp_path / "figure.js").read_text("utf-8") == source(*joined) + "\n"
    assert [path for path, _ in parts["figure.js"]] == [component_files()[name] for name in joined]
    checked = {path for texts in parts.values() for path, _ in texts}
    assert checked == {path for name, path in component_files().items() if name.endswith(".js")}


def test_what_is_wrong_is_found_where_it_stands(tool: ModuleType, package: Path) -> None:
    component, module = package / "live/static/figure.js", package / "live/static/frames.js"
    wrong = planted(component, "new LiveFigure(document.body).plot.on(undefined_name);")
    called = planted(module, 'thin("a curve", []);')
    unused = planted(module, "const unused = 1;")
    (package / "live/static/elements.js").write_text("export function make() {}\n", "utf-8")

    messages = {(path.name, line): message for path, line, _, message in tool.problems(package)}

    assert "undefined_name" in messages["figure.js", wrong]
    assert "not assignable" in messages["frames.js", called]
    assert "no-unused-vars" in messages["frames.js", unused]
    assert "@ts-check" in messages["elements.js", 1]
