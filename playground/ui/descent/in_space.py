"""The race in three dimensions, once somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from playground.concepts.descent.methods import METHODS, Options
from playground.concepts.descent.paths import AnySurface, history
from playground.figures.descent_surface import descent_surface, grid
from playground.figures.theme import VALUE_COLOURS
from playground.i18n import _
from playground.ui.descent.race import RaceNumbers


def race_in_space(
    surface: AnySurface, methods: Sequence[str], numbers: RaceNumbers, options: Options, steps: int
) -> None:
    """Show the surface with the paths on it, folded away: it is drawn only when it is opened.

    Its paths follow the start and the rates once a hand rests.
    """
    with st.expander(
        _("In three dimensions"), key="descent-space", icon=":material/deployed_code:", on_change="rerun"
    ) as (expander):
        if not expander.open:
            return
        paths = {}
        for place, name in enumerate(METHODS):
            if name in methods:
                path = history(surface, name, numbers.start, numbers.rates[place], steps, **asdict(options))
                paths[_(METHODS[name].label)] = (path.points, path.heights, VALUE_COLOURS["light"][place])
        heights = surface.program(*grid(surface.domain))[0]
        st.plotly_chart(descent_surface(surface.domain, heights, paths), key="figure-space")
