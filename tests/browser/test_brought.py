"""Files under every upload control of every page, in a real Chromium: what the controls show is what is in use."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from playground.experiment import Dense, Experiment, Model
from tests.browser.bringing import bring, case
from tests.browser.conftest import Open
from tests.browser.convolving import Convolving
from tests.browser.visit import LOAD, Visit

pytestmark = pytest.mark.browser

TABLES = {
    "passengers.csv": ("Survived", "Pclass"),
    "na_nil.csv": ("answer", "a"),
    "currency.csv": ("price", "surface"),
    "lab_case.csv": ("label", "u"),
}
"""Of each file the target and an input."""
SERIES = {
    "ser_yyyymmdd.csv": ("Price", ""),
    "ser_long.csv": ("value", "A"),
    "ser_unix_gap.csv": ("load", ""),
    "ser_year_month.csv": ("Passengers", ""),
}
"""Of each file what is forecast, and the group that is taken."""


def sidebar(visit: Visit) -> Locator:
    return visit.page.get_by_test_id("stSidebar")


def chosen(visit: Visit, key: str) -> Locator:
    """The field of a list, whose value is what it shows as chosen."""
    return visit.page.locator(f".st-key-{key} [role=combobox]")


def thumb(visit: Visit, key: str) -> Locator:
    """What stands at a slider's thumb."""
    return visit.page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]")


def in_use(visit: Visit) -> dict[str, Any]:
    """The experiment in use, as the page hands it over."""
    visit.wait_rest()
    with visit.page.expect_download(timeout=LOAD) as download:
        visit.page.locator(".st-key-download button").click()
    experiment: dict[str, Any] = json.loads(Path(download.value.path()).read_text())
    return experiment


def of_pictures(*classes: str) -> bytes:
    """An archive with a folder of ten pictures for each class."""
    file = io.BytesIO()
    generator = np.random.default_rng(len(classes))
    with zipfile.ZipFile(file, "w") as archive:
        for name in classes:
            for place in range(10):
                picture = io.BytesIO()
                Image.fromarray(generator.integers(0, 255, (12, 12), dtype=np.uint8)).save(picture, "PNG")
                archive.writestr(f"{name}/{place}.png", picture.getvalue())
    return file.getvalue()


@pytest.mark.parametrize(("language", "rows"), [("en", "rows"), ("fr", "lignes")])
def test_tables_on_the_perceptron_page(visit: Open, language: str, rows: str) -> None:
    page = visit(f"/?data=table&lang={language}")
    for name in [*TABLES, "passengers.csv"]:
        target, column = TABLES[name]
        bring(page, "own_upload", name, case(name))
        expect(chosen(page, "own_target")).to_have_value(target)
        expect(page.page.locator(".st-key-own_inputs")).to_contain_text(column)
        expect(page.network.neuron(0, column).first).to_be_attached()
        data = in_use(page)["data"]
        assert data["target"] == target
        assert column in [one["name"].split(" = ")[0] for one in data["columns"]]
        expect(sidebar(page)).to_contain_text(f"{len(data['targets'])} {rows}")
    expect(page.page.locator(".st-key-own_inputs")).to_contain_text("Sex")
    page.choose("own_target", "Embarked")
    expect(chosen(page, "own_target")).to_have_value("Embarked")
    expect(page.page.locator(".st-key-own_inputs")).not_to_contain_text("Embarked")
    assert in_use(page)["data"]["target"] == "Embarked"


