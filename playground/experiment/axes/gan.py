"""How the values of a comparison change a GAN."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args

from playground.experiment.axis import Axis, Value, number, one_of
from playground.experiment.gan import FASTEST, GanExperiment, GanLoss
from playground.i18n import N_

SLOWEST = 1e-9
LARGEST_BETA1, STRONGEST = 0.9999, 1000.0


def _with_training(experiment: GanExperiment, **changes: Any) -> GanExperiment:
    return experiment.model_copy(update={"training": experiment.training.model_copy(update=changes)})


def _loss(experiment: GanExperiment, value: GanLoss) -> GanExperiment:
    return _with_training(experiment, loss=value)


def _beta1(experiment: GanExperiment, value: float) -> GanExperiment:
    return _with_training(experiment, beta1=value)


def _rates(experiment: GanExperiment, value: str) -> GanExperiment:
    generator, discriminator = read_rates(value)
    return _with_training(experiment, generator_rate=generator, discriminator_rate=discriminator)


def _r1(experiment: GanExperiment, value: float) -> GanExperiment:
    """Give the penalty this strength; with the Wasserstein loss there is none, so that nothing changes."""
    return experiment if experiment.training.loss == "wasserstein" else _with_training(experiment, r1=value)


def read_rates(text: str) -> tuple[float, float]:
    """Return the learning rates of generator and discriminator, written ``0.002/0.0001``.

    Raises
    ------
    ValueError
        If the text is none of these, or a rate is out of bounds.
    """
    generator, discriminator = map(float, text.split("/"))
    for rate in (generator, discriminator):
        if not SLOWEST <= rate <= FASTEST:
            raise ValueError(f"{rate} is not from {SLOWEST:g} to {FASTEST:g}")
    return generator, discriminator


def _rates_text(text: str) -> Value:
    """Return two rates in the one way to write them: equal ones are then equal values."""
    generator, discriminator = read_rates(text)
    return f"{generator:g}/{discriminator:g}"


LOSS_NAMES: tuple[str, ...] = get_args(GanLoss)
GAN_AXES: Mapping[str, Axis] = MappingProxyType(
    {
        "gan_loss": Axis(N_("Loss of the GAN"), _loss, LOSS_NAMES, LOSS_NAMES, one_of(LOSS_NAMES)),
        "gan_beta1": Axis(
            N_("Adam's memory β₁"),
            _beta1,
            (0.0, 0.5, 0.9),
            (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95),
            number(0.0, LARGEST_BETA1),
        ),
        "gan_rates": Axis(
            N_("Learning rates of G and D"),
            _rates,
            ("0.001/0.001", "0.002/0.0001", "0.001/0.0001", "0.0001/0.001"),
            (
                *("0.001/0.001", "0.002/0.0001", "0.001/0.0001", "0.0001/0.001"),
                *("0.0003/0.0003", "0.0003/0.001", "0.001/0.0003", "0.005/0.0005"),
            ),
            _rates_text,
        ),
        "gan_r1": Axis(
            N_("Penalty R1"), _r1, (0.0, 0.1, 1.0), (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0), number(0.0, STRONGEST)
        ),
    }
)
"""What a comparison of GANs may vary, besides their seed."""
