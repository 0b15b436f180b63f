"""Presets on a page: their menu, and what the chosen one claims and asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from playground.controls.form import to_form
from playground.experiment import Experiment
from playground.i18n import _
from playground.presets import PRESETS
from playground.presets.claim import Claim
from playground.ui.address import became, note
from playground.ui.groups import hidden
from playground.ui.slide_links import with_slide_links

START = next(iter(PRESETS))
_SHOWN = "_preset_shown"
_CLAIM = "claim"
_BEGUN = "_preset_begun"


def preset_menu() -> None:
    """Show the menu of presets; a choice fills the controls and sets the speed."""
    st.session_state.setdefault(_SHOWN, START)
    st.session_state.setdefault("preset", st.session_state[_SHOWN])
    if hidden("preset"):
        return
    st.selectbox(
        _("Start from a preset"),
        list(PRESETS),
        list(PRESETS).index(st.session_state["preset"]),
        format_func=lambda name: _(PRESETS[name].label),
        key="preset",
        on_change=apply_preset,
        persist_state="session",
    )


def apply_preset() -> None:
    """Make the controls show the preset that the menu says. Call before they are drawn."""
    name = st.session_state["preset"]
    if name in PRESETS:
        st.session_state[_SHOWN] = name
        st.session_state["speed"] = PRESETS[name].speed
        fill(PRESETS[name].experiment)


def link_preset(name: str | None) -> None:
    """Open the page on a preset that its address names; what else the address says counts more than the preset.

    ``?claim=`` in the address names the preset that its controls came from: only the claim is taken from it.
    """
    if name is not None:
        became("preset", name if name in PRESETS else st.session_state.get(_SHOWN, START))
    if name is not None and name in PRESETS:
        st.session_state["preset"] = name
        apply_preset()
        for key in ("speed", *to_form(PRESETS[name].experiment)):
            if key in st.query_params:
                st.session_state.pop(key, None)
    elif (claim := st.query_params.get(_CLAIM)) in PRESETS:
        st.session_state.setdefault(_SHOWN, claim)
        st.session_state.setdefault("preset", claim)


def preset_sentence(experiment: Experiment) -> None:
    """Show what the preset chosen last claims and asks, its answer folded away, and whether it was changed since."""
    name = st.session_state[_SHOWN]
    note(_CLAIM, name, START)
    if hidden("question"):
        return
    preset = PRESETS[name]
    if preset.experiment.data.name != experiment.data.name:
        if name != START:
            sentence = _("Started from the preset “{label}”; the data are others now.")
            st.caption(sentence.format(label=_(preset.label)))
            back_to_preset(apply_preset)
        return
    same = preset.experiment.model_copy(update={"seed": experiment.seed}) == experiment
    claim_and_question(preset, f"question-{name}", same, apply_preset)


def linked_menu(label: str, key: str, labels: Mapping[str, str], apply: Callable[[], list[str]]) -> None:
    """Show a menu of presets that the address can name; what else the address says counts more than the preset.

    Parameters
    ----------
    labels
        What the presets are called, by their names; the page begins with the first one.
    apply
        Makes the controls show the preset that the menu says, and returns their keys.
    """
    start = next(iter(labels))
    if key not in st.session_state or st.session_state.get(_BEGUN) == key:
        st.session_state[_BEGUN] = key  # until all of the link is taken up: a script may be cut short anywhere
        name = st.query_params.get(key)
        st.session_state[key] = name if name in labels else start
        if name in labels:
            for control in apply():
                if control in st.query_params:
                    st.session_state.pop(control, None)
        st.session_state.pop(_BEGUN)

    def chosen() -> None:
        apply()

    if not hidden(key):
        names = list(labels)
        st.selectbox(
            label,
            names,
            names.index(st.session_state[key]),
            format_func=labels.__getitem__,
            key=key,
            on_change=chosen,
            persist_state="session",
        )
    note(key, st.session_state[key], start)


def claim_and_question(
    preset: Claim,
    key: str,
    same: bool,
    back: Callable[[], object],
) -> None:
    """Show what a preset claims and asks, its answer folded away, and whether its settings are still the same.

    Nothing of it changes its height when they are not the same any more: that is found out while somebody drags what
    stands below.

    Parameters
    ----------
    back
        Makes the controls show the preset again.
    """
    claim, question = st.columns([3, 2], gap="small")
    with claim.container(gap="xxsmall"):
        st.markdown(with_slide_links(f"**{_(preset.claim)}** {_(preset.sentence)}"))
        st.caption("&nbsp;" if same else _("*(settings changed since)*"))
    heading = _("Question: {question}").format(question=_(preset.question))
    with question.container(gap="xxsmall"):
        with st.expander(heading, key=key, icon=":material/help:", type="compact"):
            st.markdown(with_slide_links(_(preset.answer)))
        back_to_preset(back, same)


def back_to_preset(back: Callable[[], object], same: bool = False) -> None:
    """Offer the way back to the preset, which its menu cannot: choosing there what is chosen changes nothing.

    Parameters
    ----------
    back
        Makes the controls show the preset again. Called before they are drawn.
    same
        Whether they show it now: the button is there nevertheless, or what is below it would move under the hand of
        whoever drags it.
    """

    def go_back() -> None:
        back()

    if not hidden("preset"):
        sentence = _("Back to the preset")
        st.button(
            sentence, key="back_to_preset", on_click=go_back, icon=":material/undo:", type="tertiary", disabled=same
        )


def fill(experiment: Experiment) -> None:
    """Make the controls show an experiment. Call before they are drawn.

    Raises
    ------
    ExperimentError
        If they cannot show it.
    """
    st.session_state.update(to_form(experiment))
