"""The form of the page of GANs: to and from an experiment."""

from __future__ import annotations

import pytest
from hypothesis import given

from playground.controls.gan_form import from_gan_form, penalty_of, to_gan_form
from playground.experiment import Dense, ExperimentError
from playground.experiment.gan import Discriminator, GanExperiment, GanModel
from playground.presets.gan import GAN_PRESETS
from tests.experiment.adversaries import gans


@pytest.mark.parametrize("name", GAN_PRESETS)
def test_the_controls_say_every_preset(name: str) -> None:
    experiment = GAN_PRESETS[name].experiment
    assert from_gan_form(to_gan_form(experiment)) == experiment


@given(gans(uniform=True))
def test_the_controls_say_what_they_show(experiment: GanExperiment) -> None:
    """All but the penalty that the loss has not, which then stays what it usually is."""
    again = from_gan_form(to_gan_form(experiment))
    assert to_gan_form(again) == to_gan_form(experiment)
    other = {"r1": "gradient_penalty", "gradient_penalty": "r1"}[penalty_of(experiment.training.loss)[1]]
    usual = {other: getattr(again.training, other)}
    training = experiment.training.model_copy(update=usual)
    assert again == experiment.model_copy(update={"training": training})


def test_layers_of_several_sizes_are_refused_in_words() -> None:
    layers = (Dense(units=4), Dense(units=5))
    experiment = GanExperiment(model=GanModel(discriminator=Discriminator(layers=layers)))
    with pytest.raises(ExperimentError, match=r"model\.discriminator\.layers: this page shows layers of one size"):
        to_gan_form(experiment)
