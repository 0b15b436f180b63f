"""The losses page: presets, controls and links, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.i18n import LANGUAGES
from playground.presets.losses import LOSSES
from playground.ui.losses.controls import START, settings_of
from tests.pages.opened import Opened

FIGURES = {"answer": "losses_one_answer", "two": "losses_two_distributions", "numbers": "losses_numbers_to_predict"}
CHANGED = "*(settings changed since)*"


class LossesPage(Opened):
    """One visit of the losses page."""

    page = "losses"

    def numbers(self, part: str = "answer") -> dict[str, Any]:
        numbers: dict[str, Any] = self.given(FIGURES[part])["numbers"]
        return numbers


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[LossesPage]:
    visited = LossesPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def test_the_page_opens_on_a_sure_and_wrong_answer(visited: LossesPage) -> None:
    visited.visit()
    assert visited.numbers() == {"logits": [5, -5], "truth": 1, "temperature": 1, "shift": 0}
    assert visited.address == {}
    assert CHANGED not in visited.words


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", LOSSES)
def test_each_preset_in_each_language(visited: LossesPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"losses_preset": name})
    preset = LOSSES[name]
    part = str(settings_of(preset)["losses_part"])
    expected = visited.numbers(part)
    assert CHANGED not in visited.words
    assert "*(réglages" not in visited.words
    address = visited.address
    assert address.get("losses_preset", START) == name
    assert set(address) <= {"losses_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.numbers(part) == expected
    assert (preset.claim in visited.words) == (code == "en")


def test_presets_leave_nothing_of_the_one_before(visited: LossesPage) -> None:
    visited.visit()
    for name in [*LOSSES, *reversed(LOSSES)]:
        visited.hold({"losses_preset": name})
        assert CHANGED not in visited.words, name
        assert set(visited.address) <= {"losses_preset"}, name


def test_what_is_set_is_in_the_link_and_there_is_a_way_back(visited: LossesPage) -> None:
    visited.visit(losses_answer_logits="1.5,-2,0", losses_answer_truth="2", losses_answer_temperature="0.5")
    assert visited.numbers() == {"logits": [1.5, -2, 0], "truth": 2, "temperature": 0.5, "shift": 0}
    assert CHANGED in visited.words
    visited.press("back_to_preset")
    assert visited.address == {}


def test_classes_come_and_go(visited: LossesPage) -> None:
    visited.visit(losses_answer_logits="1.5,-2,0", losses_answer_truth="2")
    visited.app.slider(key="losses_answer_classes").set_value(5)
    visited.again()
    assert visited.numbers()["logits"] == [1.5, -2, 0, 0, 0]
    visited.app.slider(key="losses_answer_classes").set_value(2)
    visited.again()
    assert visited.numbers() == {"logits": [1.5, -2], "truth": 1, "temperature": 1, "shift": 0}


def test_distributions_stay_whole_when_classes_go(visited: LossesPage) -> None:
    visited.visit(losses_part="two")
    visited.app.slider(key="losses_two_classes").set_value(2)
    visited.again()
    for shares in (visited.numbers("two")["p"], visited.numbers("two")["q"]):
        assert sum(shares) == pytest.approx(1)
        assert len(shares) == 2


def test_worlds_by_name(visited: LossesPage) -> None:
    visited.visit(losses_part="two")
    worlds = {button.label: button for button in visited.app.sidebar.button if button.label.startswith("p: ")}
    for label, expected in (
        ("p: uniform", [1 / 3] * 3),
        ("p: one right answer", [1, 0, 0]),
        ("p: one label in ten wrong", [0.9, 0.05, 0.05]),
    ):
        next(button for button in visited.app.sidebar.button if button.label == label).click()
        visited.again()
        assert visited.numbers("two")["p"] == pytest.approx(expected)
    assert len(worlds) == 3


@pytest.mark.parametrize(
    "broken",
    [
        {"losses_answer_logits": "1"},
        {"losses_answer_logits": "1,nan"},
        {"losses_answer_logits": ",".join(["1"] * 11)},
        {"losses_answer_truth": "12"},
        {"losses_answer_temperature": "0"},
        {"losses_answer_shift": "1000"},
        {"losses_part": "three"},
    ],
)
def test_what_is_broken_in_a_link_is_not_taken(visited: LossesPage, broken: dict[str, str]) -> None:
    expected = visited.visit().numbers()
    assert visited.visit(**broken).numbers() == expected


@pytest.mark.parametrize("broken", [{"losses_two_p": "0.5,0.6"}, {"losses_two_q": "2,-1"}, {"losses_two_bits": "7"}])
def test_what_is_no_distribution_is_not_taken(visited: LossesPage, broken: dict[str, str]) -> None:
    expected = visited.visit(losses_part="two").numbers("two")
    assert visited.visit(losses_part="two", **broken).numbers("two") == expected


def test_two_distributions_over_other_classes_are_put_over_the_same(visited: LossesPage) -> None:
    visited.visit(losses_part="two", losses_two_p="0.5,0.5", losses_two_q="0.2,0.3,0.5")
    assert visited.numbers("two")["q"] == [0.5, 0.5]


def test_a_right_class_beyond_the_last_is_the_last(visited: LossesPage) -> None:
    assert visited.visit(losses_answer_logits="1,2", losses_answer_truth="7").numbers()["truth"] == 1


def test_the_words_of_a_preset_do_not_stand_over_another_parts_figure(visited: LossesPage) -> None:
    claim = LOSSES[START].claim
    assert claim in visited.visit().words
    assert claim not in visited.visit(losses_part="two").words
