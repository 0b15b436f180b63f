"""What a challenge allows. Each constraint says what it asks for, and what of an experiment breaks it.

Sentences are in the reader's language. An experiment of another kind than a constraint is about breaks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from playground.activations import ACTIVATIONS
from playground.datasets.features import FEATURES
from playground.experiment import ImageData, OwnImages, PlaneData, PointsData
from playground.experiment.gan import GanExperiment
from playground.experiment.images import Augmentation
from playground.experiment.layers import LayerSpec
from playground.experiment.read import AnyExperiment
from playground.i18n import _, n_
from playground.numerals import whole
from playground.optimizers import OPTIMIZERS


class Constraint(Protocol):
    """One thing that a challenge asks of an experiment and of how long it trains."""

    @property
    def sentence(self) -> str:
        """What is asked for, in a few words."""
        ...

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return what breaks it, in a sentence; ``None`` where nothing does.

        Parameters
        ----------
        experiment
            What trains.
        epoch
            When the goal was met, or how far training is.
        """
        ...


@dataclass(frozen=True)
class SameData:
    """The data of the challenge, drawn from its seed. What the network sees of a point is free, and augmentation."""

    experiment: AnyExperiment

    @property
    def sentence(self) -> str:
        """What is asked for."""
        return _("The data and the seed of the challenge")

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return which part of the data is another one."""
        ours, theirs = _drawn(self.experiment), _drawn(experiment)
        if ours["name"] != theirs["name"]:
            return _("These are other data.")
        names = _part_names()
        for part, value in ours.items():
            if theirs.get(part) != value:
                return _("This is not the challenge's: {part}.").format(part=names.get(part, part))
        return None


@dataclass(frozen=True)
class OnlyInputs:
    """No other inputs than these; of the plane."""

    features: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is asked for."""
        return _("Only these inputs: {inputs}").format(inputs=_inputs(self.features))

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return which inputs are too many."""
        if isinstance(experiment, GanExperiment) or not isinstance(experiment.data, PlaneData | PointsData):
            return _("These are other data.")
        more = [feature for feature in experiment.data.features if feature not in self.features]
        return _("Not allowed as inputs: {inputs}").format(inputs=_inputs(more)) if more else None


@dataclass(frozen=True)
class MostEpochs:
    """The goal is to be met within so many epochs."""

    epochs: int

    @property
    def sentence(self) -> str:
        """What is asked for."""
        return n_("Within {n} epoch", "Within {n} epochs", self.epochs).format(n=whole(self.epochs))

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return that it is too late."""
        if epoch <= self.epochs:
            return None
        sentence = _("Epoch {epoch} is too late: reset, and change something before you train again.")
        return sentence.format(epoch=whole(epoch))


@dataclass(frozen=True)
class MostParameters:
    """A network of at most so many parameters."""

    parameters: int

    @property
    def sentence(self) -> str:
        """What is asked for."""
        return n_("At most {n} parameter", "At most {n} parameters", self.parameters).format(n=whole(self.parameters))

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return how many it has."""
        count = experiment.parameters
        if count <= self.parameters:
            return None
        return n_("It has {n} parameter.", "It has {n} parameters.", count).format(n=whole(count))


@dataclass(frozen=True)
class HiddenLayers:
    """So many hidden layers; those that learn nothing, such as dropout and pooling, are not counted.

    Parameters
    ----------
    most, fewest
        ``None`` where there is no such bound.
    """

    most: int | None = None
    fewest: int | None = None

    @property
    def sentence(self) -> str:
        """What is asked for."""
        if self.most == 0:
            return _("No hidden layer")
        return _("Hidden layers: {bound}").format(bound=_bounds(self.fewest, self.most))

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return how many there are."""
        count = sum(1 for layer in _layers(experiment) if _size(layer))
        if _is_within(count, self.fewest, self.most):
            return None
        return n_("It has {n} hidden layer.", "It has {n} hidden layers.", count).format(n=whole(count))


