from __future__ import annotations

import pytest

from playground.experiment import Dense
from tests.pages.opened import Opened


def test_english_is_the_first_language(opened: Opened) -> None:
    assert "Network" in opened.visit(locale="de-DE").words
    assert opened.address == {}


def test_the_address_chooses_french(opened: Opened) -> None:
    opened.visit(lang="fr")
    assert_french(opened)
    assert opened.address == {"lang": "fr"}
    assert_french(opened.again())


@pytest.mark.parametrize("locale", ["fr-CA", "fr", "fr-FR"])
def test_the_browser_chooses_french(opened: Opened, locale: str) -> None:
    assert_french(opened.visit(locale=locale))
    assert_french(opened.again())


def test_a_french_page_is_linked_to_in_french(opened: Opened) -> None:
    address = opened.visit(locale="fr-CA").hold({"layers": 3}).address
    assert_french(opened.visit(locale="en-US", **address))


def test_the_switch_changes_the_language_and_the_address_keeps_it(opened: Opened) -> None:
    opened.visit().hold({"layers": 4, "lang": "fr"})
    assert_french(opened)
    assert opened.address == {"layers": "4", "lang": "fr"}
    assert len(opened.experiment.layers) == 5
    address = opened.address
    assert_french(opened.visit(**address))
    opened.hold({"lang": "en"})
    assert "The network" in opened.words
    assert_english(opened.visit(**opened.address))


def test_english_chosen_in_a_french_browser_stays(opened: Opened) -> None:
    opened.visit(locale="fr-CA").hold({"lang": "en"})
    assert_english(opened)
    assert_english(opened.visit(locale="fr-CA", **opened.address))


def test_an_unknown_language_is_that_of_the_browser(opened: Opened) -> None:
    assert_french(opened.visit(locale="fr-CA", lang="xx"))
    assert_english(opened.visit(locale="en-GB", lang="<b>"))


def test_a_change_of_language_keeps_the_run(opened: Opened) -> None:
    opened.visit(units1="9").hold({"lang": "fr"})
    assert len(opened.runs.made) == 1
    assert opened.experiment.model.layers[0] == Dense(units=9, activation="tanh")


def test_a_refusal_is_in_french(opened: Opened) -> None:
    opened.visit(lang="fr", experiment='{"seed": -1}')
    assert "L'expérience" in opened.app.error[0].value.replace("’", "'")


def assert_french(opened: Opened) -> None:
    assert "Le réseau" in opened.words
    assert "rétropropagation" in opened.words
    assert "Couches cachées" in [slider.label for slider in opened.app.select_slider]


def assert_english(opened: Opened) -> None:
    assert "The network" in opened.words
    assert "backpropagation" in opened.words
