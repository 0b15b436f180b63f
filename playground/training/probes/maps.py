"""The probes of networks for images: what each layer makes of the image in hand, kernels, mistakes.

Layers are numbered as they are listed, from 1; the output layer comes last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import Array
from playground.experiment.layers import AvgPool2d, Conv2d, MaxPool2d
from playground.training.probes.arrays import as_array
from playground.training.probes.frame import Steps, Tensors

if TYPE_CHECKING:
    from playground.training.probes.image_view import ImageView


MOST_MAPS = 64
"""Feature maps of a layer that are shown, from the first on."""
MOST_VALUES = 512
"""Values of a flat layer that are shown."""
MOST_KERNEL_NUMBERS = 40_000
"""Numbers of a convolution's kernels that are sent with each picture."""
MIDDLE = 128
"""What stands for 0 in a map."""


@dataclass(frozen=True)
class InHand:
    """The image that is looked at, and what the network says of it.

    ``image``
        ``(channels, height, width)`` float32, 0 to 1.
    ``image_class``
        ``(1,)`` int32: its class, -1 for one that was drawn or brought.
    ``image_probabilities``
        ``(classes,)`` float32.
    """

    def measure(self, view: ImageView) -> Tensors:
        """Return the image and the answer."""
        return {
            "image": as_array(view.image[0]),
            "image_class": np.array([view.image_class], dtype=np.int32),
            "image_probabilities": view.trainer.predictions(view.activations[-1].after)[0],
        }


@dataclass(frozen=True)
class FeatureMaps:
    """What every layer makes of the image in hand, before and after its activation.

    ``maps_1``, ``maps_2``... of layers that give images
        ``(2, maps, height, width)`` uint8: :data:`MIDDLE` is 0, one step a 127th of the scale.
    ``maps_scale_1``...
        ``(2,)`` float32: the largest size of a value before and after.
    ``values_6``... of flat layers
        ``(2, units)`` float32.
    """

    def measure(self, view: ImageView) -> Tensors:
        """Return the maps."""
        measured: dict[str, Array] = {}
        for number, answer in enumerate(view.activations, 1):
            pair = np.stack([as_array(values[0]) for values in (answer.before, answer.after)])
            if pair.ndim == 4:
                shown = pair[:, :MOST_MAPS]
                scale = np.abs(shown).max(axis=(1, 2, 3), initial=1e-12)
                steps = np.rint(shown * (127 / scale[:, None, None, None]))
                measured[f"maps_{number}"] = (MIDDLE + np.nan_to_num(steps)).clip(1, 255).astype(np.uint8)
                measured[f"maps_scale_{number}"] = scale.astype(np.float32)
            else:
                measured[f"values_{number}"] = pair[:, :MOST_VALUES]
        return measured


@dataclass(frozen=True)
class Kernels:
    """``kernels_1``... of convolutions: ``(filters, channels of a group, side, side)`` float32, the first ones."""

    def measure(self, view: ImageView) -> Tensors:
        """Return the kernels."""
        measured: dict[str, Array] = {}
        for number, layer in enumerate(view.trainer.stack.layers, 1):
            if layer.placed.spec.kind == "conv2d":
                weight = layer.weight
                most = max(1, MOST_KERNEL_NUMBERS // max(1, weight[0].numel()))
                measured[f"kernels_{number}"] = as_array(weight[: min(most, MOST_MAPS)])
        return measured

    def steps(self, view: ImageView) -> Mapping[str, Steps]:
        """Return how finely kernels go while the network trains."""
        return {f"kernels_{number}": Steps(4095) for number in range(1, len(view.trainer.stack.layers) + 1)}


@dataclass(frozen=True)
class ChosenMap:
    """The map that the person looks at, with all that made it; nothing where it is none of convolution or pooling.

    ``chosen_at``
        ``(2,)`` int32: layer and channel.
    ``chosen_inputs``
        ``(channels of its group, height, width)`` float32; of pooling, one channel.
    ``chosen_kernel``, ``chosen_bias``
        ``(channels of its group, side, side)`` and ``(1,)`` float32; not of pooling.
    ``chosen_before``, ``chosen_after``
        ``(rows, columns)`` float32: before and after the activation.
    """

    def measure(self, view: ImageView) -> Tensors:
        """Return the map."""
        layers = view.trainer.stack.layers
        number, channel = view.focus.map or (0, 0)
        if not 1 <= number <= len(layers) or channel >= layers[number - 1].placed.output_shape[0]:
            return {}
        before = view.activations[number - 2].after if number > 1 else view.image
        answer, layer = view.activations[number - 1], layers[number - 1]
        measured: dict[str, Array] = {}
        match layer.placed.spec:
            case Conv2d() as spec:
                each = before.shape[1] // spec.groups
                first = channel // (spec.filters // spec.groups) * each
                measured["chosen_kernel"] = as_array(layer.weight[channel])
                measured["chosen_bias"] = as_array(layer.bias[channel : channel + 1])
            case MaxPool2d() | AvgPool2d():
                first, each = channel, 1
            case _:
                return {}
        return measured | {
            "chosen_at": np.array([number, channel], dtype=np.int32),
            "chosen_inputs": as_array(before[0, first : first + each]),
            "chosen_before": as_array(answer.before[0, channel]),
            "chosen_after": as_array(answer.after[0, channel]),
        }


@dataclass(frozen=True)
class Wrong:
    """Test images that the network gets wrong, those that it is surest of first.

    ``wrong``
        ``(m, channels, height, width)`` uint8.
    ``wrong_facts``
        ``(m, 4)`` float32: place among the test images, true class, class said, its probability.

    Parameters
    ----------
    most
        How many.
    """

    most: int = 24

    def measure(self, view: ImageView) -> Tensors:
        """Return the images."""
        trainer = view.trainer
        probabilities = trainer.predictions(trainer.measured_outputs)
        wrong = np.flatnonzero(trainer.mistakes())
        predicted = probabilities[wrong].argmax(axis=1)
        sure = probabilities[wrong, predicted]
        order = np.argsort(-sure, kind="stable")[: self.most]
        places = wrong[order]
        images = trainer.dataset.inputs[trainer.dataset.test][places]
        classes = trainer.dataset.targets[trainer.dataset.test][places]
        return {
            "wrong": np.rint(images * 255).astype(np.uint8),
            "wrong_facts": np.stack([places, classes, predicted[order], sure[order]], axis=1).astype(np.float32),
        }


@dataclass(frozen=True)
class BatchCurves:
    """``batch_epoch``, ``batch_loss``, ``batch_accuracy``: ``(m,)`` float32, of the batches so far, thinned.

    Parameters
    ----------
    most
        How many values, at most; of more batches neighbours are averaged.
    """

    most: int = 400

    def measure(self, view: ImageView) -> Tensors:
        """Return the curves."""
        batches, loss, accuracy = view.trainer.batch_history.thinned(self.most)
        return {
            "batch_epoch": batches / view.trainer.batches_per_epoch,
            "batch_loss": loss,
            "batch_accuracy": accuracy,
        }
