"""Optimizers: for each its update rule, its parameters in words, and the PyTorch optimizer that runs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from playground.experiment.spec import Spec
from playground.experiment.training import SGD, Adagrad, Adam, AdamW, RMSprop
from playground.i18n import N_

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class OptimizerEntry:
    """One optimizer, for menus and lessons.

    Parameters
    ----------
    label, formula, sentence
        Name, update rule in LaTeX with gradient g and learning rate γ, and when to use it.
    """

    label: str
    formula: str
    sentence: str


OPTIMIZERS: Mapping[str, OptimizerEntry] = MappingProxyType(
    {
        "sgd": OptimizerEntry(
            "SGD",
            r"v \leftarrow \mu v + g,\quad \theta \leftarrow \theta - \gamma v",
            N_("Stochastic gradient descent, as in the lecture; momentum μ lets it roll through flat places."),
        ),
        "adagrad": OptimizerEntry(
            "Adagrad",
            r"s \leftarrow s + g^2,\quad \theta \leftarrow \theta - \gamma\, g/\sqrt{s}",
            N_("A step size for each weight that only ever shrinks: good for rare features, slow in the long run."),
        ),
        "rmsprop": OptimizerEntry(
            "RMSprop",
            r"s \leftarrow \alpha s + (1-\alpha) g^2,\quad \theta \leftarrow \theta - \gamma\, g/\sqrt{s}",
            N_("Adagrad that forgets: the step size follows the recent gradients."),
        ),
        "adam": OptimizerEntry(
            "Adam",
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\ s \leftarrow \beta_2 s + (1-\beta_2) g^2,\ "
            r"\theta \leftarrow \theta - \gamma\, \hat m/\sqrt{\hat s}",
            N_("RMSprop with momentum: works on most problems with little tuning."),
        ),
        "adamw": OptimizerEntry(
            "AdamW",
            r"\theta \leftarrow (1-\gamma\lambda)\,\theta - \gamma\, \hat m/\sqrt{\hat s}",
            N_("Adam with a weight decay λ that does not pass through the step sizes."),
        ),
    }
)


def pytorch_options(spec: Spec) -> tuple[str, dict[str, Any]]:
    """Return the name of an optimizer's class in ``torch.optim``, and the options it takes beside the parameters.

    The fused kernels are used: one call updates all the parameters, which matters most in small networks.

    Raises
    ------
    TypeError
        If the spec is no optimizer's.
    """
    match spec:
        case SGD(learning_rate=rate, momentum=momentum, nesterov=nesterov):
            return "SGD", {"lr": rate, "momentum": momentum, "nesterov": nesterov, "fused": True}
        case Adagrad(learning_rate=rate, epsilon=epsilon):
            return "Adagrad", {"lr": rate, "eps": epsilon}
        case RMSprop(learning_rate=rate, alpha=alpha, momentum=momentum, epsilon=epsilon):
            return "RMSprop", {"lr": rate, "alpha": alpha, "momentum": momentum, "eps": epsilon}
        case Adam(learning_rate=rate, beta1=beta1, beta2=beta2, epsilon=epsilon):
            return "Adam", {"lr": rate, "betas": (beta1, beta2), "eps": epsilon, "fused": True}
        case AdamW(learning_rate=rate, beta1=beta1, beta2=beta2, epsilon=epsilon, weight_decay=decay):
            options = {"lr": rate, "betas": (beta1, beta2), "eps": epsilon, "weight_decay": decay, "fused": True}
            return "AdamW", options
        case _:
            raise TypeError(f"{type(spec).__name__} is no optimizer")


def build_optimizer(spec: Spec, parameters: Iterable[torch.Tensor]) -> torch.optim.Optimizer:
    """Return the PyTorch optimizer of a spec.

    Raises
    ------
    TypeError
        If the spec is no optimizer's.
    """
    from torch import optim

    name, options = pytorch_options(spec)
    return getattr(optim, name)(list(parameters), **options)
