from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(name="cases")
def fixture_cases() -> Path:
    """The folder of small files as people really bring them."""
    return Path(__file__).parents[1] / "cases"
