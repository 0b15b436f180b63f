"""How an experiment trains: optimizer, loss, batches, penalties."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from playground.experiment.spec import Spec
from playground.i18n import _

LearningRate = Annotated[float, Field(gt=0, le=100)]
Decay = Annotated[float, Field(ge=0, lt=1)]
Epsilon = Annotated[float, Field(ge=1e-12, le=1)]
Penalty = Annotated[float, Field(ge=0, le=10)]
LossName = Literal["auto", "mse", "mae", "cross_entropy"]


class SGD(Spec):
    """Stochastic gradient descent, plain, with momentum, or with Nesterov's (slides 32-33)."""

    name: Literal["sgd"] = "sgd"
    learning_rate: LearningRate = 0.03
    momentum: Decay = 0.0
    nesterov: bool = False

    @model_validator(mode="after")
    def _nesterov_needs_momentum(self) -> SGD:
        if self.nesterov and self.momentum == 0:
            raise ValueError(_("nesterov needs a momentum above 0"))
        return self


class Adagrad(Spec):
    """Step sizes that shrink with the sum of squared gradients so far (Duchi et al. 2011)."""

    name: Literal["adagrad"] = "adagrad"
    learning_rate: LearningRate = 0.1
    epsilon: Epsilon = 1e-10


class RMSprop(Spec):
    """Step sizes divided by a moving average of squared gradients (Hinton 2012)."""

    name: Literal["rmsprop"] = "rmsprop"
    learning_rate: LearningRate = 0.01
    alpha: Decay = 0.99
    momentum: Decay = 0.0
    epsilon: Epsilon = 1e-8


class Adam(Spec):
    """Momentum and RMSprop together, with bias correction (Kingma and Ba 2015)."""

    name: Literal["adam"] = "adam"
    learning_rate: LearningRate = 0.01
    beta1: Decay = 0.9
    beta2: Decay = 0.999
    epsilon: Epsilon = 1e-8


class AdamW(Spec):
    """Adam whose weight decay acts on the weights alone (Loshchilov and Hutter 2019)."""

    name: Literal["adamw"] = "adamw"
    learning_rate: LearningRate = 0.01
    beta1: Decay = 0.9
    beta2: Decay = 0.999
    epsilon: Epsilon = 1e-8
    weight_decay: Penalty = 0.01


Optimizer = Annotated[SGD | Adagrad | RMSprop | Adam | AdamW, Field(discriminator="name")]
OPTIMIZERS: Mapping[str, type[Spec]] = MappingProxyType(
    {"sgd": SGD, "adagrad": Adagrad, "rmsprop": RMSprop, "adam": Adam, "adamw": AdamW}
)


L1Step = Literal["proximal", "subgradient"]


class Training(Spec):
    """How the weights are found.

    Parameters
    ----------
    loss
        ``auto`` is cross-entropy for classes and squared error for numbers. ``mse`` on classes fits a linear output
        to 0 and 1 (one column for each class beyond two), and its mean is taken over samples and columns. ``mae`` is
        the mean absolute error, for numbers only.
    l1, l2
        Added to the loss as l1 Σ|w| + l2/2 Σw² over the weights; biases are not penalised.
    l1_step
        How the penalty l1 Σ|w| is followed. ``proximal`` moves each weight towards 0 after the optimizer's step, by the
        learning rate times l1, and not beyond: w ← sign w · max(|w| - γ·l1, 0), which makes exact zeros.
        ``subgradient`` adds l1·sign w to the gradient before it, as frameworks do: weights rock around 0. Without l1
        it is ``proximal``.
    shuffle
        Whether batches are drawn in a new order each epoch.
    clip_norm
        Beyond what length the gradient of a batch is shortened to it; 0 leaves every gradient as it is.
    truncation
        For recurrent layers: after how many time steps backpropagation through time is cut off; 0 goes back to the
        beginning of the sequence. Steps are counted from its end.
    """

    optimizer: Optimizer = Adam()
    batch_size: Annotated[int, Field(ge=1, le=100_000)] = 10
    loss: LossName = "auto"
    l1: Penalty = 0.0
    l2: Penalty = 0.0
    l1_step: L1Step = "proximal"
    shuffle: bool = True
    clip_norm: Annotated[float, Field(ge=0, le=1000)] = 0.0
    truncation: Annotated[int, Field(ge=0, le=10_000)] = 0

    @model_validator(mode="before")
    @classmethod
    def _no_step_without_penalty(cls, given: Any) -> Any:
        if isinstance(given, dict) and not given.get("l1") and given.get("l1_step") in get_args(L1Step):
            return {name: value for name, value in given.items() if name != "l1_step"}
        return given

    @property
    def pull(self) -> float:
        """What is added to the gradient times the signs of the weights: of a proximal step nothing."""
        return self.l1 if self.l1_step == "subgradient" else 0.0

    @property
    def shrinkage(self) -> float:
        """By how much each weight moves towards 0 after the optimizer's step."""
        return self.l1 * self.optimizer.learning_rate if self.l1_step == "proximal" else 0.0
