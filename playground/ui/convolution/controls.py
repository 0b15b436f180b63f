"""The controls of the convolution page: presets, picture, kernel, and how the result is shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from playground.concepts.kernels import KERNELS, SIZES, resized
from playground.concepts.signals import SIGNAL_KERNELS
from playground.i18n import _
from playground.presets.claim import PagePreset
from playground.presets.convolutions import CONVOLUTIONS
from playground.ui.address import note, seed
from playground.ui.component_values import held, keep, read_numbers
from playground.ui.convolution.component_values import KernelNumbers
from playground.ui.convolution.components import View
from playground.ui.convolution.picture_controls import PictureShown, picture_choice
from playground.ui.convolution.view import view_of
from playground.ui.groups import hidden
from playground.ui.widgets import pick, section

START = next(iter(CONVOLUTIONS))
OWN = "own"
LOOKED_AT = ("conv_at", "conv_part")
"""Where somebody looks, which changes nothing."""
USUAL: Mapping[str, Any] = {
    "conv_part": "picture",
    "conv_image": "cat",
    "conv_small": "digit",
    "conv_kernel": "identity",
    "conv_colour": "grey",
    "conv_shown": "clipped",
    "conv_signal": "wave",
    "conv_signal_kernel": "mean3",
    "pool_source": "picture",
    "pool_window": 2,
    "pool_stride": 2,
    "pool_shift": 1,
}
"""The controls' values where a preset says nothing."""
_PRESET, _KERNEL, _SIZE = "conv_preset", "conv_kernel", "conv_size"


@dataclass(frozen=True)
class Controls:
    """What the page's controls say.

    Parameters
    ----------
    preset
        The preset chosen last.
    part
        Which part of the page is open, one of :func:`parts`.
    picture
        The picture that is convolved.
    numbers
        The kernel and how it goes over the picture.
    view
        How the result is shown.
    pools_convolved
        Whether what is pooled is the picture's convolution.
    """

    preset: PagePreset
    part: str
    picture: PictureShown
    numbers: KernelNumbers
    view: View
    pools_convolved: bool = False

    @property
    def unchanged(self) -> bool:
        """Whether everything is as the preset sets it."""
        state = st.session_state
        settings = settings_of(self.preset).items()
        return all(state.get(key, value) == value for key, value in settings if key not in LOOKED_AT)


def parts() -> dict[str, str]:
    """Return what people call the parts of the page."""
    return {
        "signal": _("In one dimension"),
        "picture": _("On a picture"),
        "steps": _("Step by step"),
        "pooling": _("Pooling"),
    }


def settings_of(preset: PagePreset) -> dict[str, Any]:
    """Return all that a preset sets, by the controls' keys."""
    chosen = {**USUAL, **preset.settings}
    kernel = KERNELS[str(chosen[_KERNEL])]
    size = int(str(chosen.get(_SIZE, kernel.size)))
    numbers = _usual_numbers(str(chosen[_KERNEL]), size)
    signal = SIGNAL_KERNELS[str(chosen["conv_signal_kernel"])]
    return {
        _SIZE: str(size),
        **{f"conv_{name}": value for name, value in numbers},
        "conv_signal_cells": signal.cells,
        "conv_signal_divisor": signal.divisor,
        **chosen,
    }


def choose_preset() -> str:
    """Show the menu of presets and return the chosen one's name; a choice sets all controls."""
    labels = {name: _(preset.label) for name, preset in CONVOLUTIONS.items()}
    return pick(_("Start from a preset"), _PRESET, labels, START, on_change=apply_preset)


def convolution_controls() -> Controls:
    """Show the sidebar's controls and return what they and the figure's settings say."""
    with st.sidebar:
        section("start")
        preset = CONVOLUTIONS[choose_preset()]
        usual = settings_of(preset)
    part = pick(_("Part"), "conv_part", parts(), usual["conv_part"], form="segments", hide_label=True)
    with st.sidebar:
        if part == "signal":
            numbers = _kernel_numbers(usual, shown=False)
            return Controls(preset, part, picture_choice(part, usual, numbers.at, shown=False), numbers, View())
        section("picture")
        picture = picture_choice(part, usual, _place(usual))
        convolves = part != "pooling" or _pools_convolved(usual)
        if convolves:
            section("kernel")
        numbers = _kernel_numbers(usual, shown=convolves)
        view = view_of(part, usual, picture.drawn) if convolves else View()
    return Controls(preset, part, picture, numbers, view, convolves)


def take_numbers(event: Mapping[str, Any]) -> None:
    """Keep what somebody set in the figure; what is out of its range is left."""
    numbers = read_numbers(KernelNumbers, event)
    if numbers is None:
        return
    if numbers.cells != st.session_state["conv_cells"]:
        st.session_state[_KERNEL] = _name_of(numbers)
        st.session_state[_SIZE] = str(numbers.size)
    keep("conv_", numbers)


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    st.session_state.update(settings_of(CONVOLUTIONS[st.session_state[_PRESET]]))


def _place(usual: Mapping[str, Any]) -> tuple[float, float]:
    """Return the pixel chosen, as shares of the picture's sides, before its own control has been read."""
    place: tuple[float, float] = st.session_state.get("conv_at", usual["conv_at"])
    return place


