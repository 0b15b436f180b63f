"""The groups of controls of GANs, on their page and on that of comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.i18n import N_
from playground.ui.group import Group

_PAGES = ("gan", "compare")
_NETWORK = (*("gan_g_layers", "gan_g_units", "gan_g_activation"), *("gan_d_layers", "gan_d_units", "gan_d_activation"))
_TURNS = ("gan_d_steps", "gan_batch", "gan_frozen")

GAN_GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "gan_data_set": Group(N_("Data to imitate"), "data", ("gan_data", "gan_point_*"), _PAGES),
        "gan_networks": Group(N_("Sizes of both networks"), "network", ("gan_noise", *_NETWORK), _PAGES),
        "gan_losses": Group(N_("Loss"), "training", ("gan_loss",), _PAGES),
        "gan_penalties": Group(N_("Penalty"), "training", ("gan_r1", "gan_gp"), _PAGES),
        "gan_rates": Group(N_("Learning rates"), "training", ("gan_g_rate", "gan_d_rate"), _PAGES),
        "gan_memory": Group(N_("Adam's memory"), "training", ("gan_beta1", "gan_beta2"), _PAGES),
        "gan_turns": Group(N_("Turns, batch, frozen network"), "training", _TURNS, _PAGES),
        "gan_seeds": Group(N_("Seed"), "training", ("gan_seed",), _PAGES),
        "gan_shows": Group(N_("What the plane shows"), "page", ("gan_show_*",), ("gan",)),
    }
)
"""By the name that a link hides them with."""
