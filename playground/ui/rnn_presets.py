"""Presets of the page of recurrent networks."""

from __future__ import annotations

from playground.presets.recurrent import RNN_PRESETS
from playground.ui.page_presets import PagePresets
from playground.ui.rnn_form import to_rnn_form

RNN_PAGE = PagePresets("rnn_preset", RNN_PRESETS, to_rnn_form)
