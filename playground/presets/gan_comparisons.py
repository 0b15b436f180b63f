"""Comparisons of GANs worth showing: each a claim about how two networks are trained against each other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment.comparison import Comparison
from playground.experiment.gan import GanExperiment, GanTraining
from playground.i18n import N_
from playground.presets.comparison_preset import ComparisonPreset

_UNHELPED = GanExperiment(training=GanTraining(r1=0.0, beta1=0.5))
"""Without a penalty, and with the memory that most people use."""

GAN_COMPARISONS: Mapping[str, ComparisonPreset] = MappingProxyType(
    {
        "gan-losses": ComparisonPreset(
            N_("Losses of a GAN"),
            N_("claim"),
            N_("sentence"),
            N_("question"),
            N_("answer"),
            Comparison(
                base=_UNHELPED,
                axis="gan_loss",
                values=("non_saturating", "saturating", "least_squares", "wasserstein"),
            ),
            speed="max",
        ),
        "gan-momentum": ComparisonPreset(
            N_("Momentum hurts"),
            N_("claim"),
            N_("sentence"),
            N_("question"),
            N_("answer"),
            Comparison(base=_UNHELPED, axis="gan_beta1", values=(0.0, 0.5, 0.9)),
            speed="max",
        ),
        "gan-rates": ComparisonPreset(
            N_("Who may be faster"),
            N_("claim"),
            N_("sentence"),
            N_("question"),
            N_("answer"),
            Comparison(
                base=_UNHELPED,
                axis="gan_rates",
                values=("0.001/0.001", "0.002/0.0001", "0.001/0.0001", "0.0001/0.001"),
            ),
            speed="max",
        ),
    }
)
"""The comparisons of GANs by name, in the order of the menu."""
