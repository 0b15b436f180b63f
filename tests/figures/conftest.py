from collections.abc import Iterator

import pytest

from playground.i18n import set_language


@pytest.fixture(name="in_french")
def fixture_in_french() -> Iterator[None]:
    """Speak French for the length of a test."""
    set_language("fr")
    yield
    set_language("en")
