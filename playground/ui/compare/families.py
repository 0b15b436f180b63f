"""Kinds of networks that the compare page varies, each with the controls of its own page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from playground.controls.cnn import cnn_convolves, cnn_network_controls
from playground.controls.cnn_form import to_cnn_form
from playground.controls.form import FormValues, to_form
from playground.controls.gan import gan_network_controls
from playground.controls.gan_form import to_gan_form
from playground.controls.perceptron import network_controls
from playground.controls.rnn import rnn_network_controls
from playground.controls.rnn_form import to_rnn_form
from playground.experiment import ImageData, OwnImages, SequenceSpec
from playground.experiment.axes import NETWORK_AXES, AxisName
from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.i18n import N_
from playground.ui.compare.axis_values import CARDS_COVERED, COVERED, GAN_COVERED, OF_CELLS, OF_GANS, RECURRENT_COVERED

KEY = "family"
"""Key of the choice."""


@dataclass(frozen=True)
class Family:
    """One kind of network.

    Parameters
    ----------
    label
        What people call it.
    page
        The page where one such network is looked at; their controls share what they hold.
    controls
        Shows the controls in the sidebar and returns the experiment that they describe, if they describe one.
    to_form
        Returns what the controls show for an experiment, by their keys.
    takes
        Returns whether an experiment is of this kind.
    covered
        Which controls an axis makes pointless.
    seed
        Key of the control of the seed.
    without
        Axes that change nothing in such a network.
    convolves
        Returns whether the network on the controls, which need not be drawn yet, has convolutions.
    """

    label: str
    page: str
    controls: Callable[[], AnyExperiment | None]
    to_form: Callable[[Any], FormValues]
    takes: Callable[[AnyExperiment], bool]
    covered: Mapping[AxisName, tuple[str, ...]]
    seed: str
    without: tuple[AxisName, ...] = (*OF_CELLS, *OF_GANS)
    convolves: Callable[[], bool] = lambda: False


def _of_images(experiment: AnyExperiment) -> bool:
    return isinstance(experiment.data, ImageData | OwnImages)


def _of_sequences(experiment: AnyExperiment) -> bool:
    return isinstance(experiment.data, SequenceSpec)


def _is_gan(experiment: AnyExperiment) -> bool:
    return isinstance(experiment, GanExperiment)


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "perceptron": Family(
            N_("Perceptron"),
            "perceptron",
            network_controls,
            to_form,
            lambda experiment: not any(of(experiment) for of in (_of_images, _of_sequences, _is_gan)),
            COVERED,
            "seed",
        ),
        "cnn": Family(
            N_("CNN"),
            "cnn",
            cnn_network_controls,
            to_cnn_form,
            _of_images,
            CARDS_COVERED,
            "cnn_seed",
            convolves=cnn_convolves,
        ),
        "rnn": Family(
            N_("RNN"),
            "rnn",
            rnn_network_controls,
            to_rnn_form,
            _of_sequences,
            RECURRENT_COVERED,
            "rnn_seed",
            ("activation", *OF_GANS),
        ),
        "gan": Family(
            N_("GAN"),
            "gan",
            gan_network_controls,
            to_gan_form,
            _is_gan,
            GAN_COVERED,
            "gan_seed",
            tuple(axis for axis in NETWORK_AXES if axis != "seed"),
        ),
    }
)
"""The kinds by the name that the address has for them; the first is what the page opens with."""
START = next(iter(FAMILIES))


def family_name(experiment: AnyExperiment) -> str:
    """Return the name of the kind of network that an experiment has."""
    return next(name for name, family in FAMILIES.items() if family.takes(experiment))


def family_of(experiment: AnyExperiment) -> Family:
    """Return the kind of network that an experiment has."""
    return FAMILIES[family_name(experiment)]
