from __future__ import annotations

import numpy as np
import pytest

from playground.datasets.pictures.photographs import (
    LONGEST,
    PHOTOGRAPHS,
    decoded,
    encoded,
    photograph,
    photograph_file,
    shrunk,
)
from playground.paths import PHOTOGRAPHS as FOLDER
from playground.paths import ROOT

NOISE = np.random.default_rng(0).integers(0, 256, (300, 400, 3)).astype(np.uint8)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_photographs_are_there(name: str) -> None:
    pixels = photograph(name)
    assert pixels.dtype == np.uint8
    assert max(pixels.shape) == LONGEST
    assert pixels.shape[2] == 3
    assert pixels.std() > 30, "a picture with something on it"


def test_photographs_are_small_and_credited() -> None:
    files = sorted(path.name for path in FOLDER.iterdir())
    assert files == sorted(f"{name}.webp" for name in PHOTOGRAPHS)
    assert sum(len(photograph_file(name)) for name in PHOTOGRAPHS) < 300_000
    credits_ = (ROOT / "assets" / "LICENSES.md").read_text("utf-8")
    assert all(f"`photographs/{file}`" in credits_ for file in files)


def test_a_picture_survives_its_file() -> None:
    np.testing.assert_array_equal(decoded(encoded(NOISE)), NOISE)
    grey = NOISE[..., 0]
    np.testing.assert_array_equal(decoded(encoded(grey)), np.stack([grey] * 3, -1))


def test_large_pictures_are_shrunk_and_small_ones_left() -> None:
    assert shrunk(NOISE).shape == (192, 256, 3)
    np.testing.assert_array_equal(shrunk(NOISE[:8, :9]), NOISE[:8, :9])
    assert shrunk(NOISE[:1]).shape == (1, 256, 3)
