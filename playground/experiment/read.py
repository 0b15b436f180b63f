"""An experiment of any kind from text: one place that tells a GAN's from all others."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from playground.experiment import Experiment, json_schema
from playground.experiment.gan import GAN_DATA, GanExperiment, is_gan
from playground.experiment.written import MAX_TEXT, bounded

AnyExperiment = Experiment | GanExperiment
_FORMS: tuple[str, ...] = ("data", "model", "training")


def experiment_from_json(text: str | bytes, most: int = MAX_TEXT) -> AnyExperiment:
    """Read an experiment of any kind from JSON text of at most so many characters.

    Raises
    ------
    ExperimentError
        One line naming the field, its value and what is allowed.
    """
    kind = GanExperiment if is_gan(_parts(bounded(text, most))) else Experiment
    return kind.from_json(text, most)


def any_schema() -> dict[str, Any]:
    """Return the JSON schema of an experiment of any kind: the parts in all their forms, and which go together."""
    schema = json_schema()
    gan = TypeAdapter(GanExperiment).json_schema()
    definitions = schema["$defs"] | gan["$defs"]
    properties = schema["properties"]
    one, other = ({"properties": {name: each["properties"][name] for name in _FORMS}} for each in (json_schema(), gan))
    data = properties["data"]
    data["oneOf"] = [*data["oneOf"], {"$ref": "#/$defs/GanData"}]
    data["discriminator"]["mapping"] |= dict.fromkeys(GAN_DATA, "#/$defs/GanData")
    for name, kind in (("model", "GanModel"), ("training", "GanTraining")):
        properties[name] = {"anyOf": [{"$ref": properties[name]["$ref"]}, {"$ref": f"#/$defs/{kind}"}]}
    needed = {"anyOf": [{"required": [name]} for name in ("data", "model")]}
    return {**schema, "$defs": definitions, "properties": properties, "anyOf": [one, other | needed]}


def _parts(encoded: bytes) -> Any:
    """Return what a text holds; nothing where it is no JSON, as its reader will say, or names nothing of a GAN."""
    names = (b"generator", b"discriminator", *(f'"{name}"'.encode() for name in GAN_DATA))
    if not any(name in encoded for name in names):
        return None
    try:
        return json.loads(encoded)
    except (ValueError, RecursionError):
        return None
