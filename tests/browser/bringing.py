"""Files under the upload controls of a page."""

from __future__ import annotations

from pathlib import Path

from tests.browser.visit import Visit

CASES = Path(__file__).parents[1] / "cases"


def case(name: str) -> bytes:
    """A file as people really bring it."""
    return (CASES / name).read_bytes()


def bring(visit: Visit, key: str, name: str, raw: bytes) -> None:
    """Put a file under an upload control, as somebody does who chooses it in the browser's dialog."""
    field = visit.page.locator(f".st-key-{key} input[type=file]")
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": raw})
