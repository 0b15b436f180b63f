"""Pictures of neurons and networks: circles, links, and what flows along them."""

from __future__ import annotations

from collections.abc import Callable, Set
from itertools import pairwise, product

from playground.ui.lecture.pictures.svg import HEIGHT, Point, arrow, box, circle, drawing, line, lines, word


def neuron() -> str:
    """Return inputs, their links, a sum and a function, an output."""
    inputs = [(14.0, y) for y in (14.0, 36.0, 58.0)]
    return drawing(
        lines([(place, (50, 36)) for place in inputs[:2]], "b"),
        lines([(inputs[2], (50, 36))], "o"),
        *(circle(*place, 5, "n") for place in inputs),
        circle(56, 36, 13, "n"),
        word(56, 40.5, "Σ φ"),
        arrow((69, 36), (106, 36)),
    )


def deep_network() -> str:
    """Return a network of many layers."""
    return _network(3, 4, 4, 4, 4, 4, 2)


def hidden_layer() -> str:
    """Return a network with two neurons in its hidden layer, as on the slide."""
    return _network(3, 2, 1)


def two_layers() -> str:
    """Return a network with two hidden layers."""
    return _network(2, 4, 3, 1)


def exercise() -> str:
    """Return the exercise's network: two inputs, three neurons, one output."""
    return _network(2, 3, 1, biases=True)


def units() -> str:
    """Return neurons of one layer that each cut the plane along a line of their own."""
    cuts = [((-8, -5), (8, 5)), ((-8, 6), (8, -6)), ((0, -9), (0, 9))]
    parts = []
    for place, ((a, b), (c, d)) in enumerate(cuts):
        x = 24 + 36 * place
        kind = ("b", "o", "g")[place]
        parts += [circle(x, 36, 14, "n"), lines([((x + a, 36 + b), (x + c, 36 + d))], kind)]
    return drawing(*parts)


def thinned() -> str:
    """Return a network of which some neurons are crossed out."""
    return _network(3, 4, 4, 1, crossed={(1, 0), (1, 2), (2, 3)})


def forwards() -> str:
    """Return two layers as boxes, from the input to the output."""
    return _chain(lambda left, right: arrow((left, 36), (right, 36), "b"))


def backwards() -> str:
    """Return two layers as boxes, with the way back below."""
    return drawing(
        _chain(lambda left, right: arrow((left, 30), (right, 30), "b")),
        *(arrow((right, 42), (left, 42), "o") for left, right in _GAPS),
    )


def last_layer() -> str:
    """Return a network whose last links are those of which the derivative is taken."""
    return _network(2, 3, 1, back=1)


def first_layer() -> str:
    """Return a network whose first links are those of which the derivative is taken."""
    return _network(2, 3, 1, back=0)


def factors() -> str:
    """Return a product of factors of one half, layer by layer: ever smaller bars."""
    bars = [box(10 + 17 * k, 62 - 52 * 0.5**k, 12, 52 * 0.5**k, "fo") for k in range(6)]
    return drawing(lines([((6, 62), (114, 62))], "q"), *bars)


def code() -> str:
    """Return lines of code, as bars."""
    bars = [(14, 16, 40, "fb"), (24, 26, 58, "fq"), (24, 36, 44, "fq"), (24, 46, 66, "fq"), (14, 56, 30, "fo")]
    return drawing(*(box(x, y, width, 4, kind) for x, y, width, kind in bars))


def _network(
    *layers: int,
    biases: bool = False,
    crossed: Set[tuple[int, int]] = frozenset(),
    back: int | None = None,
) -> str:
    """Return a network.

    Parameters
    ----------
    layers
        Neurons of each, the inputs first.
    biases
        Whether each neuron shows that it has one.
    crossed
        Neurons left out: layer and place.
    back
        The layer of links along which the way back goes.
    """
    columns = [_column(at, count, len(layers)) for at, count in enumerate(layers)]
    pairs = [
        (at, (first, second))
        for at, (left, right) in enumerate(pairwise(columns))
        for (i, first), (j, second) in product(enumerate(left), enumerate(right))
        if not {(at, i), (at + 1, j)} & crossed
    ]
    radius = 5.5 if max(layers) <= 3 else 4.5
    parts = [
        lines([pair for place, pair in pairs if place != back], "q" if back is not None else "b"),
        lines([pair for place, pair in pairs if place == back], "o"),
    ]
    for at, column in enumerate(columns):
        for i, (x, y) in enumerate(column):
            parts.append(circle(x, y, radius, "n q" if (at, i) in crossed else "n"))
            if (at, i) in crossed:
                parts.append(lines([((x - 4, y - 4), (x + 4, y + 4)), ((x - 4, y + 4), (x + 4, y - 4))], "o"))
            if biases and at:
                parts.append(lines([((x, y - radius - 5), (x, y - radius))], "g"))
    return drawing(*(part for part in parts if 'd=""' not in part))


def _column(at: int, count: int, columns: int) -> list[Point]:
    x = 14 + 92 * at / (columns - 1)
    apart = min(22.0, 58 / max(count - 1, 1))
    return [(x, HEIGHT / 2 + apart * (k - (count - 1) / 2)) for k in range(count)]


_BOXES = (28.0, 62.0)
_GAPS = ((6.0, 26.0), (46.0, 60.0), (80.0, 102.0))


def _chain(step: Callable[[float, float], str]) -> str:
    boxes = [box(x, 22, 16, 28, "n") for x in _BOXES]
    names = [word(x + 8, 40, "φ") for x in _BOXES]
    return drawing(*boxes, *names, *(step(left, right) for left, right in _GAPS), word(109, 40, "L"))


def cell() -> str:
    """Return one recurrent cell, with the way from its hidden layer back to itself."""
    loop = line([(74, 30), (96, 30), (96, 12), (24, 12), (24, 30), (43, 30)], "o")
    return drawing(
        loop,
        lines([((40, 27), (44, 30)), ((40, 33), (44, 30))], "o"),
        box(46, 22, 28, 24, "n"),
        word(60, 38, "h"),
        arrow((60, 68), (60, 47), "b"),
        arrow((68, 22), (68, 6), "b"),
    )


def unrolled() -> str:
    """Return a recurrent cell at five steps."""
    return _steps(5, set(range(5)), set(range(5)))


def shapes() -> str:
    """Return two shapes of problems: many inputs and one answer, and an answer at every step."""
    first = _steps(3, {0, 1, 2}, {2}, left=8, apart=18)
    return drawing(first, _steps(3, {0, 1, 2}, {0, 1, 2}, left=68, apart=18))


def memory() -> str:
    """Return a cell whose memory runs through, with gates on its way."""
    gates = [drawing(circle(x, 22, 5, "n o"), lines([((x, 50), (x, 27))], "o")) for x in (40.0, 64.0, 88.0)]
    return drawing(box(22, 10, 80, 52, "n"), arrow((4, 22), (116, 22), "b"), *gates, line([(4, 50), (116, 50)]))


def _steps(count: int, given: set[int], answers: set[int], left: float = 14, apart: float = 22) -> str:
    places = [left + apart * k for k in range(count)]
    return drawing(
        *(box(x - 5, 31, 10, 10, "n") for x in places),
        *(arrow((x + 5, 36), (y - 5, 36), "o") for x, y in pairwise(places)),
        *(arrow((places[k], 60), (places[k], 42), "b") for k in sorted(given)),
        *(arrow((places[k], 30), (places[k], 12), "g") for k in sorted(answers)),
    )
