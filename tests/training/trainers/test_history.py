import numpy as np
import pytest

from playground.training.trainers.history import History


@pytest.fixture
def history() -> History:
    made = History(("train_loss", "test_loss"))
    for epoch in range(4):
        made.append({"train_loss": 4.0 - epoch, "test_loss": 0.1 * epoch})
    return made


@pytest.mark.parametrize(("length", "remaining"), [(0, 0), (1, 1), (3, 3), (4, 4), (9, 4)])
def test_what_comes_later_is_forgotten(history: History, length: int, remaining: int) -> None:
    whole = history.since(0)
    history.truncate(length)
    assert len(history) == remaining
    for name, curve in history.since(0).items():
        np.testing.assert_array_equal(curve, whole[name][:remaining])
    history.append({"train_loss": 9.0, "test_loss": 8.0})
    assert (len(history), history.last()) == (remaining + 1, {"train_loss": 9.0, "test_loss": 8.0})


def test_its_length_is_the_number_of_values_of_each_curve(history: History) -> None:
    assert len(History(("train_loss",))) == 0
    assert len(history) == 4


def test_the_last_values_are_the_newest(history: History) -> None:
    assert history.last() == {"train_loss": 1.0, "test_loss": pytest.approx(0.3)}


def test_what_was_trained_leaves_out_the_untrained_network(history: History) -> None:
    assert history.trained() == {"train_loss": [3.0, 2.0, 1.0], "test_loss": pytest.approx([0.1, 0.2, 0.3])}


@pytest.mark.parametrize(("start", "expected"), [(0, [4, 3, 2, 1]), (2, [2, 1]), (4, []), (9, [])])
def test_curves_since_a_place_hold_what_is_new(history: History, start: int, expected: list[float]) -> None:
    curve = history.since(start)["train_loss"]
    assert curve.dtype == np.float32
    np.testing.assert_array_equal(curve, np.array(expected, dtype=np.float32))


def test_values_are_kept_in_double_precision_and_without_bounds() -> None:
    history = History(("loss",))
    values = [1 / 3, float("inf"), float("nan"), 1e300]
    for value in [0.0, *values]:
        history.append({"loss": value})
    assert history.trained()["loss"] == pytest.approx(values, rel=0, abs=0, nan_ok=True)


def test_what_was_handed_out_does_not_change_later(history: History) -> None:
    curve = history.since(0)["train_loss"]
    history.append({"train_loss": 0.0, "test_loss": 0.0})
    assert len(curve) == 4


def test_a_value_for_each_curve_is_needed(history: History) -> None:
    with pytest.raises(KeyError):
        history.append({"train_loss": 1.0})


def test_values_of_other_curves_are_ignored(history: History) -> None:
    history.append({"train_loss": 1.0, "test_loss": 1.0, "other": 2.0})
    assert history.names == ("train_loss", "test_loss")
    assert set(history.last()) == {"train_loss", "test_loss"}
