"""The upload of a table or a series of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.controls.own_data.test_table_upload import refusal, result, script, sentences, upload
from tests.controls.test_interrupted import series
from tests.datasets.sheets.malformed_sheets import parquet
from tests.datasets.sheets.workbooks import ods, xlsx
from tests.ui.scripts import open_script, run

CASES = Path(__file__).parents[2] / "cases"
FLOWERS = [["width", "height", "kind"], *([n / 4, n * n % 7, "rose" if n % 3 else "iris"] for n in range(20))]
TREES = [["age", "girth", "wood"], *([n, n / 3, "oak" if n % 2 else "elm"] for n in range(20))]
PEOPLE = "city;people;area;kind\n" + "".join(f"c{n};12.{300 + n};{n * n % 7};{'ab'[n % 2]}\n" for n in range(12))


@pytest.fixture(name="app")
def fixture_app() -> AppTest:
    return open_script(script)


def sheet_menu(app: AppTest) -> object:
    (menu,) = [menu for menu in app.selectbox if str(menu.key).startswith("own_upload_sheet")]
    return menu


def question(app: AppTest) -> Iterator[object]:
    return (group for group in app.button_group if "_decimal_" in str(group.key))


def test_any_file_may_be_given(app: AppTest) -> None:
    assert list(app.file_uploader[0].proto.type) == []


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_workbook_and_its_sheets(app: AppTest, write: object) -> None:
    upload(app, write({"Flowers": FLOWERS, "Trees": TREES}), "garden.xlsx")  # type: ignore[operator]
    assert result(app).target == "kind"
    assert "Read: 20 rows, 3 columns, from the sheet Flowers." in sentences(app)
    assert sheet_menu(app).value == "Flowers"  # type: ignore[attr-defined]
    sheet_menu(app).set_value("Trees")  # type: ignore[attr-defined]
    run(app)
    assert result(app).target == "wood"
    assert "from the sheet Trees" in sentences(app)
    upload(app, write({"Trees": FLOWERS, "More": TREES}), "other.xlsx")  # type: ignore[operator]
    assert sheet_menu(app).value == "Trees", "of the new file"  # type: ignore[attr-defined]
    assert result(app).target == "kind"


def test_a_sheet_without_a_table_is_refused_and_another_can_be_chosen(app: AppTest) -> None:
    upload(app, xlsx({"Notes": [["a", "b"], [1, 2], [3, 4]], "Flowers": FLOWERS}), "garden.xlsx")
    assert "The table has 2 rows" in refusal(app)
    sheet_menu(app).set_value("Flowers")  # type: ignore[attr-defined]
    run(app)
    assert not app.error
    assert result(app).target == "kind"


def test_other_kinds_of_tables(app: AppTest) -> None:
    upload(app, parquet(), "table.parquet")
    assert "Read: 24 rows, 3 columns; Parquet." in sentences(app)
    upload(app, (CASES / "plants.arff").read_bytes(), "plants.arff")
    assert "Read: 40 rows, 3 columns; ARFF." in sentences(app)
    assert result(app).classes == ("a", "b")


def test_what_was_left_out_is_said(app: AppTest) -> None:
    upload(app, (CASES / "footer.csv").read_bytes())
    listed = "line 42, a total or a mean: Total, 20,1; line 43, a source or a note: Source : INSEE"
    assert f"Left out, because no rows of the table: {listed}." in sentences(app)
    around = "\n".join(["A title", *["# a comment"] * 5, "a;b;kind", *(f"{n};{n / 2};x{n % 2}" for n in range(20))])
    upload(app, around)
    assert "; 3 more lines." in sentences(app)


def test_an_ambiguous_mark_is_asked(app: AppTest) -> None:
    upload(app, PEOPLE)
    (asked,) = question(app)
    assert asked.value == "."  # type: ignore[attr-defined]
    assert asked.label.replace("\\", "") == "12.300 is"  # type: ignore[attr-defined]
    assert asked.options == ["12,300, thousands", "12.3, with decimals"]  # type: ignore[attr-defined]
    assert result(app).columns[0].values[0] == 12.3
    asked.set_value(",")  # type: ignore[attr-defined]
    run(app)
    assert result(app).columns[0].values[0] == 12_300
    assert "decimal mark: comma" in sentences(app)
    upload(app, PEOPLE.replace("12.311", "0.5"))
    assert not list(question(app)), "0.5 says it"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("plain.jfif", "This is a picture. A table is needed here"),
        ("book.xlsx", "The page CNN takes pictures, packed as a zip archive of folders."),
        ("utf16.json", "This JSON file holds no table"),
    ],
)
def test_what_is_no_table_is_refused_in_words(app: AppTest, file: str, words: str) -> None:
    upload(app, (CASES / file).read_bytes(), file)
    assert words in refusal(app)
    assert app.session_state["result"] is None


def test_a_text_belongs_to_another_page(app: AppTest) -> None:
    upload(app, "anna\nbert\nclara\n" * 9, "names.txt")
    assert "The page RNN takes texts that a network reads letter by letter." in refusal(app)


def test_refusals_speak_french() -> None:
    app = open_script(french)
    upload(app, (CASES / "plain.jfif").read_bytes(), "plain.jfif")
    assert "Ceci est une image." in refusal(app)
    assert "La page CNN" in refusal(app)
    upload(app, PEOPLE)
    (asked,) = question(app)
    assert asked.options == ["12\u202f300, des milliers", "12,3, avec décimales"]  # type: ignore[attr-defined]


def french() -> None:
    import streamlit as st

    from playground.controls.own_data.table_upload import upload_controls
    from playground.i18n import set_language

    set_language("fr")
    st.session_state["result"] = upload_controls()


def test_a_series_of_a_workbook() -> None:
    app = open_script(series)
    rows = [["year", "rain"], *([1900 + n, n % 7 + 0.5] for n in range(70))]
    upload(app, xlsx({"Notes": [["none"]], "Rain": [*rows, ["Total", 243]]}), "rain.xlsx")
    assert app.session_state["result"][1][:3] == (0.5, 1.5, 2.5)
    assert "line 72, a total or a mean: Total, 243" in sentences(app)
