"""Architectures to look at: known networks with the shape of their input, trained or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playground.experiment.layers import AvgPool2d, Conv2d, Dense, Dropout, Flatten, MaxPool2d
from playground.experiment.model import Model
from playground.experiment.spec import Shape, Task
from playground.i18n import N_


@dataclass(frozen=True)
class Architecture:
    """A network without data.

    Parameters
    ----------
    label, sentence
        Its name and what it is known for.
    model
        Its layers; the output layer is implied by the task.
    input_shape
        Shape of one image (channels, height, width).
    task
        What it is asked for.
    """

    label: str
    sentence: str
    model: Model
    input_shape: Shape
    task: Task


ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType(
    {
        "lecture-cnn": Architecture(
            N_("The lecture's network"),
            N_("The Keras code of slide 52: three convolutions with pooling, then a perceptron, for photographs."),
            Model(
                layers=(
                    *(Conv2d(filters=32), MaxPool2d()),
                    *(Conv2d(filters=32), MaxPool2d()),
                    *(Conv2d(filters=64), MaxPool2d()),
                    *(Flatten(), Dense(units=64), Dropout(rate=0.5)),
                )
            ),
            (3, 150, 150),
            Task(classes=2),
        ),
        "lenet5": Architecture(
            "LeNet-5",
            N_("Read the digits on cheques in the nineties (LeCun et al. 1998): the pattern that all others follow."),
            Model(
                layers=(
                    *(Conv2d(filters=6, kernel_size=5, padding=2, activation="tanh"), AvgPool2d()),
                    *(Conv2d(filters=16, kernel_size=5, activation="tanh"), AvgPool2d()),
                    *(Flatten(), Dense(units=120, activation="tanh"), Dense(units=84, activation="tanh")),
                )
            ),
            (1, 28, 28),
            Task(classes=10),
        ),
        "tiny": Architecture(
            N_("A tiny network"),
            N_("Two small convolutions and a perceptron: enough for handwritten digits, and quick to train."),
            Model(
                layers=(
                    *(Conv2d(filters=8, padding=1), MaxPool2d()),
                    *(Conv2d(filters=16, padding=1), MaxPool2d()),
                    *(Flatten(), Dense(units=64), Dropout(rate=0.5)),
                )
            ),
            (1, 28, 28),
            Task(classes=10),
        ),
        "alexnet": Architecture(
            "AlexNet",
            N_("Won ImageNet in 2012 by far (slides 7 and 51): 61 million parameters, 96 % of them in dense layers."),
            Model(
                layers=(
                    *(Conv2d(filters=96, kernel_size=11, stride=4), MaxPool2d(kernel_size=3, stride=2)),
                    *(Conv2d(filters=256, kernel_size=5, padding=2, groups=2), MaxPool2d(kernel_size=3, stride=2)),
                    Conv2d(filters=384, padding=1),
                    Conv2d(filters=384, padding=1, groups=2),
                    *(Conv2d(filters=256, padding=1, groups=2), MaxPool2d(kernel_size=3, stride=2)),
                    Flatten(),
                    *(Dense(units=4096), Dropout(rate=0.5), Dense(units=4096), Dropout(rate=0.5)),
                )
            ),
            (3, 227, 227),
            Task(classes=1000),
        ),
    }
)
