"""The status page: for a browser a page that follows, for ``curl`` the same as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from playground.counts import Refusal
from playground.i18n import _, language
from playground.live.files import source
from playground.live.status.census import Census, RoomUsage, RunUsage, Usage
from playground.numerals import fixed, percent, whole

_MEGABYTE = 2**20
_GAP = "  "
MOST_ROWS = 500
"""Rows of a table, the dearest first: a browser lays all of them out again every two seconds."""


class Table(NamedTuple):
    """One part of the page.

    Parameters
    ----------
    heading
        What it is about.
    columns
        What stands above each column; the first names what a row is of.
    rows
        Their cells, as many as there are columns.
    """

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def text_page(census: Census) -> str:
    """Return the page as plain text, in lines that align."""
    return "\n".join([_title(census), "", *(line for table in _tables(census) for line in (*_lines(table), ""))])


def html_page(census: Census) -> str:
    """Return the page as HTML that asks for itself again every two seconds."""
    tables = "".join(_html(table) for table in _tables(census))
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{escape(_title(census))}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{source('status_page.css')}</style></head><body><main><h1>{escape(_title(census))}</h1>{tables}</main>"
        f'<script type="module">{source("status_page.js")}</script></body></html>'
    )


def _title(census: Census) -> str:
    if census.letter:
        return _("Neural network playground: status of server {letter}").format(letter=census.letter)
    return _("Neural network playground: status")


def _tables(census: Census) -> Iterator[Table]:
    yield Table(_("Server"), (_("What"), _("Value")), tuple(_server_rows(census)))
    run_columns = [_("Run"), _("Data"), _("Networks"), _("Parameters"), _("Of a room"), _("Watched")]
    run_columns += [_("Processor"), _("Memory")]
    yield Table(_("Runs"), run_columns, [_run_row(run) for run in census.runs[:MOST_ROWS]])
    room_columns = (_("Room"), _("Page"), _("Students"), _("Idle"))
    rooms = [_room_row(number, room) for number, room in enumerate(census.rooms[:MOST_ROWS], 1)]
    yield Table(_("Rooms"), room_columns, rooms)
    words = refusal_words()
    refusals = [(words[kind], whole(count)) for kind, count in census.refusals.items()]
    yield Table(_("Refused since the start"), (_("What"), _("How often")), refusals)


def _server_rows(census: Census) -> Iterator[tuple[str, str]]:
    used = census.memory - census.memory_free
    watched = sum(run.watched for run in census.runs)
    yield _("Up for"), _duration(census.uptime)
    yield _("Processor cores"), whole(census.processors)
    yield _("Processes that want one"), fixed(census.load, 2)
    yield _("Memory of the machine"), _("{used} of {all}").format(used=_memory(used), all=_memory(census.memory))
    yield _("The server itself"), f"{percent(census.server.processor)}, {_memory(census.server.memory)}"
    yield _("All workers"), _together([run.usage for run in census.runs if run.usage])
    places = _("{taken} of {limit}, {watched} watched")
    yield (
        _("Places for runs"),
        places.format(taken=whole(census.taken), limit=whole(census.limit), watched=whole(watched)),
    )
    yield _("Runs without a worker"), whole(census.sleeping)
    yield _("Students in rooms"), whole(sum(room.students for room in census.rooms))


def _run_row(run: RunUsage) -> tuple[str, ...]:
    numbers = (str(run.number), run.trains, whole(run.networks), whole(run.parameters))
    words = (_("yes") if run.of_room else _("no"), _("yes") if run.watched else _("no"))
    if run.usage is None:
        return (*numbers, *words, "-", "-")
    return (*numbers, *words, percent(run.usage.processor), _memory(run.usage.memory))


def _room_row(number: int, room: RoomUsage) -> tuple[str, ...]:
    return str(number), room.page, whole(room.students), _duration(room.idle)


def refusal_words() -> dict[Refusal, str]:
    """Return each kind of refusal in words."""
    return {
        "limit": _("no place for a run"),
        "gave_way": _("watched runs that gave way to a student"),
        "message": _("messages that are none"),
        "too_long": _("messages that are too long"),
        "origin": _("pages of another origin"),
        "run": _("tokens of no run"),
        "code": _("codes of no room"),
        "join": _("attempts to join, too many"),
        "room": _("what a room does not do"),
        "status": _("strangers who asked for the status"),
    }


def _together(usages: Sequence[Usage]) -> str:
    memory = sum(usage.memory for usage in usages)
    return f"{percent(sum(usage.processor for usage in usages))}, {_memory(memory)}"


def _memory(size: int) -> str:
    return _("{number} MB").format(number=whole(round(size / _MEGABYTE)))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _html(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in table.rows
    )
    body = (
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else f"<p>{escape(_('none'))}</p>"
    )
    return f"<section><h2>{escape(table.heading)}</h2>{body}</section>"


def _lines(table: Table) -> Iterator[str]:
    yield table.heading
    rows = [table.columns, *table.rows] if table.rows else [(_("none"),)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield (_GAP + _GAP.join(cells)).rstrip()
