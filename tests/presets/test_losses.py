"""Each claim of the losses page's presets, with the preset's own numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from playground.concepts.losses import (
    absolute_error,
    best_constant,
    cross_entropy,
    cross_entropy_gradient,
    cross_entropy_of_logits,
    entropy,
    huber_error,
    kl_divergence,
    softmax,
    squared_error,
    squared_error_gradient,
    steps_until_right,
)
from playground.presets.losses import LOSSES
from playground.ui.losses.controls import settings_of


def answer(name: str) -> tuple[np.ndarray, int, dict[str, Any]]:
    settings = settings_of(LOSSES[name])
    return np.array(settings["losses_answer_logits"]), settings["losses_answer_truth"], settings


def two(name: str) -> tuple[np.ndarray, np.ndarray]:
    settings = settings_of(LOSSES[name])
    return np.array(settings["losses_two_p"]), np.array(settings["losses_two_q"])


def points(name: str) -> tuple[np.ndarray, float, float]:
    settings = settings_of(LOSSES[name])
    return (
        np.array(settings["losses_numbers_points"]),
        settings["losses_numbers_residual"],
        settings["losses_numbers_delta"],
    )


def test_sure_and_wrong() -> None:
    logits, truth, _ = answer("sure_and_wrong")
    assert logits[truth] - logits[1 - truth] == -10
    assert cross_entropy_gradient(logits, truth)[truth] == pytest.approx(-0.99995, abs=1e-5)
    assert squared_error_gradient(logits, truth)[truth] == pytest.approx(-0.00018, abs=5e-6)
    q = np.linspace(0.001, 0.999, 999)
    assert q[np.argmax(2 * q * (1 - q) ** 2)] == pytest.approx(1 / 3, abs=1e-3)


def test_sure_and_right() -> None:
    logits, truth, _ = answer("sure_and_right")
    losses = [cross_entropy_of_logits(logits * scale, truth) for scale in (1, 1 + math.log(2) / 5, 2)]
    assert losses[0] == pytest.approx(0.0067, abs=5e-5)
    assert losses[1] == pytest.approx(losses[0] / 2, rel=0.01)
    assert losses[2] > 0


def test_nobody_knows() -> None:
    logits, _, _ = answer("nobody_knows")
    for truth in range(10):
        assert cross_entropy_of_logits(logits, truth) == pytest.approx(math.log(10))
    assert (math.log(10), math.log(1000)) == pytest.approx((2.303, 6.9), abs=0.01)


def test_temperature() -> None:
    logits, _, _ = answer("temperature")
    temperatures = np.geomspace(0.1, 10, 50)
    shares = [softmax(logits / temperature) for temperature in temperatures]
    assert {int(share.argmax()) for share in shares} == {int(logits.argmax())}
    assert (np.diff([entropy(share) for share in shares]) > 0).all()
    assert shares[0][0] > 0.999
    assert shares[-1][0] == pytest.approx(0.38, abs=0.01)


def test_only_differences_count() -> None:
    logits, _, settings = answer("only_differences")
    shift = settings["losses_answer_shift"]
    np.testing.assert_allclose(softmax(logits + shift), softmax(logits), atol=1e-14)
    np.testing.assert_array_equal(softmax(logits + 1000.0), softmax(logits))


def test_out_of_the_hole() -> None:
    logits, truth, _ = answer("out_of_the_hole")
    assert [steps_until_right(logits, truth, loss) for loss in ("cross_entropy", "squared_error")] == [4, 55]
    deeper = np.array([5.0, -5.0])
    assert [steps_until_right(deeper, 1, loss) for loss in ("cross_entropy", "squared_error")] == [6, 2762]


def test_minimising_one_minimises_the_other() -> None:
    p, q = two("minimising_one")
    logits = np.log(q)
    differences, divergences = [], []
    for _ in range(200):
        q = softmax(logits)
        differences.append(cross_entropy(p, q) - kl_divergence(p, q))
        divergences.append(kl_divergence(p, q))
        logits = logits - 0.5 * (q - p)
    assert np.ptp(differences) < 1e-12
    assert (np.diff(divergences) < 0).all()
    assert divergences[-1] < 1e-5


def test_one_right_answer() -> None:
    p, q = two("one_hot")
    assert entropy(p) == 0
    assert cross_entropy(p, q) == kl_divergence(p, q) == pytest.approx(-math.log(q[0]))
    assert cross_entropy(p, np.array([q[0], 0.05, 0.25])) == pytest.approx(cross_entropy(p, q))


def test_not_a_distance() -> None:
    p, q = two("no_distance")
    assert (kl_divergence(p, q), kl_divergence(q, p)) == pytest.approx((0.171, 0.122), abs=5e-4)


def test_label_noise() -> None:
    p, q = two("label_noise")
    assert cross_entropy(p, q) == entropy(p) == pytest.approx(0.325, abs=5e-4)
    assert entropy(np.array([0.7, 0.3])) == pytest.approx(0.611, abs=5e-4)
    assert entropy(np.array([0.5, 0.5])) == pytest.approx(0.693, abs=5e-4)


def test_a_zero_where_p_is_not() -> None:
    p, q = two("zero_share")
    assert kl_divergence(p, q) == cross_entropy(p, q) == math.inf
    assert softmax(np.array([0.0, -300])).min() > 0


def test_the_best_answer_without_looking() -> None:
    p, q = two("best_guess")
    assert (p == q).all()
    assert cross_entropy(p, q) == pytest.approx(0.802, abs=5e-4)
    for other in np.random.default_rng(0).dirichlet((1, 1, 1), 200):
        assert cross_entropy(p, other) >= cross_entropy(p, q)


def test_one_outlier() -> None:
    there, _, _ = points("outlier")
    farther = np.array([*there[:-1], 12.0])
    assert best_constant(there, "squared") == pytest.approx(2.6)
    assert best_constant(farther, "squared") > 2.6
    assert best_constant(there, "absolute") == best_constant(farther, "absolute") == 1


def test_squared_error_means_the_mean() -> None:
    there, _, _ = points("mean")
    best = best_constant(there, "squared")
    assert best == pytest.approx(there.mean())
    assert sum(squared_error(best - point)[1] for point in there) == pytest.approx(0)
    assert best_constant(there + 1.5, "squared") == pytest.approx(best + 1.5)


def test_absolute_error_means_the_median() -> None:
    there, _, _ = points("median")
    best = best_constant(there, "absolute")
    assert best == np.median(there)
    assert sum(absolute_error(best - point)[1] for point in there) == 0
    assert best_constant(np.array([*there[:-1], 12.0]), "absolute") == best


def test_huber_is_both() -> None:
    there, _, delta = points("huber")
    mean, median = there.mean(), np.median(there)
    near, between, far = (best_constant(there, "huber", each) for each in (0.2, delta, 4.0))
    assert median <= near < between < far < mean
    assert abs(near - median) < 0.2
    assert huber_error(0.1, delta)[1] < 0.2


def test_how_hard_a_residual_pulls() -> None:
    _, residual, _ = points("slopes")
    assert squared_error(residual)[1] == 8 * absolute_error(residual)[1]
    assert squared_error(0.5)[1] == absolute_error(0.5)[1]


def test_each_part_has_five_presets_or_more() -> None:
    parts = [settings_of(preset)["losses_part"] for preset in LOSSES.values()]
    assert {part: parts.count(part) >= 5 for part in parts} == dict.fromkeys(("answer", "two", "numbers"), True)
