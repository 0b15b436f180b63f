"""Sequences made by chance: their answers anew, one sequence at a time, and that chance is fair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.sequence_problems import (
    BRACKETS,
    DEEPEST,
    FIRST_SYMBOLS,
    adding,
    brackets,
    first_symbol,
    parity,
    sine,
)

GENERATORS = (first_symbol, adding, parity, brackets, sine)
COUNTS, LENGTHS, SEEDS = st.integers(0, 12), st.integers(2, 40), st.integers(0, 1000)


def made(generator: Callable, count: int = 4_000, length: int = 20, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    return generator(np.random.default_rng(seed), count, length)


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_same_seed_gives_the_same(generator: Callable) -> None:
    for one, same, other in zip(made(generator), made(generator), made(generator, seed=1), strict=True):
        np.testing.assert_array_equal(one, same)
        assert not np.array_equal(one, other)


@pytest.mark.parametrize(("generator", "shortest"), [(g, 2 if g is adding else 1) for g in GENERATORS])
def test_too_short_is_refused(generator: Callable, shortest: int) -> None:
    assert len(made(generator, 3, shortest)[0]) == 3
    with pytest.raises(ValueError, match=f"at least {shortest}"):
        made(generator, 3, shortest - 1)


@given(COUNTS, LENGTHS, SEEDS)
def test_the_first_symbol_is_asked_for(count: int, length: int, seed: int) -> None:
    symbols, first = made(first_symbol, count, length, seed)
    assert (symbols.shape, symbols.dtype) == ((count, length), np.int64)
    assert (first.tolist(), first.dtype) == ([row[0] for row in symbols.tolist()], np.int64)
    assert set(symbols.flat) <= set(range(len(FIRST_SYMBOLS)))


@given(COUNTS, LENGTHS, SEEDS)
def test_the_two_marked_values_are_added(count: int, length: int, seed: int) -> None:
    inputs, targets = made(adding, count, length, seed)
    assert (inputs.shape, inputs.dtype) == ((count, length, 2), np.float32)
    assert (targets.shape, targets.dtype) == ((count,), np.float64)
    for row, target in zip(inputs.astype(np.float64).tolist(), targets, strict=True):
        marked = [n for n, (_value, marker) in enumerate(row) if marker == 1]
        assert all(marker in (0, 1) and -1 <= value <= 1 for value, marker in row)
        assert len(marked) == 2
        assert marked[0] < length // 2 <= marked[1]
        assert target == pytest.approx(0.5 + (row[marked[0]][0] + row[marked[1]][0]) / 4)


@given(COUNTS, LENGTHS, SEEDS)
def test_parity_is_that_of_the_ones_so_far(count: int, length: int, seed: int) -> None:
    bits, odd = made(parity, count, length, seed)
    assert bits.dtype == odd.dtype == np.int64
    assert bits.shape == (count, length)
    assert set(bits.flat) <= {0, 1}
    assert odd.tolist() == [[row[: n + 1].count(1) % 2 for n in range(length)] for row in bits.tolist()]


@given(COUNTS, LENGTHS, SEEDS)
def test_depths_are_those_of_the_brackets(count: int, length: int, seed: int) -> None:
    symbols, depths = made(brackets, count, length, seed)
    assert symbols.dtype == depths.dtype == np.int64
    assert symbols.shape == (count, length)
    for row, held in zip(symbols.tolist(), depths.tolist(), strict=True):
        text = "".join(BRACKETS[symbol] for symbol in row)
        assert held == [text[: n + 1].count("(") - text[: n + 1].count(")") for n in range(length)]
        assert all(0 <= depth <= DEEPEST for depth in held)


@given(COUNTS, LENGTHS, SEEDS)
def test_a_wave_is_a_wave(count: int, length: int, seed: int) -> None:
    inputs, clean = made(sine, count, length, seed)
    assert (inputs.shape, inputs.dtype) == ((count, length, 1), np.float32)
    assert (clean.shape, clean.dtype) == ((count, length), np.float64)
    for wave in clean:  # y[n+1] + y[n-1] = 2 cos(2πf) y[n]
        if length > 3:
            factor = np.linalg.lstsq(wave[1:-1, None], wave[2:] + wave[:-2], rcond=None)[0][0]
            np.testing.assert_allclose(wave[2:] + wave[:-2], factor * wave[1:-1], atol=1e-9)
            assert 2 * np.cos(2 * np.pi / 8) - 1e-9 <= factor <= 2 * np.cos(2 * np.pi / 40) + 1e-9
    np.testing.assert_allclose(sine(np.random.default_rng(seed), count, length, 0)[0][..., 0], clean, atol=1e-6)


def test_symbols_and_bits_are_equally_likely_everywhere() -> None:
    symbols, first = made(first_symbol)
    for column in (*symbols.T, first):
        assert np.bincount(column) / 4_000 == pytest.approx([0.25] * 4, abs=0.03)
    assert np.corrcoef(symbols[:, 0], symbols[:, -1])[0, 1] == pytest.approx(0, abs=0.05)
    bits, odd = made(parity)
    assert bits.mean(axis=0) == pytest.approx(np.full(20, 0.5), abs=0.03)
    assert odd.mean(axis=0) == pytest.approx(np.full(20, 0.5), abs=0.03)


def test_always_answering_a_half_has_the_error_on_record() -> None:
    inputs, targets = made(adding, 100_000, 12)
    assert ((targets - 0.5) ** 2).mean() == pytest.approx(1 / 24, rel=0.02)
    marked = inputs[..., 1].mean(axis=0)
    assert marked == pytest.approx(np.full(12, 1 / 6), abs=0.01)


def test_every_depth_is_reached_and_none_is_certain() -> None:
    symbols, depths = made(brackets, 4_000, 60)
    # a walk that turns back at both ends is half as often there as at any place between them
    assert np.bincount(depths[:, 40:].ravel()) / depths[:, 40:].size == pytest.approx(
        [1 / 8, 1 / 4, 1 / 4, 1 / 4, 1 / 8], abs=0.02
    )
    assert np.bincount(symbols[:, 40:].ravel()) / symbols[:, 40:].size == pytest.approx([1 / 3] * 3, abs=0.02)


def test_noise_has_the_deviation_asked_for() -> None:
    for noise in (0.0, 0.3, 2.0):
        inputs, clean = sine(np.random.default_rng(0), 500, 100, noise)
        assert (inputs[..., 0] - clean).std() == pytest.approx(noise, rel=0.02, abs=1e-6)
    assert 0.8 < np.abs(clean).max() <= 1
    assert clean.mean(axis=0) == pytest.approx(np.zeros(100), abs=0.1)
