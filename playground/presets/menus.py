"""All menus of presets, by the keys that addresses give them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.presets import PRESETS
from playground.presets.approximation import APPROXIMATION
from playground.presets.backpropagation import BACKPROPAGATION
from playground.presets.claim import Claim
from playground.presets.comparisons import COMPARISONS
from playground.presets.convolutions import CONVOLUTIONS
from playground.presets.descents import DESCENTS
from playground.presets.gan import GAN_PRESETS
from playground.presets.images import IMAGE_PRESETS
from playground.presets.losses import LOSSES
from playground.presets.neurons import NEURONS
from playground.presets.recurrent import RNN_PRESETS
from playground.presets.regularisation import REGULARISATION

MENUS: Mapping[str, tuple[str, Mapping[str, Claim]]] = MappingProxyType(
    {
        "preset": ("perceptron", PRESETS),
        "neuron_preset": ("neuron", NEURONS),
        "losses_preset": ("losses", LOSSES),
        "descent_preset": ("descent", DESCENTS),
        "backprop_preset": ("backpropagation", BACKPROPAGATION),
        "approximation_preset": ("approximation", APPROXIMATION),
        "regularisation_preset": ("regularisation", REGULARISATION),
        "conv_preset": ("convolution", CONVOLUTIONS),
        "cnn_preset": ("cnn", IMAGE_PRESETS),
        "rnn_preset": ("rnn", RNN_PRESETS),
        "gan_preset": ("gan", GAN_PRESETS),
        "comparison": ("compare", COMPARISONS),
    }
)
"""The page of each menu of presets, and what it offers, by the menu's key in an address."""
