"""The page of GANs in AppTest."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from playground.controls import gan as controls
from playground.experiment import Experiment
from playground.experiment.gan import DEEPEST, GanExperiment
from playground.presets.gan import GAN_PRESETS
from playground.training.probes.gan import BestDiscriminator, GanCurves, GanPicture
from tests.pages.opened import Opened

START = next(iter(GAN_PRESETS.values()))


@pytest.fixture(name="gan")
def fixture_gan(opened: Opened) -> Opened:
    """The page not yet visited."""
    opened.page = "gan"
    return opened


def shown(gan: Opened) -> GanExperiment:
    experiment = gan.run.settings.experiment
    assert isinstance(experiment, GanExperiment)
    return experiment


def test_the_page_opens_on_its_first_preset(gan: Opened) -> None:
    gan.visit()
    assert shown(gan) == START.experiment
    assert gan.address == {}
    assert f"**{START.claim}**" in gan.words
    assert "settings changed since" not in gan.words
    assert {"transport", "live_figure", "gan_plane"} <= set(gan.drawn)
    assert gan.run.settings.probes == (GanCurves(), GanPicture())


@pytest.mark.parametrize("name", GAN_PRESETS)
def test_a_preset_fills_the_controls_and_can_be_linked_to(gan: Opened, name: str) -> None:
    gan.visit().hold({"gan_preset": name})
    assert shown(gan) == GAN_PRESETS[name].experiment
    assert GAN_PRESETS[name].answer in gan.words
    address = gan.address
    gan.visit(**address)
    assert shown(gan) == GAN_PRESETS[name].experiment
    assert "settings changed since" not in gan.words


@pytest.mark.parametrize("name", ["gan-ring8", "gan-freeze"])
def test_it_speaks_french(gan: Opened, name: str) -> None:
    gan.visit(locale="fr-FR", gan_preset=name)
    assert "Données" in gan.words
    assert GAN_PRESETS[name].claim not in gan.words


def test_the_way_back_to_the_preset(gan: Opened) -> None:
    gan.visit().hold({"gan_noise": 5})
    assert "*(settings changed since)*" in gan.words
    gan.press("back_to_preset")
    assert shown(gan) == START.experiment


def test_a_link_of_an_experiment_is_taken_up(gan: Opened) -> None:
    experiment = GanExperiment.from_parts(
        {
            "data": {"name": "drawn", "points": [[0.5, 1.25], [-2, 0]]},
            "model": {"generator": {"noise": 3, "layers": []}},
            "training": {"loss": "wasserstein", "gradient_penalty": 0.7, "generator_rate": 0.0123, "beta1": 0.25},
            "seed": 11,
        }
    )
    gan.visit(experiment=experiment.to_json())
    assert shown(gan) == experiment
    address = gan.address
    gan.visit(**address)
    assert shown(gan) == experiment


def test_an_experiment_of_one_network_is_refused_in_words(gan: Opened) -> None:
    gan.visit(experiment=Experiment().to_json())
    assert "The link's experiment was refused" in gan.app.error[0].value
    assert shown(gan) == START.experiment


def layers(side: str) -> Callable[[GanExperiment], tuple[Any, ...]]:
    return lambda one: getattr(one.model, side).layers


ENDS: dict[str, tuple[dict[str, Any], Sequence[Any], Callable[[GanExperiment], object]]] = {
    "gan_noise": ({}, (1, 8), lambda one: one.model.generator.noise),
    "gan_g_layers": ({}, (0, DEEPEST), lambda one: len(layers("generator")(one))),
    "gan_d_layers": ({}, (0, DEEPEST), lambda one: len(layers("discriminator")(one))),
    "gan_g_units": ({}, (controls.UNITS[0], controls.UNITS[-1]), lambda one: layers("generator")(one)[0].units),
    "gan_d_units": ({}, (controls.UNITS[0], controls.UNITS[-1]), lambda one: layers("discriminator")(one)[0].units),
    "gan_g_activation": ({}, ("tanh", "sigmoid"), lambda one: layers("generator")(one)[0].activation),
    "gan_d_activation": ({}, ("tanh", "sigmoid"), lambda one: layers("discriminator")(one)[0].activation),
    "gan_data": ({}, ("grid25", "two_moons", "line", "normal", "drawn"), lambda one: one.data.name),
    "gan_loss": ({}, ("saturating", "least_squares", "wasserstein"), lambda one: one.training.loss),
    "gan_r1": ({}, (0.0, 10.0), lambda one: one.training.r1),
    "gan_gp": ({"gan_loss": "wasserstein"}, (0.0, 10.0), lambda one: one.training.gradient_penalty),
    "gan_g_rate": ({}, (1e-5, 1.0), lambda one: one.training.generator_rate),
    "gan_d_rate": ({}, (1e-5, 1.0), lambda one: one.training.discriminator_rate),
    "gan_beta1": ({}, (0.5, 0.9), lambda one: one.training.beta1),
    "gan_beta2": ({}, (0.0, 0.9), lambda one: one.training.beta2),
    "gan_d_steps": ({}, (1, 10), lambda one: one.training.discriminator_steps),
    "gan_batch": ({}, (16, 1024), lambda one: one.training.batch_size),
    "gan_frozen": ({}, ("generator", "discriminator"), lambda one: one.training.frozen),
    "gan_seed": ({}, (0, 9999), lambda one: one.seed),
}


@pytest.mark.parametrize("key", ENDS)
def test_every_control_reaches_the_networks_and_the_address(gan: Opened, key: str) -> None:
    before, values, read = ENDS[key]
    gan.visit().hold(before)
    for value in values:
        gan.hold({key: value})
        assert read(shown(gan)) == value
    address = gan.address
    gan.visit(**address)
    assert read(shown(gan)) == values[-1]


def test_the_best_discriminator_is_measured_where_it_is_known(gan: Opened) -> None:
    gan.visit(gan_preset="gan-freeze")
    assert BestDiscriminator() in gan.run.settings.probes
    assert gan.shows("gan_show_best")
    gan.hold({"gan_g_layers": 1})
    assert BestDiscriminator() not in gan.run.settings.probes
    assert not gan.shows("gan_show_best")


@pytest.mark.parametrize(
    ("address", "curves"),
    [
        ({}, ["modes_covered", "share_within_3_sigma", "value", "on_real", "on_generated"]),
        ({"gan_data": "line"}, ["value", "on_real", "on_generated"]),
        ({"gan_loss": "wasserstein"}, ["modes_covered", "share_within_3_sigma", "value"]),
    ],
)
def test_curves_are_those_that_there_are(gan: Opened, address: dict[str, str], curves: list[str]) -> None:
    gan.visit(**address)
    figures = [it for it in gan.app.get("bidi_component") if it.proto.component_name == "live_figure"]
    bindings = [json.loads(it.proto.json or it.proto.mixed.json)["bindings"] for it in figures]
    assert [one["tensor"] for each in bindings for one in each] == curves


def test_a_class_link_hides_and_keeps(gan: Opened) -> None:
    gan.visit(hide="gan_losses,gan_rates,question", gan_loss="saturating")
    assert not gan.shows("gan_loss")
    assert not gan.shows("gan_g_rate")
    assert shown(gan).training.loss == "saturating"
    assert START.claim not in gan.words


def test_the_points_of_a_link_that_are_none_are_left(gan: Opened) -> None:
    gan.visit(gan_data="drawn", gan_point_x="1,2,x", gan_point_y="99,0")
    assert len(shown(gan).data.points) == len(controls.PointNumbers().x)
