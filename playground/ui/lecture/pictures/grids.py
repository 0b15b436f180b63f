"""Pictures of pictures: kernels, what they make of one, pooling, and layers of maps."""

from __future__ import annotations

import numpy as np

from playground.architecture.summary import model_summary
from playground.arrays import Float64Array
from playground.concepts.convolution import Sliding, convolve
from playground.concepts.kernels import KERNELS
from playground.concepts.pooling import Pooling, pool
from playground.concepts.small_pictures import SMALL_PICTURES
from playground.numerals import compact
from playground.presets.architectures import ARCHITECTURES
from playground.ui.lecture.pictures.svg import HEIGHT, WIDTH, arrow, box, cells, drawing, lines, word

GREYS = ("g1", "g2", "g3", "g4")
"""Styles of grey levels, from pale to full; the palest of all is not drawn."""
NUMBERS = np.array([[1, 3, 2, 0], [4, 8, 1, 5], [5, 1, 6, 2], [2, 0, 4, 4]], dtype=np.float64)
SIDE = 48.0


def outlines() -> str:
    """Return a digit and its outlines."""
    return _before_and_after("outline")


def contrast() -> str:
    """Return a grey digit and the same with more contrast."""
    return _before_and_after("sharpen", soft=True)


def blur() -> str:
    """Return a digit and the same blurred."""
    return _before_and_after("box")


def borders() -> str:
    """Return a digit and its borders: positive on one side, negative on the other."""
    pixels = _digit()
    result = _convolved(pixels, "edge_detect")
    classes = np.where(result > 0.5, 0, np.where(result < -0.5, 1, -1))
    return drawing(_picture(pixels, 6), _arrow(), cells(classes, 66, 12, SIDE / len(classes), ("fb", "fo")), _frame(66))


def window() -> str:
    """Return a picture with a window of 3×3 on it, and one pixel of the result."""
    pixels = _digit()
    size = SIDE / len(pixels)
    return drawing(
        _picture(pixels, 6),
        box(6 + 2 * size, 12 + size, 3 * size, 3 * size, "o"),
        arrow((6 + 5 * size, 12 + 2.5 * size), (66 + 3 * size, 12 + 2.5 * size), "o"),
        box(66 + 3 * size, 12 + 2 * size, size, size, "fo"),
        _frame(66),
    )


def by_hand() -> str:
    """Return nine numbers, the kernel whose only 1 is above the middle, and what comes out: the number above."""
    pixels = SMALL_PICTURES["gimp"].pixels.astype(np.float64)
    kernel = np.array(KERNELS["shift"].at(3)[0])
    result = int(convolve(pixels, kernel, Sliding(3))[0, 0])
    return drawing(
        _table(pixels, 4, 14),
        _table(kernel, 53, 12, marked=kernel == 1),
        word(96, 41, "="),
        word(109, 41, str(result), "tb"),
    )


def max_pooling() -> str:
    """Return sixteen numbers, and the largest of each four."""
    return _pooled("max")


def mean_pooling() -> str:
    """Return sixteen numbers, and the mean of each four."""
    return _pooled("mean")


def alexnet() -> str:
    """Return the maps of AlexNet: the height of each block is that of its maps, its width grows with their number."""
    return _layers("alexnet")


def lenet() -> str:
    """Return the maps of LeNet-5, as those of AlexNet are drawn."""
    return _layers("lenet5")


def lecture_network() -> str:
    """Return the maps of the lecture's network, as those of AlexNet are drawn."""
    return _layers("lecture-cnn")


def _digit() -> Float64Array:
    return SMALL_PICTURES["digit"].pixels / 255


def _convolved(pixels: Float64Array, kernel: str) -> Float64Array:
    weights, divisor = KERNELS[kernel].at(3)
    return convolve(pixels, weights, Sliding(3, padding="replicate")) / divisor


def _before_and_after(kernel: str, soft: bool = False) -> str:
    pixels = 0.3 + 0.4 * _digit() if soft else _digit()
    return drawing(_picture(pixels, 6), _arrow(), _picture(_convolved(pixels, kernel), 66))


def _picture(pixels: Float64Array, x: float) -> str:
    levels = np.clip(np.round(pixels * len(GREYS)), 0, len(GREYS)).astype(np.int64) - 1
    return drawing(cells(levels, x, 12, SIDE / len(pixels), GREYS), _frame(x))


def _frame(x: float) -> str:
    return box(x, 12, SIDE, SIDE, "q")


def _arrow() -> str:
    return arrow((56, HEIGHT / 2), (64, HEIGHT / 2))


def _pooled(kind: Pooling) -> str:
    result = pool(NUMBERS, kind, 2, 2)
    left = _table(NUMBERS, 6, 12, marked=np.kron(result, np.ones((2, 2))) == NUMBERS if kind == "max" else None)
    edges = lines([((30, 12), (30, 60)), ((6, 36), (54, 36))])
    return drawing(left, edges, _arrow(), _table(result, 72, 17))


def _table(numbers: Float64Array, x: float, size: float, marked: np.ndarray | None = None) -> str:
    rows, columns = numbers.shape
    top = HEIGHT / 2 - rows * size / 2
    steps = [((x, top + k * size), (x + columns * size, top + k * size)) for k in range(rows + 1)]
    steps += [((x + k * size, top), (x + k * size, top + rows * size)) for k in range(columns + 1)]
    words = [
        word(
            x + (j + 0.5) * size,
            top + (i + 0.5) * size + 3,
            compact(float(numbers[i, j])),
            "t tb" if marked is not None and marked[i, j] else "t",
        )
        for i in range(rows)
        for j in range(columns)
    ]
    return drawing(lines(steps, "q"), *words)


def _layers(name: str) -> str:
    known = ARCHITECTURES[name]
    rows = model_summary(known.model, known.input_shape, known.task, "cross_entropy")
    shapes = [known.input_shape, *(row.output_shape for row in rows if row.kind not in ("flatten", "dropout"))]
    sizes = [_block(shape, known.input_shape[-1]) for shape in shapes]
    gap = (WIDTH - 12 - sum(width for width, _height in sizes)) / (len(sizes) - 1)
    parts, x = [], 6.0
    for shape, (width, height) in zip(shapes, sizes, strict=True):
        parts.append(box(x, HEIGHT / 2 - height / 2, width, height, "n b" if len(shape) == 3 else "n o"))
        x += width + gap
    return drawing(*parts)


def _block(shape: tuple[int, ...], largest: int) -> tuple[float, float]:
    """Return how wide and how high a layer's block is: maps as high as they are, a vector by its logarithm."""
    steps = float(np.log2(shape[0]))
    return (2 + steps, 8 + 48 * shape[-1] / largest) if len(shape) == 3 else (2.5, 8 + 4 * steps)
