"""What tests of controls share."""

from tests.ui.scripts import installed_components

__all__ = ["installed_components"]
