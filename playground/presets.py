"""Experiments worth showing: each a claim that a teacher makes and the page proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playground.experiment import SGD, Adam, Dense, Dropout, Experiment, Model, PlaneData, Training
from playground.i18n import N_


@dataclass(frozen=True)
class Preset:
    """One experiment with what it shows.

    Parameters
    ----------
    label
        A few words for the menu.
    sentence
        What to see, and what to try.
    experiment
        The experiment.
    """

    label: str
    sentence: str
    experiment: Experiment


def _dense(*units: int, activation: str = "tanh") -> tuple[Dense, ...]:
    return tuple(Dense.model_validate({"units": size, "activation": activation}) for size in units)


_NOISY_SPIRAL = PlaneData(name="spiral", samples=200, noise=0.5)

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "spiral": Preset(
            N_("A network learns a spiral"),
            N_(
                "Two hidden layers of eight neurons bend the plane until the two arms fall apart. "
                "Does one layer of eight do it too? And two of four?"
            ),
            Experiment(seed=5),
        ),
        "one-neuron-xor": Preset(
            N_("Why one neuron cannot do xor"),
            N_(
                "Without a hidden layer the boundary is a straight line, and no line puts opposite quadrants "
                "on one side: the accuracy stays near a half. Add one hidden layer and play again."
            ),
            Experiment(data=PlaneData(name="xor"), model=Model(layers=())),
        ),
        "hidden-layer-xor": Preset(
            N_("A hidden layer solves xor"),
            N_("Four hidden neurons, four half-planes, and the output combines them. How few neurons are enough?"),
            Experiment(data=PlaneData(name="xor"), model=Model(layers=_dense(4))),
        ),
        "features-instead-of-layers": Preset(
            N_("A good feature instead of a layer"),
            N_(
                "Given x1² and x2², a single neuron draws a circle. Networks learn such features by themselves; "
                "here one was chosen by hand."
            ),
            Experiment(data=PlaneData(name="circle", features=("x1^2", "x2^2")), model=Model(layers=())),
        ),
        "linear-regression": Preset(
            N_("A neuron without activation is linear regression"),
            N_(
                "One neuron with the identity and the squared error: the lecture's remark on slide 12. "
                "Compare with the bumps data, where a plane cannot follow."
            ),
            Experiment(
                data=PlaneData(name="plane", noise=0.2),
                model=Model(layers=()),
                training=Training(optimizer=SGD(learning_rate=0.01)),
            ),
        ),
        "bumps": Preset(
            N_("Approximating a surface"),
            N_(
                "Universal approximation at work: more neurons, better bumps. Try 4, then 16, then 64, "
                "and put the loss on a log axis."
            ),
            Experiment(
                data=PlaneData(name="multi_gaussian", samples=1000),
                model=Model(layers=_dense(16, 16)),
                training=Training(optimizer=Adam(learning_rate=0.01), batch_size=20),
            ),
        ),
        "five-classes": Preset(
            N_("Five classes and softmax"),
            N_("Five output neurons and softmax: each colour is the most probable class, pale where it is unsure."),
            Experiment(
                data=PlaneData(name="pinwheel5", samples=1000, noise=0.05),
                model=Model(layers=_dense(16, 16, activation="relu")),
                training=Training(batch_size=20),
            ),
        ),
        "overfitting": Preset(
            N_("Overfitting a noisy spiral"),
            N_(
                "Few points, much noise, a large network: the training loss falls, the test loss rises. "
                "Cures to try: more samples, fewer neurons, an L2 penalty, dropout."
            ),
            Experiment(data=_NOISY_SPIRAL, model=Model(layers=_dense(64, 64, activation="relu"))),
        ),
        "dropout": Preset(
            N_("Dropout against overfitting"),
            N_(
                "The same network on the same points, with 30 % of its neurons silenced in every batch. "
                "The test loss rises far less."
            ),
            Experiment(
                data=_NOISY_SPIRAL,
                model=Model(
                    layers=(
                        Dense(units=64, activation="relu"),
                        Dropout(rate=0.3),
                        Dense(units=64, activation="relu"),
                        Dropout(rate=0.3),
                    )
                ),
            ),
        ),
        "zeros": Preset(
            N_("Zeros never break the symmetry"),
            N_(
                "All weights start at zero, so all neurons of a layer stay alike for ever. "
                "Choose another initialization and play again."
            ),
            Experiment(data=PlaneData(name="circle"), model=Model(layers=_dense(8, 8), initializer="zeros")),
        ),
        "deep-sigmoid": Preset(
            N_("Sigmoids in depth learn nothing"),
            N_(
                "Five layers of sigmoids: each shrinks the gradient to a quarter or less, and the first layers "
                "do not move. Change the activation to ReLU or tanh."
            ),
            Experiment(
                data=PlaneData(name="circle"),
                model=Model(layers=_dense(8, 8, 8, 8, 8, activation="sigmoid")),
                training=Training(optimizer=SGD(learning_rate=0.03)),
            ),
        ),
        "too-fast": Preset(
            N_("A learning rate too large"),
            N_(
                "With a learning rate of 10 every step overshoots, each further than the last: the loss diverges. "
                "Lower it until it converges."
            ),
            Experiment(
                data=PlaneData(name="circle"),
                model=Model(layers=_dense(8, 8, activation="relu")),
                training=Training(optimizer=SGD(learning_rate=10), loss="mse"),
            ),
        ),
    }
)