def test_tables_on_the_compare_page(visit: Open) -> None:
    page = visit("/compare?data=table&seeds=1", ready=False)
    for name in [*TABLES, "passengers.csv"]:
        target, column = TABLES[name]
        bring(page, "own_upload", name, case(name))
        expect(chosen(page, "own_target")).to_have_value(target)
        expect(page.page.locator(".st-key-own_inputs")).to_contain_text(column)
        expect(sidebar(page)).to_contain_text(column)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_series(visit: Open, language: str) -> None:
    page = visit(f"/rnn?rnn_data=series&lang={language}", ready=False)
    before = ""
    for name in [*SERIES, "ser_yyyymmdd.csv"]:
        title, group = SERIES[name]
        bring(page, "rnn_own_csv", name, case(name))
        expect(sidebar(page)).to_contain_text(f" : {title}," if language == "fr" else f": {title},")
        if group:
            expect(chosen(page, "rnn_own_group")).to_have_value(group)
        data = in_use(page)["data"]
        assert data["title"] == title
        assert data["values"] != before
        before = data["values"]
        for control in chosen(page, "rnn_own_column").all():
            expect(control).to_have_value(title)


def test_texts(visit: Open) -> None:
    page = visit("/rnn?rnn_data=text", ready=False)
    lines = "\n".join(f"Saint-{name}-{place}" for name in ("Jean", "Paul", "Luc", "Marc") for place in "ABCDEFGHIJ")
    passage = "It was the best of times, it was the worst of times; nobody knew which it was. " * 8
    files = {"names.txt": lines, "book.txt": passage}
    for name in ("names.txt", "book.txt", "names.txt"):
        bring(page, "rnn_own_file", name, files[name].encode())
        expect(sidebar(page)).to_contain_text(f"{len(files[name].strip())} characters")
        data = in_use(page)["data"]
        assert data["text"] == files[name].strip()
        expect(page.page.locator(".st-key-rnn_unit [aria-checked=true]")).to_have_count(1)


@pytest.mark.parametrize("address", ["/cnn?cnn_data=images", "/compare?family=cnn&cnn_data=images&seeds=1"])
def test_archives_of_pictures(visit: Open, address: str) -> None:
    page = visit(address, ready=False)
    archives = {"fruit.zip": ("apple", "pear"), "coins.zip": ("cent", "euro", "franc")}
    for name in ("fruit.zip", "coins.zip", "fruit.zip"):
        classes = archives[name]
        bring(page, "cnn_upload", name, of_pictures(*classes))
        expect(sidebar(page)).to_contain_text(", ".join(f"{one} (10)" for one in classes), timeout=LOAD)
        if address.startswith("/cnn"):
            assert in_use(page)["data"]["class_names"] == list(classes)


def test_a_picture_shown_to_a_network(visit: Open) -> None:
    page = visit("/cnn?cnn_preset=digits", ready=False)
    page.page.locator("details:has(.st-key-cnn_brought) summary").click()
    turned = page.page.locator(".st-key-cnn_inverted input")
    for name, shade in (("dark.png", 255), ("light.png", 0), ("dark.png", 255)):
        picture = io.BytesIO()
        Image.new("L", (40, 40), shade).save(picture, "PNG")
        bring(page, "cnn_brought", name, picture.getvalue())
        expect(turned).to_be_checked(checked=shade == 255)


def test_pictures_on_the_convolution_page(visit: Open) -> None:
    page = Convolving(visit, "?conv_image=file&conv_kernel=identity&conv_colour=rgb")
    for colour in ((200, 30, 30), (30, 30, 200), (200, 30, 30)):
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(picture, "PNG")
        bring(page.visit, "conv_upload", f"{colour[0]}.png", picture.getvalue())
        page.expect("value", ",".join(map(str, colour)))


def test_experiments(visit: Open) -> None:
    page = visit("/")
    for units in ((3,), (5, 4), (3,)):
        experiment = Experiment(model=Model(layers=tuple(Dense(units=count) for count in units)))
        bring(page, "download_opened", "mine.json", experiment.to_json().encode())
        expect(thumb(page, "layers")).to_have_text(str(len(units)))
        for place, count in enumerate(units, 1):
            expect(thumb(page, f"units{place}")).to_have_text(str(count))
        assert [layer["units"] for layer in in_use(page)["model"]["layers"]] == list(units)
