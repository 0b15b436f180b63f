"""An experiment from a file that somebody brings, to the page or to the command line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping

from playground.datasets.file_kind import FileKind, kind_of, what_it_is
from playground.datasets.single_byte import single_byte_text
from playground.experiment import MAX_TEXT, ExperimentError
from playground.experiment.commented import standard_json
from playground.experiment.read import AnyExperiment, experiment_from_json
from playground.i18n import _

LARGEST = 4 * (MAX_TEXT + 1)
"""Bytes of the longest experiment in UTF-32, with its byte order mark."""

_READABLE: tuple[FileKind, ...] = ("json", "text", "empty")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_ZEROS: Mapping[tuple[bool, ...], tuple[str, str]] = {
    (False, True, True, True): ("utf-32-le", "UTF-32"),
    (True, True, True, False): ("utf-32-be", "UTF-32"),
    (False, True, False, True): ("utf-16-le", "UTF-16"),
    (True, False, True, False): ("utf-16-be", "UTF-16"),
}
"""Encodings without a byte order mark, by which of the first four bytes are zero: JSON begins with ASCII (RFC 4627)."""


def read_experiment_file(raw: bytes) -> AnyExperiment:
    """Return the experiment of a file: JSON in any encoding of Unicode, with or without comments.

    Raises
    ------
    ExperimentError
        One line in the reader's language: what the file is instead, or as
        :func:`playground.experiment.read.experiment_from_json`.
    """
    if len(raw) > LARGEST:
        raise ExperimentError([_("the text is too long: at most {most} characters").format(most=MAX_TEXT)])
    kind = kind_of(raw)
    if kind not in _READABLE and not (kind == "unknown" and _is_wide(raw)):
        _refuse(what_it_is(kind))
    text = standard_json(_decoded(raw))
    if text.strip() and text.lstrip()[0] not in "{[" and not _is_json(text):
        _refuse(what_it_is("text"))
    try:
        return experiment_from_json(text)
    except ExperimentError:
        if '"nbformat"' in text and '"cells"' in text:
            _refuse(_("This is a notebook (Jupyter)."))
        raise


def _refuse(what: str) -> None:
    sentence = _("An experiment is a JSON file, as “Download this experiment” on a page writes it.")
    raise ExperimentError([f"{what} {sentence}"])


def _is_wide(raw: bytes) -> bool:
    """Return whether a file is UTF-16 or UTF-32, with or without a byte order mark."""
    return raw.startswith(tuple(mark for mark, _codec, _name in _MARKS)) or _zeros(raw) in _ZEROS


def _zeros(raw: bytes) -> tuple[bool, ...]:
    return tuple(byte == 0 for byte in raw[:4])


def _decoded(raw: bytes) -> str:
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, codec, name)
    if _zeros(raw) in _ZEROS:
        return _strictly(raw, *_ZEROS[_zeros(raw)])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if not raw.decode("utf-8", "replace").replace("\ufffd", "").isascii():  # damaged, not of another encoding
            _strictly(raw, "utf-8", "UTF-8")
    return single_byte_text(raw)[0]


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        sentence = _("line {line} is not valid {encoding}; save the file again, as UTF-8")
        raise ExperimentError([sentence.format(line=line, encoding=name)]) from error


def _is_json(text: str) -> bool:
    """Return whether a short text is a value of JSON, as ``null``."""
    try:
        json.loads(text[:100])
    except (ValueError, RecursionError):
        return False
    return True
