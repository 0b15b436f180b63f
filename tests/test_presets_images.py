"""The claims about networks for images, proven by training them, briefly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import median

import numpy as np

from playground import train
from playground.presets.images import IMAGE_PRESETS
from playground.training.trainers.image import ImageTrainer
from playground.training.trainers.run_to_end import denormals_flushed
from tests.image_training import measured_after
from tests.proving import assert_most, trained_until, with_seed

_TRAINING: dict[tuple[str, int], ImageTrainer] = {}


def trained(name: str, epochs: int, seed: int = 0) -> ImageTrainer:
    """Train a preset on from where a test before left it; ask for few epochs first."""
    trainer = _TRAINING.setdefault((name, seed), ImageTrainer(with_seed(IMAGE_PRESETS[name].experiment, seed)))
    assert trainer.epoch <= epochs, "another test has trained it further"
    with denormals_flushed():
        for _ in range(epochs - trainer.epoch):
            trainer.train_epoch()
    return trainer


@cache
def errors(name: str, epochs: int, seed: int = 0) -> float:
    """Return the share of the test images that a network gets wrong."""
    return 1 - trained(name, epochs, seed).measured["test_accuracy"]


def parameters(name: str) -> int:
    return IMAGE_PRESETS[name].experiment.parameters


def test_tiny() -> None:
    assert next(iter(IMAGE_PRESETS)) == "tiny"
    assert parameters("tiny") == 52_138, "REFERENCES.md"
    early = trained("tiny", 2).measured
    assert early["test_accuracy"] > early["train_accuracy"] + 0.05, "dropout, and a mean over the epoch"
    assert errors("tiny", 10) <= 0.05


def test_no_convolution() -> None:
    assert parameters("no-convolution") == 50_890
    assert errors("no-convolution", 1) < 0.2, "it learns faster at first"
    assert errors("no-convolution", 20) > 1.7 * errors("tiny", 20)
    assert trained("no-convolution", 20).measured["train_accuracy"] > trained("tiny", 20).measured["train_accuracy"]


def test_lenet5() -> None:
    layers = IMAGE_PRESETS["lenet5"].experiment.layers
    assert parameters("lenet5") == 61_706
    assert sum(layer.parameters for layer in layers if layer.spec.kind == "dense") == 59_134
    assert_most(lambda seed: errors("lenet5", 4, seed), lambda share: share < 0.1, of=3)


def test_lecture() -> None:
    experiment = IMAGE_PRESETS["lecture"].experiment
    flat = next(layer for layer in experiment.layers if layer.spec.kind == "flatten")
    assert (experiment.parameters, flat.input_shape, experiment.data.task.outputs) == (32_289, (64, 1, 1), 1)
    photographs = {layer.spec.kind: layer for layer in experiment.model.placed((3, 150, 150), experiment.data.task)}
    assert photographs["flatten"].output_shape == (18_496,)
    right = [trained_until(with_seed(experiment, seed), 10).measured["test_accuracy"] for seed in range(3)]
    assert 0.75 < median(right) < 0.9, "eight times in ten"


@dataclass(frozen=True)
class Clothes:
    """What a network that has learned Fashion-MNIST gets right, and among what it takes the rest for each other.

    Parameters
    ----------
    among_tops
        The share of the mistakes that take one top for another.
    """

    errors: float
    recall: dict[str, float]
    among_tops: float


def clothes(seed: int) -> Clothes:
    trainer = trained("fashion", 5, seed)
    predictions = trainer.predictions(trainer.measured_outputs).argmax(axis=1)
    true = trainer.dataset.targets[trainer.dataset.test]
    recall = {name: float(np.mean(predictions[true == k] == k)) for k, name in enumerate(trainer.dataset.class_names)}
    tops = [trainer.dataset.class_names.index(name) for name in ("t-shirt", "pullover", "coat", "shirt", "dress")]
    mistakes = predictions != true
    among = np.mean(np.isin(predictions[mistakes], tops) & np.isin(true[mistakes], tops))
    return Clothes(errors("fashion", 5, seed), recall, float(among))


def as_the_preset_says(outcome: Clothes) -> bool:
    recall = outcome.recall
    hardest = min(recall, key=lambda name: recall[name])
    shirts = hardest in ("shirt", "coat", "pullover") and recall["shirt"] < 0.6
    return 0.17 < outcome.errors < 0.3 and shirts and min(recall["trouser"], recall["bag"]) > 0.8


def test_fashion() -> None:
    assert_most(clothes, as_the_preset_says, of=3)
    assert_most(clothes, lambda outcome: outcome.among_tops > 0.6, of=3)


def is_the_probability_of_an_eight(seed: int) -> bool:
    trainer = trained("three-or-eight", 4, seed)
    predictions = trainer.predictions(trainer.measured_outputs)
    eights = trainer.dataset.targets[trainer.dataset.test] == 1
    return bool(predictions[eights, 1].mean() > 0.8 > 0.2 > predictions[~eights, 1].mean())


def test_three_or_eight() -> None:
    assert IMAGE_PRESETS["three-or-eight"].experiment.data.task.outputs == 1
    assert_most(is_the_probability_of_an_eight, bool, of=3)
    assert_most(lambda seed: errors("three-or-eight", 4, seed), lambda share: share < 0.1, of=3)


@cache
def accuracy_of_few(name: str, seed: int, epochs: int) -> dict[str, float]:
    """Return the accuracies of a preset after some epochs from another seed."""
    return measured_after(with_seed(IMAGE_PRESETS[name].experiment, seed), epochs)


PLAIN = [("too-few", seed, 60) for seed in range(3)]
AUGMENTED = [("augmented", seed, 120) for seed in range(3)]


def accuracies(networks: list[tuple[str, int, int]], part: str) -> np.ndarray:
    return np.array([accuracy_of_few(*network)[f"{part}_accuracy"] for network in networks])


def test_too_few() -> None:
    assert np.median(accuracies(PLAIN, "train")) == 1
    assert 0.15 < 1 - np.median(accuracies(PLAIN, "test")) < 0.25


def test_augmented() -> None:
    plain, augmented = IMAGE_PRESETS["too-few"].experiment, IMAGE_PRESETS["augmented"].experiment
    assert (plain.model, plain.training) == (augmented.model, augmented.training)
    assert np.median(accuracies(AUGMENTED, "train")) < 1
    assert np.median(accuracies(AUGMENTED, "test") - accuracies(PLAIN, "test")) > 0.02, "it takes longer, and is better"


def test_digits() -> None:
    assert parameters("digits") == 8_714
    digits = IMAGE_PRESETS["digits"].experiment
    assert_most(
        lambda seed: train(with_seed(digits, seed), 20).metrics["test_accuracy"], lambda share: share > 0.96, of=3
    )
