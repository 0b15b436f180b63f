"""Files that people might upload and that hold no table, or only half of one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

SEED = 20_260
VARIANTS = 4
"""How many mutations of each file there are beside the file itself."""

File = tuple[str, bytes]
Mutation = Callable[[random.Random, bytes], bytes]

ROWS = [[f"{row / 4}", f"{row * row % 11}", "yes" if row % 2 else "no"] for row in range(24)]

WIDE = [
    [f"{row / 4}", f"{row * row % 11}", f"{row * 1.5}", f"{3 - row}", "yes" if row % 2 else "no"] for row in range(24)
]
"""Enough columns of numbers that a table is left when one of them is spoilt."""


def malformed_files() -> Iterator[File]:
    """Yield names and bytes, the same on every call: each malformed file, then mutations of it."""
    for name, raw in _originals():
        yield name, raw
        chosen = random.Random(f"{SEED} {name}")
        for variant in range(VARIANTS if len(raw) < 100_000 else 1):
            mutation, change = chosen.choice(list(MUTATIONS.items()))
            yield f"{name}, {mutation} {variant}", change(chosen, raw)


def lines(rows: list[list[str]], delimiter: str = ",", header: str | None = "a,b,kind") -> bytes:
    first = [] if header is None else [header.replace(",", delimiter)]
    return "\n".join([*first, *(delimiter.join(row) for row in rows)]).encode() + b"\n"


def with_cell(text: str, column: int = 0, rows: int = 24) -> bytes:
    """Return the wide table with one text in the first cells of a column; the last column, -1, is the target."""
    spoilt = [list(row) for row in WIDE]
    for row in spoilt[:rows]:
        row[column] = text
    return lines(spoilt, header="a,b,c,d,kind")


def _originals() -> Iterator[File]:
    yield from _no_tables()
    yield from _wrong_shapes()
    yield from _wrong_cells()
    yield from _wrong_encodings()


def _no_tables() -> Iterator[File]:
    noise = random.Random(SEED)
    yield "empty", b""
    yield "whitespace", b" \t \r\n \n\n"
    yield "only line breaks", b"\n" * 100
    yield "only delimiters", b",,,,\n" * 30
    yield "zip", b"PK\x03\x04" + noise.randbytes(500)
    yield "old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    yield "png", b"\x89PNG\r\n\x1a\n" + noise.randbytes(500)
    yield "jpeg", b"\xff\xd8\xff\xe0" + noise.randbytes(500)
    yield "pdf", b"%PDF-1.7\n" + noise.randbytes(500)
    yield "gzip", b"\x1f\x8b\x08" + noise.randbytes(500)
    yield "noise", noise.randbytes(5_000)
    yield "much noise", noise.randbytes(1_000_000)
    yield "zero bytes", bytes(1_000)
    yield "json", b'{"a": [1, 2, 3],\n "b": [4, 5, 6]}\n' * 10
    yield "html", b"<table><tr><td>1</td><td>2</td></tr></table>\n" * 20
    yield "prose", b"To be, or not to be; that is the question,\nwhether, perhaps\n" * 20
    yield "too large", b"1,2,3\n" * 900_000


def _wrong_shapes() -> Iterator[File]:
    yield "a million rows", b"1,2\n" * 1_000_000
    yield "30,000 rows", b"a,b,c\n" + b"1,2,x\n" * 30_000
    yield "blank lines", b"a,b,c\n" + b"\n" * 90_000 + b"1,2,3\n"
    yield "10,000 columns", b"\n".join([b",".join([b"1"] * 10_000)] * 12)
    yield "10,000 names", ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n" + b"1,2\n" * 20
    yield (
        "500 names over 19,000 short lines",
        ",".join(f"c{n}" for n in range(500)).encode() + b"\n" + b"1,2\n" * 19_000,
    )
    yield "one column", b"a\n" + b"1\n" * 20
    yield "two columns", lines([row[:2] for row in ROWS], header="a,b")
    yield "only a header", b"a,b,kind\n"
    yield "five rows", lines(ROWS[:5])
    yield "header longer", lines(ROWS, header="a,b,kind,more,and more")
    yield "header shorter", lines(ROWS, header="a,b")
    yield "ragged", lines([row[: 1 + n % 3] for n, row in enumerate(ROWS)])
    yield "ragged beyond", lines([row + ["x"] * (n % 4) for n, row in enumerate(ROWS)])
    yield "title above", b"My measurements\n\n" + lines(ROWS)
    yield "mixed delimiters", lines(ROWS[:12]) + lines(ROWS[12:], ";", None)
    yield "open quotation mark", lines([*ROWS[:10], ['"1', "2", "no"], *ROWS[11:]])
    yield "text after a quotation mark", lines([*ROWS[:10], ['"1"2', "2", "no"], *ROWS[11:]])
    yield "quotation marks alone", b'"' * 999 + b"\n"
    yield "huge cell", with_cell("x" * 2_000, -1, 1)
    yield "enormous cell", with_cell("x" * 200_000, -1, 1)
    yield "enormous open cell", with_cell('"' + "x,\n" * 60_000, -1, 1)
    yield "same names", lines(ROWS, header="a,a,a")
    yield "no names", lines(ROWS, header=",,")
    yield "declared delimiter", b"sep=;\n" + lines(ROWS)
    yield "declared nonsense", b"sep=xx\n" + lines(ROWS)


def _wrong_cells() -> Iterator[File]:
    numbers = (
        "NaN",
        "inf",
        "-Infinity",
        "1e400",
        "-1e400",
        "1e308",
        "1e-400",
        "9" * 400,
        "0x1F",
        "1_000",
        "١٢",
        "1,2,3",
    )
    texts = ("2024-03-01", "01/02/2024", "12:30", "=A1+B2", "=SUM(A1:A9)", "+cmd|' /C calc'!A0", "#REF!", "", "?", "-")
    odd = (
        "\x00",
        "\x07",
        "\x1b[31m",
        "\u202e",
        "\ufeff",
        "\u200b",
        "𝟏",
        "½",
        "1 2",
        "--1",
        "1e",
        "e5",
        "%",
        ".",
        "+",
        ",",
    )
    for cell in (*numbers, *texts, *odd):
        yield f"a column of {cell[:12]!a}", with_cell(cell)
        yield f"some of {cell[:12]!a}", with_cell(cell, rows=3)
        yield f"some targets {cell[:12]!a}", with_cell(cell, -1, 3)
    yield "nothing but missing values", lines([["NaN"] * 3] * 20)
    yield "one class", with_cell("yes", -1)
    yield "24 classes", lines([[*row[:2], f"class {n}"] for n, row in enumerate(ROWS)])
    yield "two long labels alike", lines([[*row[:2], "x" * 90 + row[2]] for row in ROWS])
    yield "no target", with_cell("", -1)
    yield "constant", lines([["1", "1", row[2]] for row in ROWS])
    yield "texts only", lines([["x", "y", row[2]] for row in ROWS])
    yield "invisible labels", lines([[*row[:2], "\u200b" * (1 + n % 2)] for n, row in enumerate(ROWS)])


def _wrong_encodings() -> Iterator[File]:
    text = lines(ROWS).decode().replace("yes", "été").replace("no", "hiver — l’œuf")
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "cp037", "cp500", "utf-7", "mac-roman", "cp1252", "cp850"):
        yield f"as {codec}", text.encode(codec, "replace")
    yield "half of UTF-16", text.encode("utf-16")[:-1]
    yield "UTF-16 with half a character", b"\xff\xfe\x00\xd8" + text.encode("utf-16-le")
    yield "UTF-8 with a wrong byte", text.encode().replace(b"\n", b"\xff\n", 1)
    yield "UTF-8 after its mark, wrong", b"\xef\xbb\xbf" + text.encode("cp1252")
    yield "surrogates", text.encode().replace(b"\n", b"\xed\xa0\x80\n", 1)
    yield "undefined in Windows-1252", text.encode("cp1252") + b"\x81,\x8d,\x8f\x90\x9d\n"
    yield "two encodings", text.encode("cp1252") + text.encode()


def _cut(chosen: random.Random, raw: bytes) -> bytes:
    return raw[: chosen.randrange(len(raw) + 1)]


def _wrong_byte(chosen: random.Random, raw: bytes) -> bytes:
    place = chosen.randrange(len(raw) + 1)
    return raw[:place] + chosen.randbytes(1) + raw[place:]


def _inserted(chosen: random.Random, raw: bytes) -> bytes:
    place = chosen.randrange(len(raw) + 1)
    return (
        raw[:place]
        + chosen.choice([b'"', b",", b";", b"\t", b"\n", b"\r", b"\x00", b"'", b"\xff", b"1e999"])
        + raw[place:]
    )


def _without_line_breaks(chosen: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"\n", chosen.choice([b"", b" ", b"\r", b"\n\n", b"\r\r\n"]))


def _other_delimiter(chosen: random.Random, raw: bytes) -> bytes:
    return raw.replace(b",", chosen.choice([b";", b"\t", b" ", b"|", b",,", b'","']))


def _marked(chosen: random.Random, raw: bytes) -> bytes:
    return chosen.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00"]) + raw


def _twice(chosen: random.Random, raw: bytes) -> bytes:
    return raw + chosen.choice([b"", b"\n"]) + raw


def _shuffled(chosen: random.Random, raw: bytes) -> bytes:
    parts = raw.split(b"\n")
    chosen.shuffle(parts)
    return b"\n".join(parts)


MUTATIONS: dict[str, Mutation] = {
    "cut": _cut,
    "a byte more": _wrong_byte,
    "something inserted": _inserted,
    "other line breaks": _without_line_breaks,
    "other delimiters": _other_delimiter,
    "a byte order mark": _marked,
    "twice": _twice,
    "lines shuffled": _shuffled,
}
