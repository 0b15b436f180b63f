"""Presets of the page of GANs."""

from __future__ import annotations

from playground.controls.gan_form import to_gan_form
from playground.controls.page_presets import PagePresets
from playground.presets.gan import GAN_PRESETS

GAN_PAGE = PagePresets("gan_preset", GAN_PRESETS, to_gan_form)
