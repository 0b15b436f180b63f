"""The project's own tools as modules: they stand beside the package, where nothing imports them."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from playground.paths import ROOT


def load_tool(name: str) -> ModuleType:
    """Return the tool of a name, ``lock`` or ``catalogue``, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
