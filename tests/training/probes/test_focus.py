import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.training.probes.focus import NOTHING, Focus

PLACES = st.integers(0, 2**20)


@pytest.mark.parametrize(
    ("windows", "shown"),
    [
        ((), [(0, 2), (0, 8), (0, 8), (0, 1)]),
        ((0, 3), [(0, 2), (3, 11), (0, 8), (0, 1)]),
        ((0, 12), [(0, 2), (12, 20), (0, 8), (0, 1)]),
        ((0, 13), [(0, 2), (12, 20), (0, 8), (0, 1)]),
        ((9, 2**20, 1, 5), [(0, 2), (12, 20), (1, 9), (0, 1)]),
        ((0, 0, 0, 0, 7, 7), [(0, 2), (0, 8), (0, 8), (0, 1)]),
    ],
)
def test_of_wide_layers_a_window_is_shown(windows: tuple[int, ...], shown: list[tuple[int, int]]) -> None:
    parts = Focus(windows=windows).shown((2, 20, 9, 1), most=8)
    assert [(part.start, part.stop) for part in parts] == shown


@given(
    windows=st.lists(PLACES, max_size=70).map(tuple),
    sizes=st.lists(st.integers(1, 4096), min_size=1, max_size=66),
    most=st.integers(1, 20),
)
def test_whatever_is_wanted_is_within_the_layers(windows: tuple[int, ...], sizes: list[int], most: int) -> None:
    parts = Focus(windows=windows).shown(sizes, most)
    assert len(parts) == len(sizes)
    for layer, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        assert 0 <= part.start < part.stop <= size
        assert part.stop - part.start == min(most, size)
        start = windows[layer] if layer < len(windows) else 0
        if start + most <= size:
            assert part.start == start


def test_it_is_a_value_that_crosses_processes() -> None:
    focus = Focus((2, 3), (0, 4), 7)
    assert pickle.loads(pickle.dumps(focus)) == focus == Focus((2, 3), (0, 4), 7)
    assert hash(focus) == hash(Focus((2, 3), (0, 4), 7))
    assert Focus() == NOTHING
