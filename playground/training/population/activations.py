"""Every activation with its way back, as single PyTorch operations that write where they are told to.

They are the ones that autograd itself uses; autograd's bookkeeping costs more than the arithmetic of small networks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor

from playground.activations import LEAKY_SLOPE, SELU_ALPHA, SELU_SCALE

_aten = torch.ops.aten


@dataclass(frozen=True)
class ActivationKernel:
    """One activation.

    Parameters
    ----------
    forward
        From sums z to outputs h, elementwise: ``(z, out=h)``.
    backward
        From dL/dh, z and h to dL/dz: ``(d, z, h, out)``.
    """

    forward: Callable[..., Any]
    backward: Callable[[Tensor, Tensor, Tensor, Tensor], Any]


def _elu(alpha: float, scale: float) -> ActivationKernel:
    return ActivationKernel(
        lambda z, out: _aten.elu.out(z, alpha, scale, 1.0, out=out),
        lambda d, z, h, out: _aten.elu_backward.grad_input(d, alpha, scale, 1.0, False, z, grad_input=out),
    )


ACTIVATION_KERNELS: Mapping[str, ActivationKernel] = MappingProxyType(
    {
        "linear": ActivationKernel(lambda z, out: out.copy_(z), lambda d, z, h, out: out.copy_(d)),
        "threshold": ActivationKernel(lambda z, out: torch.gt(z, 0, out=out), lambda d, z, h, out: out.zero_()),
        "relu": ActivationKernel(
            _aten.relu.out,
            lambda d, z, h, out: _aten.threshold_backward.grad_input(d, h, 0, grad_input=out),
        ),
        "leaky_relu": ActivationKernel(
            lambda z, out: _aten.leaky_relu.out(z, LEAKY_SLOPE, out=out),
            lambda d, z, h, out: _aten.leaky_relu_backward.grad_input(d, z, LEAKY_SLOPE, False, grad_input=out),
        ),
        "sigmoid": ActivationKernel(
            torch.sigmoid,
            lambda d, z, h, out: _aten.sigmoid_backward.grad_input(d, h, grad_input=out),
        ),
        "tanh": ActivationKernel(torch.tanh, lambda d, z, h, out: _aten.tanh_backward.grad_input(d, h, grad_input=out)),
        "elu": _elu(1.0, 1.0),
        "selu": _elu(SELU_ALPHA, SELU_SCALE),
        "softplus": ActivationKernel(
            _aten.softplus.out,
            lambda d, z, h, out: _aten.softplus_backward.grad_input(d, z, 1.0, 20.0, grad_input=out),
        ),
        "gelu": ActivationKernel(
            lambda z, out: out.copy_(_aten.gelu(z)),  # gelu.out writes wrong numbers where out is no whole tensor
            lambda d, z, h, out: _aten.gelu_backward.grad_input(d, z, grad_input=out),
        ),
        "silu": ActivationKernel(
            _aten.silu.out,
            lambda d, z, h, out: _aten.silu_backward.grad_input(d, z, grad_input=out),
        ),
    }
)


def spans(names: Sequence[str]) -> list[tuple[ActivationKernel, slice]]:
    """Return the activations of one layer of many networks, with the networks that have each.

    Parameters
    ----------
    names
        One for each network; neighbours of one name are computed in one operation.
    """
    result: list[tuple[ActivationKernel, slice]] = []
    for place, name in enumerate(names):
        if place and name == names[place - 1]:
            kernel, part = result[-1]
            result[-1] = (kernel, slice(part.start, place + 1))
        else:
            result.append((ACTIVATION_KERNELS[name], slice(place, place + 1)))
    return result
