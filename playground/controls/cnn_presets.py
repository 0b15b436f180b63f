"""Presets of the page of convolutional networks."""

from __future__ import annotations

from playground.controls.cnn_form import to_cnn_form
from playground.controls.page_presets import PagePresets
from playground.presets.images import IMAGE_PRESETS

CNN_PAGE = PagePresets("cnn_preset", IMAGE_PRESETS, to_cnn_form)
