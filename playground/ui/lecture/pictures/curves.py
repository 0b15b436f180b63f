"""Pictures of functions: activations, shares, losses, approximations."""

from __future__ import annotations

import numpy as np

from playground.activations import ACTIVATIONS
from playground.arrays import Float64Array
from playground.concepts.approximation.one_layer import OneLayer, bumps, staircase
from playground.concepts.approximation.targets import TARGETS
from playground.concepts.losses import cross_entropy_of_logits, squared_error_of_logits
from playground.concepts.signals import samples
from playground.concepts.softmax import softmax
from playground.ui.lecture.pictures.svg import HEIGHT, WIDTH, Axes, box, circle, dots, drawing, line, lines

LOGITS = np.array([1.0, 2.2, 0.2, -0.6])


def threshold() -> str:
    """Return the step of a unit that answers above a threshold."""
    axes = Axes(-3, 3, -0.2, 1.2)
    return drawing(
        axes.cross(), _activation("threshold", axes, "b", -3, 0), _activation("threshold", axes, "b", 1e-9, 3)
    )


def activations() -> str:
    """Return threshold, ReLU, sigmoid and tanh, each in a corner."""
    parts = []
    for name, kind, across, down in (
        ("threshold", "b", 0, 0),
        ("relu", "o", 1, 0),
        ("sigmoid", "g", 0, 1),
        ("tanh", "", 1, 1),
    ):
        axes = Axes(-3, 3, -1.3, 1.3)
        x = np.array([-3, 0, 1e-9, 3.0]) if name == "threshold" else np.linspace(-3, 3, 25)
        y = np.minimum(ACTIVATIONS[name].function(x), 1.3)
        for points, style in ((np.stack([x, y], 1), kind), (np.array([[-3.0, 0], [3, 0]]), "q")):
            places = [(u / 2 + across * WIDTH / 2, v / 2 + down * HEIGHT / 2) for u, v in axes.places(points)]
            parts.append(line(places, style))
    return drawing(*parts)


def saturation() -> str:
    """Return the sigmoid, its slope, and a leaky ReLU."""
    axes = Axes(-6, 6, -0.25, 1.15)
    x = np.linspace(-6, 6, 41)
    sigmoid = ACTIVATIONS["sigmoid"]
    leaky = np.array([-6.0, 0, 1.15])
    return drawing(
        axes.cross(),
        axes.curve(x, sigmoid.function(x), "b"),
        axes.curve(x, sigmoid.derivative(x), "b d"),
        axes.curve(leaky, np.where(leaky > 0, leaky, 0.03 * leaky), "o"),
    )


def softmax_picture() -> str:
    """Return scores on the left, and on the right the probabilities that softmax makes of them."""
    scores, shares = LOGITS / 2.2, softmax(LOGITS)
    base = 52
    bars = [box(8 + 11 * k, base - max(22 * v, 0), 8, abs(22 * v), "fq") for k, v in enumerate(scores.tolist())]
    bars += [box(70 + 11 * k, base - 60 * v, 8, 60 * v, "fb") for k, v in enumerate(shares.tolist())]
    arrow = lines([((54, 36), (64, 36)), ((61, 33), (64, 36)), ((61, 39), (64, 36))])
    return drawing(lines([((6, base), (51, base)), ((68, base), (114, base))], "q"), *bars, arrow)


def shares() -> str:
    """Return softmax's shares of 1 in one bar."""
    parts, left = [], 8.0
    for share, kind in zip(softmax(LOGITS).tolist(), ("fo", "fb", "fg", "fq"), strict=True):
        parts.append(box(left, 27, 104 * share, 18, kind))
        left += 104 * share
    return drawing(*parts, lines([((8, 52), (112, 52)), ((8, 49), (8, 55)), ((112, 49), (112, 55))]))


def wave() -> str:
    """Return a function made of five neurons, for three values of one parameter."""
    axes = Axes(-1, 1, -1.6, 1.6)
    x = np.linspace(-1, 1, 41)
    kinks = np.linspace(-0.8, 0.8, 5)
    made = []
    for middle, kind in ((1.6, "o"), (0.2, "g"), (-1.0, "b")):
        layer = OneLayer(kinks, np.array([0.8, -1.2, middle, 1.1, -0.7]), np.ones(5), 5.0, "tanh")
        made.append(axes.curve(x, layer(x) / 2.2, kind))
    return drawing(axes.cross(), *made)


def regression() -> str:
    """Return points, and the line of least squares through them."""
    generator = np.random.default_rng(4)
    x = generator.uniform(-1, 1, 22)
    y = 0.8 * x + 0.25 * generator.normal(size=22)
    slope, height = np.polyfit(x, y, 1)
    axes = Axes(-1.1, 1.1, -1.4, 1.4)
    ends = np.array([-1.1, 1.1])
    return drawing(
        axes.cross(), dots(axes.places(np.stack([x, y], 1)), 1.7, "fo"), axes.curve(ends, slope * ends + height, "b")
    )


