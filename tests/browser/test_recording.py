"""A browser test that fails says where its trace is, and how its pages looked at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from benchmarks.serving import ROOT

pytestmark = pytest.mark.browser

FAILING = """
def test_passes(visit):
    visit("/convolution", ready=False)


def test_fails(visit):
    page = visit("/convolution", ready=False).page
    page.wait_for_selector("[data-testid=stApp]")
    page.evaluate("console.log('nothing much')")
    assert page.url == "elsewhere"


def test_fails_as_it_leaves(visit):
    visit("/convolution", ready=False).page.evaluate("console.error('much ado')")


def test_fails_without_a_page(recording):
    raise AssertionError("no page")
"""


@pytest.fixture(name="folder", scope="module")
def fixture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the failures are kept."""
    return tmp_path_factory.mktemp("failures")


@pytest.fixture(name="reports", scope="module")
def fixture_reports(chrome: Browser, tmp_path_factory: pytest.TempPathFactory, folder: Path) -> dict[str, str]:
    """What is printed of each test that fails, by its name; nothing is where there is no browser."""
    file = tmp_path_factory.mktemp("tests") / "test_failing.py"
    file.write_text(FAILING, "utf-8")
    plain = ["-c", os.devnull, "--rootdir", str(file.parent), "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *plain, "-p", "tests.browser.conftest", str(file)],
        cwd=ROOT,
        env=os.environ | {"NEURAL_PLAYGROUND_TEST_FAILURES": str(folder)},
        capture_output=True,
        text=True,
    )
    _before, *parts = re.split(r"^_+ (?:ERROR at teardown of )?(\w+) _+$", ran.stdout, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def files(report: str) -> dict[str, Path]:
    """Return the files that a report names, by their names."""
    listed = report.partition("Left by the browsers")[2].partition("\n")[2].partition("\n==")[0].splitlines()
    return {Path(line).name: Path(line) for line in listed if os.sep in line}


def test_a_failure_names_trace_picture_dom_and_log(reports: dict[str, str]) -> None:
    left = files(reports["test_fails"])
    assert set(left) == {"trace-0.zip", "page-0-0.png", "page-0-0.html", "network-and-console-0.log"}
    with zipfile.ZipFile(left["trace-0.zip"]) as trace:
        actions = trace.read("trace.trace").decode()
    assert '"method":"goto"' in actions
    assert '"method":"evaluateExpression"' in actions
    with Image.open(left["page-0-0.png"]) as picture:
        assert picture.size == (1440, 900)
    assert 'data-testid="stApp"' in left["page-0-0.html"].read_text("utf-8")
    log = left["network-and-console-0.log"].read_text("utf-8")
    assert "console log: nothing much" in log
    assert re.search(r"200 GET http://127.0.0.1:\d+/convolution\n", log)


def test_a_failure_as_a_test_ends_has_its_trace_too(reports: dict[str, str]) -> None:
    left = files(reports["test_fails_as_it_leaves"])
    assert set(left) == {"trace-0.zip", "network-and-console-0.log"}, "its pages are closed"
    assert "console error: much ado" in left["network-and-console-0.log"].read_text("utf-8")
    with zipfile.ZipFile(left["trace-0.zip"]) as trace:
        assert "much ado" in trace.read("trace.trace").decode()


def test_who_passes_or_has_no_page_leaves_nothing(reports: dict[str, str], folder: Path) -> None:
    assert set(reports) == {"test_fails", "test_fails_as_it_leaves", "test_fails_without_a_page"}
    assert files(reports["test_fails_without_a_page"]) == {}
    assert sorted(record.name for record in folder.iterdir()) == [
        "test_failing.py-test_fails",
        "test_failing.py-test_fails_as_it_leaves",
    ]
