"""A person's own text and series: the way in, and what was read."""

from __future__ import annotations

import streamlit as st

from playground.controls.own_data.series_choices import Series, choose_series
from playground.controls.own_data.sheet_upload import SheetFile, decimal_choice, read_here, sheet_upload
from playground.controls.own_data.uploads import (
    forget_brought,
    is_small_enough,
    plain,
    read_once,
    refused,
    show_refusal,
)
from playground.controls.rnn_form import OWN_SERIES, OWN_TEXT, own
from playground.datasets.own_series import Choice, arrange
from playground.datasets.own_text import ReadText, TextError, read_text, read_text_file
from playground.datasets.text_file import MAX_BYTES, TableError
from playground.datasets.times.series_file import SeriesFile, load_series
from playground.experiment.forecasts import FEWEST_VALUES, MOST_VALUES
from playground.experiment.texts import FEWEST_CHARACTERS, MOST_CHARACTERS, MOST_LETTERS, text_lines
from playground.i18n import _, n_
from playground.numerals import whole
from playground.ui.groups import hidden

PASTE, TEXT_FILE, SERIES_FILE = "rnn_own_paste", "rnn_own_file", "rnn_own_csv"
_GUESSED = "_rnn_text_guessed"
"""Key of the text of a file whose encoding only its letters tell, and of that encoding."""
_TEXT, _SERIES, _READ = "_rnn_text", "_rnn_series", "_rnn_series_read"
_MEGABYTES = MAX_BYTES // 1_000_000
_LARGEST_TAKEN = 50
"""MB of a file that is read at all, if only to say what it is."""


def text_upload() -> str | None:
    """Show where to paste or upload a text, and return it, cleaned.

    A text that cannot be used is refused with a sentence, and the last good one is returned, so that what runs is left
    alone; ``None`` as long as there is none.
    """
    if not hidden(PASTE):
        pasted = st.text_area(
            _("Paste your text"),
            key=PASTE,
            height=120,
            placeholder=_("One name in each line, or running text…"),
            help=_("{fewest} to {most} characters in any script. It never enters a link.").format(
                fewest=FEWEST_CHARACTERS, most=whole(MOST_CHARACTERS)
            ),
            persist_state="session",
        )
        file = st.file_uploader(_("or upload it"), key=TEXT_FILE)
        if file is not None and not is_small_enough(file, _LARGEST_TAKEN):
            forget_brought(_TEXT)
        elif file is not None:
            _take_text(file.getvalue())
        elif pasted:
            _take_text(pasted)
        else:
            forget_brought(_TEXT)
    text: str | None = st.session_state.get(OWN_TEXT)
    show_refusal(refused(_TEXT), _("The text in use stays as it is.") if text else "")
    if text is not None:
        st.caption(what_was_read(text))
        of_text, encoding = st.session_state.get(_GUESSED, ("", ""))
        if encoding and of_text == text:
            sentence = _("Its letters tell that it is written in {encoding}; if accents look wrong, save it as UTF-8.")
            st.caption(sentence.format(encoding=encoding))
    return text


def what_was_read(text: str) -> str:
    """Return a sentence on a text: its characters, lines and letters, and those that are too rare to be told apart."""
    letters = len(set(text) - {"\n"})
    sentence = _("Read: {characters} characters, {lines} different lines, {letters} different letters.").format(
        characters=whole(len(text)), lines=whole(len(text_lines(text))), letters=letters
    )
    rare = letters - MOST_LETTERS
    if rare <= 0:
        return sentence
    more = n_("The rarest {n} of them is one symbol.", "The rarest {n} of them are one symbol together.", rare)
    return f"{sentence} {more.format(n=rare)}"


def series_upload() -> Series | None:
    """Show the upload of a series and its choices, and return title, values and times; else as for a text."""
    if not hidden(SERIES_FILE):
        purpose = _("A table, or one number a line: {fewest} to {most} values.")
        purpose = purpose.format(fewest=FEWEST_VALUES, most=whole(MOST_VALUES))
        file = sheet_upload(_("Your series"), SERIES_FILE, purpose)
        if file is not None:
            _take_series(file)
            if not refused(_SERIES):
                decimal_choice(file, st.session_state[_READ].table, SERIES_FILE)
        show_refusal(refused(_SERIES), _("The series in use stays as it is.") if OWN_SERIES in st.session_state else "")
        file_in_use: SeriesFile | None = st.session_state.get(_READ)
        if file_in_use is not None:
            choose_series(file_in_use, newer_is_refused=refused(_SERIES) is not None)
    series: Series | None = st.session_state.get(OWN_SERIES)
    if series is not None:
        st.caption(_("In use: {title}, {n} values.").format(title=plain(series[0] or "?"), n=whole(len(series[1]))))
    return series


def _take_text(given: str | bytes) -> None:
    """Read a text, once for each that is given and each language."""
    raw = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")

    def read() -> ReadText:
        return read_text_file(given) if isinstance(given, bytes) else read_text(given)

    def keep(text: ReadText) -> None:
        st.session_state[_GUESSED] = (text.text, text.guessed)
        if st.session_state.get(OWN_TEXT) != text.text:
            st.session_state[own("unit")] = text.unit
            st.session_state[OWN_TEXT] = text.text

    read_once(_TEXT, raw, read, keep, TextError, isinstance(given, bytes))


def _take_series(file: SheetFile) -> None:
    """Read a file of series, once for each upload, way to read it and language."""

    def load() -> SeriesFile:
        series = load_series(file.raw, *file.settings)
        arrange(series, Choice(missing="all"))  # what is refused whatever somebody chooses is refused as a file
        return series

    def read() -> SeriesFile:
        return read_here(file, load)

    def keep(series: SeriesFile) -> None:
        st.session_state[_READ] = series

    read_once(_SERIES, file.raw, read, keep, TableError, *file.settings)