def _kernel_numbers(usual: Mapping[str, Any], shown: bool = True) -> KernelNumbers:
    """Show the menu of kernels and their sizes; return the kernel, as chosen or as edited since."""
    labels = {name: _(kernel.label) for name, kernel in KERNELS.items()} | {OWN: _("A kernel of your own")}
    name = seed(_KERNEL, usual[_KERNEL], str, lambda text: text in labels)
    size = int(seed(_SIZE, _usual_size(name, usual), str, lambda text: text in map(str, SIZES)))
    numbers = held("conv_", _usual_for(name, size, usual))
    if numbers.size != size or (name != OWN and numbers.cells != _cells(name, numbers.size)):
        st.session_state[_SIZE] = str(numbers.size)  # the cells of a link say more than the names beside them
        st.session_state[_KERNEL] = _name_of(numbers)
    if shown:
        chosen = pick(_("Kernel"), _KERNEL, labels, usual[_KERNEL], on_change=_take_kernel)
        _size_choice(chosen, usual)
        if chosen != OWN and not hidden(_KERNEL):
            st.caption(_kernel_words(chosen))
    else:
        note(_KERNEL, st.session_state[_KERNEL], usual[_KERNEL])
        note(_SIZE, st.session_state[_SIZE], _usual_size(st.session_state[_KERNEL], usual))
    return numbers


def _kernel_words(name: str) -> str:
    kernel = KERNELS[name]
    slide = "" if kernel.slide is None else " " + _("(slide {slide})").format(slide=kernel.slide)
    return _(kernel.sentence) + slide


def _size_choice(name: str, usual: Mapping[str, Any]) -> None:
    """Show the choice among the sizes that the kernel exists in."""
    least = SIZES[0] if name == OWN else KERNELS[name].size
    sizes = [str(size) for size in SIZES if size >= least]
    if not hidden(_SIZE):
        st.segmented_control(
            _("Size"),
            sizes,
            default=st.session_state[_SIZE],
            key=_SIZE,
            format_func=lambda size: f"{size}×{size}",
            required=True,
            on_change=_take_size,
            persist_state="session",
        )
    note(_SIZE, st.session_state[_SIZE], _usual_size(name, usual))


def _usual_size(name: str, usual: Mapping[str, Any]) -> str:
    if name == usual[_KERNEL]:
        return str(usual[_SIZE])
    return str(SIZES[0] if name == OWN else KERNELS[name].size)


def _usual_numbers(name: str, size: int) -> KernelNumbers:
    kernel = KERNELS["identity" if name == OWN else name]
    divisor = kernel.at(max(size, kernel.size))[1]
    return KernelNumbers(cells=_cells(name, size), divisor=divisor, offset=kernel.offset)


def _usual_for(name: str, size: int, usual: Mapping[str, Any]) -> KernelNumbers:
    """Return the numbers of a kernel where the address says nothing: the preset's own, if it is the preset's."""
    numbers = _usual_numbers(name, size)
    mine = {key.removeprefix("conv_"): value for key, value in usual.items()}
    own = {field: mine[field] for field in ("stride", "dilation", "padding", "weights", "at")}
    if name == usual[_KERNEL] and str(size) == usual[_SIZE]:
        own |= {field: mine[field] for field in ("cells", "divisor", "offset")}
    return numbers.model_copy(update=own)


def _cells(name: str, size: int) -> tuple[float, ...]:
    kernel = KERNELS["identity" if name == OWN else name]
    cells, _divisor = kernel.at(max(size, kernel.size))
    return tuple(cells.ravel().tolist())


def _name_of(numbers: KernelNumbers) -> str:
    """Return the name of the kernel that has these cells."""
    known = (
        name
        for name, kernel in KERNELS.items()
        if kernel.size <= numbers.size and _cells(name, numbers.size) == numbers.cells
    )
    return next(known, OWN)


def _take_kernel() -> None:
    """Put the kernel that was chosen into the cells; one's own starts from what is there."""
    name = st.session_state[_KERNEL]
    if name == OWN:
        return
    size = max(int(st.session_state[_SIZE]), KERNELS[name].size)
    if size not in KERNELS[name].sizes:
        size = KERNELS[name].size
    st.session_state[_SIZE] = str(size)
    _fill(name, size)


def _take_size() -> None:
    name, size = st.session_state[_KERNEL], int(st.session_state[_SIZE])
    if name != OWN:
        _fill(name, size)
        return
    cells = np.array(st.session_state["conv_cells"])
    side = math.isqrt(len(cells))
    st.session_state["conv_cells"] = tuple(resized(cells.reshape(side, side), size).ravel().tolist())


def _fill(name: str, size: int) -> None:
    numbers = _usual_numbers(name, size)
    for field in ("cells", "divisor", "offset"):
        st.session_state[f"conv_{field}"] = getattr(numbers, field)


def _pools_convolved(usual: Mapping[str, Any]) -> bool:
    sources = {"picture": _("the picture"), "convolved": _("its convolution")}
    return pick(_("What is pooled"), "pool_source", sources, usual["pool_source"], form="segments") == "convolved"
