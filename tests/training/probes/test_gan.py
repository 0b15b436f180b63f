"""What is measured of a GAN, against its definition."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from scipy.special import expit
from scipy.stats import multivariate_normal
from torch import nn

from playground.concepts.gan import TARGETS
from playground.experiment.gan import REACH, GanExperiment
from playground.training.probes.gan import BestDiscriminator, GanCurves, GanPicture
from playground.training.probes.gan_view import GanView
from playground.training.trainers.gan import GanTrainer

SMALL = {"layers": [{"type": "dense", "units": 6, "activation": "tanh"}]}


def trained(epochs: int = 1, **parts: Any) -> GanTrainer:
    model = parts.pop("model", {"generator": SMALL, "discriminator": SMALL})
    trainer = GanTrainer(GanExperiment.from_parts({"model": model, **parts}), dtype=torch.float64)
    for _ in range(epochs):
        trainer.train_epoch()
    return trainer


def answer(trainer: GanTrainer, points: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return trainer.discriminator(torch.from_numpy(points))[:, 0].numpy()


def test_the_heatmap_is_what_d_says_row_by_row_from_below() -> None:
    trainer = trained()
    map_ = GanPicture(resolution=7).measure(GanView(trainer))["discriminator"]
    places = np.linspace(-REACH, REACH, 7)
    for row, column in ((0, 0), (0, 6), (5, 2)):
        point = np.array([[places[column], places[row]]])
        assert map_[row, column] == pytest.approx(expit(answer(trainer, point))[0], abs=1e-6)


@pytest.mark.parametrize(("loss", "low", "high"), [("least_squares", 0, 1), ("wasserstein", 0.01, 0.99)])
def test_what_is_no_probability_fits_the_colours_too(loss: str, low: float, high: float) -> None:
    trainer = trained(training={"loss": loss})
    map_ = GanPicture().measure(GanView(trainer))["discriminator"]
    assert map_.min() >= low
    assert map_.max() <= high
    points = np.stack(np.meshgrid(*[np.linspace(-REACH, REACH, 60)] * 2), axis=-1).reshape(-1, 2)
    raw = answer(trainer, points)
    order = np.argsort(raw)
    assert np.all(np.diff(map_.ravel()[order]) >= -1e-6), "higher stays higher"


def test_points_lamps_and_counts() -> None:
    trainer = trained(2)
    measured = GanPicture(points=300).measure(GanView(trainer))
    np.testing.assert_allclose(measured["generated"], trainer.generated()[:300], rtol=1e-6)
    np.testing.assert_allclose(measured["real"], trainer.real()[:300], rtol=1e-6)
    assert measured["mode_covered"].sum() == trainer.measured["modes_covered"]
    assert measured["mode_counts"].sum() / 1_000 == pytest.approx(trainer.measured["share_within_3_sigma"])
    assert "mode_counts" not in GanPicture().measure(GanView(trained(data={"name": "line"})))


@pytest.mark.parametrize("loss", ["non_saturating", "saturating", "least_squares", "wasserstein"])
def test_arrows_go_where_the_generators_loss_falls(loss: str) -> None:
    trainer = trained(training={"loss": loss})
    arrows = GanPicture(arrows=12).measure(GanView(trainer))["arrows"].astype(np.float64)
    points = trainer.generated()[:12]
    np.testing.assert_allclose(arrows[:, :2], points, rtol=1e-6)
    formulas = {
        "non_saturating": lambda raw: -np.log(expit(raw)),
        "saturating": lambda raw: np.log(expit(-raw)),
        "least_squares": lambda raw: (raw - 1) ** 2 / 2,
        "wasserstein": lambda raw: -raw,
    }
    for axis in range(2):
        step = np.zeros(2)
        step[axis] = 1e-5
        up, down = (formulas[loss](answer(trainer, points + sign * step)) for sign in (1, -1))
        np.testing.assert_allclose(arrows[:, 2 + axis], -(up - down) / 2e-5, rtol=1e-4, atol=1e-6)


def test_the_grid_is_where_noise_goes() -> None:
    trainer = trained()
    grid = GanPicture().measure(GanView(trainer))["noise_grid"]
    assert grid.shape == (20, 20, 2)
    corner = torch.tensor([[-2.0, 2.0]], dtype=torch.float64)
    with torch.no_grad():
        np.testing.assert_allclose(grid[19, 0], trainer.generator(corner)[0].numpy(), rtol=1e-5)
    more = trained(model={"generator": {**SMALL, "noise": 4}, "discriminator": SMALL})
    measured = GanPicture().measure(GanView(more))["noise_grid"][0, 19]
    with torch.no_grad():
        corner = torch.tensor([[2.0, -2.0, 0.0, 0.0]], dtype=torch.float64)
        np.testing.assert_allclose(measured, more.generator(corner)[0].numpy(), rtol=1e-5)
    thread = trained(model={"generator": {**SMALL, "noise": 1}, "discriminator": SMALL})
    assert GanPicture().measure(GanView(thread))["noise_grid"].shape == (1, 200, 2)


def linear(**training: Any) -> GanTrainer:
    return trained(
        0,
        data={"name": "normal"},
        model={"generator": {"layers": []}, "discriminator": SMALL},
        training=training,
    )


def test_the_best_discriminator_is_that_of_two_gaussians() -> None:
    """N(0, I) against N((1, 0), I): the best says 1 / (1 + e^(x - 1/2)), and is worth -1.163451."""
    trainer = linear()
    (layer,) = trainer.generator
    assert isinstance(layer, nn.Linear)
    with torch.no_grad():
        layer.weight.copy_(torch.eye(2))
        layer.bias.copy_(torch.tensor([1.0, 0.0]))
    measured = BestDiscriminator().measure(GanView(trainer))
    x = np.linspace(-REACH, REACH, 60)
    np.testing.assert_allclose(measured["best"], np.broadcast_to(expit(0.5 - x), (60, 60)), atol=1e-5)
    assert measured["best_value"][0] == pytest.approx(-1.163451, abs=1e-4)
    points = np.concatenate([trainer.real(), trainer.generated()])
    far = np.abs(expit(answer(trainer, points)) - expit(0.5 - points[:, 0])).mean()
    assert measured["best_error"][0] == pytest.approx(far, rel=1e-4)


def test_the_best_discriminator_of_any_line_of_gaussians() -> None:
    trainer = linear()
    weight, shift = (each.detach().numpy() for each in trainer.generator.parameters())
    density = multivariate_normal(shift, weight @ weight.T)
    places = np.stack(np.meshgrid(*[np.linspace(-REACH, REACH, 60)] * 2), axis=-1)
    data = TARGETS["normal"].density(places.reshape(-1, 2)).reshape(60, 60)
    expected = data / (data + density.pdf(places))
    np.testing.assert_allclose(BestDiscriminator().measure(GanView(trainer))["best"], expected, atol=1e-6)


def test_where_no_density_is_known_there_is_no_best_one() -> None:
    assert BestDiscriminator().measure(GanView(trained())) == {}
    assert BestDiscriminator().measure(GanView(linear(loss="wasserstein"))) == {}
    flat = linear()
    with torch.no_grad():
        next(flat.generator.parameters()).zero_()
    assert BestDiscriminator().measure(GanView(flat)) == {}


def test_curves_are_those_that_the_viewer_lacks() -> None:
    trainer = trained(3)
    curves = GanCurves().measure(GanView(trainer, since=2))
    assert set(curves) == set(trainer.curves)
    assert [curve.size for curve in curves.values()] == [2] * len(curves)
    assert curves["value"][-1] == pytest.approx(trainer.measured["value"], rel=1e-6)


def test_a_game_that_is_being_lost_has_a_picture() -> None:
    trainer = trained()
    with torch.no_grad():
        next(trainer.generator.parameters()).fill_(float("nan"))
        next(trainer.discriminator.parameters()).fill_(float("nan"))
    measured = GanPicture().measure(GanView(trainer))
    assert all(np.isfinite(array).all() for array in measured.values())
