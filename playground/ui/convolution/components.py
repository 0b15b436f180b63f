"""The components of the convolution page: a signal, a picture, pooling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.concepts.signals import LARGEST_KERNEL
from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.files import source
from playground.ui.convolution.pictures import SLOT, scripts

Listener = Callable[[Mapping[str, Any]], None]
_LOOK = source("convolution.css")
_CONVOLUTION = st.components.v2.component(
    "convolution", html=source("convolution.html"), css=_LOOK, js=source("page_element.js", "convolution.js")
)
_POOLING = st.components.v2.component(
    "pooling",
    html=source("pooling.html"),
    css=_LOOK + source("pooling.css"),
    js=source("page_element.js", "pooling.js"),
)
_SIGNAL = st.components.v2.component(
    "signal", html=source("signal.html"), css=_LOOK + source("signal.css"), js=source("page_element.js", "signal.js")
)


@dataclass(frozen=True)
class View:
    """How a convolution is shown.

    Parameters
    ----------
    colour
        ``grey``, ``rgb`` (each plane alone) or ``sum`` (the planes' sums added, as a layer of a network does).
    shown
        What becomes of values outside 0 to 255: ``clipped``, ``absolute`` or ``signed``.
    walks
        Whether the output is computed one pixel after the other.
    draws
        Whether the picture is drawn by hand.
    hidden
        Names of settings that the page's link hides.
    """

    colour: str = "grey"
    shown: str = "clipped"
    walks: bool = False
    draws: bool = False
    hidden: Sequence[str] = ()


def convolution_figure(
    numbers: Mapping[str, Any], view: View, *, key: str, on_move: Listener, on_draw: Listener
) -> None:
    """Show the page's picture, a kernel to edit, and their convolution.

    Parameters
    ----------
    numbers
        Cells, divisor, offset, stride, dilation, padding, weights and place, as ``convolution.js`` has them.
    on_move
        Called, before the page reruns, once somebody has changed some of them: ``{"numbers": {...}}``.
    on_draw
        Called with what somebody drew: ``{"pixels": base64 of 28 times 28 bytes}``.
    """
    data = _common(numbers, view.hidden) | {
        "slot": SLOT,
        "colour": view.colour,
        "shown": view.shown,
        "walks": view.walks,
        "draws": view.draws,
        "paddings": paddings(),
        "texts": _convolution_texts(),
    }
    _CONVOLUTION(
        key=key,
        data=data,
        on_moved_change=lambda: on_move(st.session_state[key]["moved"]),
        on_drawn_change=lambda: on_draw(st.session_state[key]["drawn"]),
    )


def pooling_figure(
    numbers: Mapping[str, Any],
    convolved: Mapping[str, Any] | None,
    view: View,
    *,
    key: str,
    on_move: Listener,
) -> None:
    """Show the page's picture, or its convolution, pooled by maximum and by mean.

    Parameters
    ----------
    numbers
        Window, stride and shift.
    convolved
        The numbers of the convolution that comes before; ``None`` where none does.
    view
        How the values look and which settings are hidden.
    """
    data = _common(numbers, view.hidden) | {
        "slot": SLOT,
        "shown": view.shown,
        "convolved": None if convolved is None else dict(convolved),
        "texts": _pooling_texts(),
    }
    _POOLING(key=key, data=data, on_moved_change=lambda: on_move(st.session_state[key]["moved"]))


def signal_figure(signal: Sequence[float], numbers: Mapping[str, Any], *, key: str, on_move: Listener) -> None:
    """Show a signal, a kernel to edit, and their convolution.

    Parameters
    ----------
    numbers
        Cells, divisor and place of the window.
    """
    data = _common(numbers, ()) | {"signal": list(signal), "longest": LARGEST_KERNEL, "texts": _signal_texts()}
    _SIGNAL(key=key, data=data, on_moved_change=lambda: on_move(st.session_state[key]["moved"]))


def paddings() -> dict[str, str]:
    """Return what people call the kinds of padding."""
    return {
        "none": _("none"),
        "zero": _("zero"),
        "reflect": _("reflect"),
        "replicate": _("replicate"),
    }


def _common(numbers: Mapping[str, Any], hidden: Sequence[str]) -> dict[str, Any]:
    return {
        "scripts": scripts(),
        "numbers": dict(numbers),
        "hidden": list(hidden),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "language": language(),
    }


def _cell_texts() -> dict[str, str]:
    return {
        "kernel": _("Kernel"),
        "cell": _("row {row}, column {column} of the kernel"),
        "bad_cell": _("A number from −999 to 999, such as 2, −0.5 or 1/9"),
        "divisor": _("Divide by"),
        "bad_divisor": _("A number from −9999 to 9999 other than 0, such as 2, −0.5 or 1/9"),
    }


def _convolution_texts() -> dict[str, str]:
    return _cell_texts() | {
        "alt": _("A picture, a kernel, and their convolution"),
        "input": _("Input"),
        "output": _("Output"),
        "input_alt": _(
            "The input; the frame is the window of the chosen output pixel. Draw here where drawing is chosen"
        ),
        "output_alt": _("The output; point at a pixel or use the arrow keys to see how it is computed"),
        "clear": _("Clear the drawing"),
        "normalise": _("by Σ"),
        "offset": _("Then add"),
        "stride": _("Stride"),
        "dilation": _("Dilation"),
        "padding": _("Padding"),
        "weight_of": _("Weight of plane {plane}"),
        "bad_weight": _("A number from −9999 to 9999, such as 2, −0.5 or 1/9"),
        "refusal": _refusal(),
        "hint": _(
            "Point at the output, click to keep a pixel, or use the arrow keys. Every cell of the kernel can be edited."
        ),
        "hint_draw": _(
            "Draw on the input, with the mouse or a finger; the output follows. Point at the output to compute."
        ),
        "place": _("Output pixel in row {row}, column {column}"),
        "shown_as": _("shown as {level}"),
        "window": _("window"),
        "weights": _("kernel"),
        "products": _("products"),
        "planes": _("red green blue"),
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("Step"),
        "back": _("One step back"),
        "reset": _("Reset"),
        "speed": _("Speed"),
    }


def _refusal() -> str:
    return _(
        "A kernel of {k}×{k} with dilation {d} does not fit an image of {h}×{w}. Take a smaller kernel or dilation, or "
        "another padding."
    )


def _pooling_texts() -> dict[str, str]:
    return {
        "alt": _("A picture, pooled by maximum and by mean"),
        "window": _("Window"),
        "stride": _("Stride"),
        "follows": _("The stride follows the window as long as both are equal: the windows then lie side by side."),
        "input": _("Input"),
        "convolution": _("Convolution"),
        "max": _("Max"),
        "mean": _("Mean"),
        "input_alt": _("The input, with the window of the chosen pixel and the places of the maxima"),
        "max_alt": _("The largest value of each window; point at a pixel or use the arrow keys"),
        "mean_alt": _("The mean of each window; point at a pixel or use the arrow keys"),
        "around": _("The window, enlarged; the ring is where the maximum is"),
        "place": _("Output pixel in row {row}, column {column}"),
        "closing": _("Max: {max}, from row {row}, column {column} of the input. Mean: {sum} ÷ {count} = {mean}."),
        "closing_equal": _(
            "Max: {max}, {n} times in the window, first in row {row}, column {column} of the input. Mean: {sum} ÷ "
            "{count} = {mean}."
        ),
        "hint": _(
            "Point at one of the outputs, or use the arrow keys. Where there is room, a ring marks each value that is "
            "larger than all others of its window."
        ),
        "refusal": _("A window of {k}×{k} does not fit an image of {h}×{w}."),
        "refusal_kernel": _refusal(),
        "repeated": _("Pooled again and again"),
        "repeated_hint": _(
            "Each picture is the one before, pooled once more, and shown at the same size. Max keeps what is bright, "
            "mean the brightness."
        ),
        "too_small": _("too small"),
        "moved": _("The input, shifted"),
        "moved_hint": _(
            "How much each picture differs from the one without the shift, pixel by pixel: bright where much changed."
        ),
        "shift": _("Shift (pixels)"),
        "changed": _("changed by 10 or more: {share} · on average by {mean}"),
    }


def _signal_texts() -> dict[str, str]:
    return _cell_texts() | {
        "alt": _("A signal, a kernel, and their convolution"),
        "chart": _("Signal g and its convolution f*g; point at it or use the arrow keys to move the window"),
        "kernel": _("Kernel f"),
        "signal": _("signal g"),
        "result": _("convolution f*g"),
        "longer": _("Lengthen the kernel"),
        "shorter": _("Shorten the kernel"),
        "hint": _(
            "Move the window over the signal with the pointer or the arrow keys. Every cell of the kernel can be "
            "edited."
        ),
    }
