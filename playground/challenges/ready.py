"""The challenges that come with the application, by name, in the lecture's order.

The goals were chosen after a search (:mod:`playground.challenges.best`): each can be met with room, none is met by
the experiment that it starts with.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.challenges.challenge import Challenge, RankedBy
from playground.challenges.constraints import (
    HiddenLayers,
    HiddenNeurons,
    MostEpochs,
    MostParameters,
    OnlyActivations,
    OnlyInputs,
    OnlyOptimizers,
    SameData,
    SmallestBatch,
)
from playground.experiment import SGD, Adam, Dense, Experiment, ImageData, Model, PlaneData, ProblemData, Training
from playground.experiment.layers import Conv2d, Flatten, MaxPool2d
from playground.experiment.recurrent_layers import RNN
from playground.i18n import N_
from playground.training.worker.commands import Goal

_PLAIN = ("x1", "x2")
_MOONS = Experiment(
    data=PlaneData(name="moons", noise=0.1), model=Model(layers=()), training=Training(optimizer=Adam()), seed=1
)
_SPIRAL = Experiment(seed=1)
_SIGMOIDS = Experiment(
    data=PlaneData(name="circle", noise=0.1),
    model=Model(layers=(Dense(units=8, activation="sigmoid"), Dense(units=8, activation="sigmoid"))),
    training=Training(optimizer=SGD()),
    seed=1,
)
_NOISE = Experiment(
    data=PlaneData(name="circle", samples=200, noise=0.5, train_fraction=0.2),
    model=Model(layers=(Dense(units=64), Dense(units=64))),
    training=Training(optimizer=Adam(learning_rate=0.003)),
)
_DIGITS = Experiment(
    data=ImageData(name="digits"),
    model=Model(
        layers=(
            Conv2d(filters=8, padding=1),
            MaxPool2d(stride=2),
            Conv2d(filters=16, padding=1),
            MaxPool2d(stride=2),
            Flatten(),
        )
    ),
    training=Training(optimizer=Adam(learning_rate=0.003), batch_size=32),
)
_MEMORY = Experiment(
    data=ProblemData(name="first_symbol", length=30),
    model=Model(layers=(RNN(units=8),)),
    training=Training(optimizer=Adam(learning_rate=0.003), batch_size=32, clip_norm=1.0),
)

READY: Mapping[str, Challenge] = MappingProxyType(
    {
        challenge.name: challenge
        for challenge in (
            Challenge(
                "moons-without-layers",
                N_("Two moons without a hidden layer"),
                N_("A single neuron draws a straight line. In which space are the two moons on either side of one?"),
                "perceptron",
                _MOONS,
                Goal("test_accuracy", 0.99),
                (SameData(_MOONS), HiddenLayers(most=0), MostEpochs(50)),
                RankedBy.PARAMETERS,
                11,
            ),
            Challenge(
                "small-spiral",
                N_("The smallest spiral"),
                N_("Two layers of eight neurons learn the spiral with 105 parameters. How few are enough?"),
                "perceptron",
                _SPIRAL,
                Goal("test_accuracy", 0.95),
                (SameData(_SPIRAL), OnlyInputs(_PLAIN), MostParameters(60), MostEpochs(200)),
                RankedBy.PARAMETERS,
                20,
            ),
            Challenge(
                "sigmoid-sprint",
                N_("A sprint with sigmoids"),
                N_("Gradient descent and sigmoids, as thirty years ago: at first nothing moves. Who is there first?"),
                "perceptron",
                _SIGMOIDS,
                Goal("test_accuracy", 0.97),
                (
                    *(SameData(_SIGMOIDS), OnlyInputs(_PLAIN), HiddenLayers(fewest=2), HiddenNeurons(most=16)),
                    *(OnlyActivations(("sigmoid",)), OnlyOptimizers(("sgd",)), SmallestBatch(10), MostEpochs(30)),
                ),
                RankedBy.EPOCHS,
                33,
            ),
            Challenge(
                "calm-in-noise",
                N_("Calm in the noise"),
                N_("Forty noisy points and more than four thousand parameters: learn the circle, and not the noise."),
                "perceptron",
                _NOISE,
                Goal("test_loss", 0.55, is_most=True, since=100),
                (SameData(_NOISE), OnlyInputs(_PLAIN), HiddenNeurons(fewest=128), MostEpochs(100)),
                RankedBy.VALUE,
                38,
            ),
            Challenge(
                "few-weights-for-digits",
                N_("Digits with few weights"),
                N_("Ten neurons that look at all 64 pixels have 650 parameters. A kernel looks everywhere with a few."),
                "cnn",
                _DIGITS,
                Goal("test_accuracy", 0.94),
                (SameData(_DIGITS), MostParameters(400), MostEpochs(20)),
                RankedBy.PARAMETERS,
                44,
            ),
            Challenge(
                "small-memory",
                N_("A small memory"),
                N_("Which of four symbols came first, thirty steps ago? Keep it in as few numbers as you can."),
                "rnn",
                _MEMORY,
                Goal("test_accuracy", 0.95),
                (SameData(_MEMORY), MostParameters(300), MostEpochs(30)),
                RankedBy.PARAMETERS,
                57,
            ),
        )
    }
)
"""All of them by name."""
