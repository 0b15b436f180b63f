from __future__ import annotations

import csv
import io
import time
import tracemalloc

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from playground.datasets.own_table import TableError, prepare, read_table, report, suggest
from playground.experiment.tables import MOST_TABLE_CLASSES
from tests.datasets.malformed import malformed_files
from tests.datasets.sheets.malformed_sheets import malformed_sheets

EXCEPTIONS = ("Traceback", "Error", "Exception", "codec", "None", "nan,")


def check(raw: bytes) -> bool:
    """Refuse a file in one clear line, or make a valid table of it; return whether it was refused."""
    try:
        read = read_table(raw)
        choice = suggest(read)
        for missing in ("drop", "mean"):
            made = prepare(read, choice.inputs, choice.target, choice.kind, missing)  # type: ignore[arg-type]
            assert np.isfinite([column.values for column in made.columns]).all()
            assert np.isfinite(made.targets).all()
            assert len(made.classes or "ab") <= MOST_TABLE_CLASSES
            assert report(read, choice.inputs, choice.target, choice.kind, missing).rows == made.samples  # type: ignore[arg-type]
    except TableError as refused:
        message = str(refused)
        assert message.isprintable()
        assert 10 < len(message) < 300
        assert not [word for word in EXCEPTIONS if word in message], message
        return True
    return False


def test_malformed_files_are_refused_in_words_or_read() -> None:
    start, refused, files = time.process_time(), 0, 0
    for name, raw in malformed_files():
        files += 1
        try:
            refused += check(raw)
        except Exception as error:
            raise AssertionError(f"{name}: {error!r}") from error
    assert files >= 500
    assert refused >= 400
    assert files - refused >= 100, "tables with a few wrong cells are read"
    assert time.process_time() - start < 30


def test_malformed_workbooks_and_other_kinds_are_refused_in_words_or_read() -> None:
    refused, files, slowest = 0, 0, 0.0
    tracemalloc.start()
    for name, raw in malformed_sheets():
        files += 1
        start = time.perf_counter()
        try:
            refused += check(raw)
        except Exception as error:
            raise AssertionError(f"{name}: {error!r}") from error
        slowest = max(slowest, time.perf_counter() - start)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert files >= 600
    assert refused >= 300
    assert most < 300e6
    assert slowest < 4, "2 seconds where nothing else runs"


def test_malformed_files_are_2000() -> None:
    assert sum(1 for _file in malformed_files()) + sum(1 for _file in malformed_sheets()) >= 2_000


def test_malformed_files_are_the_same_on_every_call() -> None:
    again = malformed_files()
    assert all(file == next(again) for file in malformed_files())


@given(st.binary(max_size=2_000))
@settings(max_examples=150)
def test_any_bytes(raw: bytes) -> None:
    check(raw)


@given(
    st.text(st.sampled_from("0123456789.,;\t\n\r\"'-+eE%NA x=é\u00a0"), max_size=600),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
@settings(max_examples=150)
def test_any_text_that_resembles_a_table(text: str, codec: str) -> None:
    check(text.encode(codec))
    check(b"a,b,c\n" + b"1,2,x\n3,4,y\n" * 5 + text.encode(codec))


LABELS = st.text(st.characters(codec="cp1252", categories=("L",)), min_size=2, max_size=8)
FLOATS = st.floats(-1e30, 1e30)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[float]], list[str]]:
    """Draw rows of two to five numbers, the first with a fraction of one digit, and a label for each."""
    width = draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(FLOATS, min_size=width, max_size=width), min_size=10, max_size=20))
    labels = draw(st.lists(LABELS, min_size=len(rows), max_size=len(rows)))
    return [[n + 0.5, *row] for n, row in enumerate(rows)], labels


@given(
    tables(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([".", ","]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=100)
def test_what_was_written_is_read_back(
    written: tuple[list[list[float]], list[str]], codec: str, delimiter: str, mark: str, quoting: int, ending: str
) -> None:
    rows, labels = written
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]
    writer.writerow([f"x{place}" for place in range(len(rows[0]))] + ["label"])
    for row, label in zip(rows, labels, strict=True):
        writer.writerow([repr(value).replace(".", mark) for value in row] + [label])
    raw = stream.getvalue().encode(codec)
    read = read_table(raw)
    assume(codec != "cp1252" or read.encoding == "Windows-1252")  # a letter alone may be one of several encodings
    assert (read.delimiter, read.decimal_mark, read.has_header) == (delimiter, mark, True)
    for place, column in enumerate(read.columns[:-1]):
        assert column.numbers is not None
        assert column.numbers.tolist() == [row[place] for row in rows]
    missing = ("na", "nan", "nil", "nd", "null")
    assert read.columns[-1].texts == tuple("" if label.casefold() in missing else label for label in labels)
