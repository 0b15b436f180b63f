"""A generator and a discriminator against each other: what is imitated, both networks, how they are trained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from playground.concepts.gan.targets import TARGETS
from playground.experiment.layers import Dense
from playground.experiment.spec import Spec

GanLoss = Literal["non_saturating", "saturating", "least_squares", "wasserstein"]
DEEPEST, WIDEST = 5, 256
FASTEST = 10.0
if TYPE_CHECKING:
    TargetName = str
else:
    TargetName = Literal[tuple(TARGETS)]
Layers = Annotated[tuple[Dense, ...], Field(max_length=DEEPEST, strict=False)]
Rate = Annotated[float, Field(gt=0, le=FASTEST)]
Strength = Annotated[float, Field(ge=0, le=1_000)]
TWO_OF_64 = (Dense(units=64), Dense(units=64))


class GanData(Spec):
    """Points of the plane, drawn from a distribution without end: each batch has new ones."""

    name: TargetName = "ring8"


class Generator(Spec):
    """A network from noise to points of the plane; its output layer, of two neurons, is implied.

    Parameters
    ----------
    noise
        How many numbers go in, each drawn from N(0, 1).
    """

    noise: Annotated[int, Field(ge=1, le=8)] = 2
    layers: Layers = TWO_OF_64


class Discriminator(Spec):
    """A network from points of the plane to how sure it is that they are data, a logit; that neuron is implied."""

    layers: Layers = TWO_OF_64


class GanModel(Spec):
    """Both networks."""

    generator: Generator = Generator()
    discriminator: Discriminator = Discriminator()


class GanTraining(Spec):
    """How they are trained: by turns, each by an Adam of its own.

    Parameters
    ----------
    loss
        What both want less of (:mod:`playground.training.trainers.gan_losses`).
    r1
        Strength γ of the penalty γ/2 |∇D(x)|² on data.
    gradient_penalty
        Strength λ of the penalty λ (|∇D(x̂)| - 1)² between data and generated points, of the Wasserstein loss alone.
    discriminator_steps
        How many steps the discriminator takes for each one of the generator.
    beta1, beta2
        Of both Adams.
    """

    loss: GanLoss = "non_saturating"
    r1: Strength = 0.1
    gradient_penalty: Strength = 0.1
    generator_rate: Rate = 1e-3
    discriminator_rate: Rate = 1e-3
    beta1: Annotated[float, Field(ge=0, lt=1)] = 0.0
    beta2: Annotated[float, Field(ge=0, lt=1)] = 0.999
    discriminator_steps: Annotated[int, Field(ge=1, le=10)] = 1
    batch_size: Annotated[int, Field(ge=8, le=1024)] = 128


class GanExperiment(Spec):
    """Data, both networks, training and seed. The default covers a ring of eight Gaussians.

    Examples
    --------
    >>> experiment = GanExperiment()
    >>> experiment.data.name, experiment.model.generator.noise
    ('ring8', 2)
    """

    data: GanData = GanData()
    model: GanModel = GanModel()
    training: GanTraining = GanTraining()
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
