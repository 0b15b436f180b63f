"""The components of the losses page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import streamlit as st
from pydantic import Field, field_validator

from playground.figures.component_colours import SHADES, component_colours
from playground.i18n import _, language
from playground.live.csv_files import csv_texts
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.ui.component_values import Held, keep, read_numbers

FEWEST, MOST = 2, 10
"""Classes of an answer, and of a distribution."""
Logit = Annotated[float, Field(ge=-12, le=12, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Point = Annotated[float, Field(ge=-2, le=12, allow_inf_nan=False)]
ANSWER, TWO, NUMBERS = "losses_answer_", "losses_two_", "losses_numbers_"
"""What the keys of each component's numbers begin with."""

_ONE_ANSWER = st.components.v2.component(
    "losses_one_answer",
    html=source("one_answer.html"),
    css=source("losses.css"),
    js=source("page_element.js", "concept_element.js", "losses_element.js", "one_answer.js"),
)
_TWO = st.components.v2.component(
    "losses_two_distributions",
    html=source("two_distributions.html"),
    css=source("losses.css"),
    js=source("page_element.js", "concept_element.js", "losses_element.js", "two_distributions.js"),
)
_NUMBERS = st.components.v2.component(
    "losses_numbers_to_predict",
    html=source("numbers_to_predict.html"),
    css=source("losses.css"),
    js=source("page_element.js", "concept_element.js", "losses_element.js", "numbers_to_predict.js"),
)


class AnswerNumbers(Held):
    """What a person sets of one answer."""

    logits: tuple[Logit, ...] = Field((5.0, -5.0), min_length=FEWEST, max_length=MOST)
    truth: int = Field(1, ge=0, lt=MOST)
    temperature: float = Field(1.0, ge=0.1, le=10)
    shift: float = Field(0.0, ge=-100, le=100)


class TwoNumbers(Held):
    """What a person sets of two distributions; ``bits`` is 1 where they are measured in bits."""

    p: tuple[Share, ...] = Field((0.7, 0.2, 0.1), min_length=FEWEST, max_length=MOST)
    q: tuple[Share, ...] = Field((0.1, 0.2, 0.7), min_length=FEWEST, max_length=MOST)
    bits: int = Field(0, ge=0, le=1)

    @field_validator("p", "q")
    @classmethod
    def _is_whole(cls, shares: tuple[float, ...]) -> tuple[float, ...]:
        if abs(sum(shares) - 1) > 1e-6:
            raise ValueError("the shares of a distribution add up to 1")
        return shares


class PointNumbers(Held):
    """What a person sets of numbers to predict."""

    points: tuple[Point, Point, Point, Point, Point] = (0.0, 0.0, 1.0, 2.0, 10.0)
    residual: float = Field(2.0, ge=-5, le=5)
    delta: float = Field(1.0, ge=0.2, le=4)


def one_answer_figure(numbers: AnswerNumbers, *, key: str) -> None:
    """Show logits, their softmax, and both losses with their slopes."""
    shown = numbers.model_copy(update={"truth": min(numbers.truth, len(numbers.logits) - 1)})
    data = _common(shown, _answer_texts())
    _ONE_ANSWER(key=key, data=data, on_moved_change=lambda: _take(ANSWER, AnswerNumbers, key))


def two_distributions_figure(numbers: TwoNumbers, *, key: str) -> None:
    """Show two distributions, and the cross-entropy as the sum of an entropy and a divergence."""
    data = _common(numbers, _two_texts())
    _TWO(key=key, data=data, on_moved_change=lambda: _take(TWO, TwoNumbers, key))


def numbers_figure(numbers: PointNumbers, *, key: str) -> None:
    """Show what a residual costs, and where each loss puts the best constant."""
    data = _common(numbers, _number_texts())
    _NUMBERS(key=key, data=data, on_moved_change=lambda: _take(NUMBERS, PointNumbers, key))


def _common(numbers: Held, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "scripts": f"{base_path()}/live/{version()}",
        "numbers": numbers.model_dump(),
        "themes": {shade: component_colours(shade) for shade in SHADES},
        "texts": {**texts, **csv_texts(), "csv": _("CSV")},
        "language": language(),
    }


def _take(prefix: str, kind: type[Held], key: str) -> None:
    """Keep what somebody set in a figure; what is out of its range is left."""
    numbers = read_numbers(kind, st.session_state[key]["moved"])
    if numbers is not None:
        keep(prefix, numbers)


def _answer_texts() -> dict[str, str]:
    return {
        "alt": _("One answer: logits, softmax, slopes of both losses, and what an answer costs"),
        "logits": _("Logits z: drag them; click a class to make it the right one"),
        "shares": _("Softmax q"),
        "slopes": _("Slopes: cross-entropy, squared error"),
        "curve": _("What the share q of the right class costs"),
        "curve_alt": _("Curves of −log q and of (1 − q)², with their tangents at the answer in hand"),
        "class": _("class"),
        "temperature": _("Temperature"),
        "shift": _("Add to all logits"),
        "step_ce": _("Step with cross-entropy"),
        "step_square": _("Step with squared error"),
        "share_axis": _("share q of the right class"),
        "loss": _("loss"),
        "value": _("value"),
        "slope": _("slope by the right logit"),
        "steps": _("steps until it leads"),
        "never": _("not within 20,000"),
        "ce": _("cross-entropy"),
        "square": _("squared error"),
        "table": _("Both losses, their slopes and the steps out of the hole"),
        "file": _("one answer"),
    }


def _two_texts() -> dict[str, str]:
    return {
        "alt": _("Two distributions, and one bar: entropy, divergence, cross-entropy"),
        "p": _("p, the world: drag the bars"),
        "q": _("q, the network: drag the bars"),
        "terms": _("Terms p log(p/q) of the divergence"),
        "stack": _("One bar: H(p) and KL(p‖q) are H(p, q)"),
        "stack_alt": _("A bar of two parts: the entropy of p, and the divergence of q from p"),
        "swap": _("Swap p and q"),
        "descend": _("Descend"),
        "stop": _("Stop"),
        "bits": _("in bits"),
        "in_bits": _("bits"),
        "in_nats": _("nats"),
        "quantity": _("quantity"),
        "value": _("value"),
        "table": _("Entropy, divergences and cross-entropy"),
        "file": _("two distributions"),
    }


def _number_texts() -> dict[str, str]:
    return {
        "alt": _("Losses of numbers: what a residual costs, and where each loss puts the best constant"),
        "errors": _("What a residual costs"),
        "errors_alt": _("Curves of the squared, the absolute and Huber's error against the residual"),
        "residual": _("residual r"),
        "delta": _("Huber's δ"),
        "points": _("The best constant for points: drag them"),
        "totals_alt": _("The mean error of each constant under each loss, as a share of the largest"),
        "constant": _("constant c"),
        "point": _("Point"),
        "squared": _("squared error r²"),
        "absolute": _("absolute error |r|"),
        "huber": _("Huber's error"),
        "short_squared": _("mean"),
        "short_absolute": _("median"),
        "short_huber": "Huber",
        "loss": _("loss"),
        "value": _("value"),
        "slope": _("slope"),
        "best": _("best constant"),
        "table": _("The three losses at the residual, and their best constants"),
        "file": _("numbers to predict"),
    }
