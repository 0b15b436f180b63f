"""What all tests share."""

import os
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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small experiment's file."""
    from tests.commands import SMALL

    path = tmp_path / "experiment.json"
    path.write_text(SMALL.to_json(), "utf-8")
    return path
