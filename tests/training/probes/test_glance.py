"""What the wall of a class shows of a network, against the trainer's own predictions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from playground.experiment.gan import GanExperiment
from playground.training.probes.gan_view import GanView
from playground.training.probes.glance import (
    CELLS,
    MOST_VALUES,
    GanGlance,
    glance_probe,
    resampled,
    share_bytes,
    signed_bytes,
)
from playground.training.probes.views import make_view
from playground.training.trainers.curves import Curves
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.trainer import Trainer
from tests.training.imaging import trained as trained_on_images
from tests.training.looking import forward, trainer
from tests.training.sequencing import network_for, recurrent


def glance(of: Trainer) -> tuple[str, np.ndarray[Any, Any]]:
    probe = glance_probe(of)
    (name, picture), *others = probe.measure(make_view(of)).items()
    assert (name, others) == ("picture", [])
    return probe.kind, np.asarray(picture)


def over_the_plane(of: Trainer) -> np.ndarray[Any, Any]:
    """Return the outputs over the plane, ``(30, 30, outputs)``, by NumPy from the weights."""
    return forward(of, of.dataset.inputs_at(of.dataset.grid(CELLS)))[-1].reshape(CELLS, CELLS, -1)


def test_two_classes_are_signed() -> None:
    of = trainer((6, "tanh"), epochs=20)
    kind, picture = glance(of)
    chance = 1 / (1 + np.exp(-over_the_plane(of)[:, :, 0]))
    assert (kind, picture.dtype, picture.shape) == ("plane", np.uint8, (CELLS, CELLS))
    np.testing.assert_allclose((picture.astype(float) - 128) / 127, 2 * chance - 1, atol=0.5 / 127 + 1e-5)
    assert picture.min() < 100 < 156 < picture.max()  # it says something


def test_a_number_is_signed_and_of_the_size_of_the_data() -> None:
    of = trainer((6, "tanh"), data="plane", epochs=20)
    kind, picture = glance(of)
    expected = over_the_plane(of)[:, :, 0] / np.abs(of.dataset.targets).max()
    assert (kind, picture.dtype) == ("plane", np.uint8)
    np.testing.assert_allclose((picture.astype(float) - 128) / 127, expected.clip(-1, 1), atol=0.5 / 127 + 1e-5)
    assert picture.min() < 60 < 190 < picture.max()


def test_several_classes_have_a_class_and_how_sure_it_is() -> None:
    of = trainer((8, "tanh"), data="pinwheel5", epochs=20)
    kind, picture = glance(of)
    outputs = over_the_plane(of)
    shares = np.exp(outputs - outputs.max(axis=2, keepdims=True))
    shares /= shares.sum(axis=2, keepdims=True)
    assert (kind, picture.dtype, picture.shape) == ("classes", np.uint8, (2, CELLS, CELLS))
    sure = np.sort(shares, axis=2)
    clear = sure[:, :, -1] - sure[:, :, -2] > 1e-4  # where rounding decides nothing
    np.testing.assert_array_equal(picture[0][clear], shares.argmax(axis=2)[clear])
    assert len(np.unique(picture[0])) == 5
    # the boundary's own picture cuts off what is above 0.97
    np.testing.assert_allclose(picture[1] / 255 * 0.97, ((shares.max(axis=2) - 0.2) / 0.8).clip(0, 0.97), atol=0.003)


def test_images_have_the_confusions_of_the_test_part() -> None:
    of = trained_on_images(epochs=2)
    kind, picture = glance(of)
    predicted = of.predict(of.dataset.inputs[of.dataset.test]).argmax(axis=1)
    expected = confusion_matrix(of.dataset.targets[of.dataset.test], predicted, labels=range(10), normalize="true")
    assert (kind, picture.dtype, picture.shape) == ("confusion", np.uint8, (10, 10))
    np.testing.assert_allclose(picture / 255, expected, atol=0.5 / 255 + 1e-6)


@pytest.mark.parametrize(("epochs", "values"), [(3, 4), (200, MOST_VALUES)])
def test_tables_have_their_curves(epochs: int, values: int) -> None:
    of = trainer((4, "tanh"), data="iris", epochs=epochs)
    kind, picture = glance(of)
    history = of.history.since(0)
    assert glance_probe(of).curves == ("train_accuracy", "test_accuracy")
    assert (kind, picture.dtype, picture.shape) == ("curves", np.float32, (2, values))
    for row, name in zip(picture, ("train_accuracy", "test_accuracy"), strict=True):
        assert (row[0], row[-1]) == (history[name][0], history[name][-1])
        assert set(row) <= set(history[name])


def test_sequences_have_their_curves() -> None:
    of = make_trainer(recurrent(*network_for("first_symbol"), name="first_symbol"), "cpu")
    of.train_epoch()
    kind, picture = glance(of)
    assert (kind, picture.shape) == ("curves", (2, 2))
    np.testing.assert_array_equal(picture[1], of.history.since(0)["test_accuracy"])


def test_curves_are_taken_evenly_also_where_their_old_part_is_thinned() -> None:
    curves = Curves(("epoch",), columns=1, kind="d", bounded=True)
    for epoch in range(30_001):
        curves.append_rows({"epoch": np.array([float(epoch)])})
    assert len(curves.epochs_since(0)) < 15_000
    (row,) = resampled(curves, ("epoch",))
    np.testing.assert_allclose(row[:, 0], np.linspace(0, 30_000, MOST_VALUES), atol=8)
    assert row[-1, 0] == 30_000


def test_a_gan_has_what_it_makes_and_what_the_discriminator_says() -> None:
    of = GanTrainer(GanExperiment())
    for _ in range(30):
        of.train_epoch()
    made, said = np.asarray(GanGlance().measure(GanView(of))["picture"])
    assert (made.shape, said.shape, made.dtype) == ((CELLS, CELLS), (CELLS, CELLS), np.uint8)
    points = of.generated()
    rows, columns = (np.floor((points[:, axis] + 3) / 6 * CELLS).astype(int) for axis in (1, 0))
    inside = (rows >= 0) & (rows < CELLS) & (columns >= 0) & (columns < CELLS)
    counts = np.zeros((CELLS, CELLS))
    np.add.at(counts, (rows[inside], columns[inside]), 1)
    np.testing.assert_allclose(made / 255, counts / counts.max(), atol=0.5 / 255 + 1e-6)
    import torch

    centres = (np.arange(CELLS) + 0.5) / CELLS * 6 - 3
    cells = torch.tensor([[x, y] for y in centres for x in centres], dtype=torch.float32)
    with torch.no_grad():
        expected = of.discriminator(cells).sigmoid().numpy().reshape(CELLS, CELLS)
    np.testing.assert_allclose(said / 255, expected, atol=0.5 / 255 + 1e-5)


def test_what_is_no_number_stays_a_byte() -> None:
    wild = np.array([np.nan, np.inf, -np.inf, 0.5, -2.0])
    np.testing.assert_array_equal(signed_bytes(wild), [128, 255, 1, 192, 1])
    np.testing.assert_array_equal(share_bytes(wild), [0, 255, 0, 128, 0])
