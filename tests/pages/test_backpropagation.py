"""The backpropagation page: presets, controls and links, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.concepts.backpropagation import parameter_count
from playground.i18n import LANGUAGES
from playground.presets.backpropagation import BACKPROPAGATION
from playground.ui.backpropagation.controls import START, settings_of
from tests.pages.opened import Opened

FIGURES = {"network": "backpropagation_network", "chain": "backpropagation_chain"}
CHANGED = "*(settings changed since)*"


class BackpropagationPage(Opened):
    """One visit of the backpropagation page."""

    page = "backpropagation"

    def numbers(self, part: str = "network") -> dict[str, Any]:
        numbers: dict[str, Any] = self.given(FIGURES[part])["numbers"]
        return numbers


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[BackpropagationPage]:
    visited = BackpropagationPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", BACKPROPAGATION)
def test_each_preset_in_each_language(visited: BackpropagationPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"backprop_preset": name})
    preset = BACKPROPAGATION[name]
    part = str(settings_of(preset)["backprop_part"])
    expected = visited.numbers(part)
    assert CHANGED not in visited.words
    assert "*(réglages" not in visited.words
    address = visited.address
    assert address.get("backprop_preset", START) == name
    assert set(address) <= {"backprop_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.numbers(part) == expected
    assert (preset.claim in visited.words) == (code == "en")


def test_presets_leave_nothing_of_the_one_before(visited: BackpropagationPage) -> None:
    visited.visit()
    for name in [*BACKPROPAGATION, *reversed(BACKPROPAGATION)]:
        visited.hold({"backprop_preset": name})
        assert CHANGED not in visited.words, name
        assert set(visited.address) <= {"backprop_preset"}, name


def test_a_network_of_another_shape_keeps_the_numbers_that_it_still_has(visited: BackpropagationPage) -> None:
    before = visited.visit().numbers()["weights"]
    visited.hold({"backprop_units1": 3})
    larger = visited.numbers()["weights"]
    assert len(larger) == parameter_count((2, 3, 1))
    assert larger[:4] == before[:4]
    assert larger[9:11] == before[6:8]
    visited.hold({"backprop_layers": 2, "backprop_outputs": 3, "backprop_inputs": 4})
    numbers = visited.numbers()
    sizes = tuple(visited.given(FIGURES["network"])["sizes"])
    assert (len(numbers["weights"]), len(numbers["x"]), len(numbers["y"])) == (parameter_count(sizes), 4, 3)
    assert CHANGED in visited.words
    visited.press("back_to_preset")
    assert visited.numbers()["weights"] == before
    assert visited.address == {}


def test_only_losses_and_outputs_that_fit_are_offered(visited: BackpropagationPage) -> None:
    visited.visit()
    assert not visited.offers("backprop_psi", "softmax")
    visited.hold({"backprop_outputs": 2, "backprop_psi": "softmax", "backprop_loss": "cross_entropy"})
    visited.hold({"backprop_psi": "tanh"})
    assert visited.given(FIGURES["network"])["loss"] == "squared"


def test_new_numbers_are_others_each_time(visited: BackpropagationPage) -> None:
    seen = [visited.visit().numbers()["weights"]]
    for _ in range(3):
        seen.append(visited.press("backprop_new").numbers()["weights"])
    assert len({tuple(weights) for weights in seen}) == 4
    assert visited.visit(**visited.address).numbers()["weights"] == seen[-1]


def test_a_link_with_numbers_of_another_shape_is_made_to_fit(visited: BackpropagationPage) -> None:
    numbers = visited.visit(backprop_units1="4", backprop_weights="1,2,3", backprop_x="1").numbers()
    assert (len(numbers["weights"]), len(numbers["x"])) == (parameter_count((2, 4, 1)), 2)


@pytest.mark.parametrize(
    "broken",
    [{"backprop_weights": "1,nan"}, {"backprop_rate": "0"}, {"backprop_epsilon": "3"}, {"backprop_step": "99"}],
)
def test_what_is_broken_in_a_link_is_not_taken(visited: BackpropagationPage, broken: dict[str, str]) -> None:
    expected = visited.visit().numbers()
    assert visited.visit(**broken).numbers() == expected


def test_layers_come_and_go_in_the_chain(visited: BackpropagationPage) -> None:
    visited.visit(backprop_part="chain")
    visited.app.slider(key="backprop_chain_depth").set_value(3)
    visited.again()
    assert visited.numbers("chain")["weights"] == [1, 1, 1]


def test_the_words_of_a_preset_do_not_stand_over_another_parts_figure(visited: BackpropagationPage) -> None:
    claim = BACKPROPAGATION[START].claim
    assert claim in visited.visit().words
    assert claim not in visited.visit(backprop_part="chain").words
