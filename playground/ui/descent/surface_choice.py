"""The choice of the surface, with a formula of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.concepts.descent.methods import METHODS
from playground.concepts.descent.surfaces import KAPPA, REACH, SURFACES, Surface, bowl, own_surface
from playground.concepts.descent.table_surface import TableSurface
from playground.concepts.formulas import FormulaError
from playground.concepts.formulas.parser import LONGEST
from playground.i18n import _
from playground.numerals import compact
from playground.presets.descent_basins import BASINS
from playground.ui.address import note, seed
from playground.ui.descent.network_loss import NETWORK, forget_loss, network_loss
from playground.ui.groups import hidden
from playground.ui.plain_text import plain
from playground.ui.widgets import pick, section, steps

SURFACE = "descent_surface"
OWN = "own"
OWN_FORMULA = "x^2 + y^2 + 3 sin(2 x) sin(2 y)"
KAPPAS = (1.0, 2.0, 4.0, 9.0, 16.0, 25.0, 36.0, 49.0, 64.0, 100.0)
REACHES = (1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 20.0)
_KAPPA, _FORMULA, _REACH, _GOOD = "descent_kappa", "descent_formula", "descent_reach", "_descent_good"


def surface_named(name: str, settings: Mapping[str, Any]) -> Surface:
    """Return a surface by its name, with its condition or its formula where it has one.

    Parameters
    ----------
    settings
        Values of the controls by their keys.

    Raises
    ------
    FormulaError
        If it is a formula of one's own, and that is none.
    """
    if name == OWN:
        return own_surface(settings[_FORMULA], settings[_REACH])
    return bowl(settings[_KAPPA]) if name == "bowl" else SURFACES[name]


def surface_choice(usual: Mapping[str, Any]) -> Surface | TableSurface:
    """Show the choice and return the surface; a formula that is none gives way to the last one that was one."""
    section("surface")
    labels = {name: _(surface.label) for name, surface in SURFACES.items()}
    labels |= {OWN: _("A formula of your own"), NETWORK: _("Your network's loss")}
    name = pick(_("Surface"), SURFACE, labels, usual[SURFACE], on_change=suit_surface)
    settings = dict(usual)
    if name == NETWORK:
        return network_loss(suit) or SURFACES["bowl"]
    if name == "bowl":
        settings[_KAPPA] = steps(
            _("Condition κ"),
            _KAPPA,
            KAPPAS,
            usual[_KAPPA],
            show=compact,
            bounds=(1.0, 1000.0),
            on_change=suit_surface,
        )
    if name == OWN:
        settings[_FORMULA] = _formula(usual)
        settings[_REACH] = steps(_("Picture from −r to r, r ="), _REACH, REACHES, usual[_REACH], show=compact)
    surface = _valid(name, settings)
    if surface.sentence and not hidden(SURFACE):
        st.caption(_(surface.sentence))
    return surface


def _valid(name: str, settings: Mapping[str, Any]) -> Surface:
    try:
        surface = surface_named(name, settings)
    except FormulaError as error:
        st.error(plain(str(error)), icon=":material/function:")
        good = settings[_REACH], st.session_state.get(_GOOD, OWN_FORMULA)
        try:
            return surface_named(OWN, {_REACH: good[0], _FORMULA: good[1]})
        except FormulaError:  # on a larger picture the last one may have no value either
            return surface_named(OWN, {_REACH: good[0], _FORMULA: OWN_FORMULA})
    if name == OWN:
        st.session_state[_GOOD] = settings[_FORMULA]
    return surface


def _formula(usual: Mapping[str, Any]) -> str:
    """Show the field for a formula and return what is in it."""
    text: str = seed(_FORMULA, usual[_FORMULA], str, lambda text: 0 < len(text) <= LONGEST)
    if not hidden(_FORMULA):
        help_text = _("For example x^2 + 25 y^2 or sin(x) cos(y) + x²/10. Known are + − · / ^, {names}, pi and e.")
        text = st.text_input(
            _("f(x, y) ="),
            text,
            max_chars=LONGEST,
            key=_FORMULA,
            persist_state="session",
            help=help_text.format(names="sin cos tanh exp log sqrt abs"),
        )
    note(_FORMULA, text, usual[_FORMULA])
    return text


def suit_surface() -> None:
    """Put start and rates that suit the chosen surface into the figures."""
    state = st.session_state
    if state[SURFACE] == NETWORK:
        forget_loss()  # what suits it is known once it has been surveyed
        return
    own = {_KAPPA: KAPPA, _FORMULA: OWN_FORMULA, _REACH: REACH}
    try:
        surface = surface_named(state[SURFACE], {key: state.get(key, usual) for key, usual in own.items()})
    except FormulaError:
        return  # what is wrong with it is said where it is shown
    suit(surface)


def suit(surface: Surface | TableSurface) -> None:
    """Put start and rates that suit a surface into the figures."""
    state = st.session_state
    state["descent_start"], state["descent_step"] = surface.start, -1
    state["descent_rates"] = tuple(surface.rate(name) for name in METHODS)
    state[f"{BASINS}start"], state[f"{BASINS}rate"] = surface.start, surface.rate(state.get("descent_method", "gd"))
