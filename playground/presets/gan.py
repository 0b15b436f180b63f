"""Two networks against each other: each preset a claim that training proves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from playground.experiment.gan import GanExperiment
from playground.i18n import N_
from playground.presets.preset import GanPreset


def _gan(training: Mapping[str, Any] | None = None, **parts: Any) -> GanExperiment:
    return GanExperiment.from_parts({"training": dict(training or {}), **parts})


def _layers(units: int, count: int = 2, activation: str = "relu") -> list[dict[str, Any]]:
    return [{"type": "dense", "units": units, "activation": activation}] * count


_COLLAPSE = {"generator_rate": 2e-3, "discriminator_rate": 3e-5, "beta1": 0.5}
_TANH = {"layers": _layers(32, activation="tanh")}

GAN_PRESETS: Mapping[str, GanPreset] = MappingProxyType(
    {
        "gan-ring8": GanPreset(
            N_("Eight of eight"),
            N_("All eight modes are found within 500 steps; after 1,000 more than half of the points lie there."),
            N_(
                "Press play. Blue circles are data, orange diamonds are made of noise; arrows say where the "
                "discriminator pushes them. A lamp lights once a mode has a twentieth of its fair share."
            ),
            N_("The generator's loss has stopped falling. Has it failed, or won?"),
            N_(
                "The loss does not tell: in both cases the discriminator says ½ and the value is −log 4. Only the "
                "lamps and the share within 3σ do."
            ),
            _gan(),
        ),
        "gan-collapse": GanPreset(
            N_("The generator outruns the discriminator"),
            N_("With a far slower discriminator at most two modes are found, and the numbers look like success."),
            N_(
                "Its points gather in one place and hop on as soon as the discriminator has noticed. Value and mean "
                "D are those of the optimum: about −log 4 and ½."
            ),
            N_("Why does a discriminator that says ½ everywhere prove nothing?"),
            N_(
                "One that knows nothing says ½, too. The game of slide 8 asks for a discriminator that is as good as "
                "it can be at each moment; this one lags behind."
            ),
            _gan(_COLLAPSE | {"r1": 0.0}),
        ),
        "gan-r1": GanPreset(
            N_("R1 does not cure it"),
            N_("The penalty R1 is no help to a discriminator that is too slow: still two modes at most."),
            N_(
                "The same learning rates, with γ = 0.1. Give both networks 0.001 and reset: all lamps light within "
                "1,000 steps."
            ),
            N_("What does R1 punish, and why is that no help here?"),
            N_(
                "Steep slopes of the discriminator at the data. That calms a discriminator that is too strong; this "
                "one is too weak."
            ),
            _gan(_COLLAPSE),
        ),
        "gan-momentum": GanPreset(
            N_("Momentum hurts"),
            N_("With β₁ = 0.9, Adam's usual value, and no penalty, at most three modes are covered after 740 steps."),
            N_(
                "Both learn at the same rate, and the points swing around. Move β₁ to 0 while they train: the lamps "
                "light within 1,000 steps."
            ),
            N_("Momentum helps descent. Why not here?"),
            N_(
                "Both networks move, and each answers the other, so the gradient keeps turning. Momentum carries on "
                "where it led some steps ago, and the game circles."
            ),
            _gan({"beta1": 0.9, "r1": 0.0}),
        ),
        "gan-freeze": GanPreset(
            N_("Freeze the generator"),
            N_("Alone, the discriminator comes within 0.05 of the best one, p/(p + p_g), on average."),
            N_(
                "The generator makes a Gaussian and rests, so the best discriminator is known: switch it on in place "
                "of the learned one, and compare the two values."
            ),
            N_("Where does the best discriminator say ½?"),
            N_("Where data and generated points are equally dense: on an ellipse around the narrower of the two."),
            _gan(
                {"frozen": "generator", "r1": 0.0, "beta1": 0.9, "batch_size": 512, "discriminator_rate": 3e-3},
                data={"name": "normal"},
                model={"generator": {"layers": []}, "discriminator": _TANH},
            ),
        ),
        "gan-saturating": GanPreset(
            N_("The loss as the game is written"),
            N_("The saturating loss covers the ring, too: here it is no worse than the usual one."),
            N_("The generator wants less of log(1 − D). Where the discriminator is sure, its arrows are short."),
            N_("D says 0.01 of a generated point. How much smaller is the gradient by the logit than that of −log D?"),
            N_(
                "99 times: it is −D against −(1 − D). The non-saturating loss was proposed for beginnings where D "
                "wins too easily; this ring is no such case."
            ),
            _gan({"loss": "saturating"}),
        ),
        "gan-thread": GanPreset(
            N_("One number of noise draws a thread"),
            N_("From a single number of noise the generator lays a thread: fewer points lie within 3σ than from two."),
            N_(
                "Switch the generator's grid on: it is one line. All lamps light, but points lie between the modes, "
                "too."
            ),
            N_("Why can the thread not jump from mode to mode?"),
            N_("The generator is continuous: between two places of the line it passes through all that lies between."),
            _gan(model={"generator": {"noise": 1}}),
        ),
        "gan-grid25": GanPreset(
            N_("Twenty-five are too many"),
            N_("Of 25 narrow modes nearly all are found in 2,000 steps, yet two thirds of the points lie elsewhere."),
            N_("The lamps alone mislead: points smeared over the plane light them, too. Read both numbers."),
            N_("How many points of a perfect sample lie within 3σ?"),
            N_("98.9 %: in the plane it is 1 − e^(−9/2). The 99.7 % that everybody knows are those of one dimension."),
            _gan(
                {"batch_size": 256},
                data={"name": "grid25"},
                model={"generator": {"layers": _layers(128)}, "discriminator": {"layers": _layers(128)}},
            ),
        ),
        "gan-wasserstein": GanPreset(
            N_("A critic without probabilities"),
            N_("The Wasserstein loss with a gradient penalty covers all eight modes within 240 steps."),
            N_(
                "The critic gives no probability but a height, with a slope of about 1. The value is how far its "
                "means on data and on generated points are apart; it falls while the generator gains."
            ),
            N_("What does this loss tell that the others do not?"),
            N_(
                "How far it still is: the value estimates a distance between the two distributions. The price is "
                "five steps of the critic for each one of the generator."
            ),
            _gan({"loss": "wasserstein", "discriminator_steps": 5, "beta1": 0.5, "beta2": 0.9}),
        ),
        "gan-moons": GanPreset(
            N_("Two moons"),
            N_("Two moons have no modes to count: after 500 steps the value rests at −log 4, and one has to look."),
            N_("Watch the gap between the moons: points in it are late to leave, and the value hardly notices."),
            N_("How could one measure success without lamps?"),
            N_(
                "By a distance between samples, or by a fresh discriminator that is trained for long against the "
                "generator at rest: whether it can tell data and generated points apart."
            ),
            _gan(data={"name": "two_moons"}),
        ),
    }
)
"""All presets of the page of GANs by name, in the order of the menu, the opening one first."""
