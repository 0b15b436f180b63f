"""A person's own texts and series on the page of recurrent networks, in AppTest."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.experiment import OwnSeries, OwnText
from tests.pages.opened import Opened

CASES = Path(__file__).parents[1] / "cases"
NAMES = "\n".join(
    f"Saint-{name}-{place}"
    for name in ("Jean", "Paul", "Luc")
    for place in ("sur-Mer", "le-Bois", "en-Val", "aux-Prés")
)
SERIES = "month,sold,note\n" + "\n".join(f"{n},{100 + 10 * (n % 12)},x" for n in range(1, 121))


@pytest.fixture(name="rnn")
def fixture_rnn(opened: Opened) -> Opened:
    """The page not yet visited."""
    opened.page = "rnn"
    return opened


def test_a_pasted_text_is_read_and_a_bad_one_is_refused_and_changes_nothing(rnn: Opened) -> None:
    rnn.visit(rnn_data="text").hold({"rnn_own_paste": NAMES})
    text = rnn.experiment.data
    assert isinstance(text, OwnText)
    assert (text.text, text.unit) == (NAMES, "lines")
    assert "12 different lines" in rnn.words
    assert NAMES[:10] not in str(rnn.address)
    rnn.hold({"rnn_own_paste": "too short"})
    assert "200 to 200000 are allowed" in rnn.app.error[0].value.replace("\\", "")
    assert rnn.experiment.data == text
    rnn.hold({"rnn_unit": "passages"})
    assert rnn.experiment.data == text.model_copy(update={"unit": "passages"})


@pytest.mark.parametrize(
    ("lang", "advice"),
    [("en", "This is a picture. There is no text in it"), ("fr", "Ceci est une image. On n'y trouve aucun texte")],
)
def test_an_uploaded_text_is_read_whatever_wrote_it_and_a_picture_is_refused(
    rnn: Opened, lang: str, advice: str
) -> None:
    rnn.visit(rnn_data="text", lang=lang)
    upload = rnn.app.get_by_key("rnn_own_file")
    assert not upload.proto.type, "what a file is not is said in words"
    upload.set_value([("tmonly.txt", (CASES / "tmonly.txt").read_bytes(), "text/plain")])
    text = rnn.again().experiment.data
    assert isinstance(text, OwnText)
    assert text.text.startswith("Brandname™ sells well")
    assert "Windows-1252" in rnn.words
    rnn.app.get_by_key("rnn_own_file").set_value([("notes.doc", NAMES.encode("utf-16"), "application/msword")])
    assert rnn.again().experiment.data.text == NAMES  # type: ignore[union-attr]
    assert "Windows-1252" not in rnn.words
    picture = (CASES / "plain.jfif").read_bytes()
    rnn.app.get_by_key("rnn_own_file").set_value([("scan.txt", picture, "text/plain")])
    assert advice in rnn.again().app.error[0].value.replace("\\", "")
    assert rnn.experiment.data.text == NAMES  # type: ignore[union-attr]


def test_an_uploaded_series_is_read_and_a_bad_one_is_refused(rnn: Opened) -> None:
    rnn.visit().hold({"rnn_data": "series"})
    rnn.app.get_by_key("rnn_own_csv").set_value([("sales.csv", SERIES.encode(), "text/csv")])
    rnn.again()
    series = rnn.experiment.data
    assert isinstance(series, OwnSeries)
    assert (series.title, len(series.values), series.values[0]) == ("sold", 120, 110.0)
    rnn.hold({"rnn_repeats": 12, "rnn_inputs": "differences", "rnn_horizon": 6})
    assert (rnn.experiment.data.season, rnn.experiment.data.task.numbers) == (12, 6)  # type: ignore[union-attr]
    before = rnn.experiment
    rnn.app.get_by_key("rnn_own_csv").set_value([("bad.csv", b"a,b\n1,2\n", "text/csv")])
    rnn.again()
    assert rnn.app.error
    assert rnn.experiment == before


@pytest.mark.parametrize(
    ("locale", "words", "moment"),
    [
        (
            "en-US",
            "Dates read as day/month/year, from 1 January 2022 to 19 July 2022; the newest",
            "12 July 2022",
        ),
        ("fr-FR", "Dates lues comme jour/mois/année", "12 juillet 2022"),
    ],
)
def test_a_series_with_the_newest_first_is_turned_round_and_its_dates_are_shown(
    rnn: Opened, locale: str, words: str, moment: str
) -> None:
    rnn.visit(locale).hold({"rnn_data": "series"})
    raw = (Path(__file__).parent.parent / "cases" / "ser_rev_ddmm.csv").read_bytes()
    rnn.app.get_by_key("rnn_own_csv").set_value([("ventes.csv", raw, "text/csv")])
    rnn.again()
    data = rnn.experiment.data
    assert isinstance(data, OwnSeries)
    assert (data.values[0], data.times[0], data.values[-1], data.times[-1]) == (100, "2022-01-01", 144.14, "2022-07-19")
    assert (data.season, data.horizon, data.past) == (7, 7, 28)
    assert words in rnn.words.replace("\\", "")
    assert rnn.app.select_slider(key="rnn_origin").options[-1] == moment
    assert "2022" not in str(rnn.address)


def test_another_language_keeps_a_series_and_what_was_set(rnn: Opened) -> None:
    rnn.visit().hold({"rnn_data": "series"})
    raw = (Path(__file__).parent.parent / "cases" / "ser_long.csv").read_bytes()
    rnn.app.get_by_key("rnn_own_csv").set_value([("shops.csv", raw, "text/csv")])
    rnn.again().hold({"rnn_own_group": "B", "rnn_past": 12})
    before = rnn.experiment
    rnn.hold({"lang": "fr"})
    assert rnn.experiment == before
    assert rnn.app.get_by_key("rnn_own_group").value == "B"
