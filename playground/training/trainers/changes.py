"""What a change of an experiment means for a network that is training."""

from __future__ import annotations

from itertools import chain

from playground.experiment import Experiment, ImageData, OwnImages, PointsData
from playground.experiment.comparison import Comparison
from playground.experiment.data import Data
from playground.experiment.gan import GanExperiment, GanTraining
from playground.experiment.images import Augmentation
from playground.experiment.read import AnyExperiment
from playground.experiment.studies import Study

_GAN_ADJUSTABLE = (
    *("generator_rate", "discriminator_rate", "beta1", "beta2"),
    *("r1", "gradient_penalty", "discriminator_steps", "frozen"),
)
"""What a running GAN takes up in place."""


def is_adjustment(before: AnyExperiment, after: AnyExperiment) -> bool:
    """Return whether a running network takes the change up in place.

    It does where only the learning rate, the penalties and the augmentation differ, which concern the next batches
    alone, or points that somebody draws: as long as the classes stay the same, the network goes on with more or fewer.
    A GAN takes up its rates, penalties, turns and drawn points.
    """
    if isinstance(before, GanExperiment) or isinstance(after, GanExperiment):
        return _same_gan(before, after)
    return _without_adjustable(before) == _without_adjustable(after) and _same_question(before, after)


def is_adjustment_of_all(before: Comparison | Study | None, after: Comparison | Study | None) -> bool:
    """Return whether networks side by side take the change of their comparison up in place; so do no comparisons.

    They do where :func:`is_adjustment` allows it of each, except for other data.
    """
    if before is None or after is None:
        return before is after
    if before == after:
        return True
    same = _grid(before) == _grid(after)
    pairs = zip(chain(*before.experiments), chain(*after.experiments), strict=False)
    return same and all(is_adjustment(*pair) and not changes_data(*pair) for pair in pairs)


def _grid(comparison: Comparison | Study) -> object:
    """Return what is compared."""
    if isinstance(comparison, Study):
        return comparison.grid
    return comparison.axis, comparison.values, comparison.seeds


def changes_data(before: AnyExperiment, after: AnyExperiment) -> bool:
    """Return whether two experiments, one an adjustment of the other, differ in their data before augmentation."""
    if isinstance(before, GanExperiment) or isinstance(after, GanExperiment):
        return before.data != after.data
    return _unaugmented(before.data) != _unaugmented(after.data)


def _same_gan(before: AnyExperiment, after: AnyExperiment) -> bool:
    if not (isinstance(before, GanExperiment) and isinstance(after, GanExperiment)):
        return False
    if before.data.name == after.data.name:  # drawn, perhaps otherwise
        after = after.model_copy(update={"data": before.data})
    usual = GanTraining()
    fixed = {name: getattr(usual, name) for name in _GAN_ADJUSTABLE}
    one, other = (
        each.model_copy(update={"training": each.training.model_copy(update=fixed)}) for each in (before, after)
    )
    return one == other


def _without_adjustable(experiment: Experiment) -> Experiment:
    """Return an experiment with everything that may change in place set to one value."""
    optimizer = experiment.training.optimizer.model_copy(update={"learning_rate": 1.0})
    training = experiment.training.model_copy(
        update={"optimizer": optimizer, "l1": 0.0, "l2": 0.0, "l1_step": "proximal"}
    )
    data = _unaugmented(experiment.data)
    if isinstance(data, PointsData):
        data = data.model_copy(update={"points": ()})
    return experiment.model_copy(update={"training": training, "data": data})


def _unaugmented(data: Data) -> Data:
    """Return images as they are before augmentation; other data as they are."""
    if isinstance(data, ImageData | OwnImages):
        return data.model_copy(update={"augmentation": Augmentation()})
    return data


def _same_question(before: Experiment, after: Experiment) -> bool:
    return before.data.task == after.data.task
