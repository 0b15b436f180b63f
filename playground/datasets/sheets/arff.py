"""A table in ARFF, as Weka writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.datasets.sheets.sheet import MAX_COLUMNS, Record, Sheet, record, refuse_size
from playground.datasets.text_file import TableError
from playground.experiment.quoted import quoted
from playground.i18n import _

_LINES = re.compile("\r\n|\r|\n")
_ATTRIBUTE = re.compile(r"""@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)\s*(.*)""", re.IGNORECASE)
_CELL = re.compile(r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,\t'"]*?)\s*(?:[,\t]|$)""")
_ESCAPED = re.compile(r"\\(.)")
_SIMPLE = ("numeric", "real", "integer", "string", "date")
_NUMBERS = ("numeric", "real", "integer")


def read_arff(text: str, encoding: str) -> Sheet:
    """Return the cells of a table in ARFF: the names of its attributes, then its rows.

    Raises
    ------
    TableError
        If a line is not as the format wants it, rows are sparse, or an attribute is a table of its own.
    """
    lines = list(_content(text))
    names, types, start = _attributes(lines)
    rows: list[Record] = []
    for line, content in lines[start:]:
        cells = _cells(content, line)
        if len(cells) != len(names):
            sentence = _("Line {line} has {n} values, and {width} attributes are declared.")
            raise TableError(sentence.format(line=line, n=len(cells), width=len(names)))
        rows.append(record(line, cells) or Record(line, (), len(cells)))
    refuse_size(len(rows) + 1, len(names))
    if not rows:
        raise TableError(_("The ARFF file has no rows below @data."))
    return Sheet(
        rows=(tuple(names), *(row.cells for row in rows)),
        lines=(lines[start - 1][0], *(row.line for row in rows)),
        encoding=encoding,
        delimiter="",
        short_lines=0,
        kind="arff",
        decimal="." if any(kind in _NUMBERS for kind in types) else None,
        named=True,
    )


def _content(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither blank nor comments, with their numbers."""
    for line, content in enumerate(_LINES.split(text), 1):
        if (bare := content.strip()) and not bare.startswith("%"):
            yield line, bare


def _attributes(lines: list[tuple[int, str]]) -> tuple[list[str], list[str], int]:
    """Return names and types of the attributes, and the place of the first row among the lines."""
    names: list[str] = []
    types: list[str] = []
    for place, (line, content) in enumerate(lines):
        head = content.lower()
        if head.startswith("@data"):
            if not names:
                raise TableError(_("The ARFF file declares no attributes above @data."))
            return names, types, place + 1
        if head.startswith("@attribute"):
            name, kind = _attribute(line, content)
            names.append(name)
            types.append(kind)
        elif not head.startswith("@relation"):
            raise TableError(_("Line {line}: @attribute or @data is missing here.").format(line=line))
    raise TableError(_("The ARFF file has no @data: it is cut off, or holds no table."))


def _attribute(line: int, content: str) -> tuple[str, str]:
    match = _ATTRIBUTE.match(content)
    kind = match[2].strip().lower() if match else ""
    simple = kind.split(maxsplit=1)[0] if kind else ""
    if match is None or not (simple in _SIMPLE or kind.startswith("{")):
        sentence = _(
            "Line {line}: an attribute of a kind that is not known here: {text}. Numbers, texts and {{a, b}} are."
        )
        raise TableError(sentence.format(line=line, text=quoted(content)))
    return _bare(match[1]), simple if simple in _SIMPLE else "nominal"


def _cells(content: str, line: int) -> list[str]:
    if content.startswith("{"):
        sentence = _(
            "Line {line}: rows of the sparse kind, {{1 5, 3 2}}, are not read. Save the table with all its values."
        )
        raise TableError(sentence.format(line=line))
    cells: list[str] = []
    start = 0
    while start <= len(content) and len(cells) <= MAX_COLUMNS:
        match = _CELL.match(content, start)
        if match is None:
            sentence = _("Line {line}: a quotation mark is not closed, or text follows the closing one.")
            raise TableError(sentence.format(line=line))
        cells.append(_bare(match[1]))
        if match.end() == len(content) and not content.endswith((",", "\t")):
            break
        if match.end() == start:
            break
        start = match.end()
        if start == len(content):
            cells.append("")
            break
    return cells


def _bare(text: str) -> str:
    """Return a name or a value without its quotation marks, and with what they protect."""
    if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
        return _ESCAPED.sub(r"\1", text[1:-1]).strip()
    return text
