"""Take an experiment elsewhere: as a script that runs without the playground, or its weights as a file.

Scripts are text: writing them needs no PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.export.data import has_code
from playground.export.exporter import Exporter, ExportError
from playground.export.pytorch import pytorch_code

__all__ = ["EXPORTERS", "ExportError", "Exporter"]

EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "pytorch": Exporter(
            label="PyTorch",
            file_name="experiment.py",
            mime="text/x-python",
            write=lambda experiment, epochs: pytorch_code(experiment, epochs=epochs).encode(),
            takes=lambda experiment: has_code(experiment.data),
        ),
    }
)
