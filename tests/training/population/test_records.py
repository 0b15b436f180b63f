import numpy as np

from playground.training.population.records import Records

NAMES = ("train_loss", "test_loss")


def values(epoch: int, networks: int = 3) -> dict[str, np.ndarray]:
    return {name: np.arange(networks) + 10.0 * epoch + 100 * k for k, name in enumerate(NAMES)}


def filled(epochs: int) -> Records:
    records = Records(NAMES, 3)
    for epoch in range(epochs):
        records.append(values(epoch))
    return records


def test_a_curve_has_a_row_for_each_epoch_and_a_column_for_each_network() -> None:
    records = filled(4)
    assert records.names == NAMES
    assert len(records) == 4
    for name in NAMES:
        curve = records.since(0, name)
        assert (curve.shape, curve.dtype) == ((4, 3), np.float32)
        np.testing.assert_array_equal(curve, [values(epoch)[name] for epoch in range(4)])


def test_only_what_is_new_is_given() -> None:
    records = filled(4)
    np.testing.assert_array_equal(records.since(3, "test_loss"), [[130, 131, 132]])
    assert records.since(4, "test_loss").shape == (0, 3)
    np.testing.assert_array_equal(records.last("train_loss"), [30, 31, 32])


def test_curves_grow_while_earlier_ones_are_held() -> None:
    records = filled(1)
    held, newest = records.since(0, "train_loss"), records.last("train_loss")
    for epoch in range(1, 500):
        records.append(values(epoch))
    assert len(records) == 500
    held += 1  # a copy
    newest += 1
    np.testing.assert_array_equal(records.since(0, "train_loss")[:2], [[0, 1, 2], [10, 11, 12]])
    np.testing.assert_array_equal(records.last("train_loss"), [4990, 4991, 4992])


def test_numbers_that_are_none_are_kept() -> None:
    records = filled(1)
    odd = np.array([np.nan, np.inf, 1.0])
    records.append({"train_loss": odd, "test_loss": odd.astype(np.float32)})
    for name in NAMES:
        np.testing.assert_array_equal(records.last(name), odd)
    assert np.isfinite(records.since(0, "train_loss")[0]).all()


def test_one_network_has_curves_too() -> None:
    records = Records(("loss",), 1)
    records.append({"loss": np.array([2.0])})
    assert records.last("loss").shape == (1,)
    assert records.since(0, "loss").shape == (1, 1)
