"""What depth gives, and what it costs the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import SGD, Adam, Experiment, Model, PlaneData, Training
from playground.experiment.layers import ActivationName
from playground.experiment.training import Optimizer
from playground.i18n import N_
from playground.presets.preset import Preset, dense


def _five_layers(activation: ActivationName, optimizer: Optimizer) -> Experiment:
    return Experiment(
        data=PlaneData(name="circle"),
        model=Model(layers=dense(8, 8, 8, 8, 8, activation=activation)),
        training=Training(optimizer=optimizer),
    )


DEPTH: Mapping[str, Preset] = MappingProxyType(
    {
        "wide-or-deep": Preset(
            N_("Two layers of 16 against one of 84"),
            N_("With as many parameters, two layers learn the spiral faster than one."),
            N_("Two layers of 16 have 337 parameters; one layer of 84 has as many. Which is ahead after 50 epochs?"),
            N_("Why is the deeper network ahead?"),
            N_(
                "A second layer bends what is already bent: folds multiply from layer to layer, while the neurons "
                "of one layer only add theirs up. One layer can draw the same boundary (slide 23), but needs more "
                "neurons or more time."
            ),
            Experiment(data=PlaneData(name="spiral"), model=Model(layers=dense(16, 16, activation="relu"))),
        ),
        "deep-sigmoid": Preset(
            N_("Sigmoids in depth learn nothing"),
            N_("Five layers of sigmoids learn nothing by plain gradient descent."),
            N_("The loss stays near ln 2 ≈ 0.69, that of a coin: no gradient reaches the first layers."),
            N_("Where does the gradient go?"),
            N_(
                "Backpropagation multiplies by the slope φ′ at every layer (slides 35 and 36), and the slope of a "
                "sigmoid is 1/4 at most: five layers leave less than a thousandth. That is the flatness which "
                "slide 14 holds against it."
            ),
            _five_layers("sigmoid", SGD(learning_rate=0.1)),
        ),
        "deep-relu": Preset(
            N_("ReLU in depth learns"),
            N_("With ReLU the same five layers learn."),
            N_("Only the activation differs from the sigmoids in depth: same data, same rate, same seed."),
            N_("Why does the gradient arrive this time?"),
            N_(
                "The slope of ReLU is exactly 1 wherever the neuron is on, so that only the weights decide what is "
                "left of the gradient after five layers. That is why slide 14 prefers it, although it has no "
                "derivative at 0. The price: a neuron that is off for every point learns nothing any more."
            ),
            _five_layers("relu", SGD(learning_rate=0.1)),
        ),
        "adam": Preset(
            N_("Adam rescues the sigmoids"),
            N_("Adam trains the five layers of sigmoids that plain gradient descent leaves where they are."),
            N_("The same network as in the sigmoids in depth, with another optimizer: wait for 20 epochs."),
            N_("The gradients are as small as before. Why do the weights move?"),
            N_(
                "Adam divides each step by a running mean of the size of that weight's gradients, so that a "
                "gradient of 0.000001 moves its weight as far as one of 0.1. Plain descent has one learning rate "
                "for all weights: try 1 or 3, it does not help. Slide 33 names these adaptive versions."
            ),
            _five_layers("sigmoid", Adam(learning_rate=0.01)),
        ),
    }
)
