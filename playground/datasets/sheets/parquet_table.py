"""A table in Parquet."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from playground.datasets.sheets.sheet import MAX_CHARACTERS, Sheet, refuse_size, tabular
from playground.datasets.sheets.workbook import refuse_large
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.i18n import _

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

_INDEX = "__index_level_"


def read_parquet(raw: bytes) -> Sheet:
    """Return the cells of a table in Parquet: the names of its columns, then its rows.

    Dates come in ISO form; numbers with the digits that make them.

    Parameters
    ----------
    raw
        The file, at most 20 MB.

    Raises
    ------
    TableError
        If it is damaged, too large, or has columns of lists or bytes.
    """
    import pyarrow as pa

    refuse_large(len(raw))
    try:
        file, names = _opened(raw)
        refuse_size(file.metadata.num_rows + 1, len(names))
        columns = [_texts(file.read(columns=[name]).column(0), name) for name in names]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(_("The Parquet file is damaged, or cut off before its end.")) from error
    if not columns or not columns[0]:
        raise TableError(_("The Parquet file has no rows."))
    titles = ["" if name.startswith(_INDEX) else name for name in names]
    rows, lines = tabular([titles, *(list(row) for row in zip(*columns, strict=True))])
    return Sheet(rows, lines, "", "", 0, kind="parquet", decimal=".", named=True)


def _opened(raw: bytes) -> tuple[ParquetFile, list[str]]:
    """Return a file whose texts are read as they are stored, each but once, and the names of its columns."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    schema = ParquetFile(BytesIO(raw)).schema_arrow
    for field in schema:
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type):
            sentence = _("Column {name} of the Parquet file holds lists or bytes; numbers, texts and dates are read.")
            raise TableError(sentence.format(name=quoted(field.name)))
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    return ParquetFile(BytesIO(raw), read_dictionary=texts), list(schema.names)


def _texts(column: pa.ChunkedArray, name: str) -> list[str]:
    """Return a column's cells as a CSV file would have them."""
    import pyarrow as pa

    cells: list[str] = []
    for chunk in column.chunks:
        if pa.types.is_dictionary(chunk.type):
            known = [_text(value, name) for value in chunk.dictionary.to_pylist()]
            cells += ["" if place is None else known[place] for place in chunk.indices.to_pylist()]
        elif pa.types.is_floating(chunk.type):
            cells += _floats(chunk)
        else:
            cells += [_text(value, name) for value in chunk.to_pylist()]
    return cells


def _floats(chunk: Any) -> list[str]:
    """Return numbers with the digits of their own precision: 0.1 of single precision is 0.1."""
    values = chunk.to_numpy(zero_copy_only=False)
    return ["" if value != value else _plain(str(value)) for value in values]


def _plain(text: str) -> str:
    return text.removesuffix(".0")


def _text(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):  # of pandas too, with its nanoseconds
        text = value.isoformat(" ")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    text = str(value)
    if len(text) > MAX_CHARACTERS:
        sentence = _("Column {name} has a cell of more than {most} characters.")
        raise TableError(sentence.format(name=quoted(name), most=MAX_CHARACTERS))
    return text
