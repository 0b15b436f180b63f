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
            N_(
                "Saturating and least squares cover the ring in 1,000 steps; a critic with one step at a time does not."
            ),
            N_(
                "Twenty GANs, four losses from five seeds each, without a penalty on data: the same first weights, "
                "the same noise. An epoch is 20 steps."
            ),
            N_("The saturating loss fades where D is sure. Why is it no worse here?"),
            N_(
                "Here D is hardly ever sure: after some hundred steps it says about ½, and there both losses of the "
                "generator have the same slope. The critic needs something else. Its difference of heights tells how "
                "far the two distributions are apart only while it is nearly the best critic of the present "
                "generator: give it five steps for each of the generator's, and it covers the ring too."
            ),
            Comparison(
                base=_UNHELPED,
                axis="gan_loss",
                values=("non_saturating", "saturating", "least_squares", "wasserstein"),
            ),
            speed="max",
        ),
        "gan-momentum": ComparisonPreset(
            N_("Momentum hurts"),
            N_("Without momentum GANs cover all eight modes in 1,000 steps; with β₁ = 0.9 most cover two at most."),
            N_(
                "Fifteen GANs, three memories of Adam from five seeds each. Look at the points of 0.9: they move "
                "about in a heap, and leave every place that they have found."
            ),
            N_("Momentum helps a network down a valley (slide 33). Why does it hurt here?"),
            N_(
                "No valley stays where it is: with each step of D the generator's changes, and the other way round. "
                "Momentum carries both on to where the other one was some steps ago, so they run round one another. A "
                "memory of 0.5 is short enough: most of its GANs get there too, later."
            ),
            Comparison(base=_UNHELPED, axis="gan_beta1", values=(0.0, 0.5, 0.9)),
            speed="max",
        ),
        "gan-rates": ComparisonPreset(
            N_("Who may be faster"),
            N_(
                "A generator ten times as fast as D, or faster, covers two modes at most, while D says ½, as if it "
                "had won."
            ),
            N_(
                "Twenty GANs, four pairs of learning rates from five seeds each. Compare the modes with the value of "
                "the game and with what D says of data."
            ),
            N_("What does a discriminator that learns ten times as fast as the generator do?"),
            N_(
                "It tells data from generated points most of the time: its mean answer on data stays near ¾ and the "
                "value far above −log 4. The generator is slow, but it finds four modes or more. The "
                "½ of the first is no success: a discriminator that knows nothing says ½ too, and points in a single "
                "heap may all lie within 3σ. Only the modes tell."
            ),
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
