"""Workbooks written by hand, so that what reads them is compared with the standards and not with itself."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | bool | date | None
Rows = Sequence[Sequence[Cell]]

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_FIRST_DAY = datetime(1899, 12, 30)


def packed(files: Mapping[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(sheets: Mapping[str, Rows], first_row: int = 1, first_column: int = 0) -> bytes:
    """Return an Office Open XML workbook; its cells begin at a row and a column."""
    bodies = {
        name: "".join(
            f'<row r="{row}">{"".join(_cell(value, n, row) for n, value in enumerate(cells, first_column))}</row>'
            for row, cells in enumerate(rows, first_row)
        )
        for name, rows in sheets.items()
    }
    return xlsx_of(bodies)


def xlsx_of(bodies: Mapping[str, str]) -> bytes:
    """Return a workbook whose sheets have the given rows as XML."""
    sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(bodies, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(bodies) + 1)
    )
    styles = f'<Relationship Id="rId999" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    files = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}'
        "</Relationships>",
        "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}"><cellXfs count="3">'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for n, body in enumerate(bodies.values(), 1):
        sheet = f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
        files[f"xl/worksheets/sheet{n}.xml"] = sheet
    return packed(files)


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(value: Cell, column: int, row: int) -> str:
    place = f'r="{letters(column)}{row}"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        return f'<c {place} s="2"><v>{_days(value)!r}</v></c>'
    if isinstance(value, date):
        return f'<c {place} s="1"><v>{_days(datetime(value.year, value.month, value.day))!r}</v></c>'
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value!r}</v></c>"


def _days(value: datetime) -> float:
    return (value - _FIRST_DAY).total_seconds() / 86_400


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """Return an OpenDocument workbook."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_ods_row, rows))}"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row></table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'{_XML}<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
        f'xmlns:text="{_OASIS}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{_XML}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}, zipfile.ZIP_STORED)


def _ods_row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value!r}"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def xls(rows: Rows) -> bytes:
    """Return a workbook of Excel 97 with one sheet of numbers and texts, in the container that it lives in."""
    globals_size = 4 + 16 + 4 + 8 + 3 + 4
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    name = b"One"
    sheet = struct.pack("<IBBBB", 4 + len(begin) + 4 + 8 + len(name) + 4, 0, 0, len(name), 0) + name
    stream = _biff(0x809, begin) + _biff(0x85, sheet) + _biff(0x0A, b"")
    assert len(stream) <= globals_size + 100
    stream += _biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                stream += _biff(0x204, place + struct.pack("<HB", len(value), 1) + text)
            elif isinstance(value, (int, float)):
                stream += _biff(0x203, place + struct.pack("<d", value))
    return _compound(stream + _biff(0x0A, b""))


def _biff(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """Return a stream named Workbook in a compound file of sectors of 512 bytes."""
    sectors = max(8, -(-len(stream) // 512))
    stream = stream.ljust(512 * sectors, b"\0")
    fats = -(-(sectors + 3) // 128)
    end, fat_mark = 0xFFFFFFFE, 0xFFFFFFFD
    table = [fat_mark] * fats + [end] + [fats + 2 + n for n in range(sectors - 1)] + [end]
    table += [0xFFFFFFFF] * (128 * fats - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", *range(fats), *[0xFFFFFFFF] * (109 - fats))
    folder = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, 0xFFFFFFFF, fats + 1, len(stream))
    return head + struct.pack(f"<{len(table)}I", *table) + folder.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
