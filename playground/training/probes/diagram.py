"""The probe of the network diagram: every neuron's answer over the plane, every link, every bias, what is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Array
from playground.training.probes.arrays import as_array
from playground.training.probes.frame import Tensors
from playground.training.probes.view import View

if TYPE_CHECKING:
    from torch import Tensor

    from playground.training.trainers.network import DenseLayer


MOST_UNITS = 8
"""Neurons of a layer that the diagram shows at a time."""

MAP_CELLS = 25
"""Cells of a neuron's map in each direction; the diagram draws it 30 to 60 pixels wide."""


@dataclass(frozen=True)
class Diagram:
    """What the network diagram draws, layer after layer, of the neurons shown (:meth:`Focus.shown`).

    ``shown``
        ``(layers + 1, 2)`` int32: first unit shown and how many, of the inputs and each dense layer.
    ``maps``
        ``(neurons, cells, cells)`` uint8: hidden and output neurons' answers over the plane, rows from bottom to top;
        127.5 is zero, 0 and 255 are minus and plus its ``map_scale``. An output is its probability (-1 to 1 for the one
        of two classes), or the number.
    ``map_scale``
        ``(neurons,)`` float32, at least 1.
    ``links``, ``link_gradients``
        ``(links,)`` float32: weights and the last batch's gradients, for each layer ``(shown, shown before)``.
    ``biases``, ``bias_gradients``
        ``(neurons,)`` float32.
    ``dropped_units``
        ``(neurons,)`` float32: share of the last batch's samples for which a neuron was dropped, negative if it was
        dropped for the first of them. Only where there is dropout.
    ``dropped_links``
        ``(links,)`` uint8: links dropped for the last batch. Only where there is DropConnect.
    ``trace``, ``trace_pre_activations``
        Where the viewer looks at a sample: every shown neuron's output, the inputs' first, ``(inputs + neurons,)``; the
        weighted sums, ``(neurons,)``.
    ``trace_answer``, ``trace_target``, ``trace_loss``
        For that sample: what the network answers, ``(classes or 1,)``; the class or number asked for, ``(1,)``; the
        loss that it contributes, ``(1,)``.

    Parameters
    ----------
    resolution
        Cells of the plane in each direction that are computed; the maps take every so manieth of them.
    """

    resolution: int = 100

    def measure(self, view: View) -> Tensors:
        """Return the arrays of the diagram."""
        layers = view.trainer.network.layers
        sizes = [layers[0].linear.in_features, *(layer.linear.out_features for layer in layers)]
        shown = view.focus.shown(sizes, MOST_UNITS)
        maps, scales = self._maps(view, shown)
        return {
            "shown": np.array([(part.start, part.stop - part.start) for part in shown], dtype=np.int32),
            "maps": maps,
            "map_scale": scales,
            **_parameters(layers, shown),
            **_dropped(layers, shown),
            **_trace(view, shown),
        }

    def _maps(self, view: View, shown: Sequence[slice]) -> tuple[Array, Array]:
        """Return the maps of the hidden and output neurons shown, and their scales."""
        stride = self.resolution // MAP_CELLS
        places = np.arange(stride // 2, self.resolution, stride)
        cells = (places[:, None] * self.resolution + places).ravel()
        planes = view.plane(self.resolution)
        hidden = [as_array(plane[cells][:, part]) for plane, part in zip(planes[1:-1], shown[1:-1], strict=True)]
        output = view.trainer.predictions(planes[-1][cells])
        if view.trainer.task.classes == 2:
            output = 2 * output[:, 1:] - 1
        values = np.concatenate([*hidden, output[:, shown[-1]]], axis=1)
        scales = np.clip(np.abs(values).max(axis=0), 1, np.finfo(np.float32).max).astype(np.float32)
        shares = np.nan_to_num(values / scales)  # an edited weight may make them infinite
        bytes_ = np.clip(np.rint(127.5 + 127.5 * shares), 0, 255).astype(np.uint8)
        return bytes_.T.reshape(-1, len(places), len(places)), scales


def _parameters(layers: Sequence[DenseLayer], shown: Sequence[slice]) -> dict[str, Array]:
    links = [(layer.linear.weight, (after, before)) for layer, before, after in _between(layers, shown)]
    biases = [(layer.linear.bias, (after,)) for layer, _, after in _between(layers, shown)]
    return {
        "links": _joined(weight.detach()[part] for weight, part in links),
        "link_gradients": _joined(weight.grad[part] for weight, part in links if weight.grad is not None),
        "biases": _joined(bias.detach()[part] for bias, part in biases),
        "bias_gradients": _joined(bias.grad[part] for bias, part in biases if bias.grad is not None),
    }


def _dropped(layers: Sequence[DenseLayer], shown: Sequence[slice]) -> dict[str, Array]:
    """Return which of the neurons and links shown the last batch went without."""
    measured: dict[str, Array] = {}
    units = [layer.kept_units() for layer in layers]
    if any(mask is not None for mask in units):
        shares = [
            np.zeros(part.stop - part.start) if mask is None else _drop_shares(as_array(mask[:, part]))
            for mask, part in zip(units, shown[1:], strict=True)
        ]
        measured["dropped_units"] = np.concatenate(shares).astype(np.float32)
    links = [(layer.kept_links(), before, after) for layer, before, after in _between(layers, shown)]
    if any(mask is not None for mask, _, _ in links):
        dropped = [
            np.zeros((after.stop - after.start) * (before.stop - before.start))
            if mask is None
            else 1 - as_array(mask[after, before]).ravel()
            for mask, before, after in links
        ]
        measured["dropped_links"] = np.concatenate(dropped).astype(np.uint8)
    return measured


def _drop_shares(mask: Array) -> Array:
    """Return for ``(n, units)`` zeros and ones the share of zeros, negative where the first row has one."""
    shares: Array = (1 - mask).mean(axis=0)
    return np.where(mask[0] == 0, -shares, shares)


def _trace(view: View, shown: Sequence[slice]) -> dict[str, Array]:
    """Return the way of the looked-at sample through the network."""
    sample, trainer = view.focus.sample, view.trainer
    if sample is None or sample >= len(trainer.inputs):
        return {}
    values = trainer.network.outputs(trainer.inputs[sample : sample + 1])
    sums = trainer.network.pre_activations(values)
    return {
        "trace": _joined(value[0, part] for value, part in zip(values, shown, strict=True)),
        "trace_pre_activations": _joined(value[0, part] for value, part in zip(sums, shown[1:], strict=True)),
        "trace_answer": trainer.predictions(values[-1])[0],
        "trace_target": trainer.dataset.targets[sample : sample + 1].astype(np.float32),
        "trace_loss": np.array([trainer.sample_loss(sample)], dtype=np.float32),
    }


def _between(layers: Sequence[DenseLayer], shown: Sequence[slice]) -> Iterable[tuple[DenseLayer, slice, slice]]:
    """Return each layer with the parts shown of the layer before it and of itself."""
    return zip(layers, shown[:-1], shown[1:], strict=True)


def _joined(parts: Iterable[Tensor]) -> Array:
    return np.concatenate([as_array(part).ravel() for part in parts])
