"""Races of methods down a surface: presets of the descent page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

RACES: Mapping[str, PagePreset] = MappingProxyType(
    {
        "ravine": PagePreset(
            N_("The ravine"),
            N_("In a ravine gradient descent swings from side to side, and creeps along the floor."),
            N_(
                "The bowl is 25 times as steep up and down as left and right. Descent gets below 10⁻³ after 53 steps, "
                "momentum after 61, Nesterov after 14, Adam after 79. Drag the start and the rates."
            ),
            N_("Why does gradient descent not simply take larger steps along the floor?"),
            N_(
                "It has one rate γ for both directions. Above 2/λ = 2/25 = 0.08 the steep one diverges, and at 0.07 "
                "each step shrinks the flat one by 7 % only. Momentum is no free gift here: with the usual μ = 0.9 it "
                "is slower than plain descent. It wins where the ravine is long, or γ and μ fit it."
            ),
            {"descent_methods": ["gd", "momentum", "nesterov", "adam"]},
        ),
        "tuned": PagePreset(
            N_("Momentum that fits"),
            N_("With γ and μ that fit the ravine momentum needs a third of the steps."),
            N_(
                "γ = 1/9 and μ = 4/9: below 10⁻³ after 21 steps, where the best plain descent (γ = 1/13) takes 60. At "
                "κ = 100 it is 50 against 272."
            ),
            N_("How does the number of steps grow with the condition κ?"),
            N_(
                "Plain descent at its best shrinks the error by (κ − 1)/(κ + 1) a step, momentum at its best by (√κ − "
                "1)/(√κ + 1): κ steps against √κ (Polyak 1964)."
            ),
            {
                "descent_methods": ["gd", "momentum"],
                "rates": {"gd": 1 / 13, "momentum": 1 / 9},
                "descent_momentum": 4 / 9,
            },
        ),
        "banana": PagePreset(
            N_("The banana"),
            N_("All find the valley at once; following it is what takes the time."),
            N_(
                "After 1,000 steps Adam is at 0.0003, momentum at 0.006, gradient descent at 2.8: it has hardly moved "
                "along the floor."
            ),
            N_("Why can gradient descent not take a larger rate here?"),
            N_(
                "Across the valley the curvature is about 1,000 at the minimum, and more where it starts: beyond 2/λ "
                "it would leave the valley. Along the floor it is 0.4, 2,500 times less. Adam divides by the size of "
                "the gradients it has seen, direction by direction."
            ),
            {
                "descent_surface": "rosenbrock",
                "descent_methods": ["gd", "momentum", "adam"],
                "descent_steps": 1000,
            },
        ),
        "saddle": PagePreset(
            N_("Leaving the saddle"),
            N_("Methods with a step of their own for each direction leave a saddle first."),
            N_(
                "All start beside the ridge, at y = 0.001. After 10 steps y is 0.003 for gradient descent, 0.46 for "
                "Adam, 1.06 for RMSprop."
            ),
            N_("All feel the same slope at the start. Which one leaves first, and why?"),
            N_(
                "RMSprop, then Adam: they divide the slope by its own size, so that a slope of 0.001 makes as long a "
                "step as one of 1. Descent waits until the slope has grown by itself. From y = 0 exactly none ever "
                "leaves: there the slope is 0."
            ),
            {"descent_surface": "saddle", "descent_methods": ["gd", "rmsprop", "adam"], "descent_step": 10},
        ),
        "rolls_past": PagePreset(
            N_("Rolling past a minimum"),
            N_("Momentum can roll past the minimum where the others stay."),
            N_("From the middle of Himmelblau's surface all end at (3, 2), but momentum rolls on to (3.58, −1.85)."),
            N_("Is that good or bad?"),
            N_(
                "Neither: all four minima are equally deep here. On a network's loss it is one of the reasons why two "
                "runs end in different minima (slide 29), and why a shallow hollow need not hold a ball."
            ),
            {
                "descent_surface": "himmelblau",
                "descent_methods": ["gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"],
            },
        ),
        "trapped": PagePreset(
            N_("Trapped, and out of it"),
            N_("On Rastrigin's surface every descent is trapped where it starts; simulated annealing gets out."),
            N_(
                "Gradient descent, momentum and Adam end in the hollow at (1.99, −1.99), where f = 7.96. Annealing "
                "takes random steps, also uphill as long as it is warm; of 50 seeds 45 end below 1."
            ),
            N_("Why does nobody train networks with simulated annealing?"),
            N_(
                "A random step has to hit the right direction. In two dimensions one does; in a million nearly all of "
                "them lead uphill. Slide 30 says it: out of reach in high dimension. The share of starts in the lowest "
                "hollow alone is 0.8 % in two dimensions, and about 10⁻⁸ in eight."
            ),
            {
                "descent_surface": "rastrigin",
                "descent_methods": ["gd", "momentum", "adam", "annealing"],
                "descent_steps": 2000,
                "descent_seed": 1,
            },
        ),
        "never_arrives": PagePreset(
            N_("RMSprop never arrives"),
            N_("With a constant learning rate RMSprop never comes to rest; Adam does."),
            N_("After 100 steps both are far down. After 900 RMSprop swings above 10⁻³, and Adam is below 10⁻²⁰."),
            N_("What makes the step of RMSprop so large where the slope is almost 0?"),
            N_(
                "It divides the slope by the root of its own mean square: of a slope of 10⁻³⁰ that is about 1 again. "
                "Adam's m is a mean over slopes of both signs, which cancel. What helps is a rate that shrinks."
            ),
            {
                "descent_methods": ["rmsprop", "adam"],
                "descent_steps": 1000,
                "rates": {"rmsprop": 0.1, "adam": 0.1},
            },
        ),
    }
)
"""By the name that a link gives them."""