@dataclass(frozen=True)
class HiddenNeurons:
    """So many neurons in all hidden layers; of recurrent layers their units, of convolutions their filters.

    Parameters
    ----------
    most, fewest
        ``None`` where there is no such bound.
    """

    most: int | None = None
    fewest: int | None = None

    @property
    def sentence(self) -> str:
        """What is asked for."""
        return _("Hidden neurons: {bound}").format(bound=_bounds(self.fewest, self.most))

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return how many there are."""
        count = sum(map(_size, _layers(experiment)))
        if _is_within(count, self.fewest, self.most):
            return None
        return n_("It has {n} hidden neuron.", "It has {n} hidden neurons.", count).format(n=whole(count))


@dataclass(frozen=True)
class OnlyActivations:
    """No other activations than these in hidden layers."""

    names: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is asked for."""
        labels = ", ".join(_(ACTIVATIONS[name].label) for name in self.names)
        return _("Only these activations: {names}").format(names=labels)

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return which is not allowed."""
        names = (str(getattr(layer, "activation", "")) for layer in _layers(experiment) if _size(layer))
        more = dict.fromkeys(name for name in names if name in ACTIVATIONS and name not in self.names)
        if not more:
            return None
        labels = ", ".join(_(ACTIVATIONS[name].label) for name in more)
        return _("Not allowed as activation: {names}").format(names=labels)


@dataclass(frozen=True)
class OnlyOptimizers:
    """No other optimizers than these."""

    names: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is asked for."""
        labels = ", ".join(OPTIMIZERS[name].label for name in self.names)
        return _("Only these optimizers: {names}").format(names=labels)

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return which is not allowed."""
        name = "adam" if isinstance(experiment, GanExperiment) else experiment.training.optimizer.name
        if name in self.names:
            return None
        return _("Not allowed as optimizer: {names}").format(names=OPTIMIZERS[name].label)


@dataclass(frozen=True)
class SmallestBatch:
    """Batches of at least so many samples."""

    size: int

    @property
    def sentence(self) -> str:
        """What is asked for."""
        return n_("Batches of at least {n} sample", "Batches of at least {n} samples", self.size).format(
            n=whole(self.size)
        )

    def broken_by(self, experiment: AnyExperiment, epoch: int) -> str | None:
        """Return how large they are."""
        size = experiment.training.batch_size
        return None if size >= self.size else _("Its batches have {n}.").format(n=whole(size))


def _drawn(experiment: AnyExperiment) -> dict[str, object]:
    """Return what the data are drawn from, by its name in an experiment."""
    data = experiment.data
    if isinstance(data, ImageData | OwnImages):
        data = data.model_copy(update={"augmentation": Augmentation()})
    parts = data.model_dump()
    parts.pop("features", None)
    return {**parts, "seed": experiment.seed}


def _part_names() -> dict[str, str]:
    """Return what people call the parts of data."""
    return {
        "samples": _("number of samples"),
        "noise": _("noise"),
        "train_fraction": _("share for training"),
        "length": _("length"),
        "classes": _("classes"),
        "seed": _("seed"),
    }


def _layers(experiment: AnyExperiment) -> Iterator[LayerSpec]:
    """Yield all hidden layers; of a GAN those of both networks."""
    if isinstance(experiment, GanExperiment):
        yield from (*experiment.model.generator.layers, *experiment.model.discriminator.layers)
    else:
        yield from experiment.model.layers


def _size(layer: LayerSpec) -> int:
    """Return how many neurons a layer has, 0 of one that learns nothing."""
    size: int = getattr(layer, "units", 0) or getattr(layer, "filters", 0)
    return size * (2 if getattr(layer, "bidirectional", False) else 1)


def _is_within(count: int, fewest: int | None, most: int | None) -> bool:
    return (fewest or 0) <= count and (most is None or count <= most)


def _bounds(fewest: int | None, most: int | None) -> str:
    """Return in words between which bounds a number is to be."""
    if most is None:
        return _("at least {n}").format(n=whole(fewest or 0))
    if fewest is None:
        return _("at most {n}").format(n=whole(most))
    return whole(most) if most == fewest else _("{fewest} to {most}").format(fewest=whole(fewest), most=whole(most))


def _inputs(features: Iterable[str]) -> str:
    """Return inputs as the page writes them, in its order."""
    chosen = set(features)
    return ", ".join(entry.label for name, entry in FEATURES.items() if name in chosen)
