"""What the controls of the page of GANs hold, to and from an experiment. Values only, no widgets."""

from __future__ import annotations

from typing import Any

from playground.controls.form import FormValues
from playground.experiment import Dense, ExperimentError
from playground.experiment.gan import DRAWN, GanExperiment
from playground.i18n import _

PREFIX = "gan_"
"""What the keys of the controls begin with."""
SIDES = {"g": "generator", "d": "discriminator"}
"""The two networks, by the letter that their controls have."""
_PLAIN = {
    "loss": "loss",
    "g_rate": "generator_rate",
    "d_rate": "discriminator_rate",
    "beta1": "beta1",
    "beta2": "beta2",
    "d_steps": "discriminator_steps",
    "batch": "batch_size",
    "frozen": "frozen",
}
"""Controls of training, and the fields that they set."""


def own(name: str) -> str:
    """Return the key of a control."""
    return PREFIX + name


def penalty_of(loss: str) -> tuple[str, str]:
    """Return the control of the penalty that a loss has, and the field that it sets."""
    return ("gp", "gradient_penalty") if loss == "wasserstein" else ("r1", "r1")


def to_gan_form(experiment: GanExperiment) -> FormValues:
    """Return what the controls show for an experiment, by their keys.

    Raises
    ------
    ExperimentError
        If it has something that the controls cannot show; the line says what.
    """
    training = experiment.training
    penalty, field = penalty_of(training.loss)
    values: FormValues = {"data": experiment.data.name, "noise": experiment.model.generator.noise}
    if experiment.data.name == DRAWN:
        values |= {f"point_{axis}": tuple(point[k] for point in experiment.data.points) for k, axis in enumerate("xy")}
    for side, name in SIDES.items():
        values |= _layers_to_form(side, name, getattr(experiment.model, name).layers)
    values |= {control: getattr(training, setting) for control, setting in _PLAIN.items()}
    values |= {penalty: getattr(training, field), "seed": experiment.seed}
    return {own(name): value for name, value in values.items()}


def from_gan_form(values: FormValues) -> GanExperiment:
    """Return the experiment that the controls describe.

    Raises
    ------
    ExperimentError
        If their values do not go together.
    """
    own_values = {name.removeprefix(PREFIX): value for name, value in values.items()}
    data: dict[str, Any] = {"name": own_values["data"]}
    if data["name"] == DRAWN:
        data["points"] = list(zip(own_values["point_x"], own_values["point_y"], strict=False))
    networks: dict[str, dict[str, Any]] = {
        name: {"layers": _layers_from_form(side, own_values)} for side, name in SIDES.items()
    }
    networks["generator"]["noise"] = own_values["noise"]
    training = {field: own_values[control] for control, field in _PLAIN.items()}
    penalty, field = penalty_of(own_values["loss"])
    return GanExperiment.from_parts(
        {
            "data": data,
            "model": networks,
            "training": training | {field: own_values[penalty]},
            "seed": own_values["seed"],
        }
    )


def _layers_to_form(side: str, name: str, layers: tuple[Dense, ...]) -> FormValues:
    values: FormValues = {f"{side}_layers": len(layers)}
    if not layers:
        return values
    if len(set(layers)) > 1:
        sentence = _("model.{network}.layers: this page shows layers of one size and one activation only")
        raise ExperimentError([sentence.format(network=name)])
    return values | {f"{side}_units": layers[0].units, f"{side}_activation": layers[0].activation}


def _layers_from_form(side: str, values: FormValues) -> list[dict[str, Any]]:
    count = values[f"{side}_layers"]
    if not count:
        return []
    units, activation = values[f"{side}_units"], values[f"{side}_activation"]
    return [{"type": "dense", "units": units, "activation": activation}] * int(count)
