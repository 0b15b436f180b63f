"""The controls of how a convolution is shown: in which colours, and what becomes of values that are no grey levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.i18n import _
from playground.ui.convolution.components import View
from playground.ui.groups import hidden
from playground.ui.widgets import pick

_SETTINGS = ("divisor", "offset", "stride", "dilation", "padding")


def view_of(part: str, usual: Mapping[str, Any], drawn: bool) -> View:
    """Show the controls and return what they say.

    Parameters
    ----------
    part
        Which part of the page is open; what is pooled is grey, so that there is no choice of colours.
    usual
        The controls' values where nothing else is said.
    drawn
        Whether the picture is drawn by hand.
    """
    colour = View.colour if part == "pooling" else _colour(usual)
    shown = {"clipped": _("clipped to 0–255"), "absolute": _("without sign"), "signed": _("with sign, in colour")}
    values = pick(_("Show the result"), "conv_shown", shown, usual["conv_shown"])
    return View(colour, values, part == "steps", drawn, [name for name in _SETTINGS if hidden(f"conv_{name}")])


def _colour(usual: Mapping[str, Any]) -> str:
    colours = {"grey": _("Grey"), "rgb": _("RGB"), "sum": _("RGB, summed")}
    helped = _("RGB convolves each plane alone, as image editors do; summed, the three sums are added, as a CNN does.")
    return pick(_("Colour"), "conv_colour", colours, usual["conv_colour"], form="segments", help_text=helped)
