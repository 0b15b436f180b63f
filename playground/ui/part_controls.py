"""What the controls of pages with several parts have in common: whether what the preset sets is still shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import streamlit as st

from playground.presets.claim import PagePreset


@dataclass(frozen=True, kw_only=True)
class PartControls:
    """What controls say of the preset.

    Parameters
    ----------
    preset
        The preset chosen last.
    usual
        What the preset chosen last sets, by the controls' keys.
    """

    preset: PagePreset
    usual: Mapping[str, Any]
    part_key: ClassVar[str]
    """Key of the control that says which part is open."""
    looked_at: ClassVar[Collection[str]]
    """Keys of what says where somebody looks, which changes nothing."""

    @property
    def is_of_part(self) -> bool:
        """Whether the preset is one of the part that is open: its words would speak of another figure."""
        return bool(st.session_state[self.part_key] == self.usual[self.part_key])

    @property
    def unchanged(self) -> bool:
        """Whether everything is as the preset sets it."""
        state, ignored = st.session_state, {self.part_key, *self.looked_at}
        return all(_alike(state.get(key, value), value) for key, value in self.usual.items() if key not in ignored)


@dataclass(frozen=True, kw_only=True)
class FigureControls(PartControls):
    """The controls of a page whose parts have one figure each.

    Parameters
    ----------
    show
        Shows the figure of the part that is open.
    """

    show: Callable[[], None]


def _alike(one: object, other: object) -> bool:
    return (
        list(one) == list(other) if isinstance(one, list | tuple) and isinstance(other, list | tuple) else one == other
    )
