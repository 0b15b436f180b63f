"""The generator that browsers have too."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from playground.concepts.descent.random_numbers import RandomNumbers

PUBLISHED = {  # of the reference in JavaScript, run by a browser
    0: [0.26642920868471265, 0.0003297457005828619, 0.2232720274478197],
    42: [0.6011037519201636, 0.44829055899754167, 0.8524657934904099],
}


@pytest.mark.parametrize("seed", PUBLISHED)
def test_the_numbers_are_the_references(seed: int) -> None:
    random = RandomNumbers(seed)
    assert [random.uniform() for _ in range(3)] == PUBLISHED[seed]


def test_they_look_random() -> None:
    random = RandomNumbers(7)
    uniform = [random.uniform() for _ in range(20_000)]
    assert stats.kstest(uniform, "uniform").pvalue > 1e-3
    normal = np.array([random.normal_pair() for _ in range(10_000)])
    assert stats.kstest(normal.ravel(), "norm").pvalue > 1e-3
    assert abs(np.corrcoef(normal.T)[0, 1]) < 0.05
    counts = np.bincount([random.below(7) for _ in range(14_000)], minlength=7)
    assert stats.chisquare(counts).pvalue > 1e-3
