"""The parts of the convolution page: a signal, a picture, step by step, pooling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from playground.concepts.convolution import SizeError, Sliding
from playground.concepts.pooling import pooled_size
from playground.concepts.signals import SIGNAL_KERNELS, SIGNALS, samples
from playground.i18n import _
from playground.numerals import in_latex
from playground.ui.component_values import Held, held, keep, read_numbers
from playground.ui.convolution.component_values import KernelNumbers, PoolingNumbers, SignalNumbers
from playground.ui.convolution.components import convolution_figure, paddings, pooling_figure, signal_figure
from playground.ui.convolution.controls import Controls, parts, settings_of, take_numbers
from playground.ui.convolution.picture_controls import take_drawing
from playground.ui.groups import hidden
from playground.ui.widgets import pick, section, whole_number

_SIGNAL_KERNEL = "conv_signal_kernel"


def signal_part(controls: Controls) -> None:
    """Show the convolution of a signal (lecture, slide 43)."""
    usual = settings_of(controls.preset)
    with st.sidebar:
        section("signal")
        signals = {name: _(signal.label) for name, signal in SIGNALS.items()}
        name = pick(_("Signal"), "conv_signal", signals, usual["conv_signal"])
        noise = whole_number(_("Seed"), "conv_signal_seed", 0, 9999, 0)
        section("kernel")
        kernels = {name: _(kernel.label) for name, kernel in SIGNAL_KERNELS.items()}
        chosen = pick(_("Kernel"), _SIGNAL_KERNEL, kernels, usual[_SIGNAL_KERNEL])
    kernel = SIGNAL_KERNELS[chosen]
    usual_numbers = SignalNumbers(cells=kernel.cells, divisor=kernel.divisor)
    if st.session_state.setdefault("_conv_signal_shown", chosen) != chosen:
        st.session_state["_conv_signal_shown"] = chosen
        keep("conv_signal_", usual_numbers)
    numbers = held("conv_signal_", usual_numbers)
    st.latex(r"f * g(x) = \sum_{t} f(t)\, g(x + t)")
    listener = partial(_take, "conv_signal_", SignalNumbers)
    signal_figure(samples(name, noise).tolist(), numbers.model_dump(), key="figure-signal", on_move=listener)


def picture_part(controls: Controls) -> None:
    """Show the convolution of a picture (lecture, slides 44 to 48), and the formula of its size."""
    convolution_figure(
        controls.numbers.model_dump(),
        controls.view,
        key="figure-convolution",
        on_move=take_numbers,
        on_draw=take_drawing,
    )
    with st.container(key="sizes"):
        st.latex(size_formula(controls))
    controls.picture.bring()


def pooling_part(controls: Controls) -> None:
    """Show pooling (lecture, slides 49 and 50)."""
    usual = settings_of(controls.preset)
    if controls.pools_convolved and not hidden("conv_kernel"):
        with st.sidebar:
            st.latex(kernel_formula(controls.numbers))
            st.caption(sliding_words(controls.numbers))
    usual_numbers = PoolingNumbers(**{name: usual[f"pool_{name}"] for name in PoolingNumbers.model_fields})
    numbers = held("pool_", usual_numbers)
    covered = [name for name in PoolingNumbers.model_fields if hidden(f"pool_{name}")]
    pooling_figure(
        numbers.model_dump(),
        controls.numbers.model_dump() if controls.pools_convolved else None,
        replace(controls.view, hidden=covered),
        key="figure-pooling",
        on_move=partial(_take, "pool_", PoolingNumbers),
    )
    with st.container(key="sizes"):
        _pooled_sizes(controls, numbers)
    controls.picture.bring()


def _pooled_sizes(controls: Controls, numbers: PoolingNumbers) -> None:
    """Show the formula of the pooled picture's size, where it is a convolution after the one of its own size."""
    lengths: list[int] = list(controls.picture.pixels.shape[:2])
    if controls.pools_convolved:
        convolution, pooling = st.columns(2)
        convolution.latex(size_formula(controls))
        sliding = _sliding(controls.numbers)
        if not all(map(sliding.fits, lengths)):
            return
        pooling.latex(pooled_formula([sliding.output_size(length) for length in lengths], numbers))
    else:
        st.latex(pooled_formula(lengths, numbers))


def kernel_formula(numbers: KernelNumbers) -> str:
    """Return a kernel in LaTeX, with what its sum is divided by and what is added."""
    size = numbers.size
    rows = [numbers.cells[start : start + size] for start in range(0, size * size, size)]
    matrix = r" \\ ".join(" & ".join(f"{round(cell, 3):g}" for cell in row) for row in rows)
    divisor = "" if numbers.divisor == 1 else rf"\frac{{1}}{{{numbers.divisor:g}}}"
    offset = f"{numbers.offset:+g}" if numbers.offset else ""
    return in_latex(rf"{divisor}\begin{{pmatrix}} {matrix} \end{{pmatrix}} {offset}")


def sliding_words(numbers: KernelNumbers) -> str:
    """Return how a kernel goes over the picture, in words."""
    sentence = _("In grey, with stride {stride}, dilation {dilation}, padding: {padding}. Change them under “{part}”.")
    padding = paddings()[numbers.padding]
    return sentence.format(stride=numbers.stride, dilation=numbers.dilation, padding=padding, part=parts()["picture"])


def size_formula(controls: Controls) -> str:
    """Return the formula of the output's height and width, in LaTeX, with the numbers filled in."""
    sliding = _sliding(controls.numbers)
    filled = [_size(length, sliding) for length in controls.picture.pixels.shape[:2]]
    return _lines(r"\lfloor (n + 2p - d\,(k - 1) - 1) / s \rfloor + 1", filled)


def _sliding(numbers: KernelNumbers) -> Sliding:
    return Sliding(numbers.size, numbers.stride, numbers.dilation, numbers.padding)


def _size(length: int, sliding: Sliding) -> str:
    above = rf"{length} + 2 \cdot {sliding.margin} - {sliding.dilation} \cdot ({sliding.size} - 1) - 1"
    try:
        result = rf"= {sliding.output_size(length)}"
    except SizeError:
        result = "< 1"
    return rf"\lfloor ({above}) / {sliding.stride} \rfloor + 1 {result}"


def pooled_formula(lengths: Sequence[int], numbers: PoolingNumbers) -> str:
    """Return the formula of the pooled picture's height and width, in LaTeX, with the numbers filled in."""
    window, stride = numbers.window, numbers.stride
    filled = [rf"\lfloor ({n} - {window}) / {stride} \rfloor + 1 = {pooled_size(n, window, stride)}" for n in lengths]
    return _lines(r"\lfloor (n - k) / s \rfloor + 1", filled)


def _lines(general: str, filled: list[str]) -> str:
    """Return a formula and below it what it gives for rows and columns."""
    names = [_("Size"), _("Rows"), _("Columns")]
    lines = [rf"\text{{{name}}} &= {line}" for name, line in zip(names, [general, *filled], strict=True)]
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"


def _take(prefix: str, kind: type[Held], event: Mapping[str, Any]) -> None:
    """Keep what somebody set in a figure; what is out of its range is left."""
    numbers = read_numbers(kind, event)
    if numbers is not None:
        keep(prefix, numbers)
