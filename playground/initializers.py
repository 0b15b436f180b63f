"""How weights start: for each initializer the spread of its weights and what to expect from it.

Biases start at zero, except with PyTorch's default, which draws them as it draws the weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from playground.i18n import N_

if TYPE_CHECKING:
    import torch

TOO_SMALL, TOO_LARGE = 1e-3, 3.0


@dataclass(frozen=True)
class Initializer:
    """One way to start the weights.

    Parameters
    ----------
    label, formula, sentence
        Name, law of a weight in LaTeX (n inputs, m outputs), and what happens with it.
    """

    label: str
    formula: str
    sentence: str

    def __str__(self) -> str:
        return self.label


INITIALIZERS: Mapping[str, Initializer] = MappingProxyType(
    {
        "default": Initializer(
            N_("PyTorch's default"),
            r"\mathcal{U}(-1/\sqrt{n},\ 1/\sqrt{n})",
            N_("What PyTorch does unless told otherwise: good for networks that are not too deep."),
        ),
        "zeros": Initializer(
            N_("Zeros"),
            "0",
            N_("All neurons of a layer compute the same and receive the same gradient: the symmetry never breaks."),
        ),
        "too_small": Initializer(
            N_("Too small"),
            r"\mathcal{N}(0,\ 0.001^2)",
            N_("Signals and gradients fade from layer to layer: learning takes long to start."),
        ),
        "xavier": Initializer(
            "Xavier (Glorot)",
            r"\mathcal{U}(-\sqrt{6/(n+m)},\ \sqrt{6/(n+m)})",
            N_("Keeps the variance of signals through layers of tanh or sigmoid."),
        ),
        "he": Initializer(
            "He (Kaiming)",
            r"\mathcal{N}(0,\ 2/n)",
            N_("Keeps the variance of signals through layers of ReLU."),
        ),
        "too_large": Initializer(
            N_("Too large"),
            r"\mathcal{N}(0,\ 3^2)",
            N_(
                "Neurons start saturated or with huge outputs: a jagged boundary, and gradients that explode or vanish."
            ),
        ),
    }
)


def initialize(name: str, weight: torch.Tensor, bias: torch.Tensor | None, generator: torch.Generator) -> None:
    """Fill a layer's weights ``(outputs, inputs, ...)`` and biases ``(outputs,)`` in place.

    Parameters
    ----------
    name
        One of :data:`INITIALIZERS`.
    generator
        Source of all the numbers drawn, on the CPU.
    """
    from torch import nn

    draw = {
        "default": lambda: nn.init.kaiming_uniform_(weight, a=5**0.5, generator=generator),
        "zeros": lambda: nn.init.zeros_(weight),
        "too_small": lambda: nn.init.normal_(weight, std=TOO_SMALL, generator=generator),
        "xavier": lambda: nn.init.xavier_uniform_(weight, generator=generator),
        "he": lambda: nn.init.kaiming_normal_(weight, nonlinearity="relu", generator=generator),
        "too_large": lambda: nn.init.normal_(weight, std=TOO_LARGE, generator=generator),
    }
    draw[name]()
    if bias is None:
        return
    if name == "default":
        bound = weight[0].numel() ** -0.5
        nn.init.uniform_(bias, -bound, bound, generator=generator)
    else:
        nn.init.zeros_(bias)
