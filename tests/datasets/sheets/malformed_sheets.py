"""Workbooks, Parquet, JSON and ARFF that people might upload and that hold no table, or only half of one."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator

import pandas as pd

from tests.datasets.malformed import MUTATIONS, SEED, File
from tests.datasets.sheets.workbooks import ods, packed, xls, xlsx, xlsx_of

_ROWS = [["a", "b", "kind"], *([row / 4, row * row % 11, "yes" if row % 2 else "no"] for row in range(24))]
_RECORDS = [dict(zip("abk", row, strict=True)) for row in _ROWS[1:]]
_ARFF = "% made up\n@relation r\n@attribute a numeric\n@attribute 'the b' real\n@attribute kind {yes,no}\n@data\n"
_ARFF += "".join(f"{a},{b},{kind}\n" for a, b, kind in _ROWS[1:])
_CORNER = '<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'


def malformed_sheets(mutations: int = 210, slow_mutations: int = 25) -> Iterator[File]:
    """Yield names and bytes, the same on every call.

    Parameters
    ----------
    mutations, slow_mutations
        How many of each text and Parquet file, and of each workbook, for which a process is started.
    """
    yield from _originals()
    for name, raw in _texts():
        chosen = random.Random(f"{SEED} {name}")
        for variant in range(mutations):
            mutation, change = chosen.choice(list(MUTATIONS.items()))
            yield f"{name}, {mutation} {variant}", change(chosen, raw)
    for name, raw in [("parquet", parquet()), ("xls", xls(_ROWS)), ("xlsx", xlsx({"One": _ROWS}))]:
        chosen = random.Random(f"{SEED} {name}")
        for variant in range(mutations if name == "parquet" else slow_mutations):
            yield f"{name}, damaged {variant}", _damaged(chosen, raw)
    chosen = random.Random(f"{SEED} rows")
    for variant in range(slow_mutations):
        yield f"xlsx, other rows {variant}", xlsx_of({"One": _broken(chosen, _body())})


def parquet() -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(_RECORDS).to_parquet(buffer)
    return buffer.getvalue()


def _texts() -> Iterator[File]:
    yield "records", json.dumps(_RECORDS).encode()
    yield "lines of records", "\n".join(map(json.dumps, _RECORDS)).encode()
    yield "columns", pd.DataFrame(_RECORDS).to_json().encode()
    yield "arff", _ARFF.encode()


def _originals() -> Iterator[File]:
    yield "a cell in the last corner", xlsx_of({"One": _CORNER})
    yield "a million rows", xlsx_of({"One": _CORNER.replace("XFD", "B")})
    yield "no sheet", xlsx_of({})
    yield "an empty sheet", xlsx({"One": []})
    yield "one cell", xlsx({"One": [["a"]]})
    yield "one column", xlsx({"One": [[n] for n in range(30)]})
    yield "texts only", xlsx({"One": [["x", "y", "z"]] * 20})
    yield "600 columns", xlsx({"One": [list(range(600))] * 12})
    yield "empty ods", ods({"One": []})
    yield "no content", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    yield "a workbook in name", packed({"xl/workbook.xml": "<a/>"})
    yield "a bomb", _bomb()
    yield "an old document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)
    yield "half of parquet", parquet()[:400]
    yield "parquet in name", b"PAR1" + bytes(100) + b"PAR1"
    for name, value in {
        "a number": 5,
        "an object": {"a": 1},
        "nested records": [{"a": {"b": 1}}] * 20,
        "lists in records": [{"a": [1, 2], "b": 2}] * 20,
        "unequal columns": {"a": [1, 2], "b": [1]},
        "unequal rows": [[1, 2], [1]],
        "empty": [],
        "empty records": [{}] * 20,
        "many names": [{f"c{n}": 1} for n in range(900)],
    }.items():
        yield f"json: {name}", json.dumps(value).encode()
    yield "deep json", b"[" * 100_000
    yield "json with a long number", b'[{"a": ' + b"9" * 10_000 + b"}]"
    for name, change in {
        "sparse": ("0.0,0,no", "{0 1, 2 no}"),
        "unknown attribute": ("a numeric", "a complex"),
        "relational": ("'the b' real", "'the b' relational"),
        "open quotation mark": ("0.0,0,no", "0.0,0,'no"),
        "a value more": ("0.0,0,no", "0.0,0,no,1"),
        "without data": ("@data", "@end"),
        "without attributes": ("@attribute", "%"),
    }.items():
        yield f"arff: {name}", _ARFF.replace(*change).encode()
    yield "arff: no rows", _ARFF.partition("@data")[0].encode() + b"@data\n"


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(201):
                sheet.write(b" " * 1_000_000)
    return buffer.getvalue()


def _body() -> str:
    return "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>x{n}</t></is></c></row>'
        for n in range(1, 20)
    )


def _damaged(chosen: random.Random, raw: bytes) -> bytes:
    place = chosen.randrange(4, len(raw))
    kind = chosen.randrange(3)
    if kind == 0:
        return raw[:place]
    changed = bytearray(raw)
    for _ in range(1 if kind == 1 else 40):
        changed[chosen.randrange(4, len(raw))] = chosen.randrange(256)
    return bytes(changed)


def _broken(chosen: random.Random, body: str) -> str:
    place = chosen.randrange(len(body))
    piece = chosen.choice(["<", ">", "</c>", '<c r="ZZ9"><v>1</v></c>', "&amp;", "&x;", '"', "<v>1e999</v>", "<row>"])
    return body[:place] + piece + body[place:] if chosen.random() < 0.8 else body[:place]
