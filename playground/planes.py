"""Points of the plane [-6, 6]² to classify or to predict.

Six of them are TensorFlow Playground's, drawn with its formulas (Smilkov and Carter, ``dataset.ts``, Apache-2.0,
written anew), so that people recognise them; noise is its percentage divided by 100.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from playground.i18n import N_

Points = npt.NDArray[np.float64]
Targets = npt.NDArray[np.int64] | npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator, int, float], tuple[Points, Targets]]

RADIUS = 5.0
HALF_WIDTH = 6.0
# Centres and signs of TensorFlow Playground's regression bumps.
BUMPS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


@dataclass(frozen=True)
class Plane:
    """One data set of the plane.

    Parameters
    ----------
    label, sentence
        Its name and what makes it interesting.
    classes
        How many there are; ``None`` where a number is asked for.
    draw
        ``(generator, n, noise)`` to points ``(n, 2)`` and targets ``(n,)``, in any order.
    """

    label: str
    sentence: str
    classes: int | None
    draw: Draw


def _class_sizes(samples: int, classes: int) -> list[int]:
    """Return how many samples each class gets, as equal as can be."""
    return [samples // classes + (k < samples % classes) for k in range(classes)]


def _circle(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    inner, outer = _class_sizes(samples, 2)
    near, far = random.uniform(0, 0.5 * RADIUS, inner), random.uniform(0.7 * RADIUS, RADIUS, outer)
    radius = np.concatenate([near, far])
    angle = random.uniform(0, 2 * np.pi, samples)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    moved = points + random.uniform(-RADIUS, RADIUS, points.shape) * noise
    return points, (np.hypot(*moved.T) < 0.5 * RADIUS).astype(np.int64)


def _xor(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    points = random.uniform(-RADIUS, RADIUS, (samples, 2))
    points += np.where(points > 0, 0.3, -0.3)
    moved = points + random.uniform(-RADIUS, RADIUS, points.shape) * noise
    return points, (moved[:, 0] * moved[:, 1] >= 0).astype(np.int64)


def _gaussian(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    first, second = _class_sizes(samples, 2)
    variance = 0.5 + 7 * noise
    classes = np.repeat([1, 0], [first, second])
    centres = np.where(classes == 1, 2.0, -2.0)[:, None]
    return centres + random.normal(0, np.sqrt(variance), (samples, 2)), classes


def _spiral(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    arms, classes = [], []
    for size, start, label in zip(_class_sizes(samples, 2), (0, np.pi), (1, 0), strict=True):
        place = np.arange(size) / size
        angle = 1.75 * place * 2 * np.pi + start
        arm = RADIUS * place[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
        arms.append(arm + random.uniform(-1, 1, arm.shape) * noise)
        classes.append(np.full(size, label))
    return np.concatenate(arms), np.concatenate(classes).astype(np.int64)


def _plane(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    points = random.uniform(-HALF_WIDTH, HALF_WIDTH, (samples, 2))
    moved = points + random.uniform(-HALF_WIDTH, HALF_WIDTH, points.shape) * noise
    return points, moved.sum(axis=1) / 10


def _multi_gaussian(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    points = random.uniform(-HALF_WIDTH, HALF_WIDTH, (samples, 2))
    moved = points + random.uniform(-HALF_WIDTH, HALF_WIDTH, points.shape) * noise
    targets = np.zeros(samples)
    for x, y, sign in BUMPS:
        height = sign * np.clip(1 - np.hypot(moved[:, 0] - x, moved[:, 1] - y) / 2, 0, 1)
        targets = np.where(np.abs(height) > np.abs(targets), height, targets)
    return points, targets


def _moons(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    upper, lower = _class_sizes(samples, 2)
    up, down = np.linspace(0, np.pi, upper), np.linspace(0, np.pi, lower)
    first = np.stack([np.cos(up) - 0.5, np.sin(up) - 0.25], axis=1)
    second = np.stack([0.5 - np.cos(down), 0.25 - np.sin(down)], axis=1)
    points = 3.2 * np.concatenate([first, second]) + random.normal(0, 2 * noise, (samples, 2))
    return points, np.repeat([0, 1], [upper, lower])


def _pinwheel(classes: int) -> Draw:
    def draw(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
        labels = np.repeat(np.arange(classes), _class_sizes(samples, classes))
        along = np.abs(random.normal(0.55, 0.2, samples))
        across = random.normal(0, 0.06 + 0.5 * noise, samples)
        angle = labels * 2 * np.pi / classes + 1.6 * along
        x1 = along * np.cos(angle) - across * np.sin(angle)
        x2 = along * np.sin(angle) + across * np.cos(angle)
        return np.clip(np.stack([x1, x2], axis=1) * RADIUS, -HALF_WIDTH, HALF_WIDTH), labels

    return draw


def _blobs(random: np.random.Generator, samples: int, noise: float) -> tuple[Points, Targets]:
    labels = np.repeat(np.arange(4), _class_sizes(samples, 4))
    angle = labels * np.pi / 2 + np.pi / 5
    centres = 3.2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + random.normal(0, 0.6 + 3 * noise, (samples, 2)), labels


PLANES: Mapping[str, Plane] = MappingProxyType(
    {
        "circle": Plane(N_("Circle"), N_("A disc inside a ring: no straight line separates them."), 2, _circle),
        "xor": Plane(
            N_("XOR"), N_("Opposite quadrants belong together: the classic that one neuron cannot do."), 2, _xor
        ),
        "gaussian": Plane(N_("Two Gaussians"), N_("Two clouds: one neuron is enough."), 2, _gaussian),
        "spiral": Plane(N_("Spiral"), N_("Two arms wound into each other: the hardest of the classics."), 2, _spiral),
        "plane": Plane(
            N_("Plane (regression)"), N_("A number that grows with x1 + x2: linear regression."), None, _plane
        ),
        "multi_gaussian": Plane(
            N_("Bumps (regression)"), N_("Six bumps, up and down: a surface to be approximated."), None, _multi_gaussian
        ),
        "moons": Plane(N_("Two moons"), N_("Two crescents that reach into each other."), 2, _moons),
        "pinwheel3": Plane(N_("Pinwheel, 3 arms"), N_("Three classes on curved arms."), 3, _pinwheel(3)),
        "pinwheel5": Plane(N_("Pinwheel, 5 arms"), N_("Five classes on curved arms."), 5, _pinwheel(5)),
        "blobs": Plane(N_("Blobs, 4 classes"), N_("Four clouds, one for each class."), 4, _blobs),
    }
)
