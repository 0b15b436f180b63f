"""What the controls of a perceptron's page hold, to and from an experiment. Values only, no widgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from playground.experiment import (
    Dense,
    DropConnect,
    Dropout,
    Experiment,
    ExperimentError,
    ImageData,
    OwnImages,
    OwnTable,
    PlaneData,
    PointsData,
    SequenceSpec,
    TableData,
    Task,
)
from playground.experiment.data import Data
from playground.experiment.layers import LayerSpec
from playground.experiment.tables import TABLES
from playground.i18n import _

MOST_LAYERS = 8
MOST_UNITS = 512
DropKind = Literal["none", "dropout", "dropconnect"]
FormValues = dict[str, Any]
"""Values of the controls by their keys, and of a person's own data by these two."""
OWN_POINTS, OWN_TABLE = "_own_points", "_own_table"


def to_form(experiment: Experiment) -> FormValues:
    """Return what the controls show for an experiment.

    Raises
    ------
    ExperimentError
        If it has something that the controls cannot show; the line says what.
    """
    refuse_recurrent(experiment)
    return _data_to_form(experiment.data) | training_to_form(experiment) | _layers_to_form(experiment.model.layers)


def refuse_recurrent(experiment: Experiment) -> None:
    """Refuse what only the page of recurrent networks has controls for.

    Raises
    ------
    ExperimentError
        If there is such a thing in the experiment.
    """
    if isinstance(experiment.data, SequenceSpec):
        raise ExperimentError([_("data: {name}: this page shows no sequences").format(name=experiment.data.name)])
    if experiment.training.truncation or experiment.model.output_start != "default":
        raise ExperimentError([_("training.truncation and model.output_start: this page has no controls for them")])


def training_to_form(experiment: Experiment) -> FormValues:
    """Return what the controls of training show for an experiment: initial weights and seed are among them."""
    training = experiment.training
    values: FormValues = {
        "init": experiment.model.initializer,
        "optimizer": training.optimizer.name,
        "learning_rate": training.optimizer.learning_rate,
        "batch": training.batch_size,
        "loss": training.loss,
        "l1": training.l1,
        **({"l1_step": training.l1_step} if training.l1 else {}),
        "l2": training.l2,
        "shuffle": training.shuffle,
        "clip": training.clip_norm,
        "seed": experiment.seed,
    }
    for name, value in training.optimizer.model_dump(exclude={"name", "learning_rate"}).items():
        values[option_key(training.optimizer.name, name)] = value
    return values


def from_form(values: FormValues) -> Experiment:
    """Return the experiment that the controls describe.

    Raises
    ------
    ExperimentError
        If they describe none that is allowed.
    """
    return Experiment.from_parts(
        {
            "data": _data_from_form(values),
            "model": {"layers": list(_layers_from_form(values)), "initializer": values["init"]},
            "training": training_from_form(values),
            "seed": values["seed"],
        }
    )


