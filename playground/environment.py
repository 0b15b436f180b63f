"""What the environment says: the reader's language, and how many networks a server may train."""

from __future__ import annotations

import importlib.util
import os
import re
import reprlib

from playground.i18n import _, preferred_language

MOST_RUNS = "NEURAL_PLAYGROUND_MAX_RUNS"
CLUSTER = "NEURAL_PLAYGROUND_CLUSTER"
HIGHEST_LIMIT = 10_000
"""More processes than any machine of today would give to one server."""


class SettingError(ValueError):
    """A variable of the environment that makes no sense; the message says which, and what it may be."""


def environment_language() -> str:
    """Return the language that the environment asks for, by the usual precedence."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return preferred_language(next(filter(None, names), None))


def usual_limit() -> int:
    """Return how many workers may live at once where nobody says it: 16 for each processor core."""
    return 16 * (os.cpu_count() or 1)


def limit_from_environment() -> int:
    """Return how many workers may live at once: ``NEURAL_PLAYGROUND_MAX_RUNS``, or else the usual number.

    Only a server asks: a command, or a worker, does not end because of a setting that is not its own.

    Raises
    ------
    SettingError
        If the variable says no whole number from 1 to 10,000. Empty, it says nothing.
    """
    written = os.environ.get(MOST_RUNS)
    if not written:
        return usual_limit()
    number = int(written) if re.fullmatch(r"\s*[0-9]{1,9}\s*", written, re.ASCII) else 0
    if not 1 <= number <= HIGHEST_LIMIT:
        sentence = _("{name} must be a whole number from 1 to {most}: {written}")
        raise SettingError(sentence.format(name=MOST_RUNS, most=HIGHEST_LIMIT, written=reprlib.repr(written)))
    return number


def cluster_from_environment() -> str | None:
    """Return the Ray cluster that is to train: ``auto`` or ``host:port``, or ``None`` for this machine alone.

    Raises
    ------
    SettingError
        If ``NEURAL_PLAYGROUND_CLUSTER`` says something else, or Ray is not installed. Empty, it says nothing.
    """
    written = os.environ.get(CLUSTER, "").strip()
    if not written:
        return None
    named = re.fullmatch(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):([0-9]{1,5})", written, re.ASCII)
    if written != "auto" and not (named and 1 <= int(named[1]) <= 65535):
        sentence = _("{name} must be auto, or the host and port of a Ray cluster: {written}")
        raise SettingError(sentence.format(name=CLUSTER, written=reprlib.repr(written)))
    if importlib.util.find_spec("ray") is None:
        sentence = _("{name} needs Ray, which is not installed: pip install 'neural-playground[cluster]'")
        raise SettingError(sentence.format(name=CLUSTER))
    return written
