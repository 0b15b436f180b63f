"""Recurrent networks that forecast (slide 53: the demand for electricity)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playground.experiment import AdamW, Experiment, Model, SeriesData, Training
from playground.experiment.recurrent_layers import LSTM
from playground.i18n import N_
from playground.presets.preset import Preset


def forecast(data: SeriesData, units: int = 64, learning_rate: float = 0.003, decay: float = 0.01) -> Experiment:
    """Return an LSTM that starts with the answer 0 and learns by absolute errors."""
    return Experiment(
        data=data,
        model=Model(layers=(LSTM(units=units),), output_start="zeros"),
        training=Training(
            optimizer=AdamW(learning_rate=learning_rate, weight_decay=decay), batch_size=64, loss="mae", clip_norm=1.0
        ),
    )


FORECASTING: Mapping[str, Preset] = MappingProxyType(
    {
        "demand-day-ahead": Preset(
            N_("Electricity: a day ahead"),
            N_("An LSTM forecasts the demand of the next 24 hours, every half-hour, to about 1.1 %."),
            N_(
                "It sees how far the last 48 half-hours were from those a week before, and says how far the next 48 "
                "will be. As last week is wrong by 2.16 %, last week moved by the mean difference of the last day by "
                "1.20 %, without any parameter."
            ),
            N_("Why is the error so small before it has learned anything?"),
            N_(
                "The output starts at zero, and zero means: as last week, moved by the mean difference of the last "
                "day. The work was done by whoever chose the differences; what the network adds is a tenth. Which is "
                "what an honest comparison is for."
            ),
            forecast(SeriesData(name="demand"), units=16, learning_rate=0.001, decay=3.0),
            speed="1-epoch",
        ),
        "demand-one-step": Preset(
            N_("Electricity: in half an hour"),
            N_("For the next half-hour the LSTM is wrong by about 0.4 %, and a rule without parameters too."),
            N_(
                "As now is wrong by 2.27 %. Last week's value plus the difference from last week half an hour ago: "
                "0.41 %. A linear regression on the last 384 values: 0.38 %."
            ),
            N_("The network does not beat the linear regression. What is it good for here?"),
            N_(
                "For nothing, and it is good to know. Half an hour ahead the demand is nearly linear in what was "
                "before. A network must be compared with the best simple rule, not with the worst (slide 53 only says "
                "that it can be applied)."
            ),
            forecast(SeriesData(name="demand", horizon=1), decay=0.3),
            speed="1-epoch",
        ),
        "demand-raw": Preset(
            N_("Electricity: from the values"),
            N_("From the values themselves the LSTM beats last week, and is beaten by a rule with no parameter."),
            N_(
                "It sees the whole last week, 12 values at each of 28 steps, and has to find out by itself that days "
                "and weeks repeat."
            ),
            N_("It beats “as last week”. Is that a success?"),
            N_(
                "No: last week moved by the mean difference of the last day is better, with nothing learned. What is "
                "known of a problem is better put into the inputs than left to the network to find."
            ),
            forecast(SeriesData(name="demand", past=336, patch=12, inputs="values")),
            speed="1-epoch",
        ),
        "co2": Preset(
            N_("CO₂: twelve weeks ahead"),
            N_("CO₂ is forecast twelve weeks ahead to 0.14 %, as by a rule that learns nothing."),
            N_(
                "A series that rises and swings once a year. The network sees how far the last year was above the one "
                "before. A year before plus the mean rise has 0.14 % too, a linear regression 0.12 %."
            ),
            N_("Show it the values in place of the differences. Why is the forecast bad?"),
            N_(
                "The test values lie above everything that it has learned from: its units are asked for what they "
                "never saw. Differences from a year before are in the same range then as now. Networks interpolate; "
                "they do not know how to go on upwards."
            ),
            forecast(SeriesData(name="co2", past=52, horizon=12), units=32),
            speed="5-epochs",
        ),
    }
)
"""Presets of forecasts."""
