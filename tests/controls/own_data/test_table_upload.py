from __future__ import annotations

from itertools import islice

import pytest
from streamlit.config import get_option
from streamlit.testing.v1 import AppTest

from playground.experiment.tables import OwnTable
from tests.datasets.malformed import malformed_files
from tests.ui.scripts import open_script, run

FLOWERS = "width,height,weight,kind\n" + "".join(
    f"{row},{row * row % 7},{row / 2},{'rose' if row % 3 else 'iris'}\n" for row in range(20)
)
GAPS = FLOWERS.replace("\n4,", "\n,").replace("\n7,", "\nNA,")


def script() -> None:
    import streamlit as st

    from playground.controls.own_data.table_upload import upload_controls

    if st.checkbox("own", value=True, key="own"):
        st.session_state["result"] = upload_controls()


@pytest.fixture(name="app")
def fixture_app() -> AppTest:
    return open_script(script)


def upload(app: AppTest, content: str | bytes, name: str = "table.csv") -> AppTest:
    raw = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, raw, "text/csv"))
    return run(app)


def result(app: AppTest) -> OwnTable:
    own = app.session_state["result"]
    assert isinstance(own, OwnTable)
    return own


def sentences(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


def refusal(app: AppTest) -> str:
    return " ".join(error.value for error in app.error).replace("\\", "")


def test_there_is_no_table_before_an_upload(app: AppTest) -> None:
    assert app.session_state["result"] is None
    assert [widget.key for widget in app.selectbox] == []


def test_a_good_file_becomes_the_likely_table(app: AppTest) -> None:
    own = result(upload(app, FLOWERS))
    assert own.inputs == ("height", "weight")  # the first column only counts the rows
    assert own.columns[1].values == tuple(row / 2 for row in range(20))
    assert (own.target, own.classes) == ("kind", ("iris", "rose"))
    assert own.targets == tuple(float(row % 3 > 0) for row in range(20))
    assert "Read: 20 rows, 4 columns; UTF-8; cells divided by: comma; decimal mark: point." in sentences(app)
    assert "iris (7), rose (13)" in sentences(app)
    assert not app.error


def test_mean_and_standard_deviation_are_shown(app: AppTest) -> None:
    upload(app, FLOWERS)
    shown = app.table[0].value
    assert list(shown.iloc[:, 0]) == ["height", "weight"]
    assert shown.iloc[1, 1] == "4.75 ± 2.88"  # 0, 0.5, ..., 9.5


def test_the_choice_of_columns(app: AppTest) -> None:
    upload(app, FLOWERS)
    app.multiselect(key="own_inputs").set_value(["weight", "width"])
    own = result(run(app))
    assert own.inputs == ("width", "weight"), "in the order of the table"
    assert app.multiselect(key="own_inputs").options == ["width", "height", "weight"], "texts are not offered"


def test_changing_the_target_takes_it_from_the_inputs_and_says_what_it_is(app: AppTest) -> None:
    upload(app, FLOWERS)
    app.multiselect(key="own_inputs").set_value(["width", "height", "weight"])
    run(app)
    app.selectbox(key="own_target").set_value("weight")
    own = result(run(app))
    assert (own.target, own.classes, own.inputs) == ("weight", None, ("width", "height"))
    assert own.targets == tuple(row / 2 for row in range(20))
    app.selectbox(key="own_target").set_value("height")
    run(app)
    assert app.get_by_key("own_kind").value == "classes", "few different whole numbers"


def test_a_number_as_classes(app: AppTest) -> None:
    upload(app, FLOWERS)
    app.multiselect(key="own_inputs").set_value(["width", "weight"])
    app.selectbox(key="own_target").set_value("height")
    own = result(run(app))
    assert own.classes == ("0", "1", "2", "4")
    app.get_by_key("own_kind").set_value("number")
    assert result(run(app)).classes is None


def test_missing_values_are_left_out_or_filled(app: AppTest) -> None:
    upload(app, GAPS)
    app.multiselect(key="own_inputs").set_value(["width", "weight"])
    assert result(run(app)).samples == 18
    assert "2 rows lack an input and are left out." in sentences(app)
    app.get_by_key("own_missing").set_value("mean")
    own = result(run(app))
    mean = sum(set(range(20)) - {4, 7}) / 18
    assert own.columns[0].values[4] == own.columns[0].values[7] == mean
    assert "2 missing values were replaced by their column's mean." in sentences(app)


def test_the_choice_about_missing_values_shows_only_where_there_are_any(app: AppTest) -> None:
    upload(app, FLOWERS)
    with pytest.raises(KeyError):
        app.get_by_key("own_missing")


def test_a_refused_file_leaves_the_table(app: AppTest) -> None:
    before = result(upload(app, FLOWERS))
    upload(app, "a,b,c\n1,2,3,4\n" * 10)
    assert result(app) is before
    assert "Line 2 has 4 cells" in refusal(app)
    assert "The table in use stays as it is." in refusal(app)
    app.file_uploader[0].set_value(None)
    assert result(run(app)) is before
    assert not app.error


def test_a_refused_choice_leaves_the_table(app: AppTest) -> None:
    before = result(upload(app, FLOWERS))
    app.multiselect(key="own_inputs").set_value(["width"])
    assert result(run(app)) is before
    assert "choose 2 to 30 columns" in refusal(app)


def test_the_first_file_refused(app: AppTest) -> None:
    upload(app, b"PK\x03\x04 a workbook by another name")
    assert app.session_state["result"] is None
    sentences = (
        "This is a zip archive.",
        "Unpack it, and give the table that is in it.",
        "The page CNN takes pictures, packed as a zip archive of folders.",
    )
    assert refusal(app) == " ".join(sentences)


def test_a_large_file_is_refused_in_words(app: AppTest) -> None:
    upload(app, b"1,2,3\n" * 900_000)
    assert refusal(app) == "The file has 5.4 MB; at most 5 MB are allowed."


def test_a_corrected_file_keeps_the_choice(app: AppTest) -> None:
    upload(app, FLOWERS)
    app.multiselect(key="own_inputs").set_value(["width", "weight"])
    run(app)
    own = result(upload(app, FLOWERS.replace("19,", "18.5,")))
    assert own.inputs == ("width", "weight")
    assert own.columns[0].values[-1] == 18.5


def test_another_file_brings_its_own_choice(app: AppTest) -> None:
    upload(app, FLOWERS)
    own = result(upload(app, "a;b;c\n" + "".join(f"{row * row};{row % 5},5;{row * 3},25\n" for row in range(12))))
    assert (own.inputs, own.target, own.classes) == (("a", "b"), "c", None)
    assert own.columns[1].values[:2] == (0.5, 1.5)


def test_the_choice_survives_a_look_at_other_data(app: AppTest) -> None:
    upload(app, FLOWERS)
    app.multiselect(key="own_inputs").set_value(["width", "weight"])
    before = result(run(app))
    app.checkbox(key="own").set_value(False)
    run(app)
    app.checkbox(key="own").set_value(True)
    assert result(run(app)) == before


def test_the_same_table_is_the_same_value_on_every_run(app: AppTest) -> None:
    own = result(upload(app, FLOWERS))
    assert result(run(app)) is own


def test_what_a_file_says_is_no_markup(app: AppTest) -> None:
    upload(app, FLOWERS.replace("width", "![w](http://x)").replace("iris", "*iris*"))
    assert r"\*iris\*" in " ".join(caption.value for caption in app.caption)


def test_malformed_files_leave_the_table(app: AppTest) -> None:
    before = result(upload(app, FLOWERS))
    refused = 0
    for name, raw in islice(malformed_files(), 0, None, 12):
        upload(app, raw)
        assert "Traceback" not in refusal(app), name
        if app.error:
            refused += 1
            assert result(app) is before, name
        else:
            before = result(app)
    assert refused >= 30


def test_the_upload_names_the_limit_of_its_help(app: AppTest) -> None:
    upload = app.file_uploader[0]
    assert upload.proto.max_upload_size_mb == get_option("server.maxUploadSize"), "what is too large is told in words"
    assert "texts of at most 5 MB, others of at most 20 MB" in upload.help
