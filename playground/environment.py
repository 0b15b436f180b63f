"""What the environment says: the reader's language, and what a server allows."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import re
import reprlib
from dataclasses import dataclass

from playground.i18n import _, preferred_language
from playground.rooms.codes import LETTERS

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MOST_RUNS = "NEURAL_PLAYGROUND_MAX_RUNS"
CLUSTER = "NEURAL_PLAYGROUND_CLUSTER"
RUNS_EACH = "NEURAL_PLAYGROUND_RUNS_EACH"
MOST_ROOMS = "NEURAL_PLAYGROUND_MAX_ROOMS"
MOST_STUDENTS = "NEURAL_PLAYGROUND_MAX_STUDENTS"
GIGABYTES_EACH = "NEURAL_PLAYGROUND_GIGABYTES_EACH"
SERVER_LETTER = "NEURAL_PLAYGROUND_SERVER"
STATUS_FOR = "NEURAL_PLAYGROUND_STATUS_FOR"
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


def usual_gigabytes() -> int:
    """Return how much memory a worker may take where nobody says it: an eighth of the machine's, at least 2 GB."""
    try:
        whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows; a system that does not tell
        return 2
    return max(2, round(whole / 2**30 / 8))


@dataclass(frozen=True)
class ServerSettings:
    """What the environment says of a server.

    Parameters
    ----------
    most_runs
        How many workers may live at once.
    runs_each
        How many of them one visitor's may be, on a server that is more than half full.
    most_rooms, most_students
        How many rooms there may be, and how many students in each.
    letter
        The first letter of the codes of this server's rooms, where there are several servers; else empty.
    status_for
        Networks that may see the status page besides this machine.
    """

    most_runs: int
    runs_each: int
    most_rooms: int
    most_students: int
    letter: str
    status_for: tuple[Network, ...]


def settings_from_environment() -> ServerSettings:
    """Return what the environment says of a server; what is empty says nothing.

    Only a server asks: a command, or a worker, does not end because of a setting that is not its own.

    Raises
    ------
    SettingError
        If a variable makes no sense.
    """
    gigabytes_each()
    return ServerSettings(
        most_runs=limit_from_environment(),
        runs_each=_whole_number(RUNS_EACH, 4),
        most_rooms=_whole_number(MOST_ROOMS, 50),
        most_students=_whole_number(MOST_STUDENTS, 200),
        letter=_letter(),
        status_for=_networks(),
    )


def limit_from_environment() -> int:
    """Return how many workers may live at once: ``NEURAL_PLAYGROUND_MAX_RUNS``, or else the usual number.

    Raises
    ------
    SettingError
        If the variable says no whole number from 1 to 10,000. Empty, it says nothing.
    """
    return _whole_number(MOST_RUNS, usual_limit())


def gigabytes_each() -> int:
    """Return how much memory a worker may take, in GB: ``NEURAL_PLAYGROUND_GIGABYTES_EACH``, or else the usual.

    Raises
    ------
    SettingError
        If the variable says no whole number from 1 to 10,000. Empty, it says nothing.
    """
    return _whole_number(GIGABYTES_EACH, usual_gigabytes())


def _whole_number(name: str, usual: int) -> int:
    written = os.environ.get(name)
    if not written:
        return usual
    number = int(written) if re.fullmatch(r"\s*[0-9]{1,9}\s*", written, re.ASCII) else 0
    if not 1 <= number <= HIGHEST_LIMIT:
        sentence = _("{name} must be a whole number from 1 to {most}: {written}")
        raise SettingError(sentence.format(name=name, most=HIGHEST_LIMIT, written=reprlib.repr(written)))
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


def _letter() -> str:
    written = os.environ.get(SERVER_LETTER, "")
    letter = written.strip().upper()
    if letter and (len(letter) != 1 or letter not in LETTERS):
        sentence = _("{name} must be one of the letters {letters}: {written}")
        raise SettingError(sentence.format(name=SERVER_LETTER, letters=LETTERS, written=reprlib.repr(written)))
    return letter


def _networks() -> tuple[Network, ...]:
    written = os.environ.get(STATUS_FOR, "")
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in written.split(",") if part.strip())
    except ValueError as error:
        sentence = _("{name} must be addresses or networks with commas between them: {written}")
        raise SettingError(sentence.format(name=STATUS_FOR, written=reprlib.repr(written))) from error
