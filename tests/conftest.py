"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# One thread suits small networks; several that wait for each other on a busy machine are five times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")

settings.register_profile("playground", deadline=None)  # a slow machine is no failure
settings.load_profile("playground")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, or it keeps one worker busy at the end while the others have nothing left."""
    items.sort(key=lambda item: not item.path.name.startswith("test_presets"))


@pytest.fixture(scope="session", autouse=True)
def no_first_picture() -> Iterator[None]:
    """Let pages without a browser not wait for the first picture that it would draw."""
    from playground.ui import sidebar

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sidebar, "PATIENCE", 0.0)
        patch.setattr(sidebar, "PAUSE", 0.0)
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small experiment's file."""
    from tests.commands import SMALL

    path = tmp_path / "experiment.json"
    path.write_text(SMALL.to_json(), "utf-8")
    return path
