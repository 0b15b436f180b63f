"""The descent page: presets, controls and links, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.concepts.descent import SURFACES
from playground.concepts.descent.methods import METHODS
from playground.i18n import LANGUAGES
from playground.presets.descents import DESCENTS
from playground.ui.descent.controls import START, settings_of
from playground.ui.descent.surface_choice import OWN_FORMULA
from tests.pages.opened import Opened

FIGURES = {"race": "descent_race", "basins": "descent_basins", "size": "descent_step_size", "noise": "descent_noise"}
CHANGED = "*(settings changed since)*"


class DescentPage(Opened):
    """One visit of the descent page."""

    page = "descent"

    def figure(self, part: str = "race") -> dict[str, Any]:
        return self.given(FIGURES[part])

    @property
    def errors(self) -> list[str]:
        return [error.value for error in self.app.error]


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[DescentPage]:
    visited = DescentPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def test_the_page_opens_on_the_ravine(visited: DescentPage) -> None:
    visited.visit()
    shown = visited.figure()
    assert [method["name"] for method in shown["methods"]] == ["gd", "momentum", "nesterov", "adam"]
    assert shown["numbers"] == {
        "start": [2, 1],
        "rates": [0.07, 0.02, 0.02, 0.5, 0.1, 0.1, 0.5],
        "together": 0,
        "step": -1,
    }
    assert shown["surface"]["marks"] == [{"x": 0, "y": 0, "height": 0, "kind": "minimum"}]
    assert visited.address == {}
    assert CHANGED not in visited.words


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", DESCENTS)
def test_each_preset_in_each_language(visited: DescentPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"descent_preset": name})
    preset = DESCENTS[name]
    part = str(settings_of(preset)["descent_part"])
    expected = visited.figure(part)
    assert CHANGED not in visited.words
    assert "*(réglages" not in visited.words
    address = visited.address
    assert address.get("descent_preset", START) == name
    assert set(address) <= {"descent_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.figure(part) == expected
    assert (preset.claim in visited.words) == (code == "en")


def test_presets_leave_nothing_of_the_one_before(visited: DescentPage) -> None:
    visited.visit()
    for name in [*DESCENTS, *reversed(DESCENTS)]:
        visited.hold({"descent_preset": name})
        assert CHANGED not in visited.words, name
        assert set(visited.address) <= {"descent_preset"}, name


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_comes_with_a_start_and_rates_that_suit_it(visited: DescentPage, name: str) -> None:
    visited.visit().hold({"descent_surface": name})
    numbers, surface = visited.figure()["numbers"], SURFACES[name]
    assert numbers["start"] == list(surface.start)
    assert numbers["rates"] == [surface.rate(method) for method in METHODS]
    before, address = visited.figure(), visited.address
    assert {"descent_start", "descent_rates"}.isdisjoint(address), "they are the surface's own"
    assert visited.visit(**address).figure() == before


def test_the_condition_changes_the_rates(visited: DescentPage) -> None:
    visited.visit().hold({"descent_kappa": 100.0})
    assert visited.figure()["numbers"]["rates"][:2] == [0.0175, 0.005]
    assert "100 y^2" in visited.figure()["surface"]["which"]


def test_what_is_set_in_the_race_is_in_the_link(visited: DescentPage) -> None:
    rates = "0.05,0.02,0.02,0.5,0.1,0.1,0.25"
    visited.visit(descent_start="-1.25,0.5", descent_rates=rates, descent_step="17", descent_together="1")
    numbers = visited.figure()["numbers"]
    assert numbers == {
        "start": [-1.25, 0.5],
        "rates": [float(rate) for rate in rates.split(",")],
        "together": 1,
        "step": 17,
    }
    assert CHANGED in visited.words
    visited.press("back_to_preset")
    assert visited.address == {}


@pytest.mark.parametrize(
    "broken",
    [
        {"descent_start": "1"},
        {"descent_start": "nan,1"},
        {"descent_rates": "0,0,0,0,0,0,0"},
        {"descent_step": "-7"},
        {"descent_together": "5"},
        {"descent_surface": "hill"},
        {"descent_methods": "newton"},
        {"descent_formula": "x" * 300},
    ],
)
def test_what_is_broken_in_a_link_is_not_taken(visited: DescentPage, broken: dict[str, str]) -> None:
    expected = visited.visit().figure()
    assert visited.visit(**broken).figure() == expected


def test_a_formula_of_ones_own(visited: DescentPage) -> None:
    visited.visit(descent_surface="own", descent_formula="x^2 + (y - 1)^2")
    assert [(mark["x"], mark["y"]) for mark in visited.figure()["surface"]["marks"]] == [
        (pytest.approx(0), pytest.approx(1))
    ]
    assert visited.errors == []


@pytest.mark.parametrize("formula", ["__import__('os')", "x +", "1/x", "exp(x^12)", "(" * 90, "*bold*", "[a](b)"])
def test_a_formula_that_is_none_is_one_clear_line_and_the_last_good_one_stays(
    visited: DescentPage, formula: str
) -> None:
    good = visited.visit(descent_surface="own", descent_formula="x^2 + 3 y^2").figure()["surface"]
    visited.app.text_input(key="descent_formula").set_value(formula)
    visited.again()
    assert len(visited.errors) == 1
    assert visited.figure()["surface"] == good
    visited.visit(descent_surface="own", descent_formula=formula)
    assert OWN_FORMULA in visited.figure()["surface"]["which"]


def test_the_map_of_basins_says_which_rates_stay(visited: DescentPage) -> None:
    minima = visited.visit(descent_preset="rate_decides").figure("basins")["minima"]
    assert sorted(round(minimum["bound"], 5) for minimum in minima) == [0.01495, 0.01897, 0.02431, 0.02483]
    visited.hold({"descent_method": "adam"})
    assert {minimum["bound"] for minimum in visited.figure("basins")["minima"]} == {None}


def test_batches_and_draws(visited: DescentPage) -> None:
    visited.visit(descent_part="noise", descent_batches="2,50", descent_replacement="False", descent_decay="30.0")
    shown = visited.figure("noise")
    assert [batch["size"] for batch in shown["batches"]] == [2, 50]
    assert shown["sampling"] == {"decay": 30, "replacement": False, "seed": 0}


def test_a_class_link_hides_what_it_says(visited: DescentPage) -> None:
    visited.visit(hide="surface,methods,descent_details,lesson,question")
    keys = {widget.key for kind in (visited.app.selectbox, visited.app.select_slider) for widget in kind}
    assert "descent_surface" not in keys
    assert "descent_momentum" not in keys
    assert "descent_preset" in keys
    assert visited.figure()["surface"]["which"].startswith("(x^2")


def test_the_words_of_a_preset_do_not_stand_over_another_parts_figure(visited: DescentPage) -> None:
    claim = DESCENTS[START].claim
    assert claim in visited.visit().words
    assert claim not in visited.visit(descent_part="noise").words
