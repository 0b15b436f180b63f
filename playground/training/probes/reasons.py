"""The probe that asks a network for images why it said what it said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from playground.training.probes.frame import Tensors

if TYPE_CHECKING:
    from playground.training.probes.image_view import ImageView

Map = npt.NDArray[np.float32]

Method = Literal["occlusion", "grad_cam"]
PATCH_SHARE = 0.25
"""How much of the image's side a patch covers."""
PLACES = 12
"""Places of the patch in each direction."""


@dataclass(frozen=True)
class Reasons:
    """``reason``, ``(height, width)`` float32: which parts of the image in hand speak for the class that was said.

    ``occlusion``
        By how much the class's probability falls where a grey patch covers the image (Zeiler and Fergus 2014):
        positive where the network needs what is covered.
    ``grad_cam``
        The last convolution's maps, weighted by the mean gradient of the class's output, and of the sum what is
        positive (Selvaraju et al. 2017), from 0 to 1. Nothing where there is no convolution.

    Parameters
    ----------
    method
        How to ask.
    """

    method: Method

    def measure(self, view: ImageView) -> Tensors:
        """Return the map."""
        reasons = _occlusion(view) if self.method == "occlusion" else _grad_cam(view)
        return {} if reasons is None else {"reason": reasons}


def _said(view: ImageView) -> int:
    """Return the class that the network says."""
    return int(view.trainer.predictions(view.activations[-1].after)[0].argmax())


def _occlusion(view: ImageView) -> Map:
    trainer, image, predicted = view.trainer, view.image, _said(view)
    height, width = image.shape[2:]
    side = max(1, round(PATCH_SHARE * min(height, width)))
    tops, lefts = (np.linspace(0, size - side, min(PLACES, size - side + 1)).round() for size in (height, width))
    places = [(int(top), int(left)) for top in tops for left in lefts]
    covered = image.repeat(len(places), 1, 1, 1)
    for one, (top, left) in zip(covered, places, strict=True):
        one[:, top : top + side, left : left + side] = 0.5
    before = trainer.predictions(view.activations[-1].after)[0, predicted]
    falls = before - trainer.predictions(trainer.stack.last(covered))[:, predicted]
    total, count = np.zeros((height, width)), np.zeros((height, width))
    for (top, left), fall in zip(places, falls, strict=True):
        total[top : top + side, left : left + side] += fall
        count[top : top + side, left : left + side] += 1
    return (total / np.maximum(count, 1)).astype(np.float32)


def _grad_cam(view: ImageView) -> Map | None:
    import torch
    from torch.nn.functional import interpolate

    maps, outputs = view.trainer.stack.last_maps(view.image)
    if maps is None:
        return None
    with torch.enable_grad():
        predicted = _said(view)
        score = outputs[0, predicted] if outputs.shape[1] > 1 else (outputs[0, 0] if predicted else -outputs[0, 0])
        (gradient,) = torch.autograd.grad(score, maps)
    weighted = (gradient.mean((2, 3), keepdim=True) * maps.detach()).sum(1, keepdim=True).clamp(min=0)
    shown = interpolate(weighted, size=view.image.shape[2:], mode="bilinear", align_corners=False)[0, 0]
    return (shown / shown.max().clamp(min=1e-12)).float().cpu().numpy()
