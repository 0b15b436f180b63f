"""Data sets for the tests of figures."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from playground.datasets import Dataset, load
from playground.experiment import Experiment


def dataset(name: str, **more: Any) -> Dataset:
    """Return a data set by its name."""
    sizes = {} if name in ("iris", "wine", "breast_cancer") else {"samples": 200, "noise": 0.1}
    return load(Experiment.from_parts({"data": {"name": name, **sizes, **more}}).data, 3)


def smallest_text(figure: go.Figure) -> float:
    """Return the smallest font size that a figure names itself."""

    def sizes(part: Any) -> list[float]:
        if isinstance(part, dict):
            own = [part[key]["size"] for key in part if key.endswith("font") and "size" in part[key]]
            return own + [size for value in part.values() for size in sizes(value)]
        return [size for value in part for size in sizes(value)] if isinstance(part, (list, tuple)) else []

    return min([*sizes(figure.to_plotly_json()), 14.0])
