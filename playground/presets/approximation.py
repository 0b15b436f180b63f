"""What networks can represent: the presets of the approximation page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from playground.concepts.approximation import TARGETS
from playground.concepts.approximation.one_layer import OneLayer, bumps, staircase, with_best_heights
from playground.i18n import N_
from playground.presets.claim import PagePreset

_NUMBERS = "approximation_"


def _layer(target: str, layer: OneLayer, epsilon: float) -> dict[str, object]:
    """Return what shows a layer over a target."""
    numbers = {name: tuple(float(np.round(each, 8)) for each in getattr(layer, name)) for name in ("kinks", "heights")}
    return {
        "approximation_target": target,
        "approximation_phi": layer.phi,
        f"{_NUMBERS}kinks": numbers["kinks"],
        f"{_NUMBERS}heights": numbers["heights"],
        f"{_NUMBERS}directions": tuple(map(float, layer.directions)),
        f"{_NUMBERS}steepness": layer.steepness,
        f"{_NUMBERS}epsilon": epsilon,
    }


def _few(kinks: tuple[float, ...], heights: tuple[float, ...], steepness: float, phi: str, turned: int = 0) -> OneLayer:
    """Return a layer whose last neurons are turned round."""
    directions = np.array([1.0] * (len(kinks) - turned) + [-1.0] * turned)
    return OneLayer(np.array(kinks), np.array(heights), directions, steepness, phi)


_WAVE = with_best_heights(
    OneLayer(np.round(np.linspace(-1, 1, 14)[1:-1], 2), np.zeros(12), np.ones(12), 5.0, "tanh"), TARGETS["sine"]
)

_HAND: dict[str, PagePreset] = {
    "staircase": PagePreset(
        N_("A staircase"),
        N_("Steps come as near to a continuous function as one likes."),
        N_(
            "Eight neurons with a threshold are eight steps; on |x| the largest error is 1/8. Press “+” and "
            "“Staircase” in turn: it falls like 1/N."
        ),
        N_("How many steps does an error of 0.01 take?"),
        N_(
            "A hundred. The bound says so beforehand: on each step f changes by ω(1/N) at most from its middle, and "
            "for |x| that is 1/N. Continuity is what makes ω(1/N) go to 0 (slide 22)."
        ),
        _layer("absolute", staircase(TARGETS["absolute"], 8, 20.0, "threshold"), 0.12),
    ),
    "steep_sigmoid": PagePreset(
        N_("A steep sigmoid is a step"),
        N_("The larger w, the nearer a sigmoid comes to a step: from 10 % to 90 % it takes 4.39/w."),
        N_("At w = 20 that is 0.22. Slide w up to 200, then down to 1: the height stays, only the way up changes."),
        N_("Which weight makes the rise ten times shorter?"),
        N_("One that is ten times larger. The bias must grow with it: the kink is at s = −b/w."),
        _layer("jump", _few((0.0,), (1.0,), 20.0, "sigmoid"), 0.5),
    ),
    "bump": PagePreset(
        N_("Two steps are a bump"),
        N_("A step up and the same step down are a bump: it is there, and nowhere else."),
        N_(
            "Between its kinks F is 0.8, outside 0. Drag one handle: the bump gets wider. Bumps side by side make any "
            "curve."
        ),
        N_("How many hidden neurons do ten bumps need?"),
        N_(
            "Twenty, or eleven: neighbours share their kink, up with the one height and down with the other. The "
            "staircase does just that."
        ),
        _layer("nielsen", _few((-0.4, 0.4), (0.8, -0.8), 40.0, "sigmoid"), 0.2),
    ),
    "two_relus": PagePreset(
        N_("Two ReLUs make |x|"),
        N_("What bends can be exact: |x| is the sum of two ReLUs, with no error at all."),
        N_(
            "One is on to the right of 0, the other, turned round, to the left. A staircase would need infinitely many."
        ),
        N_("Which functions can a layer of ReLUs be exactly?"),
        N_("Those that are straight between finitely many bends, with a neuron for each bend and two more."),
        _layer("absolute", _few((0.0, 0.0), (1.0, 1.0), 1.0, "relu", turned=1), 0.05),
    ),
    "jump": PagePreset(
        N_("A jump is too much to ask"),
        N_("No continuous φ comes uniformly near to a jump: the largest error never falls below ½."),
        N_(
            "Make w as large as it gets: the root mean square error falls, the largest stays at 0.5. The theorem asks "
            "for a continuous target (slide 22)."
        ),
        N_("Why ½?"),
        N_(
            "F is continuous and passes from near 0 to near 1, so somewhere beside the jump it is ½, where the target "
            "is 0 or 1."
        ),
        _layer("jump", _few((0.0,), (1.0,), 60.0, "sigmoid"), 0.5),
    ),
    "wave": PagePreset(
        N_("Twelve neurons make a wave"),
        N_("Smooth neurons do better than steps: twelve tanh come within 0.1 of two waves of the sine."),
        N_(
            "Their kinks are spread evenly and their heights those of least squares; a staircase of twelve is off by "
            "0.43. Drag a kink, then press “Best heights”."
        ),
        N_("Why is a staircase of twelve so much worse?"),
        N_(
            "A step changes nothing between two kinks: it is at best as far off as half of what f does there. tanh "
            "follows the curve while it rises."
        ),
        _layer("sine", _WAVE, 0.1),
    ),
    "bumps": PagePreset(
        N_("Nielsen's curve from bumps"),
        N_("Eight bumps come within 0.2 of Nielsen's curve, wherever it bends."),
        N_("Sixteen neurons, two for each bump. A staircase of sixteen is nearer: 0.14. Try “Staircase”."),
        N_("Why does the staircase need half as many neurons for the same error?"),
        N_("Each kink of it serves two neighbours; bumps give every edge a neuron on either side."),
        _layer("nielsen", bumps(TARGETS["nielsen"], 8, 200.0, "sigmoid"), 0.21),
    ),
}
_WIDTHS: dict[str, PagePreset] = {
    "everybody": PagePreset(
        N_("Everybody gets there"),
        N_("Sigmoid, tanh and ReLU all come within 0.01 of the sine with 64 neurons, in the mean square."),
        N_(
            "Hidden weights are random, output weights those of least squares; the lines are medians over eleven "
            "draws. Point at a number of neurons to see the fits."
        ),
        N_("Which of the three is nearest at 16 neurons, and why?"),
        N_(
            "The sigmoid, then tanh: the target is smooth, and so are they. ReLUs are straight lines with bends, whose "
            "error falls like 1/N² at best."
        ),
        {"approximation_part": "widths", "approximation_target": "sine"}
        | {"approximation_activations": ["sigmoid", "tanh", "relu"]},
    ),
    "polynomial": PagePreset(
        N_("A polynomial never does"),
        N_("With φ(x) = x² the error stays at 0.651, whether there are 3 neurons or 3,000 (slide 24)."),
        N_("Squares of lines are parabolas, and so are all their sums. The dotted line is the best parabola."),
        N_("500 neurons with φ(x) = x³. How small does the error get?"),
        N_(
            "0.597, the best cubic: a sum of any number of cubics is a cubic. Leshno, Lin, Pinkus and Schocken showed "
            "that polynomials are the only ones that fail."
        ),
        {"approximation_part": "widths", "approximation_target": "sine"}
        | {"approximation_activations": ["sigmoid", "relu", "square", "cube"]},
    ),
    "parabola_of_a_corner": PagePreset(
        N_("The best parabola of |x|"),
        N_("Squares stop at 0.0722 = 1/(8√3) from |x|; ReLUs do not stop."),
        N_(
            "A parabola cannot have a corner. Two ReLUs could be exact, but the random ones have their bends elsewhere."
        ),
        N_("Why do cubes do no better than squares here?"),
        N_("|x| is even: the odd powers of the best cubic are 0, and what is left is the parabola."),
        {"approximation_part": "widths", "approximation_target": "absolute"}
        | {"approximation_activations": ["relu", "square", "cube"], "approximation_widths_epsilon": 0.05},
    ),
    "cubic_target": PagePreset(
        N_("If the target is a polynomial"),
        N_("A polynomial target is no trouble for a polynomial φ of its degree: four cubes are x³ exactly."),
        N_(
            "From four neurons on the error of cubes is that of rounding; sigmoids and ReLUs come near, but never "
            "there."
        ),
        N_("And squares?"),
        N_("They stop at the best parabola again: 0.151."),
        {"approximation_part": "widths", "approximation_target": "cube"}
        | {"approximation_activations": ["sigmoid", "relu", "square", "cube"], "approximation_widths_epsilon": 1e-6},
    ),
    "threshold": PagePreset(
        N_("Not in the theorem, and there all the same"),
        N_("Thresholds are not continuous, so slide 23 says nothing of them; they get there, slowly."),
        N_("With 64 neurons the error on the sine is 0.090; ten sigmoids are nearer than that."),
        N_("Why so slowly?"),
        N_(
            "The kinks fall at random, and the widest gap between them decides. And steps can at best gain like 1/N: "
            "see “A staircase”."
        ),
        {"approximation_part": "widths", "approximation_target": "sine"}
        | {"approximation_activations": ["sigmoid", "threshold"], "approximation_widths_epsilon": 0.1},
    ),
    "found": PagePreset(
        N_("What exists is not what is found"),
        N_("Trained by Adam, a network of 64 neurons stays far above the error that its best weights would have."),
        N_(
            "Press play: 320 networks learn, five of each width from 1 to 64. The theorem says that good weights "
            "exist; it says nothing of gradient descent."
        ),
        N_("Which of the two lines would you expect to fall further with a hundred times as many neurons?"),
        N_(
            "That of the best fits: it is bounded by rounding alone. That of training is bounded by time, learning "
            "rate and luck; more neurons help it too, but for another reason."
        ),
        {"approximation_part": "widths", "approximation_target": "sine"}
        | {"approximation_activations": ["tanh"], "approximation_train": True},
    ),
}
_PLANE: dict[str, PagePreset] = {
    "tower": PagePreset(
        N_("Four steps make a tower"),
        N_("Two steps in each direction, and one neuron that asks for both, make a tower."),
        N_(
            "The middle one of 3 × 3 squares has the height 1, the others 0. Along the cut it is a bump; move the cut "
            "out of the square and it is gone."
        ),
        N_("Why does it take a second layer?"),
        N_(
            "The sum of the two bumps is a cross: 1 along both strips, 2 where they meet. A threshold at 1.5 keeps "
            "only the middle."
        ),
        {"approximation_part": "plane", "approximation_surface": "block", "approximation_towers_count": 3},
    ),
    "many_towers": PagePreset(
        N_("Many towers"),
        N_("Twice as many towers in each direction halve the error in the mean, if steps are steep enough."),
        N_("On the hill: 0.252 with two in each direction, 0.126 with four, 0.064 with eight."),
        N_("What else doubles, or more than doubles?"),
        N_("The neurons: 2(K + 1) in the first layer, K² in the second."),
        {"approximation_part": "plane", "approximation_surface": "hill", "approximation_towers_steepness": 300.0}
        | {"approximation_towers_count": 8},
    ),
    "steeper": PagePreset(
        N_("More towers need steeper steps"),
        N_("At the same steepness more towers can be worse: 0.13 with four in each direction, 0.19 with eight."),
        N_("w is 20 here: steps that are wider than the squares between them never get up. Slide w to the right."),
        N_("By how much must w grow with the number of towers?"),
        N_("As the squares shrink like 1/K, in proportion to K."),
        {"approximation_part": "plane", "approximation_surface": "hill", "approximation_towers_steepness": 20.0}
        | {"approximation_towers_count": 8},
    ),
    "holes": PagePreset(
        N_("Holes at the corners"),
        N_("Where four towers meet there is a hole, however steep they are: near in the mean is not near everywhere."),
        N_("The largest error is above 0.97 for every even number of towers: a corner is at the summit. Cut at 0."),
        N_("Could there be towers without holes?"),
        N_(
            "Not these: at a corner both bumps are at ½, and ½ + ½ is less than 1.5. Towers that overlap a little, or "
            "one more layer, close them. The theorem promises uniform nearness even with one layer."
        ),
        {"approximation_part": "plane", "approximation_surface": "hill", "approximation_towers_steepness": 100.0}
        | {"approximation_towers_count": 4, "approximation_towers_height": 0.0},
    ),
    "many_neurons": PagePreset(
        N_("The price of dimensions"),
        N_("Ten towers in each direction take 122 neurons on a plane; with ten inputs they would take ten billion."),
        N_(
            "The table has the neurons for each number of towers. They grow like the number to the power of the inputs."
        ),
        N_("How do networks for pictures, with thousands of inputs, get by?"),
        N_(
            "They do not represent every function of their inputs: depth, convolution and what pictures have in common "
            "let them do with few. “Non-quantitative”, slide 24 says of the theorem."
        ),
        {"approximation_part": "plane", "approximation_surface": "waves", "approximation_towers_steepness": 300.0}
        | {"approximation_towers_count": 10},
    ),
}
APPROXIMATION: Mapping[str, PagePreset] = MappingProxyType({**_HAND, **_WIDTHS, **_PLANE})
