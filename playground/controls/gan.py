"""The controls of the page of GANs: presets and sidebar to an experiment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st
from pydantic import Field

from playground.activations import ACTIVATIONS
from playground.concepts.gan import TARGETS
from playground.controls.form import FormValues
from playground.controls.gan_form import SIDES, from_gan_form, own, penalty_of, to_gan_form
from playground.controls.gan_presets import GAN_PAGE
from playground.controls.training import BELOW_ONE, DECAYS, SMALLEST
from playground.experiment.gan import DEEPEST, DRAWN, FASTEST, MOST_POINTS, WIDEST, Coordinate, GanExperiment
from playground.i18n import N_, _, n_
from playground.numerals import compact, whole
from playground.presets.gan import GAN_PRESETS
from playground.ui.component_values import Held, held
from playground.ui.widgets import pick, section, steps, whole_number

DEFAULTS = to_gan_form(GAN_PRESETS[GAN_PAGE.start].experiment)
"""What the page opens with, and what its address need not say."""
LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "non_saturating": N_("Non-saturating"),
        "saturating": N_("Saturating"),
        "least_squares": N_("Least squares"),
        "wasserstein": N_("Wasserstein"),
    }
)
UNITS = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, WIDEST)
RATES = (1e-5, 3e-5, 1e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0)
PENALTIES = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (16, 32, 64, 128, 256, 512, 1024)
POINTS = own("point_")
"""What the keys of the drawn points begin with."""
_WAVE = tuple(round(-2 + 4 * k / 19, 2) for k in range(20))


class PointNumbers(Held):
    """The points that somebody has drawn."""

    x: tuple[Coordinate, ...] = Field(_WAVE, min_length=1, max_length=MOST_POINTS)
    y: tuple[Coordinate, ...] = Field(
        tuple(round(1.5 * math.sin(2 * x), 2) for x in _WAVE), min_length=1, max_length=MOST_POINTS
    )


def gan_controls() -> GanExperiment:
    """Show the sidebar and return the experiment that it describes."""
    GAN_PAGE.take_link(GanExperiment)
    with st.sidebar:
        GAN_PAGE.menu()
    return gan_network_controls()


def gan_network_controls() -> GanExperiment:
    """Show the controls of data, networks and training in the sidebar and return the experiment that they describe."""
    with st.sidebar:
        section("data")
        values = _data_controls()
        section("network")
        values |= _network_controls()
        summary = st.container()
        section("training")
        values |= _training_controls()
    experiment = from_gan_form({own(name): value for name, value in values.items()})
    count = experiment.parameters
    summary.caption(n_("{n} parameter to learn", "{n} parameters to learn", count).format(n=whole(count)))
    return experiment


def target_labels() -> dict[str, str]:
    """Return what people call the data, by their names."""
    return {**{name: _(target.label) for name, target in TARGETS.items()}, DRAWN: _("Draw your own")}


def points_of_one_length(numbers: PointNumbers) -> PointNumbers:
    """Return as many x as y: a link can name others."""
    count = min(len(numbers.x), len(numbers.y))
    return numbers.model_copy(update={"x": numbers.x[:count], "y": numbers.y[:count]})


def _data_controls() -> FormValues:
    values: FormValues = {"data": pick(_("Data to imitate"), own("data"), target_labels(), DEFAULTS[own("data")])}
    if values["data"] == DRAWN:
        numbers = points_of_one_length(held(POINTS, PointNumbers()))
        values |= {"point_x": numbers.x, "point_y": numbers.y}
    return values


def _network_controls() -> FormValues:
    help_text = _("So many numbers, each drawn from N(0, 1), become one point.")
    noise = steps(_("Numbers of noise"), own("noise"), range(1, 9), DEFAULTS[own("noise")], help_text=help_text)
    values: FormValues = {"noise": noise}
    names = {"g": _("Generator"), "d": _("Discriminator")}
    activations = {name: _(activation.label) for name, activation in ACTIVATIONS.items()}
    for side in SIDES:
        layers, units, activation = (f"{side}_{part}" for part in ("layers", "units", "activation"))
        values[layers] = steps(
            _("{network}: hidden layers").format(network=names[side]),
            own(layers),
            range(DEEPEST + 1),
            DEFAULTS[own(layers)],
        )
        if values[layers]:
            label = _("{network}: neurons in each").format(network=names[side])
            values[units] = steps(label, own(units), UNITS, DEFAULTS[own(units)], bounds=(1, WIDEST))
            label = _("{network}: activation").format(network=names[side])
            values[activation] = pick(label, own(activation), activations, DEFAULTS[own(activation)], hide_label=True)
    return values


def _training_controls() -> FormValues:
    loss = pick(_("Loss"), own("loss"), {name: _(label) for name, label in LOSSES.items()}, DEFAULTS[own("loss")])
    values: FormValues = {"loss": loss}
    penalty, _field = penalty_of(loss)
    labels = {"r1": _("Penalty R1, γ"), "gp": _("Gradient penalty λ")}
    values[penalty] = steps(labels[penalty], own(penalty), PENALTIES, 0.1, show=compact, bounds=(0.0, 1000.0))
    while_running = _("May be changed while both train, like the penalty.")
    for side, label in (("g", _("Learning rate of the generator")), ("d", _("Learning rate of the discriminator"))):
        key = own(f"{side}_rate")
        values[f"{side}_rate"] = steps(
            label, key, RATES, DEFAULTS[key], show=compact, bounds=(SMALLEST, FASTEST), help_text=while_running
        )
    for name, label in (("beta1", _("Adam's memory β₁")), ("beta2", _("Adam's memory β₂"))):
        values[name] = steps(label, own(name), DECAYS, DEFAULTS[own(name)], show=compact, bounds=(0.0, BELOW_ONE))
    values["d_steps"] = steps(
        _("Steps of the discriminator for each of the generator"),
        own("d_steps"),
        range(1, 11),
        DEFAULTS[own("d_steps")],
    )
    values["batch"] = steps(_("Batch size"), own("batch"), BATCHES, DEFAULTS[own("batch")], bounds=(8, 1024))
    resting = {"none": _("Neither"), "generator": _("Generator"), "discriminator": _("Discriminator")}
    values["frozen"] = pick(_("Frozen"), own("frozen"), resting, DEFAULTS[own("frozen")], form="segments")
    values["seed"] = whole_number(
        _("Seed"),
        own("seed"),
        0,
        2**31 - 1,
        DEFAULTS[own("seed")],
        _("All random numbers come from it: the same seed, the same run."),
    )
    return values
