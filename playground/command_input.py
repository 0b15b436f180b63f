"""What people give the command line, an experiment, the shape of an input; and where its answer goes."""

from __future__ import annotations

import json
import re
import sys

import click

from playground.experiment import ExperimentError
from playground.experiment.gan import GanExperiment
from playground.experiment.model import Model
from playground.experiment.read import AnyExperiment
from playground.experiment.spec import Shape, Task
from playground.experiment_file import read_experiment_file
from playground.i18n import _

MAX_BYTES = 40_000_000
"""More than the longest experiment has in any writing."""
STANDARD_INPUT = "-"
Architecture = tuple[Model, Shape, Task, str]
"""A network, the shape of its input, its task and its loss."""
_SHAPE = re.compile(r"[1-9][0-9]{0,5}(?:[x×][1-9][0-9]{0,5}){0,3}", re.IGNORECASE)


def read_experiment(file: str | None, preset: str | None = None, others: tuple[str, ...] = ()) -> AnyExperiment:
    """Return the experiment of a file, of standard input (``-``) or of a preset.

    Parameters
    ----------
    others
        Names that are allowed beside those of the presets.

    Raises
    ------
    click.UsageError
        If both or neither were given, or what was given holds no valid experiment.
    """
    if file is None:
        if preset is None:
            raise click.UsageError(_("give an experiment: FILE, - for standard input, or --preset NAME"))
        return _preset(preset, others)
    if preset is None:
        return _from_file(file)
    raise click.UsageError(_("give FILE or --preset, not both"))


def read_architecture(file: str | None, preset: str | None = None) -> Architecture | GanExperiment:
    """Return the network of an experiment, or of a preset that is none; a GAN, which has two, as it is.

    Raises
    ------
    click.UsageError
        As :func:`read_experiment`.
    """
    from playground.presets.architectures import ARCHITECTURES

    known = ARCHITECTURES.get(preset or "")
    if known is not None and file is None:
        return known.model, known.input_shape, known.task, "cross_entropy"
    experiment = read_experiment(file, preset, others=tuple(ARCHITECTURES))
    if isinstance(experiment, GanExperiment):
        return experiment
    return experiment.model, experiment.data.input_shape, experiment.data.task, experiment.loss


def read_shape(text: str) -> Shape:
    """Return the shape that a text such as ``7`` or ``3x150x150`` says.

    Raises
    ------
    click.UsageError
        If it says none.
    """
    if not _SHAPE.fullmatch(text):
        sentence = _("--input: {text} is not a shape; write for instance 7 or 3x150x150")
        raise click.UsageError(sentence.format(text=json.dumps(text, ensure_ascii=False)))
    return tuple(int(size) for size in re.split("[x×]", text, flags=re.IGNORECASE))


def write_output(file: str | None, written: bytes) -> None:
    """Write what a command made to a file; to standard output if there is none, or for ``-``.

    Raises
    ------
    click.UsageError
        If the file cannot be written.
    """
    if file is None or file == STANDARD_INPUT:
        click.echo(written, nl=False)
        return
    try:
        with open(file, "wb") as stream:
            stream.write(written)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte in it
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise click.UsageError(_("{name}: cannot be written: {reason}").format(name=file, reason=reason)) from error


def _preset(name: str, others: tuple[str, ...]) -> AnyExperiment:
    from playground.presets import PRESETS
    from playground.presets.gan import GAN_PRESETS
    from playground.presets.preset import GanPreset, Preset
    from playground.presets.recurrent import RNN_PRESETS

    presets: dict[str, Preset | GanPreset] = {**PRESETS, **RNN_PRESETS, **GAN_PRESETS}
    if name not in presets:
        sentence = _("--preset: {name} is not one of {allowed}")
        raise click.UsageError(
            sentence.format(name=json.dumps(name, ensure_ascii=False), allowed=", ".join([*presets, *others]))
        )
    return presets[name].experiment


def _from_file(file: str) -> AnyExperiment:
    name = _("standard input") if file == STANDARD_INPUT else file
    try:
        return read_experiment_file(_read(file))
    except FileNotFoundError as error:
        raise click.UsageError(_("{name}: no such file").format(name=name)) from error
    except IsADirectoryError as error:
        raise click.UsageError(_("{name}: is a folder, not a file").format(name=name)) from error
    except OSError as error:
        reason = error.strerror or error
        raise click.UsageError(_("{name}: cannot be read: {reason}").format(name=name, reason=reason)) from error
    except ExperimentError as error:
        raise click.UsageError(f"{name}: {error}") from error


def _read(file: str) -> bytes:
    """Return what a file holds; of one that is too long, only enough to be refused."""
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES) if sys.stdin else b""  # closed by the shell's <&-
    try:
        with open(file, "rb") as stream:
            return stream.read(MAX_BYTES)
    except ValueError as error:  # a name with a zero byte in it
        raise FileNotFoundError(file) from error
