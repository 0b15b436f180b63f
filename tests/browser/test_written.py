"""The components of texts, sentences, legends and ordered tables, by themselves: a run's frames come from the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from playground.live.files import source
from tests.browser.visit import wait_until

pytestmark = pytest.mark.browser

CONNECTION = """
export function watch(_path, _token, draw) {
  window.show = (state) => draw(state);
  draw({ status: "connecting", facts: {}, tensors: {}, epochs: [], curves: {} });
  return { close() {}, hold() {} };
}
export const isDark = () => true;
"""
MOUNT = """
async ([html, script, data]) => {
  document.body.innerHTML = `<div id="part">${html}</div>`;
  window.show = undefined;
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  module.default({ data, parentElement: document.querySelector("#part") });
}
"""
SHOW = """
async (tensors) => {
  for (const tensor of Object.values(tensors)) tensor.data = Float64Array.from(tensor.data);
  window.show({ status: "running", facts: { epoch: "3" }, tensors, epochs: [], curves: {} });
}
"""
SAMPLES = {"learned": "in the list", "held_out": "held out", "empty": "(nothing)", "on": "…", "alt": "Texts"}


@pytest.fixture(name="page")
def fixture_page(blank: Page) -> Page:
    """A page whose run is the test."""
    scripts = {"connection": CONNECTION, "csv": source("csv.js"), "numbers": source("numbers.js")}
    for name, text in scripts.items():
        blank.route(f"**/given/{name}.js", partial(fulfill, text=text))
    return blank


def fulfill(route: Route, text: str) -> None:
    route.fulfill(content_type="text/javascript", body=text)


def mount(page: Page, name: str, **data: Any) -> None:
    html, script = source(f"{name}.html"), source("page_element.js", "live_element.js", f"{name}.js")
    common = {"scripts": "/given", "token": "t", "socket": "/live", "language": "en"}
    page.evaluate(MOUNT, [html, script, common | data])


def show(page: Page, **tensors: list[Any]) -> None:
    made = {}
    for name, values in tensors.items():
        rows = values if isinstance(values[0], list) else [values]
        shape = [len(values), len(rows[0])] if isinstance(values[0], list) else [len(values)]
        made[name] = {"data": [number for row in rows for number in row], "shape": shape}
    page.wait_for_function("() => window.show !== undefined")
    page.evaluate(SHOW, made)


def comes(read: Callable[[], Any], value: object) -> bool:
    """Whether what is read becomes this: words and tables are written a few times a second."""
    wait_until(lambda: read() == value)
    return True


def test_samples_say_what_is_known_and_where_they_go_on(page: Page) -> None:
    mount(page, "samples", symbols=["∅", "⏎", "□", "a", "ب", "<"], texts=SAMPLES, passages=False)
    show(
        page,
        samples=[[3, 3, 5, 0], [3, 4, 4, 0], [0, 0, 0, 0], [3, 3, 3, 3]],
        samples_facts=[[1, 1], [2, 1], [0, 1], [0, 0]],
        samples_given=[1],
    )
    rows = page.locator(".live-samples li")
    assert rows.all_text_contents() == ["aa<in the list", "aببheld out", "(nothing)", "aaaa…"]
    assert rows.locator(".given").all_text_contents() == ["a", "a", "", "a"]
    assert page.locator("li.learned").count() == 1
    assert page.locator(".live-samples").get_attribute("data-status") == "running"


def test_samples_take_the_direction_of_their_first_letter(page: Page) -> None:
    mount(page, "samples", symbols=["∅", "⏎", "□", "a", "ب"], texts=SAMPLES, passages=False)
    show(page, samples=[[4, 4, 3], [3, 4, 4]], samples_facts=[[0, 1], [0, 1]], samples_given=[0])
    directions = "() => [...document.querySelectorAll('li')].map((row) => getComputedStyle(row).direction)"
    assert page.evaluate(directions) == ["rtl", "ltr"]


def test_a_sample_that_stays_is_not_written_anew(page: Page) -> None:
    mount(page, "samples", symbols=["∅", "⏎", "□", "a", "b"], texts=SAMPLES, passages=True)
    show(page, samples=[[3, 4]], samples_facts=[[0, 0]], samples_given=[0])
    page.evaluate("() => (window.before = document.querySelector('.written').firstChild)")
    show(page, samples=[[3, 4]], samples_facts=[[0, 0]], samples_given=[0])
    assert page.evaluate("() => document.querySelector('.written').firstChild === window.before")


def word(tensor: str, form: str = "number", **more: Any) -> dict[str, Any]:
    return {"tensor": tensor, "form": form, "place": 0, "names": [], **more}


def test_sentences_are_chosen_and_filled(page: Page) -> None:
    words = {
        "share": word("share", "percent"),
        "error": word("errors", place=1),
        "short": word("errors", "short", place=1),
        "who": word("who", "name", names=["<i>", "second"]),
    }
    sentences = ["first {error}", "**{who}**: {share} of {error} ({short})"]
    mount(page, "words", sentences=sentences, words=words, choose="place", waiting="wait")
    element = page.locator(".live-words")
    assert comes(element.text_content, "wait")
    show(page, share=[0.254], errors=[9, 1.2], who=[1], place=[1])
    assert comes(element.text_content, "first 1.20")
    show(page, share=[0.254], errors=[9, 1.2], who=[0], place=[4])
    assert comes(element.text_content, "<i>: 25% of 1.20 (1.2)")
    assert element.locator("strong").text_content() == "<i>"
    page.evaluate("() => window.show({ status: 'running', facts: {}, epochs: [], curves: {}, tensors: {} })")
    mount(page, "words", sentences=["{error} %"], words=words, choose="", waiting="", language="fr")
    show(page, share=[0], errors=[0, 1234.5], who=[0])
    assert comes(element.text_content, "1\u202f230 %")


def test_a_legend_draws_a_piece_of_each_line(page: Page) -> None:
    colours = {"light": "#111111", "dark": "#eeeeee"}
    looks = [("solid", 3.5), ("dashdot", 2), ("5px 2px", 2)]
    entries = [{"label": f"<{dash}>", "dash": dash, "width": width, "colours": colours} for dash, width in looks]
    mount(page, "legend", entries=entries)
    assert comes(page.locator("li").all_text_contents, ["<solid>", "<dashdot>", "<5px 2px>"])
    drawn = page.locator("line")
    assert [drawn.nth(k).get_attribute("stroke") for k in range(3)] == ["#eeeeee"] * 3
    assert [drawn.nth(k).get_attribute("stroke-dasharray") for k in range(3)] == ["", "9 3 3 3", "5 2"]


TABLE_TEXTS = {
    **{"csv": "CSV", "download": "Download {title}", "waiting": "No numbers yet.", "part": ""},
    **{"csv_form": "Numbers in CSV files", "csv_point": "1.5 and commas", "csv_comma": "1,5 and semicolons"},
}


def test_rows_of_a_table_come_in_their_order(page: Page) -> None:
    columns = [{"heading": "error", "name": "errors"}]
    table = {"kind": "columns", "title": "Errors", "columns": columns, "first": "who", "rows": ["a", "b", "c"]}
    mount(page, "table", tables=[table | {"curves": False, "order": "order"}], texts=TABLE_TEXTS)
    show(page, errors=[3, 1, 2], order=[1, 2, 0])
    rows = page.locator("tbody tr")
    assert comes(rows.all_text_contents, ["b1", "c2", "a3"])
    show(page, errors=[0.5, 1, 2], order=[0, 1, 2])
    assert comes(rows.all_text_contents, ["a0.5", "b1", "c2"])
    assert json.loads(page.locator("table").evaluate("(table) => JSON.stringify(table.className)")) == "wrapped"


def test_files_have_the_readers_decimal_mark_until_another_is_chosen(page: Page) -> None:
    columns = [{"heading": "erreur", "name": "errors"}]
    table = {"kind": "columns", "title": "Erreurs", "columns": columns, "first": "époque", "rows": [], "curves": False}
    mount(page, "table", tables=[table | {"title": "Autres"}, table], texts=TABLE_TEXTS, language="fr")
    show(page, errors=[0.5, 1, -2.25])
    choices = page.get_by_role("combobox", name="Numbers in CSV files")
    assert comes(lambda: [choices.nth(k).input_value() for k in range(2)], ["comma", "comma"])
    lines = ["époque;erreur", "0;0,5", "1;1", "2;-2,25"]
    assert downloaded(page) == "\ufeff" + "".join(f"{line}\r\n" for line in lines)
    choices.first.select_option("point")
    assert choices.nth(1).input_value() == "point"
    assert downloaded(page).splitlines()[1:] == ["0,0.5", "1,1", "2,-2.25"]


def downloaded(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Erreurs").click()
    assert download.value.suggested_filename == "Erreurs.csv"
    return download.value.path().read_bytes().decode()
