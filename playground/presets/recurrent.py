"""Recurrent networks worth watching: each a claim that training proves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import Adam, Embedding, Experiment, Model, SurnameData, Training
from playground.experiment.recurrent_layers import LSTM
from playground.i18n import N_
from playground.presets.preset import Preset

RNN_PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "names": Preset(
            N_("Which language is this name?"),
            N_("Letter by letter, an LSTM learns to tell from which of seven languages a surname comes."),
            N_("The network reads a name and answers once, at its end: many to one (slide 54)."),
            N_("Dutch names are half recognised by one letter in front. Which, and why is that no cheating?"),
            N_("Many begin with “van”: a statistic of the data, as everything that a network learns is (slide 55)."),
            Experiment(
                data=SurnameData(),
                model=Model(layers=(Embedding(units=16), LSTM(units=64))),
                training=Training(optimizer=Adam(learning_rate=0.003), batch_size=64, clip_norm=1.0),
            ),
            speed="1-epoch",
        ),
    }
)
"""All presets of the page of recurrent networks by name, in the order of the menu, the opening one first."""
