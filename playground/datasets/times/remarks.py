"""What was done to a series because of its times, in sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.datasets.raw_table import RawColumn
from playground.datasets.spreadsheet import one_line
from playground.datasets.times.order import Order, Repeats
from playground.datasets.times.parts import Dated
from playground.datasets.times.reading import FORMS, Reading, Times, Unit
from playground.datasets.times.steps import Steps
from playground.dates import written
from playground.experiment.quoted import quoted
from playground.i18n import _, n_

_LISTED = 3


def of_order(reading: Reading, order: Order) -> str:
    """Return how dates were read, from when to when they are, and what was done to the rows."""
    sentence = {
        "kept": _("Dates read as {form}, from {first} to {last}."),
        "turned": _("Dates read as {form}, from {first} to {last}; the newest came first, so they were turned round."),
        "sorted": _("Dates read as {form}, from {first} to {last}; they were in no order, and were sorted."),
    }[order.turn]
    first, last = (written(order.times[place], reading.unit) for place in (0, -1))
    read = sentence.format(form=_(FORMS[reading.form]), first=first, last=last)
    universal = _("Their offsets from universal time differ: all are shown in universal time (UTC).")
    return f"{read} {universal}" if reading.universal else read


def of_missing_times(order: Order, dated: Dated, lines: Sequence[int]) -> list[str]:
    """Return what became of rows without a time."""
    sentences = []
    if order.placed:
        n = len(order.placed)
        sentence = n_(
            "{n} line has no date that can be read ({lines}); its place in the file says when it was.",
            "{n} lines have no date that can be read ({lines}); their places in the file say when they were.",
            n,
        )
        sentences.append(sentence.format(n=n, lines=_places(order.placed, dated, lines)))
    if order.dropped:
        n = len(order.dropped)
        sentence = n_(
            "{n} line has no date that can be read ({lines}) and is left out.",
            "{n} lines have no date that can be read ({lines}) and are left out.",
            n,
        )
        sentences.append(sentence.format(n=n, lines=_places(order.dropped, dated, lines)))
    return sentences


def of_repeats(order: Order, repeats: Repeats, is_doubtful: bool, unit: Unit) -> list[str]:
    """Return what became of times that are there more than once."""
    if not order.repeated:
        return []
    place = int(np.flatnonzero(np.diff(order.times) == np.timedelta64(0, "ms"))[0])
    values = {"n": order.repeated, "time": written(order.times[place], unit)}
    sentences = {
        "mean": n_(
            "{n} value has the time of another one (first: {time}); their mean was taken.",
            "{n} values have the time of another one (first: {time}); their means were taken.",
            order.repeated,
        ),
        "first": n_(
            "{n} value has the time of another one (first: {time}); the file's first one was kept.",
            "{n} values have the time of another one (first: {time}); the file's first ones were kept.",
            order.repeated,
        ),
        "leave": n_(
            "{n} value has the time of another one (first: {time}); all were left as they are.",
            "{n} values have the time of another one (first: {time}); all were left as they are.",
            order.repeated,
        ),
    }
    doubt = _("Perhaps clocks were turned back then.")
    return [sentences[repeats].format(**values), *([doubt] if is_doubtful else [])]


def of_steps(steps: Steps | None, times: Times, unit: Unit, are_filled: bool) -> list[str]:
    """Return where times are missing, and what became of it.

    Parameters
    ----------
    times
        ``(n,)``, different ones in order.
    """
    if steps is None:
        return []
    if not steps.even:
        return [_("The times are unevenly apart; the network takes the values as if they were evenly so.")]
    if not steps.missing:
        return []
    sentence = n_(
        "{n} time is missing, between {first} and {last}.",
        "{n} times are missing, most of them between {first} and {last}.",
        steps.missing,
    )
    first, last = (written(times[steps.widest + k], unit) for k in (0, 1))
    outcome = (
        _("The values there lie on a straight line between their neighbours.")
        if are_filled
        else _("The values stand beside each other as if none were.")
    )
    return [f"{sentence.format(n=steps.missing, first=first, last=last)} {outcome}"]


def of_no_dates(counter: RawColumn | None, unread: RawColumn | None, is_turned: bool, is_table: bool) -> list[str]:
    """Return what a file without dates that can be read was taken for; nothing of a single column."""
    if counter and is_turned:
        return [_("The file begins with the newest value; it was turned round.")]
    if unread is None:
        nowhere = _("No column has dates that can be read: the first line was taken as the oldest.")
        return [nowhere] if is_table and counter is None else []
    sentence = _(
        "What {name} says ({cell}) is no date that can be read: the file's first line was taken as the oldest."
    )
    return [sentence.format(name=quoted(unread.name), cell=quoted(one_line(unread.texts[0])))]


def of_others(columns: Sequence[RawColumn]) -> list[str]:
    """Return which columns of numbers are not forecast because they are times or count lines."""
    names = [quoted(column.name) for column in columns if column.numbers is not None]
    if not names:
        return []
    return [_("Times and line numbers, which are not forecast: {names}.").format(names=", ".join(names))]


def of_filled_cells(lines: Sequence[int]) -> list[str]:
    """Return which missing values were filled, by their lines."""
    if not lines:
        return []
    sentence = n_(
        "{n} value is missing (line {lines}) and lies on a straight line between its neighbours.",
        "{n} values are missing (lines {lines}) and lie on a straight line between their neighbours.",
        len(lines),
    )
    return [sentence.format(n=len(lines), lines=_listed([str(line) for line in lines]))]


def _places(rows: Sequence[int], dated: Dated, lines: Sequence[int]) -> str:
    texts = dated.texts
    cells = [
        _("line {line}: {cell}").format(line=lines[row], cell=quoted(one_line(texts[row])))
        if texts[row]
        else _("line {line}").format(line=lines[row])
        for row in rows[:_LISTED]
    ]
    return _listed([*cells, *[""] * (len(rows) - len(cells))])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
