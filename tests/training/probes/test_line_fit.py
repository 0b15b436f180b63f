from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from playground.experiment import SGD, Experiment, Model, PlaneData, Training
from playground.training.probes.line_fit import LineFit, residuals
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer
from tests.training.looking import measured

ENDS = (-6.0, 6.0)


def neuron(rate: float, epochs: int, batch: int = 60) -> Trainer:
    """Return a neuron with the identity after some epochs."""
    made = Trainer(
        Experiment(
            data=PlaneData(name="plane", samples=60, noise=0.1, features=("x1",)),
            model=Model(layers=()),
            training=Training(optimizer=SGD(learning_rate=rate), batch_size=batch),
        )
    )
    for _ in range(epochs):
        made.train_epoch()
    return made


def test_the_line_is_what_the_network_predicts() -> None:
    of = neuron(0.01, 3)
    tensors = measured(LineFit(ENDS), of)
    np.testing.assert_allclose(
        tensors["fit_line"], of.predict(np.array([[-6], [6]], dtype=np.float32))[:, 0], rtol=1e-5
    )
    train = of.dataset.train
    segments = tensors["fit_residuals"].reshape(-1, 3)
    np.testing.assert_allclose(segments[:, 0], of.dataset.targets[train], rtol=1e-6)
    np.testing.assert_allclose(segments[:, 1], of.predict(of.dataset.inputs[train])[:, 0], rtol=1e-4, atol=1e-6)
    assert np.isnan(segments[:, 2]).all()
    assert tensors["fit_numbers"][2] == pytest.approx(of.measured["train_loss"], rel=1e-5)


def test_it_arrives_at_scipys_regression() -> None:
    of = neuron(0.05, 300)
    tensors = measured(LineFit(ENDS), of)
    train = of.dataset.train
    expected = stats.linregress(of.dataset.inputs[train, 0].astype(float), of.dataset.targets[train])
    assert tensors["fit_best"][:2] == pytest.approx([expected.slope, expected.intercept], rel=1e-5)
    np.testing.assert_allclose(tensors["fit_numbers"], tensors["fit_best"], atol=1e-4)


def test_the_numbers_move_within_an_epoch() -> None:
    of = neuron(0.01, 0, batch=5)
    before = measured(LineFit(ENDS), of)
    of.train_batch()
    assert measured(LineFit(ENDS), of)["fit_numbers"].tolist() != before["fit_numbers"].tolist()


@pytest.mark.filterwarnings("error")
def test_it_can_be_measured_until_it_has_diverged() -> None:
    of = neuron(0.2, 0)
    first = measured(LineFit(ENDS), of)["fit_numbers"][2]
    while of.progress is Progress.HEALTHY:
        tensors = measured(LineFit(ENDS), of)
        of.train_epoch()
    assert tensors["fit_numbers"][2] > 1e10 * first


def test_residuals_are_segments_with_gaps() -> None:
    drawn = residuals(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert drawn.dtype == np.float32
    np.testing.assert_array_equal(drawn, [3, 1, np.nan, 4, 2, np.nan])
