"""What every part of an experiment has in common."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

Shape = tuple[int, ...]


class Spec(BaseModel):
    """A frozen, validated value: unknown fields, wrong types and non-finite numbers are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class LayerMisfitError(ValueError):
    """A layer that cannot follow the ones before it; the message says why, with the shapes."""


@dataclass(frozen=True)
class Task:
    """What a network is asked for.

    Parameters
    ----------
    classes
        Number of classes, or ``None`` to predict a number.
    """

    classes: int | None

    @property
    def is_classification(self) -> bool:
        """Whether the target is a class."""
        return self.classes is not None

    @property
    def outputs(self) -> int:
        """Units of the output layer: K logits, one logit for two classes, or one number."""
        return self.classes if self.classes is not None and self.classes > 2 else 1
