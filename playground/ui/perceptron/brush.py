"""Points that a person draws on the plane: each stroke changes what the session keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import hypot
from typing import Any

import streamlit as st

from playground.controls.form import OWN_POINTS
from playground.datasets.drawn import starter_points
from playground.experiment.points import FEWEST_POINTS, MOST_CLASSES, MOST_POINTS
from playground.live.figure import Brush

Points = tuple[tuple[float, float, int], ...]

HALF_WIDTH = 6.0
MOST_UNDONE = 30
_BEFORE, _TAKEN = "_own_points_before", "_strokes_taken"


def brush() -> Brush:
    """Return the brush that draws the session's points."""
    return Brush(draw, st.session_state.get(_TAKEN, {}))


def draw(message: Any) -> None:
    """Change the session's points by all the strokes of a message that are new; nonsense changes nothing."""
    match message:
        case {"brush": str(name), "strokes": list(strokes)}:
            taken: dict[str, int] = st.session_state.setdefault(_TAKEN, {})
            for stroke in strokes:
                if isinstance(stroke, dict) and _number(stroke) > taken.get(name, 0):
                    taken[name] = _number(stroke)
                    draw_stroke(stroke)


def _number(stroke: Mapping[str, Any]) -> int:
    number = stroke.get("number")
    return number if isinstance(number, int) else 0


def draw_stroke(stroke: Mapping[str, Any]) -> None:
    """Change the session's points by one stroke."""
    points: Points = st.session_state.get(OWN_POINTS) or starter_points()
    before: list[Points] = st.session_state.setdefault(_BEFORE, [])
    if stroke.get("kind") == "undo":
        if before:
            st.session_state[OWN_POINTS] = before.pop()
        return
    changed = after_stroke(points, stroke)
    if changed != points:
        before.append(points)
        del before[:-MOST_UNDONE]
        st.session_state[OWN_POINTS] = changed


def after_stroke(points: Points, stroke: Mapping[str, Any]) -> Points:
    """Return points after a stroke that adds some, erases those near its places, or replaces all.

    Too many points lose the oldest; what would leave fewer than an experiment needs changes nothing.
    """
    given = stroke.get("points")
    strokes = given if isinstance(given, list) else []
    match stroke.get("kind"):
        case "add":
            changed = (*points, *_read(strokes))
        case "replace":
            changed = _read(strokes)
        case "erase":
            changed = _erased(points, strokes, stroke.get("radius", 0.0))
        case _:
            changed = points
    return changed[-MOST_POINTS:] if len(changed) >= FEWEST_POINTS else points


def _read(strokes: Sequence[Any]) -> Points:
    """Return the points of a stroke, kept within the plane; what is none is left out."""
    read = []
    for point in strokes:
        with suppress(TypeError, ValueError, OverflowError):  # from the browser: outside input
            x1, x2, label = point
            if 0 <= int(label) < MOST_CLASSES and abs(float(x1)) < 100 and abs(float(x2)) < 100:
                read.append((_inside(x1), _inside(x2), int(label)))
    return tuple(read)


def _inside(value: float) -> float:
    return round(min(max(float(value), -HALF_WIDTH), HALF_WIDTH), 3)


def _erased(points: Points, places: Sequence[Any], radius: Any) -> Points:
    wiped = [(x1, x2) for x1, x2, _ in _read([[*place, 0] for place in places if isinstance(place, list)])]
    reach = float(radius) if isinstance(radius, (int, float)) else 0.0
    return tuple(p for p in points if not any(hypot(p[0] - x1, p[1] - x2) < reach for x1, x2 in wiped))