def training_from_form(values: FormValues) -> dict[str, Any]:
    """Return the parts of the training that the controls describe."""
    optimizer = values["optimizer"]
    prefix = option_key(optimizer, "")
    options = {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
    if options.get("nesterov") and not options.get("momentum"):
        options["nesterov"] = False  # the switch is shown only where there is momentum
    return {
        "optimizer": {"name": optimizer, "learning_rate": values["learning_rate"], **options},
        "batch_size": values["batch"],
        "loss": values["loss"],
        "l1": values["l1"],
        "l1_step": values.get("l1_step", "proximal"),
        "l2": values["l2"],
        "shuffle": values["shuffle"],
        "clip_norm": values["clip"],
    }


def task_from_form(values: FormValues) -> Task:
    """Return what a network is asked for on the data that the controls describe.

    Raises
    ------
    ExperimentError
        If they describe none that are allowed.
    """
    return Experiment.from_parts({"data": _data_from_form(values)}).data.task


def option_key(optimizer: str, option: str) -> str:
    """Return the key of an optimizer's own parameter."""
    return f"{optimizer}_{option}"


def units_key(layer: int) -> str:
    """Return the key of the units of a hidden layer, counted from 1."""
    return f"units{layer}"


def activation_key(layer: int) -> str:
    """Return the key of the activation of a hidden layer, counted from 1."""
    return f"activation{layer}"


def rate_key(layer: int) -> str:
    """Return the key of the dropout or dropconnect rate after a hidden layer, counted from 1."""
    return f"rate{layer}"


def _data_to_form(data: Data) -> FormValues:
    if isinstance(data, ImageData | OwnImages):
        raise ExperimentError([_("data: {name}: this page shows no images").format(name=data.name)])
    assert not isinstance(data, SequenceSpec)
    values: FormValues = {"data": data.name, "train": data.train_fraction}
    match data:
        case PlaneData():
            return values | {"samples": data.samples, "noise": data.noise, "features": list(data.features)}
        case PointsData():
            return values | {OWN_POINTS: data.points, "features": list(data.features)}
        case OwnTable():
            return values | {OWN_TABLE: data} | _columns_to_form(data)
        case TableData():
            return values | _columns_to_form(data)


def _columns_to_form(data: TableData | OwnTable) -> FormValues:
    view1, view2 = data.plane
    return {"columns": list(data.inputs), "view1": view1, "view2": view2, "standardize": data.standardize}


def _data_from_form(values: FormValues) -> dict[str, Any]:
    name = values["data"]
    parts = {"name": name, "train_fraction": values["train"]}
    if name == "points":
        return parts | {"points": values[OWN_POINTS], "features": values["features"]}
    if name != "table" and name not in TABLES:
        shown = {key: values[key] for key in ("samples", "noise", "features")}
        return parts | shown
    parts |= {"view": (values["view1"], values["view2"]), "standardize": values["standardize"]}
    if name in TABLES:
        return parts | {"columns": values["columns"]}
    own: OwnTable = values[OWN_TABLE]
    columns = [column for column in own.columns if column.name in values["columns"]]
    return dict(own) | parts | {"columns": columns}


def _layers_from_form(values: FormValues) -> Iterator[dict[str, Any]]:
    for layer in range(1, values["layers"] + 1):
        yield {"type": "dense", "units": values[units_key(layer)], "activation": values[activation_key(layer)]}
        rate = values.get(rate_key(layer), 0.0)
        if values["drop"] != "none" and rate > 0:
            yield {"type": values["drop"], "rate": rate}


def _layers_to_form(layers: tuple[LayerSpec, ...]) -> FormValues:
    values: FormValues = {}
    kind: DropKind = "none"
    count = 0
    for layer in layers:
        match layer:
            case Dense(units=units, activation=activation) if units <= MOST_UNITS and count < MOST_LAYERS:
                count += 1
                values |= {units_key(count): units, activation_key(count): activation, rate_key(count): 0.0}
            case Dropout(rate=rate) | DropConnect(rate=rate) if _one_kind(kind, layer, values, count):
                values[rate_key(count)] = rate
                kind = "dropout" if isinstance(layer, Dropout) else "dropconnect"
            case _:
                raise ExperimentError([_cannot_show(layer)])
    if kind == "none":
        values = {key: value for key, value in values.items() if not key.startswith("rate")}
    return values | {"layers": count, "drop": kind}


def _one_kind(kind: DropKind, layer: LayerSpec, values: FormValues, count: int) -> bool:
    """Return whether a dropout or dropconnect layer is the first after its dense layer, and like those before."""
    return kind in ("none", layer.kind) and count > 0 and values[rate_key(count)] == 0


def _cannot_show(layer: LayerSpec) -> str:
    return _(
        "model.layers: {layer}: this page shows up to {layers} dense layers of up to {units} units, each followed by "
        "at most one dropout, or each by at most one dropconnect; the command line trains the others too"
    ).format(layer=layer.kind, layers=MOST_LAYERS, units=MOST_UNITS)
