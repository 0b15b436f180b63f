"""What every part of an experiment has in common."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

Shape = tuple[int, ...]
IGNORED = -100
"""The class of a step that nothing is asked of: what follows the end of a text."""


class Spec(BaseModel):
    """A frozen, validated value: unknown fields, wrong types and non-finite numbers are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class ShapeMismatchError(ValueError):
    """A layer that cannot follow the ones before it; the message says why, with the shapes."""


@dataclass(frozen=True)
class Task:
    """What a network is asked for.

    Parameters
    ----------
    classes
        Number of classes, or ``None`` to predict a number.
    steps
        Whether an answer is asked for at every time step of a sequence, rather than one in all.
    numbers
        How many numbers are asked for, where no classes are.
    tolerance
        Within how much a predicted number counts as right; ``None`` where nothing is counted.
    """

    classes: int | None
    steps: bool = False
    numbers: int = 1
    tolerance: float | None = None

    @property
    def is_classification(self) -> bool:
        """Whether the target is a class."""
        return self.classes is not None

    @property
    def counts_right(self) -> bool:
        """Whether an answer is right or wrong, so that there is an accuracy."""
        return self.is_classification or self.tolerance is not None

    @property
    def outputs(self) -> int:
        """Units of the output layer: K logits, one logit for two classes, or the numbers."""
        if self.classes is None:
            return self.numbers
        return self.classes if self.classes > 2 else 1
