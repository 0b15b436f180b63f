"""What a change of an experiment means for a network that is training."""

from __future__ import annotations

from playground.experiment import Experiment


def is_adjustment(before: Experiment, after: Experiment) -> bool:
    """Return whether only the learning rate and the penalties differ, which a running network takes up in place."""

    def fixed(experiment: Experiment) -> Experiment:
        optimizer = experiment.training.optimizer.model_copy(update={"learning_rate": 1.0})
        training = experiment.training.model_copy(update={"optimizer": optimizer, "l1": 0.0, "l2": 0.0})
        return experiment.model_copy(update={"training": training})

    return fixed(before) == fixed(after)
