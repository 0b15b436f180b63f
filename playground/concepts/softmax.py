"""Softmax, and that with two classes it is the sigmoid of the difference of their logits (lecture, slide 15)."""

from __future__ import annotations

import numpy as np

from playground.arrays import Float64Array


def softmax(logits: Float64Array) -> Float64Array:
    """Return ``e^z_k / Σ e^z_i`` along the last axis, ``(..., K)`` to ``(..., K)`` (lecture, slide 15).

    The largest logit is taken from all of them first, which changes nothing in the quotient and keeps the powers from
    overflowing (Goodfellow, Bengio and Courville 2016, section 4.1).
    """
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
