"""The pictures of the lecture's map: drawn by code from the functions that the pages themselves use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from playground.i18n import N_, language
from playground.ui.lecture.pictures import curves, grids, networks, surfaces


@dataclass(frozen=True)
class Picture:
    """A small drawing.

    Parameters
    ----------
    alt
        What it shows, for people who cannot see it.
    draw
        Returns the inside of its SVG element.
    """

    alt: str
    draw: Callable[[], str]


PICTURES: Mapping[str, Picture] = MappingProxyType(
    {
        "threshold": Picture(N_("A step from 0 up to 1"), curves.threshold),
        "neuron": Picture(N_("Three inputs, a sum with a function, one output"), networks.neuron),
        "deep_network": Picture(N_("A network of seven layers"), networks.deep_network),
        "spiral": Picture(N_("Points of two classes on the arms of a spiral"), surfaces.spiral),
        "alexnet": Picture(N_("The maps of AlexNet, which shrink from layer to layer"), grids.alexnet),
        "ring": Picture(N_("Points near eight places on a ring"), surfaces.ring),
        "code": Picture(N_("Lines of code"), networks.code),
        "wave": Picture(N_("Three curves of one network, for three values of a parameter"), curves.wave),
        "line": Picture(N_("A straight line between points of two classes"), surfaces.halves),
        "regression": Picture(N_("A line of least squares through points"), curves.regression),
        "activations": Picture(N_("Threshold, ReLU, sigmoid and tanh"), curves.activations),
        "saturation": Picture(N_("A sigmoid with its slope, flat on both sides, and a leaky ReLU"), curves.saturation),
        "softmax": Picture(N_("Four scores become four probabilities"), curves.softmax_picture),
        "shares": Picture(N_("A bar divided into four shares"), curves.shares),
        "hidden_layer": Picture(N_("A network with two neurons in one hidden layer"), networks.hidden_layer),
        "units": Picture(N_("Three neurons, each with a line of its own"), networks.units),
        "two_layers": Picture(N_("A network with two hidden layers"), networks.two_layers),
        "forwards": Picture(N_("Arrows through two layers to the loss"), networks.forwards),
        "exercise": Picture(N_("Two inputs, three neurons, one output, and the biases"), networks.exercise),
        "errors": Picture(N_("An error that halves with every doubling of the neurons"), curves.errors),
        "bumps": Picture(N_("A sine, and bumps that come near to it"), curves.bump_sum),
        "staircase": Picture(N_("A corner, and a staircase of eight steps along it"), curves.stairs),
        "losses": Picture(N_("Cross-entropy keeps its slope where squared error is flat"), curves.losses),
        "distributions": Picture(N_("Bars of two distributions side by side"), curves.distributions),
        "divergence": Picture(N_("A divergence, 0 at one place and steeper on one side"), curves.divergence),
        "basins": Picture(N_("A plane in four colours, a minimum in each"), surfaces.four_basins),
        "slope": Picture(N_("Steps down a curve into one of its two minima"), surfaces.slope),
        "ravine": Picture(N_("A descent that swings from side to side in a ravine"), surfaces.ravine),
        "noise": Picture(N_("A noisy way to a minimum"), surfaces.noise),
        "batches": Picture(N_("A way to a minimum with little noise"), surfaces.batches),
        "backwards": Picture(N_("Arrows through two layers to the loss, and back"), networks.backwards),
        "last_layer": Picture(N_("A network whose last links stand out"), networks.last_layer),
        "first_layer": Picture(N_("A network whose first links stand out"), networks.first_layer),
        "factors": Picture(N_("Bars that get ever smaller"), networks.factors),
        "overfitting": Picture(N_("The training loss falls, the test loss turns and rises"), curves.overfitting),
        "thinned": Picture(N_("A network of which three neurons are crossed out"), networks.thinned),
        "diamond": Picture(N_("A diamond, touched at its corner by an ellipse"), surfaces.diamond),
        "outlines": Picture(N_("A digit, and its outlines"), grids.outlines),
        "lenet": Picture(N_("The maps of LeNet-5, which shrink from layer to layer"), grids.lenet),
        "moving_average": Picture(N_("Noisy points, and the line of their moving average"), curves.moving_average),
        "window": Picture(N_("A window on a digit, and the pixel that it becomes"), grids.window),
        "by_hand": Picture(N_("Nine numbers, a kernel with a single 1, and the result"), grids.by_hand),
        "contrast": Picture(N_("A grey digit, and the same with more contrast"), grids.contrast),
        "blur": Picture(N_("A digit, and the same blurred"), grids.blur),
        "borders": Picture(N_("A digit, and its borders in two colours"), grids.borders),
        "max_pooling": Picture(N_("Sixteen numbers, and the largest of each four"), grids.max_pooling),
        "mean_pooling": Picture(N_("Sixteen numbers, and the mean of each four"), grids.mean_pooling),
        "lecture_network": Picture(N_("The maps of the lecture's network, which shrink"), grids.lecture_network),
        "forecast": Picture(N_("A series, and how it may go on"), curves.forecast),
        "shapes": Picture(N_("Three steps with one answer, and three with an answer each"), networks.shapes),
        "cell": Picture(N_("A cell whose output comes back to it"), networks.cell),
        "unrolled": Picture(N_("Five cells in a row, each with an input and an answer"), networks.unrolled),
        "memory": Picture(N_("A memory that runs through a cell, with three gates"), networks.memory),
    }
)
"""By the names that slides give them."""


def drawn(name: str) -> str:
    """Return the inside of a picture's SVG element; in each language each is drawn once.

    Raises
    ------
    KeyError
        If there is no such picture.
    """
    return _drawn(name, language())


@cache
def _drawn(name: str, _language: str) -> str:
    return PICTURES[name].draw()
