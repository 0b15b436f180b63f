"""The approximation page: presets, controls, networks in training and links, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.concepts.approximation import best_fit_error
from playground.i18n import LANGUAGES
from playground.presets.approximation import APPROXIMATION
from playground.training.population.width_fits import WidthFits
from playground.ui.approximation.controls import START, settings_of
from tests.pages.opened import Opened

FIGURES = {
    "hand": "approximation_one_layer",
    "widths": "approximation_width_chart",
    "plane": "approximation_tower_field",
}
CHANGED = "*(settings changed since)*"


class ApproximationPage(Opened):
    """One visit of the approximation page."""

    page = "approximation"

    def figure(self, part: str = "hand") -> dict[str, Any]:
        return self.given(FIGURES[part])


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[ApproximationPage]:
    visited = ApproximationPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def test_the_page_opens_on_a_staircase(visited: ApproximationPage) -> None:
    visited.visit()
    figure = visited.figure()
    assert (figure["target"], figure["phi"], len(figure["numbers"]["kinks"])) == ("absolute", "threshold", 8)
    assert visited.address == {}
    assert CHANGED not in visited.words


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", APPROXIMATION)
def test_each_preset_in_each_language(visited: ApproximationPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"approximation_preset": name})
    preset = APPROXIMATION[name]
    part = str(settings_of(preset)["approximation_part"])
    expected = visited.figure(part)["numbers"]
    assert CHANGED not in visited.words
    assert "*(réglages" not in visited.words
    address = visited.address
    assert address.get("approximation_preset", START) == name
    assert set(address) <= {"approximation_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.figure(part)["numbers"] == expected
    assert (preset.claim in visited.words) == (code == "en")


def test_presets_leave_nothing_of_the_one_before(visited: ApproximationPage) -> None:
    visited.visit()
    for name in [*APPROXIMATION, *reversed(APPROXIMATION)]:
        visited.hold({"approximation_preset": name})
        assert CHANGED not in visited.words, name
        assert set(visited.address) <= {"approximation_preset"}, name


def test_what_is_set_is_in_the_link_and_there_is_a_way_back(visited: ApproximationPage) -> None:
    address = {
        "approximation_target": "drawn",
        "approximation_phi": "relu",
        "approximation_kinks": "-0.5,0.25",
        "approximation_heights": "1,-2",
        "approximation_directions": "1,-1",
        "approximation_drawn": ",".join(["0.5"] * 41),
    }
    visited.visit(**address)
    numbers = visited.figure()["numbers"]
    assert (numbers["kinks"], numbers["heights"], numbers["directions"]) == ([-0.5, 0.25], [1, -2], [1, -1])
    assert numbers["drawn"] == [0.5] * 41
    assert {key: visited.address[key] for key in address} == address
    assert CHANGED in visited.words
    visited.press("back_to_preset")
    assert visited.address == {}


def test_a_link_with_fewer_heights_than_kinks_is_made_to_fit(visited: ApproximationPage) -> None:
    visited.visit(approximation_kinks="0,0.5,1", approximation_heights="2", approximation_directions="-0.3,0.2")
    numbers = visited.figure()["numbers"]
    assert (numbers["heights"], numbers["directions"]) == ([2, 0, 0], [-1, 1, 1])


@pytest.mark.parametrize(
    "broken",
    [
        {"approximation_kinks": "0,2"},
        {"approximation_kinks": ",".join(["0"] * 17)},
        {"approximation_heights": "nan"},
        {"approximation_steepness": "0"},
        {"approximation_epsilon": "5"},
        {"approximation_drawn": "1,2"},
        {"approximation_part": "four"},
        {"approximation_phi": "cube"},
    ],
)
def test_what_is_broken_in_a_link_is_not_taken(visited: ApproximationPage, broken: dict[str, str]) -> None:
    expected = visited.visit().figure()
    assert visited.visit(**broken).figure() == expected


def test_errors_by_width_are_those_of_the_best_fits(visited: ApproximationPage) -> None:
    visited.visit(approximation_part="widths", approximation_target="sine", approximation_activations="relu,square")
    figure = visited.figure("widths")
    relu, square = figure["series"]
    assert (relu["floor"], square["floor"]) == (None, pytest.approx(0.65116, abs=1e-5))
    at = figure["widths"].index(16)
    assert relu["errors"][at][0] == pytest.approx(float(best_fit_error("sine", "relu", 16)), rel=0.02)
    low, high = relu["errors"][at][1:]
    assert low < relu["errors"][at][0] < high
    assert len(relu["fits"][at]["heights"]) == 16
    assert figure["run"] is None


def test_the_largest_error_has_a_floor_of_its_own(visited: ApproximationPage) -> None:
    visited.visit(
        approximation_part="widths",
        approximation_target="absolute",
        approximation_activations="square",
        approximation_error="sup",
    )
    (square,) = visited.figure("widths")["series"]
    assert square["floor"] == pytest.approx(1 / 8, abs=1e-4)
    assert min(median for median, _low, _high in square["errors"]) >= 1 / 8 - 1e-3


def test_networks_of_every_width_in_training(visited: ApproximationPage) -> None:
    visited.visit(approximation_preset="found", approximation_trained="relu", approximation_seed="3")
    run = visited.runs.made[-1]
    study = run.settings.comparison
    assert study is not None
    assert study.networks == 320
    assert [type(probe) for probe in run.settings.probes] == [WidthFits]
    assert study.experiments[4][0].seed == 3
    assert visited.figure("widths")["run"]["label"] == "ReLU, trained by Adam"


def test_the_words_of_a_preset_do_not_stand_over_another_parts_figure(visited: ApproximationPage) -> None:
    claim = APPROXIMATION[START].claim
    assert claim in visited.visit().words
    assert claim not in visited.visit(approximation_part="plane").words
