"""What a network may see of a point of the plane, by name."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from playground.i18n import _

Feature = Literal["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]
FEATURES: tuple[Feature, ...] = get_args(Feature)


def _in_order(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    for feature in features:
        if features.count(feature) > 1:
            sentence = _("{feature} is listed twice; each feature may be listed only once")
            raise ValueError(sentence.format(feature=feature))
    return tuple(feature for feature in FEATURES if feature in features)


Features = Annotated[tuple[Feature, ...], Field(min_length=1, strict=False), AfterValidator(_in_order)]
"""One feature or more, each once. Their order does not matter: it is always that of :data:`FEATURES`."""
