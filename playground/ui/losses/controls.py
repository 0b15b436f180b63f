"""The controls of the losses page: presets, the part, the number of classes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from playground.i18n import _
from playground.presets.claim import PagePreset
from playground.presets.losses import LOSSES
from playground.ui.component_values import Held, held
from playground.ui.groups import hidden
from playground.ui.losses.components import (
    ANSWER,
    FEWEST,
    MOST,
    NUMBERS,
    TWO,
    AnswerNumbers,
    PointNumbers,
    TwoNumbers,
    numbers_figure,
    one_answer_figure,
    two_distributions_figure,
)
from playground.ui.part_controls import FigureControls
from playground.ui.widgets import pick, section

START = next(iter(LOSSES))
_PRESET, _PART = "losses_preset", "losses_part"
_HELD: Mapping[str, tuple[str, Held]] = {
    "answer": (ANSWER, AnswerNumbers()),
    "two": (TWO, TwoNumbers()),
    "numbers": (NUMBERS, PointNumbers()),
}
"""Of each part what its keys begin with, and its numbers where a preset says nothing."""
USUAL: Mapping[str, Any] = {
    _PART: "answer",
    **{prefix + name: value for prefix, numbers in _HELD.values() for name, value in numbers},
}


@dataclass(frozen=True, kw_only=True)
class Controls(FigureControls):
    """What the page's controls say."""

    part_key = _PART
    looked_at = ()


def settings_of(preset: PagePreset) -> dict[str, Any]:
    """Return all that a preset sets, by the controls' keys."""
    return {**USUAL, **preset.settings}


def losses_controls() -> Controls:
    """Show the controls and return what they and the figure say."""
    with st.sidebar:
        section("start")
        labels = {name: _(preset.label) for name, preset in LOSSES.items()}
        preset = LOSSES[pick(_("Start from a preset"), _PRESET, labels, START, on_change=apply_preset)]
    usual = settings_of(preset)
    names = {"answer": _("One answer"), "two": _("Two distributions"), "numbers": _("Numbers to predict")}
    part = pick(_("Part"), _PART, names, usual[_PART], form="segments", hide_label=True)
    prefix, numbers = _HELD[part]
    shown = held(prefix, type(numbers)(**{name: usual[prefix + name] for name in type(numbers).model_fields}))
    with st.sidebar:
        if isinstance(shown, AnswerNumbers):
            _class_choice("losses_answer_classes", len(shown.logits))
            return Controls(preset=preset, show=partial(one_answer_figure, shown, key="figure-answer"), usual=usual)
        if isinstance(shown, TwoNumbers):
            _class_choice("losses_two_classes", len(shown.p))
            _world_choice()
            return Controls(
                preset=preset,
                show=partial(two_distributions_figure, _of_one_size(shown), key="figure-two"),
                usual=usual,
            )
    assert isinstance(shown, PointNumbers)
    return Controls(preset=preset, show=partial(numbers_figure, shown, key="figure-numbers"), usual=usual)


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    st.session_state.update(settings_of(LOSSES[st.session_state[_PRESET]]))


def _of_one_size(numbers: TwoNumbers) -> TwoNumbers:
    """Return two distributions over the same classes: a link can name two that are not."""
    if len(numbers.p) == len(numbers.q):
        return numbers
    return numbers.model_copy(update={"q": (1 / len(numbers.p),) * len(numbers.p)})


def _class_choice(key: str, classes: int) -> None:
    """Show the number of classes, which the figure's own numbers have."""
    if hidden(key):
        return
    st.session_state[key] = classes
    section("classes")
    st.slider(_("Classes K"), FEWEST, MOST, classes, key=key, on_change=partial(_take_classes, key))


def _take_classes(key: str) -> None:
    """Give the figure so many classes: new ones have the logit 0, and no share."""
    state, count = st.session_state, st.session_state[key]
    if key == "losses_answer_classes":
        logits = state[f"{ANSWER}logits"]
        state[f"{ANSWER}logits"] = (*logits, *(0.0,) * count)[:count]
        state[f"{ANSWER}truth"] = min(state[f"{ANSWER}truth"], count - 1)
        return
    for name in ("p", "q"):
        shares = (*state[TWO + name], *(0.0,) * count)[:count]
        whole = sum(shares)
        state[TWO + name] = tuple(share / whole for share in shares) if whole else (1 / count,) * count


def _world_choice() -> None:
    """Offer worlds p that people know by name."""
    worlds: dict[str, Callable[[int], tuple[float, ...]]] = {
        _("one right answer"): lambda count: (1.0, *(0.0,) * (count - 1)),
        _("uniform"): lambda count: (1 / count,) * count,
        _("one label in ten wrong"): lambda count: (0.9, *(0.1 / (count - 1),) * (count - 1)),
    }
    if hidden("losses_world"):
        return

    def put(make: Callable[[int], tuple[float, ...]]) -> None:
        st.session_state[f"{TWO}p"] = make(len(st.session_state[f"{TWO}p"]))

    with st.container(key="losses_world", horizontal=True, gap="small"):
        for name, make in worlds.items():
            st.button(f"p: {name}", on_click=put, args=(make,))
