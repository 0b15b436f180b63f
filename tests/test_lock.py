"""The lock names one version of everything that is installed, for every Python and system that the project runs on."""

from __future__ import annotations

import tomllib
from importlib.metadata import requires
from importlib.util import find_spec
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from playground.paths import ROOT
from tests.tools import load_tool

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}
Pins = list[Requirement]


@pytest.fixture(scope="module", name="tool")
def fixture_tool() -> ModuleType:
    """The tool that writes the lock."""
    return load_tool("lock")


@pytest.fixture(scope="module", name="pins")
def fixture_pins() -> Pins:
    """What stands in the lock."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def requirements() -> list[Requirement]:
    """Return what ``pyproject.toml`` asks for, with the tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    texts = project["project"]["dependencies"] + extras["dev"] + extras["cluster"]
    return [Requirement(text) for text in texts + project["build-system"]["requires"]]


def pinned(pins: Pins, name: str, python: str, system: str) -> list[str]:
    """Return the versions of a package on one Python and system."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_system": SYSTEMS[system],
        "platform_machine": "x86_64",
    }
    same = [pin for pin in pins if canonicalize_name(pin.name) == canonicalize_name(name)]
    return [str(pin.specifier) for pin in same if pin.marker is None or pin.marker.evaluate(environment)]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_is_asked_for_has_one_version_that_its_range_allows(pins: Pins, python: str, system: str) -> None:
    for requirement in requirements():
        versions = pinned(pins, requirement.name, python, system)
        assert len(versions) == 1, requirement
        assert versions[0].startswith("=="), requirement
        assert requirement.specifier.contains(versions[0].removeprefix("==")), requirement


def test_what_that_needs_is_locked_too(pins: Pins, tool: ModuleType) -> None:
    locked = {canonicalize_name(pin.name) for pin in pins}
    waiting, needed = [requirement.name for requirement in requirements()], set[str]()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in needed:
            continue
        needed.add(name)
        if name == "ray" and find_spec("ray") is None:  # an extra, which not everybody installs
            continue
        further = [Requirement(text) for text in requires(name) or ()]
        waiting += [it.name for it in further if it.marker is None or it.marker.evaluate({"extra": ""})]
    assert len(needed) > 60
    assert [name for name in sorted(needed - locked) if not tool.ONE_BUILD.match(name)] == []


def test_every_build_of_torch_may_be_installed(pins: Pins, tool: ModuleType) -> None:
    assert [pin.name for pin in pins if tool.ONE_BUILD.match(pin.name)] == []
    (torch,) = [pin for pin in pins if pin.name == "torch"]
    for build in ("", "+cpu", "+cu130", "+rocm7.1"):
        assert torch.specifier.contains(str(torch.specifier).removeprefix("==") + build)


def test_the_tool_leaves_out_what_only_one_build_of_torch_needs(tool: ModuleType) -> None:
    lines = [
        "# a comment",
        "torch==2.13.0",
        "nvidia-cudnn-cu13==9.2 ; sys_platform == 'linux'",
        "triton==3.7",
        "",
        "tbb==1",
    ]
    assert tool.locked(lines) == tool.HEADER + "torch==2.13.0\n"
    assert tool.locked((ROOT / "constraints.txt").read_text("utf-8").splitlines()) == (
        ROOT / "constraints.txt"
    ).read_text("utf-8")


def test_people_are_told_to_install_what_is_locked() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    installing = [line for line in lines if line.startswith("    ") and "pip install" in line and "-e ." in line]
    assert len(installing) == 2
    assert all("-c constraints.txt" in line for line in installing)
