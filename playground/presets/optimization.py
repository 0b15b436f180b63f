"""How the weights start and move: steps, batches, symmetry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import SGD, Experiment, Model, PlaneData, Training
from playground.i18n import N_
from playground.presets.preset import Preset, dense

OPTIMIZATION: Mapping[str, Preset] = MappingProxyType(
    {
        "too-fast": Preset(
            N_("A learning rate too large"),
            N_("A learning rate that is too large makes the loss explode."),
            N_(
                "One linear neuron, all points in one batch: each step overshoots further than the last, until it "
                "overflows."
            ),
            N_("Up to which learning rate does it learn?"),
            N_(
                "At 0.05 it learns, at 0.1 the loss grows. The squared error of a linear neuron is a bowl: where its "
                "curvature is c, a step of gradient descent (slide 30) lands further away than it started as soon as "
                "the rate is above 2/c, here about 0.08. Lower the rate while it runs, and the loss falls again."
            ),
            Experiment(
                data=PlaneData(name="plane", noise=0.2),
                model=Model(layers=()),
                training=Training(optimizer=SGD(learning_rate=0.15), batch_size=250, loss="mse"),
            ),
            speed="5-epochs",
        ),
        "momentum": Preset(
            N_("Momentum"),
            N_("Momentum gets further in 20 epochs than plain descent in 60."),
            N_("The rate is small, 0.01, but each step keeps 90 % of the one before."),
            N_("What happens with momentum 0, and why?"),
            N_(
                "The same network needs many times as many epochs. Steps that agree add up, 1 + 0.9 + 0.81 + ... = "
                "10 times the step in the end, while steps to and fro across a valley cancel. Momentum is one of "
                "the refinements of stochastic gradient descent (slides 30 to 33)."
            ),
            Experiment(
                data=PlaneData(name="moons", noise=0.1),
                model=Model(layers=dense(8, 8)),
                training=Training(optimizer=SGD(learning_rate=0.01, momentum=0.9)),
            ),
        ),
        "full-batch": Preset(
            N_("The whole sample or mini-batches"),
            N_("Descending with the whole sample at once is smooth, but slow."),
            N_("One batch of all 250 training points is one step an epoch: the loss never rises, and takes its time."),
            N_("What changes with batches of 10?"),
            N_(
                "An epoch is then 25 steps instead of one, and after 40 epochs the loss is many times smaller. But "
                "each step follows the gradient of ten points only, the true one plus a noise of mean zero "
                "(slide 33), so that the loss sometimes rises."
            ),
            Experiment(
                data=PlaneData(name="moons", noise=0.15),
                model=Model(layers=dense(8, 8)),
                training=Training(optimizer=SGD(learning_rate=0.3), batch_size=250),
            ),
        ),
        "zeros": Preset(
            N_("Zeros never break the symmetry"),
            N_("Weights that start at zero never break the symmetry."),
            N_("All neurons of a layer stay alike for ever. Choose another initialization and play again."),
            N_("Is it the zeros, or that all weights are equal?"),
            N_(
                "That they are equal: neurons with the same weights compute the same, get the same gradient and "
                "stay the same, where slide 18 wants each to fire by a rule of its own. With tanh it is worse: "
                "behind weights of zero the gradient is zero too, and only the last bias ever moves. With "
                "sigmoids the weights move, but together."
            ),
            Experiment(data=PlaneData(name="circle"), model=Model(layers=dense(8, 8), initializer="zeros")),
        ),
        "too-large-start": Preset(
            N_("Weights that start too large"),
            N_("Weights that start too large leave the neurons stuck."),
            N_("Every tanh starts flat, at −1 or 1: the boundary is jagged, and hardly gets better."),
            N_("Why does a neuron at its limit hardly learn, and which start is better?"),
            N_(
                "Far from 0 the slope of tanh is almost zero, and backpropagation multiplies by that slope "
                "(slide 36). Xavier's start draws the weights so that the sums stay where tanh is steep: the same "
                "network then gets all points right within 50 epochs."
            ),
            Experiment(
                data=PlaneData(name="circle"),
                model=Model(layers=dense(8, 8, 8), initializer="too_large"),
                training=Training(optimizer=SGD(learning_rate=0.03)),
            ),
        ),
    }
)
