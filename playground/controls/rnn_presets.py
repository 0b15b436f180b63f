"""Presets of the page of recurrent networks."""

from __future__ import annotations

from playground.controls.page_presets import PagePresets
from playground.controls.rnn_form import to_rnn_form
from playground.presets.recurrent import RNN_PRESETS

RNN_PAGE = PagePresets("rnn_preset", RNN_PRESETS, to_rnn_form)
