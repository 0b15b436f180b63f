"""What a browser is told of a surface, and how the map of one looks."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import Any

import numpy as np

from playground.concepts.descent.stationary_points import StationaryPoint, stationary_points
from playground.concepts.descent.surfaces import Surface
from playground.concepts.descent.table_surface import TableSurface
from playground.figures.component_colours import SHADES, component_colours
from playground.figures.theme import GRID, TEXT

GROUND = {"light": ((248, 249, 251), (158, 171, 190)), "dark": ((26, 30, 38), (96, 106, 124))}
"""Red, green and blue of the lowest and of the highest place, by the page's shade."""
MOST_MARKS = 12
_CELLS = 81


def surface_data(surface: Surface | TableSurface) -> dict[str, Any]:
    """Return a surface as ``race.js`` and ``basins.js`` take it."""
    if isinstance(surface, TableSurface):
        return _table_data(surface)
    points, lowest = _known(surface.formula, surface.domain)
    return {
        "which": f"{surface.formula} {surface.domain}",
        "domain": list(surface.domain),
        "program": asdict(surface.program),
        "marks": [{"x": point.x, "y": point.y, "height": point.height, "kind": point.kind} for point in points],
        "lowest": lowest,
    }


def _table_data(surface: TableSurface) -> dict[str, Any]:
    rows, columns = surface.heights.shape
    heights = surface.padded.ravel().tolist()
    marks = [{"x": x, "y": y, "height": height, "kind": "minimum"} for x, y, height in surface.minima()[:MOST_MARKS]]
    return {
        "which": f"{hash(tuple(heights))} {surface.domain}",
        "domain": list(surface.domain),
        "table": {"rows": rows, "columns": columns, "heights": heights},
        "marks": marks,
        "lowest": float(surface.heights.min()),
        "trail": surface.trail.tolist(),
    }


def minima_of(surface: Surface | TableSurface) -> list[StationaryPoint]:
    """Return the minima on a surface's picture, the lowest first; of one that is known at points without curvatures."""
    if isinstance(surface, TableSurface):
        return [StationaryPoint(x, y, height, "minimum", (0.0, 0.0)) for x, y, height in surface.minima()[:MOST_MARKS]]
    return [point for point in _known(surface.formula, surface.domain)[0] if point.kind == "minimum"]


def looks() -> dict[str, dict[str, Any]]:
    """Return how a map looks in each shade of the page."""
    return {
        shade: {
            "text": TEXT[shade],
            "background": "",  # the page's own, which the browser knows
            "low": list(GROUND[shade][0]),
            "high": list(GROUND[shade][1]),
            "star": component_colours(shade)["colours"]["mark"],
            "grid": GRID[shade],
        }
        for shade in SHADES
    }


@lru_cache(maxsize=64)
def _known(formula: str, domain: tuple[float, float, float, float]) -> tuple[list[StationaryPoint], float]:
    """Return the stationary points of a surface, and its lowest height on the picture."""
    surface = Surface("", "", formula, domain, (0.0, 0.0), {})
    points = stationary_points(surface)
    x, y = np.meshgrid(np.linspace(*domain[:2], _CELLS), np.linspace(*domain[2:], _CELLS))
    heights = [float(surface.heights(x, y).min()), *(point.height for point in points if point.kind == "minimum")]
    return points, min(heights)
