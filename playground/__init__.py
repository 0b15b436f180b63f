"""The neural network playground: describe a network, train it, watch it.

The names below load PyTorch only when they are used, so that the web server, which never trains, stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playground.experiment import Experiment

if TYPE_CHECKING:
    from playground.architecture.build import build
    from playground.training.trainers.run_to_end import train

__all__ = ["Experiment", "build", "train"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load :func:`build` and :func:`train`, and PyTorch with them, at their first use."""
    if name == "build":
        from playground.architecture.build import build

        return build
    if name == "train":
        from playground.training.trainers.run_to_end import train

        return train
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
