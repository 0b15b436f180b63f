"""Every table and series that people brought is read, or refused in the right words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.datasets.raw_table import read_table, tabulate
from playground.datasets.spreadsheet import read_sheet
from playground.datasets.text_file import TableError
from playground.i18n import set_language

CASES = Path(__file__).parents[1] / "cases"

SHAPES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "autompg_like.txt": (" ", 40, ("column 1", "column 2", "column 3", "column 4", "column 5", "column 6", "column 7")),
    "co2_preamble.csv": (",", 120, ("year", "month", "decimal", "average", "trend")),
    "currency.csv": (",", 60, ("surface", "age", "price")),
    "double_tab.txt": ("\t\t", 40, ("column 1", "column 2", "column 3", "column 4")),
    "footer.csv": (";", 40, ("a", "b", "classe")),
    "lab_case.csv": (",", 60, ("u", "v", "label")),
    "na_continent.csv": (",", 60, ("pop", "area", "continent")),
    "na_nil.csv": (",", 60, ("a", "b", "answer")),
    "na_sodium.csv": (",", 60, ("density", "melting", "element")),
    "pipe.csv": ("|", 40, ("x1", "x2", "y")),
    "plants.arff": ("", 40, ("len", "wid", "class")),
    "quoted_lines.csv": (",", 40, ("x1", "x2", "y")),
    "space.txt": (" ", 40, ("x1", "x2", "y")),
    "tiny_one.csv": (",", 10, ("a", "b", "disease")),
    "units_row.csv": (";", 40, ("TIME", "PRESSURE", "FLOW", "STATE")),
    "k_rev_hm_ddmm.csv": (";", 120, ("t", "v")),
    "ser_dup.csv": (",", 201, ("time", "value")),
    "ser_long.csv": (",", 200, ("date", "shop", "value")),
    "ser_missing_cell.csv": (",", 200, ("date", "value")),
    "ser_rev_ddmm.csv": (";", 200, ("Date", "Ventes")),
    "ser_rev_iso_single.csv": (",", 200, ("Date", "Price")),
    "ser_rev_mmdd.csv": (",", 200, ("Date", "Price", "Vol.")),
    "ser_rev_text.csv": (",", 200, ("Date", "Price")),
    "ser_total.csv": (";", 120, ("Date", "Ventes")),
    "ser_unix_gap.csv": (",", 200, ("timestamp", "load")),
    "ser_unsorted.csv": (",", 200, ("date", "value")),
    "ser_year_month.csv": (",", 144, ("Year", "Month", "Passengers")),
    "ser_yyyymmdd.csv": (",", 200, ("Date", "Price")),
}
LEFT_OUT = {
    "co2_preamble.csv": [(1, "comment"), (2, "comment"), (3, "comment")],
    "footer.csv": [(42, "total"), (43, "source")],
    "ser_total.csv": [(122, "total")],
    "units_row.csv": [(2, "units")],
}
NO_TABLES = {
    "book.xlsx": ("This is a zip archive. Unpack it", "Ceci est une archive zip. Décompressez"),
    "heic_all.zip": ("This is a zip archive.", "Ceci est une archive zip."),
    "plain.jfif": ("This is a picture. A table is needed here", "Ceci est une image. Il faut ici un tableau"),
    "seven_white_transparent.png": ("This is a picture.", "Ceci est une image."),
    "tmonly.txt": ("one column only", "une seule colonne"),
    "utf16.json": ("holds no table", "ne contient pas de tableau"),
}


@pytest.fixture(params=["en", "fr"], name="language")
def fixture_language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.mark.parametrize("name", SHAPES)
def test_tables(name: str) -> None:
    sheet = read_sheet((CASES / name).read_bytes())
    table = tabulate(sheet)
    delimiter, rows, names = SHAPES[name]
    assert (table.delimiter, table.rows) == (delimiter, rows)
    assert tuple(column.name for column in table.columns) == names
    assert [(line.line, line.why) for line in table.left_out] == LEFT_OUT.get(name, [])
    assert not table.ambiguous_decimal


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table(name: str, language: str) -> None:
    with pytest.raises(TableError) as refused:
        read_table((CASES / name).read_bytes())
    assert NO_TABLES[name][language == "fr"] in str(refused.value).replace("\u00a0", " ").replace("’", "'")


def test_cells_of_other_kinds() -> None:
    currency = read_table((CASES / "currency.csv").read_bytes())
    assert [column.numbers[0] for column in currency.columns if column.numbers is not None] == [2021.97, 71, 673_990]
    cars = read_table((CASES / "autompg_like.txt").read_bytes())
    assert cars.columns[-1].texts[0] == "maker model 0"
    volume = tabulate(read_sheet((CASES / "ser_rev_mmdd.csv").read_bytes())).column("Vol.").numbers
    assert volume is not None
    assert volume[0] == 2_200_000
