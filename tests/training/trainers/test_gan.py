"""Two networks against each other: gradients, what stays where it is, going back, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from scipy.special import expit
from torch import nn

from playground.experiment.gan import STEPS_AN_EPOCH, GanExperiment
from playground.training.timeline.timeline import Timeline
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.gan_losses import GAMES
from playground.training.trainers.snapshot import Progress

SMALL = {"units": 6, "activation": "tanh", "type": "dense"}
DEFAULT: dict[str, Any] = {}


def made(training: dict[str, Any], seed: int = 0, small: bool = False, **parts: Any) -> GanExperiment:
    layers = {"layers": [SMALL]}
    model = {"model": {"generator": layers, "discriminator": layers}} if small else {}
    return GanExperiment.model_validate({"training": training, "seed": seed, **model, **parts})


def weights(*networks: nn.Module) -> list[torch.Tensor]:
    return [each.detach().clone() for network in networks for each in network.parameters()]


def differ(before: list[torch.Tensor], after: list[torch.Tensor]) -> bool:
    return any(not torch.equal(one, other) for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("loss", GAMES)
def test_the_generators_gradient_is_that_through_both_networks(loss: str) -> None:
    """Against differences of the loss, by the same noise, in double precision."""
    trainer = GanTrainer(made({"loss": loss, "batch_size": 16}, small=True), dtype=torch.float64)
    noise, before = trainer._noise.get_state(), trainer.snapshot()
    trainer.step_generator()
    gradients = [each.grad.clone() for each in trainer.generator.parameters()]
    trainer.restore(before)
    source = torch.Generator()
    source.set_state(noise)
    batch = torch.randn(16, 2, generator=source).double()

    def lost() -> float:
        with torch.no_grad():
            logits = trainer.discriminator(trainer.generator(batch)).numpy()
        chance = expit(logits)
        formulas = {
            "non_saturating": -np.log(chance),
            "saturating": np.log(1 - chance),
            "least_squares": (logits - 1) ** 2 / 2,
            "wasserstein": -logits,
        }
        return float(formulas[loss].mean())

    for parameter, gradient in zip(trainer.generator.parameters(), gradients, strict=True):
        for place in (0, parameter.numel() - 1):
            assert float(gradient.flatten()[place]) == pytest.approx(slope(parameter, place, lost), rel=1e-4, abs=1e-8)


def slope(parameter: torch.Tensor, place: int, lost: Callable[[], float]) -> float:
    """Return the derivative of a loss by one number of a parameter, by central differences."""
    values = []
    for step in (1e-6, -1e-6):
        with torch.no_grad():
            parameter.view(-1)[place] += step
        values.append(lost())
        with torch.no_grad():
            parameter.view(-1)[place] -= step
    return (values[0] - values[1]) / 2e-6


def test_each_step_moves_one_network() -> None:
    trainer = GanTrainer(made(DEFAULT, small=True))
    generator, discriminator = weights(trainer.generator), weights(trainer.discriminator)
    trainer.step_discriminator()
    assert not differ(generator, weights(trainer.generator))
    assert differ(discriminator, weights(trainer.discriminator))
    discriminator = weights(trainer.discriminator)
    trainer.step_generator()
    assert differ(generator, weights(trainer.generator))
    assert not differ(discriminator, weights(trainer.discriminator))


@pytest.mark.parametrize("training", [DEFAULT, {"loss": "wasserstein", "discriminator_steps": 5}])
def test_the_same_seed_gives_the_same_numbers(training: dict[str, Any]) -> None:
    one, same, other = (GanTrainer(made(training, seed, small=True)) for seed in (4, 4, 5))
    for trainer in (one, same, other):
        for _ in range(10):
            trainer.train_batch()
    assert not differ(weights(one.generator, one.discriminator), weights(same.generator, same.discriminator))
    assert differ(weights(one.generator), weights(other.generator))


def test_to_look_changes_nothing() -> None:
    looked_at, alone = (GanTrainer(made(DEFAULT, small=True)) for _ in range(2))
    for _ in range(5):
        looked_at.measure()
        looked_at.generated()
        for trainer in (looked_at, alone):
            trainer.train_batch()
    assert not differ(weights(looked_at.generator), weights(alone.generator))


@pytest.mark.parametrize("training", [DEFAULT, {"loss": "wasserstein"}])
def test_from_a_moment_it_goes_on_as_it_went_on_then(training: dict[str, Any]) -> None:
    trainer = GanTrainer(made(training, small=True))
    for _ in range(7):
        trainer.train_batch()
    moment = trainer.snapshot()
    for _ in range(7):
        trainer.train_batch()
    first = weights(trainer.generator, trainer.discriminator)
    trainer.restore(moment)
    assert trainer.step == 7
    for _ in range(7):
        trainer.train_batch()
    assert not differ(first, weights(trainer.generator, trainer.discriminator))


def test_rates_are_taken_up_without_a_reset() -> None:
    trainer = GanTrainer(made(DEFAULT, small=True))
    trainer.train_batch()
    generator = weights(trainer.generator)
    trainer.adjust(made({"generator_rate": 1e-9, "beta1": 0.5}, small=True))
    trainer.train_batch()
    after = weights(trainer.generator)
    assert all(torch.allclose(one, other, atol=1e-7) for one, other in zip(generator, after, strict=True))
    assert trainer.step == 2
    assert trainer.optimizers[0].param_groups[0]["betas"] == (0.5, 0.999)


def lost(trainer: GanTrainer) -> None:
    """Make an output overflow, so that the next losses are no numbers."""
    with torch.no_grad():
        next(trainer.generator.parameters()).fill_(3e38)
        list(trainer.generator.parameters())[2].fill_(3e38)


def test_a_game_that_is_lost_goes_back_to_the_last_epochs_end() -> None:
    trainer = GanTrainer(made(DEFAULT, small=True))
    trainer.train_epoch()
    kept = weights(trainer.generator, trainer.discriminator)
    trainer.train_batch()
    lost(trainer)
    trainer.train_epoch()
    assert trainer.progress is Progress.DIVERGED
    assert (trainer.epoch, trainer.step, trainer.newest) == (1, STEPS_AN_EPOCH, 1)
    assert not differ(kept, weights(trainer.generator, trainer.discriminator))
    trainer.train_epoch()
    trainer.train_player("generator")
    assert not differ(kept, weights(trainer.generator, trainer.discriminator)), "it rests"


def test_from_a_checkpoint_a_lost_game_goes_on() -> None:
    trainer = GanTrainer(made(DEFAULT, small=True))
    past = Timeline(trainer)
    for _ in range(2):
        trainer.train_epoch()
        past.keep()
    lost(trainer)
    trainer.train_epoch()
    assert not trainer.is_healthy
    past.show(1)
    assert trainer.is_healthy
    past.forget_later()
    trainer.train_epoch()
    assert (trainer.epoch, trainer.newest, trainer.is_healthy) == (2, 2, True)


def test_an_epoch_is_so_many_steps_and_ends_with_a_value_of_each_curve() -> None:
    trainer = GanTrainer(made(DEFAULT, small=True))
    assert trainer.batches_per_epoch == STEPS_AN_EPOCH
    trainer.train_batch()
    assert (trainer.epoch, trainer.newest) == (0, 0)
    trainer.train_epoch()
    assert (trainer.epoch, trainer.step, trainer.newest) == (1, STEPS_AN_EPOCH, 1)
    assert trainer.history.last() == pytest.approx(trainer.measure())
    assert set(trainer.curves) == {"value", "on_real", "on_generated", "modes_covered", "share_within_3_sigma"}
    assert GanTrainer(made({"loss": "wasserstein"}, data={"name": "line"}, small=True)).curves == ("value",)


@pytest.mark.parametrize("frozen", ["generator", "discriminator"])
def test_a_frozen_network_rests_while_the_other_goes_on(frozen: str) -> None:
    trainer = GanTrainer(made({"frozen": frozen}, small=True))
    before = {name: weights(getattr(trainer, name)) for name in ("generator", "discriminator")}
    trainer.train_batch()
    moved = {name: differ(old, weights(getattr(trainer, name))) for name, old in before.items()}
    assert moved == {name: name != frozen for name in before}
    trainer.train_player("generator" if frozen == "generator" else "discriminator")
    assert differ(before[frozen], weights(getattr(trainer, frozen))), "who asks for a step of it gets one"


def test_a_moment_knows_its_size() -> None:
    small, large = (GanTrainer(made(DEFAULT, small=small)).snapshot().size for small in (True, False))
    floats = GanExperiment().parameters * 4
    assert small < floats < large


def test_alone_the_discriminator_finds_the_best_one() -> None:
    """Data from N(0, I), a frozen generator that gives N((1, 0), I): the best says 1 / (1 + e^(x - 1/2))."""
    discriminator = {"layers": [{"type": "dense", "units": 32, "activation": "tanh"}]}
    experiment = GanExperiment.model_validate(
        {
            "data": {"name": "normal"},
            "model": {"generator": {"layers": []}, "discriminator": discriminator},
            "training": {"r1": 0.0, "batch_size": 512, "beta1": 0.9},
        }
    )
    errors, values = [], []
    for seed in range(3):
        trainer = GanTrainer(experiment.model_copy(update={"seed": seed}))
        with torch.no_grad():
            (linear,) = trainer.generator
            linear.weight.copy_(torch.eye(2))
            linear.bias.copy_(torch.tensor([1.0, 0.0]))
        for _ in range(1_500):
            trainer.step_discriminator()
        points = np.random.default_rng(seed).normal(size=(2_000, 2)) + np.array([[0.0, 0.0], [1.0, 0.0]]).repeat(
            1_000, 0
        )
        with torch.no_grad():
            said = trainer.discriminator(torch.from_numpy(points).float())[:, 0].sigmoid().numpy()
        errors.append(np.abs(said - expit(0.5 - points[:, 0])).mean())
        values.append(trainer.measure()["value"])
    assert np.median(errors) < 0.05
    assert np.median(values) == pytest.approx(-1.163451, abs=0.06)
