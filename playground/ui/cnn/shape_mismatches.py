"""What the page of convolutional networks says where the layers on its cards, or in its link, make no network."""

from __future__ import annotations

import streamlit as st

from playground.controls.cnn_presets import CNN_PAGE
from playground.controls.layer_address import refused_link
from playground.controls.layer_cards import reason_against
from playground.i18n import _
from playground.presets.images import IMAGE_PRESETS
from playground.ui.plain_text import plain


def say_refused_link() -> None:
    """Say which part of the link's layers cannot be read, as long as the page shows others in their place."""
    if reason := refused_link():
        sentence = _("The layers in the link were refused, and others stand in their place. {reason}")
        st.warning(plain(sentence.format(reason=reason)), icon=":material/block:")


def say_what_is_shown() -> None:
    """Say that the page shows the last network that fitted, where the one on the cards does not."""
    if reason := reason_against():
        sentence = _("The layers on the cards make no network; this is the last one that did. {reason}")
        st.warning(plain(sentence.format(reason=reason)), icon=":material/layers_clear:")


def no_network() -> None:
    """Say why there is no network to show, and offer one that there is."""
    sentence = _("These layers make no network to train. {reason}")
    st.error(plain(sentence.format(reason=reason_against())), icon=":material/layers_clear:")
    st.markdown(_("Change them in the sidebar, or begin with a network that fits:"))
    label = _(IMAGE_PRESETS[CNN_PAGE.start].label)
    st.button(label, key="cnn_begin", icon=":material/restart_alt:", on_click=CNN_PAGE.begin_anew, type="primary")
