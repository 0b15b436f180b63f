"""Surfaces of two parameters to descend on: formulas, where they are looked at, and where a descent starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from playground.arrays import Float64Array
from playground.concepts.descent.methods import RATES
from playground.concepts.formulas import FormulaError, Program, parse
from playground.i18n import N_, _
from playground.numerals import compact

KAPPA = 25.0
"""Condition of the bowl, unless another one is chosen."""
REACH = 5.0
"""A formula of one's own is looked at from -5 to 5 in both directions, unless somebody says otherwise."""
_CELLS = 41
HIGHEST = 1e12


@dataclass(frozen=True)
class Surface:
    """A function of two parameters.

    Parameters
    ----------
    label, sentence
        What it is called, and what it is good for.
    formula
        The function, as :func:`playground.concepts.formulas.parse` reads it.
    domain
        Where it is looked at: left, right, bottom, top.
    start
        Where a descent starts.
    rates
        Learning rates that suit it, by method; of methods that are not named the usual ones.
    """

    label: str
    sentence: str
    formula: str
    domain: tuple[float, float, float, float]
    start: tuple[float, float]
    rates: Mapping[str, float]

    @cached_property
    def program(self) -> Program:
        """What computes f, ∂f/∂x and ∂f/∂y."""
        return Program.of(parse(self.formula))

    @cached_property
    def curvature(self) -> Program:
        """What computes the second derivatives by xx, xy and yy."""
        return Program.second_derivatives(parse(self.formula))

    def rate(self, method: str) -> float:
        """Return the learning rate that suits a method here."""
        return self.rates.get(method, RATES[method])

    def heights(self, x: Float64Array, y: Float64Array) -> Float64Array:
        """Return f at points of one shape."""
        return self.program(x, y)[0]

    def hessian(self, x: float, y: float) -> Float64Array:
        """Return the matrix of second derivatives at a point, ``(2, 2)``."""
        xx, xy, yy = (float(value) for value in self.curvature(np.array(x), np.array(y)))
        return np.array([[xx, xy], [xy, yy]])


def _rates(gd: float, momentum: float, adaptive: float) -> dict[str, float]:
    """Return rates: of Nesterov that of momentum, of RMSprop and Adam the last one, of Adagrad always 0.5."""
    return {"gd": gd, "momentum": momentum, "nesterov": momentum, "rmsprop": adaptive, "adam": adaptive}


def bowl(kappa: float = KAPPA) -> Surface:
    """Return the bowl of a condition κ: its slopes differ by that factor (lecture, slide 30)."""
    return Surface(
        N_("Ill-conditioned bowl"),
        N_("A ravine: one direction is κ times as steep as the other, and one learning rate has to suit both."),
        f"(x^2 + {int(kappa) if float(kappa).is_integer() else kappa} y^2)/2",
        (-2.4, 2.4, -1.5, 1.5),
        (2.0, 1.0),
        _rates(1.75 / kappa, 0.5 / kappa, 0.1),
    )


SURFACES: Mapping[str, Surface] = MappingProxyType(
    {
        "bowl": bowl(),
        "rosenbrock": Surface(
            N_("Rosenbrock's banana"),
            N_("A bent valley with a flat floor: easy to reach, slow to follow to its end."),
            "(1 - x)^2 + 100 (y - x^2)^2",
            (-2.0, 2.0, -1.0, 3.0),
            (-1.5, 2.0),
            _rates(0.001, 0.0005, 0.05),
        ),
        "beale": Surface(
            N_("Beale"),
            N_("Steep at the corners, almost flat in the middle: a rate that is safe there creeps here."),
            "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
            (-1.0, 4.5, -2.0, 2.0),
            (1.0, 1.0),
            _rates(0.01, 0.005, 0.05),
        ),
        "himmelblau": Surface(
            N_("Himmelblau"),
            N_("Four minima of the same depth: the start and the learning rate decide which of them."),
            "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
            (-5.0, 5.0, -5.0, 5.0),
            (0.0, 0.0),
            _rates(0.01, 0.005, 0.1),
        ),
        "saddle": Surface(
            N_("Saddle with a floor"),
            N_("Downhill to the left and right ends here, and goes on upwards and downwards, hardly at first."),
            "x^2/2 + y^4/4 - y^2/2",
            (-2.0, 2.0, -1.6, 1.6),
            (1.5, 0.001),
            {"gd": 0.1, "momentum": 0.05, "nesterov": 0.05, "adagrad": 0.1, "rmsprop": 0.05, "adam": 0.05},
        ),
        "rastrigin": Surface(
            N_("Rastrigin"),
            N_("A bowl with 121 hollows: a descent stays in the one it starts in."),
            "20 + x^2 + y^2 - 10 (cos(2 pi x) + cos(2 pi y))",
            (-5.12, 5.12, -5.12, 5.12),
            (2.3, -1.8),
            _rates(0.002, 0.001, 0.05),
        ),
        "plateau": Surface(
            N_("Plateau"),
            N_("Almost flat but for one hollow: a gradient says nothing from far away."),
            "1 - exp(-(x^2 + y^2)/2)",
            (-4.0, 4.0, -4.0, 4.0),
            (2.4, 1.8),
            {"gd": 0.5, "momentum": 0.2, "nesterov": 0.2, "adagrad": 0.5, "rmsprop": 0.05, "adam": 0.1},
        ),
        "hollows": Surface(
            N_("Many hollows"),
            N_("What slide 29 shows: minima of many depths, as a network's loss has them."),
            "(x^2 + y^2)/20 + sin(2 x) cos(2 y - x/2)",
            (-5.0, 5.0, -5.0, 5.0),
            (4.0, 3.5),
            _rates(0.05, 0.02, 0.1),
        ),
    }
)
"""By the name that a link gives them."""


def own_surface(formula: str, reach: float = REACH) -> Surface:
    """Return a formula of one's own as a surface.

    Raises
    ------
    FormulaError
        If it is none, or has no value, or too large a one, somewhere on the picture.
    """
    surface = Surface(
        N_("A formula of your own"), "", formula, (-reach, reach, -reach, reach), (0.6 * reach, 0.4 * reach), {}
    )
    across = np.linspace(-reach, reach, _CELLS)
    x, y = np.meshgrid(across, across)
    heights = surface.heights(x, y)
    wrong = ~np.isfinite(heights)
    if wrong.any():
        place = np.argmax(wrong)
        where = {"x": compact(float(x.flat[place])), "y": compact(float(y.flat[place]))}
        raise FormulaError(_("The formula has no value at x = {x}, y = {y}.").format(**where))
    if np.abs(heights).max() > HIGHEST:
        raise FormulaError(_("The formula grows beyond {most} on the picture.").format(most="1e12"))
    return surface
