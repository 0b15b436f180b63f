"""Take an experiment elsewhere: as a script that runs without the playground, or its weights as a file.

Scripts are text: writing them needs no PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment.gan import GanExperiment
from playground.experiment.read import AnyExperiment
from playground.export.data import has_code
from playground.export.exporter import Exporter, ExportError
from playground.export.pytorch import pytorch_code
from playground.export.pytorch.gan import gan_code

__all__ = ["EXPORTERS", "ExportError", "Exporter"]


def _pytorch(experiment: AnyExperiment, epochs: int) -> bytes:
    if isinstance(experiment, GanExperiment):
        return gan_code(experiment, epochs).encode()
    return pytorch_code(experiment, epochs=epochs).encode()


def _has_pytorch(experiment: AnyExperiment) -> bool:
    return isinstance(experiment, GanExperiment) or has_code(experiment.data)


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "pytorch": Exporter(
            label="PyTorch",
            file_name="experiment.py",
            mime="text/x-python",
            write=_pytorch,
            takes=_has_pytorch,
        ),
    }
)
