"""The size of a step, and noise: presets of the descent page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.presets.claim import PagePreset

STEP_PRESETS: Mapping[str, PagePreset] = MappingProxyType(
    {
        "creeps": PagePreset(
            N_("A small step creeps"),
            N_("At half the bound the steep direction is at rest after one step, and the flat one creeps."),
            N_(
                "γ = 0.04 = 1/25: the factor of the steep direction is 0, that of the flat one 0.96, 17 steps to halve."
            ),
            N_("γ doubles to 0.08. Is it twice as fast?"),
            N_(
                "No: it never arrives. The flat direction would be nearly twice as fast (0.92), but the steep one has "
                "the factor 1 − 0.08 · 25 = −1 and swings for ever. What is best for both is in between."
            ),
            {"descent_part": "size", "descent_size_rate": 0.04},
        ),
        "best": PagePreset(
            N_("The best rate"),
            N_("The best rate shrinks the flattest and the steepest direction alike: 2/(λ₁ + λ₂)."),
            N_("γ = 1/13: both factors are 12/13 = 0.923, one positive, the other negative. Move γ to either side."),
            N_("How does the best factor depend on the condition κ = λ₂/λ₁?"),
            N_(
                "It is (κ − 1)/(κ + 1): 0.923 for κ = 25, 0.98 for κ = 100. That is why standardised inputs help: they "
                "make the bowl rounder."
            ),
            {"descent_part": "size", "descent_size_rate": 1 / 13},
        ),
        "swings": PagePreset(
            N_("Exactly at the bound"),
            N_("At γ = 2/λ descent swings between the same two places for ever."),
            N_("γ = 0.08 and λ = 25: the ball is at 1, at −1, at 1 again. f is 12.5 after 100 steps as at the start."),
            N_("Which curvature of a network's loss decides the largest learning rate?"),
            N_(
                "The largest one, in whatever direction. Nobody computes it: one tries rates until the loss explodes, "
                "and takes a third of that."
            ),
            {"descent_part": "size", "descent_size_rate": 0.08, "descent_size_step": 12},
        ),
        "diverges": PagePreset(
            N_("Just above the bound"),
            N_("Just above the bound it diverges, slowly at first and then without end."),
            N_("γ = 0.081: the factor is −1.025. After 100 steps f is 1,745."),
            N_("The loss of a network first falls and then explodes. What has happened?"),
            N_(
                "The flat directions shrink, and the loss falls with them; the steep one grows by 2.5 % a step, unseen "
                "until it is larger than all the others. A smaller rate, or clipped gradients."
            ),
            {"descent_part": "size", "descent_size_rate": 0.081, "descent_size_step": 40},
        ),
        "momentum_bound": PagePreset(
            N_("Momentum raises the bound"),
            N_("With momentum the bound is higher by the factor 1 + μ: 0.152 instead of 0.08."),
            N_("γ = 0.15 and μ = 0.9: it swings, and it converges, by 0.949 a step in both directions."),
            N_("Why do both directions shrink alike?"),
            N_(
                "With momentum a ball swings like a damped pendulum: what shrinks it is the friction μ alone, √μ a "
                "step, whatever the curvature, as long as it swings."
            ),
            {"descent_part": "size", "descent_linear": "momentum", "descent_size_rate": 0.15},
        ),
        "nesterov_bound": PagePreset(
            N_("Nesterov lowers it"),
            N_("In Nesterov's form, as PyTorch has it, the bound is lower than without momentum: 0.0543."),
            N_("γ = 0.06 would be safe for plain descent; here it diverges."),
            N_("What does one get for that?"),
            N_(
                "More damping where it is steep: within its bound it does not swing as plain momentum does, and comes "
                "to rest sooner. In the ravine it is below 10⁻³ after 14 steps, momentum after 61."
            ),
            {"descent_part": "size", "descent_linear": "nesterov", "descent_size_rate": 0.06},
        ),
        "equal_budget": PagePreset(
            N_("An equal budget"),
            N_("Single points win early, batches of ten late, and all points at once never within this budget."),
            N_(
                "Each may compute 3,000 gradients. After 300 the excess loss is about 0.01 for M = 1, 0.06 for M = 10 "
                "and 4.4 for M = 100; at the end M = 10 is ahead."
            ),
            N_("After one epoch, who is nearer: 100 small steps, or one exact one?"),
            N_(
                "The small ones, by far: 100 steps with roughly the right direction beat one with exactly the right "
                "one. Late, noise counts: single points rock about the best line, the mean of ten less."
            ),
            {"descent_part": "noise"},
        ),
        "rocks": PagePreset(
            N_("It never comes to rest"),
            N_("With a constant rate single points rock in a band about the best line, as wide as the rate is large."),
            N_("Halve the rate, and the mean excess loss halves: 0.013, 0.006, 0.003 at γ = 0.1, 0.05, 0.025."),
            N_("Would more steps help?"),
            N_(
                "No. Each step moves by γ times the gradient of one point, which is not 0 at the best line: only the "
                "mean over all points is. Less noise (a larger batch) or smaller steps help."
            ),
            {"descent_part": "noise", "descent_batches": ["1"]},
        ),
        "decreasing": PagePreset(
            N_("Steps that shrink"),
            N_("With steps that shrink like 1/n it converges, noise and all."),
            N_("γ/(1 + n/100): large steps at first, small ones later. The band narrows until the line stands still."),
            N_("Why not shrink faster, like 1/n²?"),
            N_(
                "Then all steps together are too short to arrive (Robbins and Monro 1951): the sum of the rates has to "
                "be infinite, that of their squares finite."
            ),
            {"descent_part": "noise", "descent_batches": ["1", "10"], "descent_decay": 100.0},
        ),
        "all_points": PagePreset(
            N_("All points: no noise"),
            N_("With M = N each step is that of gradient descent exactly, and costs a hundred times as much."),
            N_("The thick arrow of its step lies on the dashed one of all points. Compare with M = 25."),
            N_("Is the exact gradient worth its price?"),
            N_(
                "Only near the end. Far away the direction of 25 points is nearly as good, at a quarter of the price: "
                "the error of a mean shrinks by √M only."
            ),
            {"descent_part": "noise", "descent_batches": ["25", "100"], "descent_noise_step": 300},
        ),
        "without_replacement": PagePreset(
            N_("Every point once an epoch"),
            N_("Drawn without replacement the mean of M points is nearer to that of all, by (N − M)/(N − 1)."),
            N_("At M = 50 its squared error is half of what it is with replacement, at M = 100 it is 0."),
            N_("Which of the two do frameworks do?"),
            N_(
                "Without: they shuffle, and go through all samples once (an epoch, slide 33). The lecture's i.i.d. "
                "draws are with replacement: easier to prove things about."
            ),
            {"descent_part": "noise", "descent_batches": ["1", "10", "50"], "descent_replacement": False},
        ),
    }
)
"""By the name that a link gives them."""
