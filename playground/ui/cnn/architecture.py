"""The component that draws a network's architecture to scale, and says where its parameters are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import streamlit as st

from playground.architecture.summary import SummaryRow
from playground.controls.layer_kinds import LAYER_KINDS
from playground.experiment.layers import show_shape
from playground.experiment.spec import Shape
from playground.figures.theme import CLASS_COLOURS, MIDDLE, TEXT, Shade, blend
from playground.i18n import _, language
from playground.live.files import source
from playground.live.scripts import base_path, version

SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {**{name: kind.short_name for name, kind in LAYER_KINDS.items()}, "dropconnect": "DropConnect"}
)
"""What layers are called under the drawing."""
_GREY = "#8a94a3"
_COLOURS = {
    "input": _GREY,
    **{name: _GREY if kind.colour is None else CLASS_COLOURS[kind.colour] for name, kind in LAYER_KINDS.items()},
}
_ARCHITECTURE = st.components.v2.component(
    "architecture",
    html=source("architecture.html"),
    css=source("architecture.css"),
    js=source("elements.js", "page_element.js", "architecture.js"),
    isolate_styles=False,  # so that people who script the page find it as they find every live figure
)


def architecture_figure(rows: Sequence[SummaryRow], input_shape: Shape, *, key: str) -> None:
    """Show a network as blocks to scale, and below them the table of its layers with bars.

    Parameters
    ----------
    rows
        The layers, the output layer last (:func:`playground.architecture.summary.model_summary`).
    input_shape
        Shape of one image.
    key
        Names the element on the page.
    """
    data = {
        "scripts": f"{base_path()}/live/{version()}",
        "input": {"name": _("input"), "kind": "input", "shape": list(input_shape)},
        "layers": [_layer(row) for row in rows],
        "colours": {shade: _colours(shade) for shade in ("light", "dark")},
        "texts": _texts(rows, input_shape),
        "language": language(),
    }
    _ARCHITECTURE(key=key, data=data)


def row_name(row: SummaryRow) -> str:
    """Return what people call a layer: its place and its kind, or the output."""
    if row.name == "output":
        return _("output")
    return f"{row.name.partition('_')[0]} {_(SHORT_NAMES[row.kind])}"


def _layer(row: SummaryRow) -> dict[str, Any]:
    return {
        "name": row_name(row),
        "kind": row.kind,
        "shape": list(row.output_shape),
        "parameters": row.parameters,
        "multiplications": row.multiplications,
    }


def _colours(shade: Shade) -> dict[str, str]:
    kinds = {kind: colour if shade == "light" else blend(colour, "#ffffff", 0.75) for kind, colour in _COLOURS.items()}
    return kinds | {"text": TEXT[shade], "background": MIDDLE[shade]}


def _texts(rows: Sequence[SummaryRow], input_shape: Shape) -> dict[str, str]:
    layers = ", ".join(f"{row_name(row)} {show_shape(row.output_shape)}" for row in rows)
    return {
        "alt": _("The architecture, to scale: input {shape}, {layers}").format(
            shape=show_shape(input_shape), layers=layers
        ),
        "scale": _(
            "Height and width of the maps are to scale, the depth of a block is the number of its maps. The bars of "
            "flat layers have a scale of their own."
        ),
        "table": _("The layers and their sizes"),
        "layer": _("Layer"),
        "shape": _("Output"),
        "parameters": _("Parameters"),
        "multiplications": _("Multiplications"),
        "total": _("Total"),
    }
