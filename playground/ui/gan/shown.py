"""What the picture of a GAN shows, and the switches that say so."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from playground.experiment.gan import GanExperiment
from playground.i18n import _
from playground.ui.widgets import switch


@dataclass(frozen=True)
class Shown:
    """What is drawn beside the heatmap and the generated points.

    Parameters
    ----------
    data, arrows, grid
        Data, where the generator is told to move its points, where it puts a square grid of noise.
    best
        Whether the heatmap is the best discriminator's.
    """

    data: bool
    arrows: bool
    grid: bool
    best: bool


def shown_switches(experiment: GanExperiment) -> Shown:
    """Show the switches and return what they say."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        data = switch(_("Data"), "gan_show_data", default=True)
        arrows = switch(_("Arrows"), "gan_show_arrows", default=True)
        grid = switch(_("Generator's grid"), "gan_show_grid")
        best = experiment.has_known_best and switch(_("Best discriminator"), "gan_show_best")
    return Shown(data, arrows, grid, best)
