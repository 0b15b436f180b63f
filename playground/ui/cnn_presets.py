"""Presets of the page of convolutional networks."""

from __future__ import annotations

from playground.presets.images import IMAGE_PRESETS
from playground.ui.cnn_form import to_cnn_form
from playground.ui.page_presets import PagePresets

CNN_PAGE = PagePresets("cnn_preset", IMAGE_PRESETS, to_cnn_form)
