"""Slides 25 to 37: what is minimised, how, and where the gradient comes from."""

from __future__ import annotations

from playground.i18n import N_
from playground.presets.lecture.slide import Chapter, Slide, preset

LOSS = Chapter(
    N_("Losses and cross-entropy"),
    {
        25: Slide(
            N_("How are parameters found?"),
            N_("By going downhill, with gradients computed backwards."),
            reason=N_("An outline of what comes: descent from slide 29 on, backpropagation from slide 34 on."),
        ),
        26: Slide(
            N_("What is minimised"),
            N_("The mean of a loss: squared error for numbers, cross-entropy for classes. See which pulls harder."),
            "losses",
            (preset("losses_preset", "sure_and_wrong"), preset("losses_preset", "mean")),
        ),
        27: Slide(
            N_("Cross-entropy in two parts"),
            N_("The entropy of p, which no network changes, and the divergence from p to q."),
            "distributions",
            (preset("losses_preset", "label_noise"), preset("losses_preset", "one_hot")),
        ),
        28: Slide(
            N_("Why it is minimised"),
            N_("Less cross-entropy is less divergence; that is nearly a distance, but not one."),
            "divergence",
            (preset("losses_preset", "minimising_one"), preset("losses_preset", "no_distance")),
        ),
    },
)
DESCENT = Chapter(
    N_("Gradient descent"),
    {
        29: Slide(
            N_("Many local minima"),
            N_("Where a descent ends depends on where it starts: each colour is one of four minima."),
            "basins",
            (preset("descent_preset", "four_basins"), preset("descent_preset", "one_in_a_hundred")),
        ),
        30: Slide(
            N_("The rule of descent"),
            N_("A step against the gradient, as long as the learning rate says; out of a hollow it never leads."),
            "slope",
            (preset("descent_preset", "best"), preset("descent_preset", "trapped")),
        ),
        31: Slide(
            N_("Descents drawn"),
            N_("In a ravine descent swings from side to side; with a rate just above the bound it leaves."),
            "ravine",
            (preset("descent_preset", "ravine"), preset("descent_preset", "diverges")),
        ),
        32: Slide(
            N_("Stochastic gradient descent"),
            N_("A step for one example drawn by chance: the exercise's line, with its noise."),
            "noise",
            (preset("descent_preset", "rocks"), preset("descent_preset", "decreasing")),
        ),
        33: Slide(
            N_("Batches, methods, epochs"),
            N_("Means over small batches are less noisy; adaptive methods; an epoch has seen every example once."),
            "batches",
            (
                preset("descent_preset", "equal_budget"),
                preset("descent_preset", "without_replacement"),
                preset("comparison", "optimizers"),
            ),
        ),
    },
)
BACKPROPAGATION = Chapter(
    N_("Backpropagation"),
    {
        34: Slide(
            N_("The gradient, backwards"),
            N_("The chain rule from the loss back to the inputs gives all derivatives in one pass."),
            "backwards",
            (preset("backprop_preset", "slide"),),
        ),
        35: Slide(
            N_("An example: the last layer"),
            N_("First the derivatives of v and β: with a sigmoid and cross-entropy their common factor is f − y."),
            "last_layer",
            (preset("backprop_preset", "cancel"),),
        ),
        36: Slide(
            N_("An example: the first layer"),
            N_("Then those of w and b, one factor more for each layer; where φ′ is 0 nothing comes through."),
            "first_layer",
            (preset("backprop_preset", "dead_relu"), preset("backprop_preset", "saturated")),
        ),
        37: Slide(
            N_("What is used again"),
            N_("Each layer needs only what the one behind it has computed; over many layers the product vanishes."),
            "factors",
            (preset("backprop_preset", "two_layers"), preset("backprop_preset", "vanishing")),
        ),
    },
)
REGULARISATION = Chapter(
    N_("Dropout and other refinements"),
    {
        38: Slide(
            N_("Against overfitting"),
            N_("More data by moving and turning images, and neurons silent by chance; which factor at test time?"),
            "overfitting",
            (
                preset("regularisation_preset", "which_factor"),
                preset("regularisation_preset", "second_hundred"),
                preset("preset", "dropout"),
            ),
        ),
        39: Slide(
            N_("Dropout drawn"),
            N_("A thinned network for each mask: all sixteen masks of four neurons, and their mean."),
            "thinned",
            (preset("regularisation_preset", "inverted"),),
        ),
        40: Slide(
            N_("DropConnect, Lasso, Ridge"),
            N_("Cut connections instead of neurons, or make weights pay: a diamond with corners, or a disc."),
            "diamond",
            (
                preset("regularisation_preset", "tied"),
                preset("regularisation_preset", "corner"),
                preset("regularisation_preset", "disc"),
            ),
        ),
    },
)
