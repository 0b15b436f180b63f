from __future__ import annotations

import calendar
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets.columns.ordered_words import in_order

ORDERS = [
    "small medium large",
    "S M L XL",
    "low medium high",
    "faible moyen élevé",
    "never sometimes always",
    "jamais parfois souvent toujours",
    "petit moyen grand",
    "Bas Moyen Haut",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "beginner intermediate advanced",
    "none mild moderate severe",
    "aucune légère modérée sévère",
    "cold warm hot",
    "no yes",
    "non oui",
    "FALSE TRUE",
    "faux vrai",
    "small large",
    "negative positive",
    " ".join(calendar.month_name[1:]),
    " ".join(calendar.month_abbr[1:]),
    " ".join(calendar.day_name),
    " ".join(calendar.day_abbr),
]


@given(st.sampled_from(ORDERS), st.randoms(), st.sampled_from([str, str.upper, str.title, str.lower]))
def test_words_come_back_in_their_order(order: str, random: Random, written: type[str]) -> None:
    words = [written(word) for word in order.split()]
    shuffled = random.sample(words, len(words))
    assert in_order(shuffled) == tuple(words)


def test_words_of_two_and_abbreviations() -> None:
    assert in_order(["very high", "Low", "very-low", "high"]) == ("very-low", "Low", "high", "very high")
    assert in_order(["Fév.", "Déc.", "Janv."]) == ("Janv.", "Fév.", "Déc.")
    assert in_order(["Tout à fait d’accord", "Pas du tout d'accord", "Neutre"]) == (
        "Pas du tout d'accord",
        "Neutre",
        "Tout à fait d’accord",
    )


@pytest.mark.parametrize(
    "words", [["S", "Q", "C"], ["small", "large", "blue"], ["male", "female"], ["mon", "monday", "tue"], ["low"], []]
)
def test_words_without_an_order(words: list[str]) -> None:
    assert in_order(words) is None
