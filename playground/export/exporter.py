"""What every way to take an experiment elsewhere has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.experiment.read import AnyExperiment


class ExportError(ValueError):
    """An experiment, or a network, that cannot be written in the form asked for; the message is one line."""


@dataclass(frozen=True)
class Exporter:
    """One form in which an experiment can be taken elsewhere.

    Parameters
    ----------
    label
        Its usual name.
    file_name, mime
        What a download is called, and its media type.
    write
        ``(experiment, epochs)`` to the file's bytes; text is UTF-8.

        Raises :class:`ExportError` if this experiment cannot be written so.
    takes
        Whether data such as an experiment's can be written so at all; the offer is made for no others.
    """

    label: str
    file_name: str
    mime: str
    write: Callable[[AnyExperiment, int], bytes]
    takes: Callable[[AnyExperiment], bool]
