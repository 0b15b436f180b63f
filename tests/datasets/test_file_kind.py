"""What a file is, whatever it is called."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from playground.datasets.file_kind import FileKind, kind_of, what_it_is

CASES = Path(__file__).parents[1] / "cases"
KINDS = {".csv": "text", ".txt": "text", ".arff": "arff", ".zip": "zip", ".jfif": "picture", ".png": "picture"}


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def written(picture_format: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 30), "red").save(buffer, picture_format)
    return buffer.getvalue()


def arrays() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, a=np.arange(3))
    return buffer.getvalue()


def parquet() -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame({"a": [1, 2]}).to_parquet(buffer)
    return buffer.getvalue()


FILES: dict[str, tuple[bytes, FileKind]] = {
    "nothing": (b"", "empty"),
    "blank": (b" \r\n\t\n", "empty"),
    "workbook": (packed(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "workbook"),
    "open workbook": (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "workbook"),
    "open text": (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "document"),
    "word": (packed(**{"word/document.xml": b"<a/>"}), "document"),
    "pictures": (packed(**{"cats/1.png": b"", "dogs/2.png": b""}), "zip"),
    "damaged zip": (b"PK\x03\x04 and no more", "zip"),
    "numpy": (arrays(), "arrays"),
    "parquet": (parquet(), "parquet"),
    "pickle": (pickle.dumps(np.arange(99)), "unknown"),
    "gzip": (gzip.compress(b"a,b\n1,2\n"), "archive"),
    "pdf": (b"%PDF-1.7\n", "document"),
    "film": (b"\x00\x00\x00\x18ftypmp42", "film"),
    "heic": (b"\x00\x00\x00\x18ftypheic", "picture"),
    "sound": (b"RIFF\x00\x00\x00\x00WAVEfmt ", "sound"),
    "drawing": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "drawing"),
    "page": (b"\n<!DOCTYPE html><html></html>", "web page"),
    "json": (json.dumps({"a": 1}).encode("utf-16"), "json"),
    "names that begin like other files": (b"BMI,age\n20,30\n", "text"),
    "MZ": (b"MZ;ID3\n1;2\n", "text"),
    "accents": ("été;hiver\n1;2\n".encode("cp1252"), "text"),
    "wide": ("a\tb\n1\t2\n".encode("utf-16-le"), "text"),
    "comment before a relation": (b"% made up\n@RELATION plants\n@data\n", "arff"),
    **{name: (written(name), "picture") for name in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF", "ICO")},
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_what_stands_in_it(name: str) -> None:
    raw, kind = FILES[name]
    assert kind_of(raw) == kind


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_files_that_people_brought(path: Path) -> None:
    kind = {"book.xlsx": "zip", "utf16.json": "json", "README.md": "text"}.get(path.name) or KINDS[path.suffix]
    assert kind_of(path.read_bytes()) == kind


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_every_file_is_something(raw: bytes) -> None:
    assert what_it_is(kind_of(raw)).endswith(".")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z"], codec="utf-8"), min_size=1))
def test_text_is_never_something_unknown(text: str) -> None:
    assert kind_of(f"x{text}".encode()) in ("text", "arff")
