"""Small drawings as SVG: lines and shapes whose classes the page's style colours, in light and dark.

A class of one letter is a colour (``b`` blue, ``o`` orange, ``g`` green, ``q`` pale); ``f`` in front of it fills a
shape instead of drawing its outline, ``n`` fills it with the page's background, and ``d`` makes a line dashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT = 120, 72
Point = tuple[float, float]


def drawing(*parts: str) -> str:
    """Return the inside of a picture, without what it is called."""
    return "".join(parts)


def number(value: float) -> str:
    """Return a coordinate, to a tenth, as shortly as it can be written."""
    return f"{round(float(value), 1):g}"


def line(points: Iterable[Point], kind: str = "") -> str:
    """Return a line through points."""
    places = [f"{number(x)} {number(y)}" for x, y in points]
    return f'<path{_kind(kind)} d="M{"L".join(places)}"/>'


def lines(pairs: Iterable[tuple[Point, Point]], kind: str = "") -> str:
    """Return many straight lines as one shape."""
    steps = [f"M{number(a)} {number(b)}L{number(c)} {number(d)}" for (a, b), (c, d) in pairs]
    return f'<path{_kind(kind)} d="{"".join(steps)}"/>'


def arrow(start: Point, end: Point, kind: str = "") -> str:
    """Return a line with a head at its end."""
    (x, y), (u, v) = start, end
    length = float(np.hypot(u - x, v - y)) or 1.0
    along, across = (4 * (u - x) / length, 4 * (v - y) / length), (-2.4 * (v - y) / length, 2.4 * (u - x) / length)
    left, right = ((u - along[0] + side * across[0], v - along[1] + side * across[1]) for side in (1, -1))
    return lines([(start, end), (left, end), (right, end)], kind)


def circle(x: float, y: float, r: float, kind: str = "") -> str:
    """Return a circle."""
    return f'<circle{_kind(kind)} cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>'


def dots(points: Iterable[Point], r: float, kind: str) -> str:
    """Return many small discs as one shape."""
    arc, size = f"a{number(r)} {number(r)} 0 1 0", number(2 * r)
    places = [f"M{number(x - r)} {number(y)}{arc} {size} 0{arc} -{size} 0" for x, y in points]
    return f'<path{_kind(kind)} d="{"".join(places)}"/>'


def box(x: float, y: float, width: float, height: float, kind: str = "") -> str:
    """Return a rectangle."""
    sides = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f"<rect{_kind(kind)} {sides}/>"


def word(x: float, y: float, text: str, kind: str = "") -> str:
    """Return a short text around a point."""
    return f'<text{_kind(kind)} x="{number(x)}" y="{number(y)}">{text}</text>'


def cells(classes: npt.NDArray[np.int64], x: float, y: float, size: float, kinds: Sequence[str]) -> str:
    """Return a grid of squares as one shape for each class; those of class -1 are left out.

    Parameters
    ----------
    classes
        Of each square, ``(rows, columns)``.
    size
        Side of a square.
    kinds
        The style of each class.
    """
    shapes = []
    for chosen, kind in enumerate(kinds):
        steps = [
            f"M{number(x + start * size)} {number(y + row * size)}"
            f"h{number((end - start) * size)}v{number(size)}h{number((start - end) * size)}z"
            for row, values in enumerate(classes)
            for start, end in _stretches(values == chosen)
        ]
        if steps:
            shapes.append(f'<path{_kind(kind)} d="{"".join(steps)}"/>')
    return "".join(shapes)


@dataclass(frozen=True)
class Axes:
    """A window on a plane.

    Parameters
    ----------
    left, right, bottom, top
        What it shows.
    margin
        Between it and the picture's edge.
    """

    left: float
    right: float
    bottom: float
    top: float
    margin: float = 6

    def place(self, x: float, y: float) -> Point:
        """Return where a point is in the picture."""
        across, up = WIDTH - 2 * self.margin, HEIGHT - 2 * self.margin
        return (
            self.margin + across * (x - self.left) / (self.right - self.left),
            HEIGHT - self.margin - up * (y - self.bottom) / (self.top - self.bottom),
        )

    def places(self, points: npt.ArrayLike) -> list[Point]:
        """Return where points ``(n, 2)`` are in the picture."""
        return [self.place(float(x), float(y)) for x, y in np.asarray(points, np.float64)]

    def curve(self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], kind: str = "") -> str:
        """Return the line through values ``(n,)`` at places ``(n,)``."""
        return line(self.places(np.stack([x, y], axis=1)), kind)

    def cross(self) -> str:
        """Return both axes."""
        horizontal = (self.place(self.left, 0), self.place(self.right, 0))
        return lines([horizontal, (self.place(0, self.bottom), self.place(0, self.top))], "q")


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _stretches(where: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each row of true values begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]]).astype(int)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
