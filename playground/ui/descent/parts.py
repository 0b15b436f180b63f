"""The parts of the descent page: a race, where each start ends, the size of a step, noise.

Each shows its controls, and returns what shows its figure: until all controls are read nobody knows whether they are as
the preset sets them, which is said above the figure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from playground.concepts.descent.methods import METHODS
from playground.concepts.descent.surfaces import Surface
from playground.concepts.descent.table_surface import TableSurface
from playground.i18n import _
from playground.numerals import compact
from playground.presets.descent_basins import BASINS
from playground.ui.component_values import held
from playground.ui.descent import noise, step_size
from playground.ui.descent.basins import BasinNumbers, basins_figure
from playground.ui.descent.controls import Controls
from playground.ui.descent.in_space import race_in_space
from playground.ui.descent.method_choice import (
    linear_method,
    method_details,
    one_method,
    racing_methods,
    step_count,
)
from playground.ui.descent.noise import SIZES, NoiseNumbers, noise_figure
from playground.ui.descent.race import RaceNumbers, race_figure
from playground.ui.descent.step_size import StepSizeNumbers, step_size_figure
from playground.ui.descent.surface_choice import SURFACE, surface_choice
from playground.ui.widgets import section, several, steps, switch, whole_number

DECAYS = (0.0, 10.0, 30.0, 100.0, 300.0, 1000.0)


def race_part(controls: Controls) -> Callable[[], None]:
    """Show methods descend from one start (lecture, slides 29 to 33)."""
    usual = controls.usual
    with st.sidebar:
        surface = surface_choice(usual)
        section("method")
        methods = racing_methods(usual)
        count = step_count(usual)
        options = method_details(usual)
    rates = tuple(surface.rate(name) for name in METHODS)
    first = _suiting(controls, {"descent_start": surface.start, "descent_rates": rates})
    together, step = usual["descent_together"], usual["descent_step"]
    numbers = RaceNumbers(start=first["descent_start"], rates=first["descent_rates"], together=together, step=step)
    shown = held("descent_", numbers)

    def show() -> None:
        race_figure(surface, methods, shown, options, count, key="figure-race")
        race_in_space(surface, methods, shown, options, count)

    return show


def basins_part(controls: Controls) -> Callable[[], None]:
    """Show at which minimum each start ends (lecture, slide 30)."""
    usual = controls.usual
    with st.sidebar:
        surface = surface_choice(usual)
        section("method")
        method = one_method(usual)
        count = step_count(usual)
        options = method_details(usual)
    numbers = _basin_numbers(controls, surface, method)
    return partial(basins_figure, surface, method, numbers, options, count, key="figure-basins")


def size_part(controls: Controls) -> Callable[[], None]:
    """Show how large a step may be (lecture, slide 30)."""
    usual, prefix = controls.usual, step_size.PREFIX
    with st.sidebar:
        section("method")
        method = linear_method(usual)
    numbers = StepSizeNumbers(**{name: usual[prefix + name] for name in StepSizeNumbers.model_fields})
    return partial(step_size_figure, method, held(prefix, numbers), key="figure-step-size")


def noise_part(controls: Controls) -> Callable[[], None]:
    """Show stochastic gradient descent on the exercise of slide 32."""
    usual, prefix = controls.usual, noise.PREFIX
    with st.sidebar:
        section("method")
        labels = {str(size): f"M = {size}" for size in SIZES}
        sizes = several(_("Points in a step"), "descent_batches", labels, usual["descent_batches"], None)
        decay = steps(
            _("Decreasing steps: τ of γ/(1 + n/τ)"),
            "descent_decay",
            DECAYS,
            usual["descent_decay"],
            show=lambda tau: compact(tau) if tau else _("constant"),
            bounds=(0.0, 1e6),
        )
        replacement = switch(_("Drawn with replacement"), "descent_replacement", usual["descent_replacement"])
        draws = whole_number(_("Seed of the draws"), "descent_draws", 0, 9999, usual["descent_draws"])
    numbers = NoiseNumbers(**{name: usual[prefix + name] for name in NoiseNumbers.model_fields})
    shown = held(prefix, numbers)
    return partial(noise_figure, list(map(int, sizes)), shown, decay, replacement, draws, key="figure-noise")


def _basin_numbers(controls: Controls, surface: Surface | TableSurface, method: str) -> BasinNumbers:
    prefix = BASINS
    suiting: dict[str, Any] = {f"{prefix}start": surface.start, f"{prefix}rate": surface.rate(method)}
    if method == controls.usual["descent_method"]:
        suiting = _suiting(controls, suiting)
    return held(prefix, BasinNumbers(start=suiting[f"{prefix}start"], rate=suiting[f"{prefix}rate"]))


def _suiting(controls: Controls, of_surface: dict[str, Any]) -> dict[str, Any]:
    """Return what figures start with: the preset's, if its surface is there, or else what suits the surface."""
    is_presets = st.session_state[SURFACE] == controls.usual[SURFACE]
    return {key: controls.usual[key] for key in of_surface} if is_presets else of_surface
