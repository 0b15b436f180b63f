"""A generator and a discriminator against each other: what is imitated, both networks, how they are trained."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from playground.concepts.gan.targets import TARGETS, Mixture, drawn_mixture
from playground.experiment.layers import Dense
from playground.experiment.spec import Spec, Task
from playground.experiment.written import Written
from playground.i18n import _

STEPS_AN_EPOCH = 20
"""Data are drawn without end, so an epoch is no pass over them: it is so many steps of both networks."""
DRAWN = "drawn"
GAN_DATA = (*TARGETS, DRAWN)
"""Names of data that no other experiment has."""
DRAWN_SIGMA = 0.1
MOST_POINTS = 100
REACH = 3.0
"""How far to each side the plane is shown, and can be drawn on."""

GanLoss = Literal["non_saturating", "saturating", "least_squares", "wasserstein"]
DEEPEST, WIDEST = 5, 256
FASTEST = 10.0
if TYPE_CHECKING:
    TargetName = str
else:
    TargetName = Literal[GAN_DATA]


def _narrow(layer: Dense) -> Dense:
    if layer.units > WIDEST:
        raise ValueError(_("units: must be at most {most} in a GAN").format(most=WIDEST))
    return layer


NarrowLayer = Annotated[Dense, AfterValidator(_narrow)]
Layers = Annotated[tuple[NarrowLayer, ...], Field(max_length=DEEPEST, strict=False)]
Rate = Annotated[float, Field(gt=0, le=FASTEST)]
Strength = Annotated[float, Field(ge=0, le=1_000)]
Coordinate = Annotated[float, Field(ge=-REACH, le=REACH)]
DrawnPoint = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Player = Literal["none", "generator", "discriminator"]
TWO_OF_64 = (Dense(units=64), Dense(units=64))


class GanData(Spec):
    """Points of the plane, drawn from a distribution without end: each batch has new ones.

    Parameters
    ----------
    name
        Of the distribution; ``drawn`` is a narrow Gaussian around each of the points.
    points
        x1 and x2 of each that somebody drew.
    """

    name: TargetName = "ring8"
    points: Annotated[tuple[DrawnPoint, ...], Field(max_length=MOST_POINTS, strict=False)] = ()

    @model_validator(mode="after")
    def _has_points_where_drawn(self) -> Self:
        if self.name == DRAWN and not self.points:
            raise ValueError(_("{name} needs at least one point").format(name=DRAWN))
        if self.name != DRAWN and self.points:
            raise ValueError(_("only {name} takes points").format(name=DRAWN))
        return self

    @property
    def mixture(self) -> Mixture:
        """The distribution."""
        return drawn_mixture(self.points, DRAWN_SIGMA) if self.name == DRAWN else TARGETS[self.name]

    @property
    def task(self) -> Task:
        """Nothing that could be right or wrong is asked for."""
        return Task(classes=None)

    @property
    def is_own(self) -> bool:
        """Whether these are a person's own data, which no link may carry; a few points drawn go along."""
        return False


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
    frozen
        Which of the two, if one, rests while the other goes on.
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
    frozen: Player = "none"


class GanExperiment(Written):
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

    @property
    def batches_per_epoch(self) -> int:
        """How many steps of both an epoch has."""
        return STEPS_AN_EPOCH

    @property
    def parameters(self) -> int:
        """Number of learned parameters of both networks."""
        generator, discriminator = self.model.generator, self.model.discriminator
        return _parameters(generator.noise, generator.layers, 2) + _parameters(2, discriminator.layers, 1)

    @property
    def has_known_best(self) -> bool:
        """Whether the best discriminator is known: that of a generator which makes a Gaussian, for probabilities.

        Without hidden layers it makes Az + b; from one number of noise that is a line, which has no density.
        """
        generator = self.model.generator
        return not generator.layers and generator.noise > 1 and self.training.loss in ("non_saturating", "saturating")


def is_gan(parts: Any) -> bool:
    """Return whether nested dictionaries describe a GAN: by their networks, or by data that nothing else has."""
    model, data = (parts.get(name) if isinstance(parts, dict) else None for name in ("model", "data"))
    if isinstance(model, dict) and ("generator" in model or "discriminator" in model):
        return True
    named = data.get("name") if isinstance(data, dict) else None
    return isinstance(named, str) and named in GAN_DATA and not model


def _parameters(inputs: int, layers: tuple[Dense, ...], outputs: int) -> int:
    sizes = [inputs, *(layer.units for layer in layers), outputs]
    return sum((before + 1) * after for before, after in pairwise(sizes))
