"""What the controls of the page of recurrent networks hold, to and from an experiment. Values only, no widgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.controls.form import FormValues, training_from_form, training_to_form
from playground.experiment import (
    CommunesData,
    Dropout,
    Embedding,
    Experiment,
    ExperimentError,
    Forecast,
    Model,
    OwnSeries,
    OwnText,
    ProblemData,
    SequenceSpec,
    SurnameData,
)
from playground.experiment.built_in_sequences import SERIES
from playground.experiment.recurrent_layers import GRU, LSTM, RNN
from playground.i18n import _
from playground.sequence_problems import SEQUENCE_PROBLEMS

PREFIX = "rnn_"
"""What the keys of the controls begin with."""
OWN_TEXT, OWN_SERIES = "_rnn_own_text", "_rnn_own_series"
"""Keys of a person's own text, cleaned, and of their series: its title, its values, and when they were."""
MOST_STACKED = 4
TEXTS = ("communes", "text")
SYMBOLS = ("surnames", *TEXTS, *(name for name, problem in SEQUENCE_PROBLEMS.items() if problem.symbols))
"""Data whose steps are symbols, which an embedding can read."""
STEPS = (*TEXTS, *(name for name, problem in SEQUENCE_PROBLEMS.items() if problem.every_step))
"""Data of which an answer is asked for at every step."""
FORECASTS = (*SERIES, "series")
NUMBERS = (*(name for name, problem in SEQUENCE_PROBLEMS.items() if not problem.classes), *FORECASTS)
"""Data of which numbers are asked for, not classes."""
_FORECAST_PARTS = ("past", "patch", "horizon", "inputs", "strategy")


def to_rnn_form(experiment: Experiment) -> FormValues:
    """Return what the controls show for an experiment, by their keys.

    Raises
    ------
    ExperimentError
        If it has something that the controls cannot show; the line says what.
    """
    values = data_to_form(experiment.data) | _layers_to_form(experiment) | training_to_form(experiment)
    values |= {
        "truncation": experiment.training.truncation,
        "zeros": experiment.model.output_start == "zeros",
    }
    return {own(name): value for name, value in values.items()}


def from_rnn_form(values: FormValues) -> Experiment:
    """Return the experiment that the controls describe.

    Parameters
    ----------
    values
        As :func:`to_rnn_form` returns them; of controls that the data have no use for they may be missing.

    Raises
    ------
    ExperimentError
        If they describe none that is allowed.
    """
    plain = {key.removeprefix(PREFIX): value for key, value in values.items()}
    return Experiment.from_parts(
        {
            "data": _data_from_form(plain),
            "model": {
                "layers": list(_layers_from_form(plain)),
                "initializer": plain["init"],
                "output_start": "zeros" if plain["zeros"] else "default",
            },
            "training": training_from_form(plain) | {"truncation": plain["truncation"]},
            "seed": plain["seed"],
        }
    )


def own(name: str) -> str:
    """Return the key of a control by its name; what is no control keeps its name."""
    return name if name.startswith("_") else f"{PREFIX}{name}"


def data_to_form(data: object) -> FormValues:
    """Return what the controls of the data show, by their names.

    Raises
    ------
    ExperimentError
        If these are no sequences.
    """
    if not isinstance(data, SequenceSpec):
        sentence = _("data: {name}: this page learns from sequences only")
        raise ExperimentError([sentence.format(name=getattr(data, "name", ""))])
    values: FormValues = {"data": data.name}
    match data:
        case ProblemData():
            return values | {part: getattr(data, part) for part in ("length", "samples", "noise")}
        case SurnameData():
            return values | {"languages": list(data.class_names)}
        case CommunesData():
            return values | {"names": data.samples}
        case OwnText():
            return values | {OWN_TEXT: data.text, "unit": data.unit, "passage": data.passage}
    assert isinstance(data, Forecast)
    values |= {part: getattr(data, part) for part in _FORECAST_PARTS}
    if isinstance(data, OwnSeries):
        series = (data.title, data.values, data.times)
        return values | {OWN_SERIES: series, "repeats": data.repeats, "test": data.test_fraction}
    return values


def _data_from_form(values: FormValues) -> dict[str, Any]:
    name = values["data"]
    parts: dict[str, Any] = {"name": name}
    if name in SEQUENCE_PROBLEMS:
        return parts | {part: values[part] for part in ("length", "samples", "noise") if part in values}
    if name == "surnames":
        return parts | {"languages": tuple(values["languages"])}
    if name == "communes":
        return parts | {"samples": values["names"]}
    if name == "text":
        return parts | {"text": values[OWN_TEXT], "unit": values["unit"], "passage": values["passage"]}
    parts |= {part: values[part] for part in _FORECAST_PARTS}
    if name == "series":
        title, numbers, times = values[OWN_SERIES]
        parts |= {"title": title, "values": numbers, "times": times}
        parts |= {"repeats": values["repeats"], "test_fraction": values["test"]}
    return parts


def _layers_from_form(values: FormValues) -> Iterator[dict[str, Any]]:
    """Yield the layers: an embedding where there is one, then recurrent layers, each perhaps with dropout after it."""
    data, stack = values["data"], values["stack"]
    if data in SYMBOLS and values.get("embedding"):
        yield {"type": "embedding", "units": values["embedding"]}
    layer = {
        "type": values["cell"],
        "units": values["units"],
        "bidirectional": data not in TEXTS and values.get("both", False),
        "recurrent_initializer": values["start"],
        "spectral_radius": values["radius"] or None,
    }
    if values["cell"] != "rnn":
        layer["forget_bias"] = values["forget"]
    for number in range(1, stack + 1):
        yield layer | {"return_sequences": number < stack or data in STEPS}
        if values["rate"]:
            yield {"type": "dropout", "rate": values["rate"]}


def _layers_to_form(experiment: Experiment) -> FormValues:
    """Return what the controls of the network show.

    Raises
    ------
    ExperimentError
        If the layers are not alike, or others than the controls make.
    """
    layers = list(experiment.model.layers)
    embedding = 0
    if layers and isinstance(layers[0], Embedding):
        embedding, layers = layers[0].units, layers[1:]
    dropout = layers[1] if len(layers) > 1 and isinstance(layers[1], Dropout) else None
    recurrent = layers[:: 2 if dropout else 1]
    first = recurrent[0] if recurrent else None
    if not isinstance(first, RNN | LSTM | GRU) or len(recurrent) > MOST_STACKED:
        raise ExperimentError([_cannot_show(experiment)])
    values: FormValues = {
        "embedding": embedding,
        "cell": first.type,
        "units": first.units,
        "stack": len(recurrent),
        "both": first.bidirectional,
        "rate": dropout.rate if dropout else 0.0,
        "start": first.recurrent_initializer,
        "radius": first.spectral_radius or 0.0,
        "forget": 0.0 if isinstance(first, RNN) else first.forget_bias,
    }
    made = Model.model_validate({"layers": list(_layers_from_form(values | {"data": experiment.data.name}))})
    if made.layers != experiment.model.layers:
        raise ExperimentError([_cannot_show(experiment)])
    return values


def _cannot_show(experiment: Experiment) -> str:
    sentence = _(
        "model.layers: {layers}: this page shows up to {most} recurrent layers that are alike, with an embedding "
        "before them where they read symbols, and the same dropout after each or none; the command line trains the "
        "others too"
    )
    kinds = ", ".join(layer.kind for layer in experiment.model.layers) or _("no layer")
    return sentence.format(layers=kinds, most=MOST_STACKED)
