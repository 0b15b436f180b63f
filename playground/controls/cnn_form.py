"""What the controls of the page of convolutional networks hold, to and from an experiment. Values only, no widgets."""

from __future__ import annotations

from playground.controls.form import FormValues, training_from_form, training_to_form
from playground.controls.layer_text import MOST_CARDS, is_shown, settled
from playground.experiment import Experiment, ExperimentError, ImageData, OwnImages
from playground.experiment.layers import LayerSpec
from playground.i18n import _

PREFIX = "cnn_"
"""What the keys of the controls begin with."""
OWN_IMAGES = "_own_images"
"""Key of a person's own images."""


def to_cnn_form(experiment: Experiment) -> FormValues:
    """Return what the controls show for an experiment, by their keys.

    Raises
    ------
    ExperimentError
        If it has something that the controls cannot show; the line says what.
    """
    values = _data_to_form(experiment) | training_to_form(experiment)
    return {own(name): value for name, value in values.items()} | {
        "cnn_layers": tuple(settled(layer) for layer in _shown(experiment.model.layers))
    }


def from_cnn_form(values: FormValues) -> Experiment:
    """Return the experiment that the controls describe.

    Parameters
    ----------
    values
        As :func:`to_cnn_form` returns them.

    Raises
    ------
    ExperimentError
        If they describe none that is allowed.
    """
    plain = _plain(values)
    return Experiment.from_parts(
        {
            "data": _data_from_form(plain),
            "model": {"layers": plain["layers"], "initializer": plain["init"]},
            "training": training_from_form(plain),
            "seed": plain["seed"],
        }
    )


def data_from_cnn_form(values: FormValues) -> ImageData | OwnImages:
    """Return the images that the controls describe."""
    return _data_from_form(_plain(values))


def own(name: str) -> str:
    """Return the key of a control by its name; what is no control keeps its name."""
    return name if name.startswith("_") else f"{PREFIX}{name}"


def classes_key(data: str) -> str:
    """Return the name of the choice of classes of built-in images."""
    return f"classes_{data}"


def _data_to_form(experiment: Experiment) -> FormValues:
    data = experiment.data
    if not isinstance(data, ImageData | OwnImages):
        raise ExperimentError([_("data: {name}: this page learns from images only").format(name=data.name)])
    values = {"data": data.name, **data.augmentation.model_dump()}
    if isinstance(data, OwnImages):
        return values | {OWN_IMAGES: data, "train": data.train_fraction}
    return values | {"samples": data.samples, classes_key(data.name): list(data.class_names)}


def _data_from_form(values: FormValues) -> ImageData | OwnImages:
    augmentation = {part: values[part] for part in ("shift", "rotation", "noise")}
    if values["data"] == "images":
        images: OwnImages = values[OWN_IMAGES]
        own_parts = dict(images) | {"train_fraction": values["train"], "augmentation": augmentation}
        return OwnImages.model_validate(own_parts)
    name, samples = values["data"], values["samples"]
    parts = {"name": name, "classes": values[classes_key(name)], "samples": samples, "augmentation": augmentation}
    return ImageData.model_validate(parts)


def _plain(values: FormValues) -> FormValues:
    return {key.removeprefix(PREFIX): value for key, value in values.items()}


def _shown(layers: tuple[LayerSpec, ...]) -> tuple[LayerSpec, ...]:
    """Return layers that the cards can show.

    Raises
    ------
    ExperimentError
        If they cannot.
    """
    if len(layers) > MOST_CARDS:
        sentence = _("model.layers: {count} layers; this page shows up to {most}")
        raise ExperimentError([sentence.format(count=len(layers), most=MOST_CARDS)])
    for place, layer in enumerate(layers, 1):
        if not is_shown(layer):
            sentence = _("model.layers: layer {number}, {layer}, is none that a card of this page can show")
            raise ExperimentError([sentence.format(number=place, layer=layer.kind)])
    return layers