def errors() -> str:
    """Return the error of staircases with ever more steps, on axes of powers."""
    target = TARGETS["absolute"]
    x = np.linspace(-1, 1, 801)
    counts = np.array([2, 4, 8, 16, 32, 64])
    largest = [
        float(np.abs(staircase(target, n, 1.0, "threshold")(x) - target.function(x)).max()) for n in counts.tolist()
    ]
    axes = Axes(0.8, 6.2, -2.2, 0.1)
    at, error = np.log2(counts), np.log10(largest)
    frame = lines([(axes.place(0.8, -2.2), axes.place(6.2, -2.2)), (axes.place(0.8, -2.2), axes.place(0.8, 0.1))], "q")
    return drawing(frame, axes.curve(at, error, "b"), dots(axes.places(np.stack([at, error], 1)), 2, "fb"))


def bump_sum() -> str:
    """Return a sine, and the sum of eight neurons that comes near to it in bumps."""
    return _near("sine", bumps(TARGETS["sine"], 4, 40.0, "sigmoid"))


def stairs() -> str:
    """Return a curve, and a staircase of eight thresholds."""
    return _near("absolute", staircase(TARGETS["absolute"], 8, 1.0, "threshold"))


def losses() -> str:
    """Return cross-entropy and squared error, by how far the right score lies above the other."""
    margins = np.linspace(-5, 5, 31)
    scores = [np.array([margin, 0.0]) for margin in margins]
    axes = Axes(-5, 5, -0.3, 5.2)
    return drawing(
        axes.cross(),
        axes.curve(margins, np.array([cross_entropy_of_logits(z, 0) for z in scores]), "b"),
        axes.curve(margins, np.array([squared_error_of_logits(z, 0) for z in scores]), "o"),
    )


def distributions() -> str:
    """Return bars of two distributions beside each other."""
    p, q = (0.5, 0.3, 0.15, 0.05), (0.25, 0.35, 0.2, 0.2)
    bars = [box(12 + 26 * k, 60 - 92 * v, 9, 92 * v, "fb") for k, v in enumerate(p)]
    bars += [box(22 + 26 * k, 60 - 92 * v, 9, 92 * v, "fo") for k, v in enumerate(q)]
    return drawing(lines([((6, 60), (114, 60))], "q"), *bars)


def divergence() -> str:
    """Return the divergence from (0.7, 0.3) to (1 − q, q), which is 0 at one place and not the same on both sides."""
    q = np.linspace(0.02, 0.98, 49)
    value = 0.7 * np.log(0.7 / (1 - q)) + 0.3 * np.log(0.3 / q)
    axes = Axes(0, 1, -0.08, 1.5)
    inside = value < 1.5
    base = lines([(axes.place(0, 0), axes.place(1, 0))], "q")
    return drawing(base, axes.curve(q[inside], value[inside], "b"), circle(*axes.place(0.3, 0), 2.5, "fo"))


def overfitting() -> str:
    """Return how the loss of training falls, and that of the test turns."""
    x = np.linspace(0, 5, 31)
    axes = Axes(-0.1, 5, -0.1, 1.2)
    frame = lines([(axes.place(0, 0), axes.place(5, 0)), (axes.place(0, 0), axes.place(0, 1.2))], "q")
    training, test = 1.05 * np.exp(-x), 1.05 * np.exp(-x) + 0.035 * x**1.7
    return drawing(frame, axes.curve(x, training, "b"), axes.curve(x, test, "o d"))


def moving_average() -> str:
    """Return a noisy signal and the mean of each three neighbours."""
    signal = samples("wave", 0)[:40]
    mean = np.convolve(signal, np.ones(3) / 3, "valid")
    axes = Axes(0, len(signal) - 1, float(signal.min()), float(signal.max()))
    places = np.arange(len(signal), dtype=np.float64)
    return drawing(dots(axes.places(np.stack([places, signal], 1)), 1.4, "fo"), axes.curve(places[1:-1], mean, "b"))


def forecast() -> str:
    """Return a series that rises and swings, and how it goes on."""
    x = np.linspace(0, 6 * np.pi, 61)
    y = np.sin(x) + 0.06 * x + 0.25 * np.sin(2 * x)
    axes = Axes(0, 6 * np.pi, -1.2, 2.4)
    now = axes.place(x[42], 0)[0]
    return drawing(
        lines([((now, 6), (now, 66))], "q"), axes.curve(x[:43], y[:43], "b"), axes.curve(x[42:], y[42:], "o d")
    )


def _activation(name: str, axes: Axes, kind: str, left: float, right: float) -> str:
    x = np.array([left, right])
    return axes.curve(x, ACTIVATIONS[name].function(x), kind)


def _near(name: str, layer: OneLayer) -> str:
    target = TARGETS[name]
    x: Float64Array = np.linspace(-1, 1, 121)
    wanted = target.function(x)
    space = 0.12 * float(np.ptp(wanted))
    axes = Axes(-1, 1, float(wanted.min()) - space, float(wanted.max()) + space)
    return drawing(axes.curve(x[::4], wanted[::4], "q"), axes.curve(x, layer(x), "b"))
