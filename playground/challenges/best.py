"""The best known solution of each ready challenge: experiments that were trained, and met the goal.

How they were found, in an hour on two cores, by trying and no more: whoever beats them has a new best.

moons-without-layers
    All 91 sets of two to four inputs, 20 epochs each (Adam, learning rate 0.1). With x₂ and sin x₁ every test point is
    right; no other pair comes as far.
small-spiral
    25 shapes of one to four layers, up to 51 parameters, with tanh, ELU, SiLU, GELU, SELU and leaky ReLU, three or four
    initial sizes of the weights, learning rates 0.01 to 0.05. Of those with fewer than 25 parameters none came above
    85 % within 200 epochs.
sigmoid-sprint
    Shapes 8-8, 10-6 and 4-4-4 with four initial sizes of the weights, and some thirty pairs of learning rate and
    momentum.
calm-in-noise
    ReLU and tanh with ten mixes of dropout, L2 and learning rate.
few-weights-for-digits
    One or two convolutions of 3 to 8 filters with kernels of 3 and 5, pooling by 2 and by 3, mean and largest, four
    activations, learning rates 0.01 to 0.05, batches of 16 and 32.
small-memory
    RNNs (with orthogonal recurrent weights too), LSTMs with a forget bias of 3 and 5, GRUs of 2 to 8 units. Of fewer
    than three units none learned it.

The scores are those of one machine; ``tests/challenges/test_best.py`` trains each anew and allows for other processors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playground.challenges.ready import READY
from playground.experiment import SGD, Adam, Dense, Experiment, Model, Training
from playground.experiment.layers import Conv2d, Flatten, MaxPool2d
from playground.experiment.recurrent_layers import GRU


@dataclass(frozen=True)
class Best:
    """A solution that is known.

    Parameters
    ----------
    experiment
        What to train.
    score
        What is ranked.
    epoch
        When it met the goal.
    """

    experiment: Experiment
    score: float
    epoch: int


def _of(name: str, model: Model, training: Training, features: tuple[str, ...] = ()) -> Experiment:
    """Return an experiment on the data of a challenge."""
    start = READY[name].start
    assert isinstance(start, Experiment)
    data = start.data.model_copy(update={"features": features}) if features else start.data
    return Experiment(data=data, model=model, training=training, seed=start.seed)


BEST: Mapping[str, Best] = MappingProxyType(
    {
        "moons-without-layers": Best(
            _of(
                "moons-without-layers",
                Model(layers=()),
                Training(optimizer=Adam(learning_rate=0.1)),
                features=("x2", "sin(x1)"),
            ),
            score=3,
            epoch=1,
        ),
        "small-spiral": Best(
            _of(
                "small-spiral",
                Model(
                    layers=(Dense(units=3, activation="silu"), Dense(units=3, activation="silu")), initializer="xavier"
                ),
                Training(optimizer=Adam(learning_rate=0.03)),
            ),
            score=25,
            epoch=49,
        ),
        "sigmoid-sprint": Best(
            _of(
                "sigmoid-sprint",
                Model(
                    layers=(Dense(units=8, activation="sigmoid"), Dense(units=8, activation="sigmoid")),
                    initializer="he",
                ),
                Training(optimizer=SGD(learning_rate=0.3, momentum=0.8)),
            ),
            score=7,
            epoch=7,
        ),
        "calm-in-noise": Best(
            _of(
                "calm-in-noise",
                Model(layers=(Dense(units=64), Dense(units=64))),
                Training(optimizer=Adam(learning_rate=0.001), l2=0.05),
            ),
            score=0.475,
            epoch=100,
        ),
        "few-weights-for-digits": Best(
            _of(
                "few-weights-for-digits",
                Model(layers=(Conv2d(filters=3, kernel_size=5, activation="tanh"), MaxPool2d(stride=2), Flatten())),
                Training(optimizer=Adam(learning_rate=0.03), batch_size=16),
            ),
            score=208,
            epoch=8,
        ),
        "small-memory": Best(
            _of(
                "small-memory",
                Model(layers=(GRU(units=3),)),
                Training(optimizer=Adam(learning_rate=0.03), batch_size=32, clip_norm=1.0),
            ),
            score=97,
            epoch=14,
        ),
    }
)
"""By the name of the challenge."""
