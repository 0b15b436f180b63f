"""The cards that a network for images is assembled from, one for each layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from playground.controls.assembled import Assembled, assembled
from playground.controls.layer_address import KEY, forget_refused_link, shown_layers
from playground.controls.layer_fields import layer_controls, new_layer, read_controls
from playground.controls.layer_kinds import LAYER_KINDS, MENU
from playground.controls.layer_text import MOST_CARDS, settled, to_text
from playground.controls.layer_titles import card_title, layer_words, output_title, place_words
from playground.experiment import Model, Task
from playground.experiment.image_layers import IMAGE_LAYERS
from playground.experiment.layers import Flatten, Layer, LayerSpec
from playground.experiment.spec import Shape
from playground.i18n import _
from playground.numerals import whole
from playground.ui.address import note
from playground.ui.groups import hidden

_CARDS, _NEXT, _FITTING, _ADD = "_cnn_cards", "_cnn_next_card", "_cnn_fitting", "cnn_add"
_OPEN = "_cnn_open"
"""Key of the numbers of the cards that are open."""
_REASON = "_cnn_reason"
"""Key of why the network on the cards cannot be."""
_REMOVED = "_cnn_removed"
"""Key of the card removed last and its place, as long as nothing else has changed since."""
_LOOK = """
<style>
[class*="st-key-cnn_card_"][class*="_frame"] { padding: 0.15rem 0.6rem; }
[class*="st-key-cnn_card_"][class*="_frame"] button { justify-content: start; text-align: start; }
[class*="st-key-cnn_card_"][class*="_frame"] button p { text-align: start; }
[class*="st-key-cnn_card_"][class*="_act_"] [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
</style>
"""
"""Titles of cards stand at the left, with little room around them; the words on their buttons are only heard."""


@dataclass(frozen=True)
class Card:
    """A layer on the page.

    Parameters
    ----------
    number
        Its own for as long as it is there, wherever it moves: its controls are known by it.
    layer
        The layer.
    """

    number: int
    layer: Layer

    @property
    def key(self) -> str:
        """Key of its title, and what the keys of its buttons begin with."""
        return f"cnn_card_{self.number}"


def layer_cards(input_shape: Shape, task: Task, default: Sequence[LayerSpec]) -> Model | None:
    """Show the cards and return the network that they describe, or else the last one that fitted such data.

    Parameters
    ----------
    default
        The layers that the address need not say.

    Returns
    -------
    Model or None
        ``None`` if no network has fitted such data yet. What is wrong is said at the card.
    """
    shown_layers(default)
    usual = tuple(map(settled, default))
    st.session_state.setdefault(_OPEN, frozenset())
    cards = _cards()
    network = assembled([card.layer for card in cards], input_shape, task)
    st.session_state[_REASON] = _sentence(network)
    if hidden(KEY):
        if network.reason:
            _refuse(network.reason)
    else:
        _show(cards, network)
    note(KEY, to_text(network.layers), to_text(usual))
    if not network.reason:
        st.session_state[_FITTING] = network.layers
    last: tuple[Layer, ...] | None = st.session_state.get(_FITTING)
    if last is None or assembled(last, input_shape, task).reason:
        return None
    return Model(layers=last)


def reason_against() -> str:
    """Return why the network on the cards cannot be, once they are drawn; nothing if it can."""
    reason: str = st.session_state.get(_REASON, "")
    return reason


def _cards() -> tuple[Card, ...]:
    """Return the cards of the layers in the session: new ones if a preset or a link has brought others."""
    layers: tuple[Layer, ...] = st.session_state[KEY]
    cards: tuple[Card, ...] = st.session_state.get(_CARDS, ())
    if tuple(card.layer for card in cards) != layers:
        if _CARDS in st.session_state:
            _forget_what_was()
        cards = st.session_state[_CARDS] = tuple(map(_new_card, layers))
    return cards


def _new_card(layer: Layer) -> Card:
    number = st.session_state.get(_NEXT, 1)
    st.session_state[_NEXT] = number + 1
    return Card(number, layer)


def _keep(cards: Sequence[Card]) -> None:
    """Let these be the cards, and their layers the network."""
    _forget_what_was()
    st.session_state[_CARDS] = tuple(cards)
    st.session_state[KEY] = tuple(card.layer for card in cards)


def _forget_what_was() -> None:
    """Let there be nothing to bring back, and nothing to say of the link: the cards are others now."""
    st.session_state.pop(_REMOVED, None)
    forget_refused_link()


def _show(cards: Sequence[Card], network: Assembled) -> None:
    st.html(_LOOK)
    removed, gap = st.session_state.get(_REMOVED, (None, None))
    for place, card in enumerate(cards):
        if place == gap:
            _undo_button(removed)
        _card(card, place, network, full=len(cards) == MOST_CARDS)
    if gap == len(cards):
        _undo_button(removed)
    if network.fits:
        st.caption(output_title(network.output, network.shapes[-1], network.task))
    if network.reason and network.mismatch is None:
        _refuse(network.reason)
    if len(cards) < MOST_CARDS:
        _add_button()
    else:
        st.caption(_("No more than {most} layers fit on this page.").format(most=MOST_CARDS))
    if not network.reason:
        sentence = _("{parameters} parameters, {multiplications} multiplications for each image")
        st.caption(
            sentence.format(parameters=whole(network.parameters), multiplications=whole(network.multiplications))
        )


def _card(card: Card, place: int, network: Assembled, full: bool) -> None:
    """Show one card: its title, what is wrong with it, and once it is open its controls."""
    before = network.shapes[place] if place < len(network.shapes) else None
    fits = place + 1 < len(network.shapes)
    title = place_words(place, card.layer)
    if fits and before is not None:
        title = card_title(place, card.layer, before, network.shapes[place + 1])
    with st.container(border=True, gap="xsmall", key=f"{card.key}_frame"):
        _title(card, title, fits=fits)
        if place == network.mismatch:
            _refuse(network.reason)
        if card.number in st.session_state[_OPEN]:
            _buttons(card, place, len(network.layers), full)
            layer_controls(card.number, card.layer, before, lambda: _changed(card))


def _title(card: Card, title: str, *, fits: bool) -> None:
    """Show the title, which opens and closes the card.

    Not an expander: one whose label changes is another one to Streamlit 1.67, closed, its sliders made anew.
    """
    opened = card.number in st.session_state[_OPEN]
    icon = ("keyboard_arrow_down" if opened else "keyboard_arrow_right") if fits else "error"
    st.button(
        title,
        key=card.key,
        icon=f":material/{icon}:",
        help=_("Close this layer") if opened else _("Open this layer"),
        on_click=lambda: _turn(card),
        type="tertiary",
        wrap=True,
    )


def _buttons(card: Card, place: int, count: int, full: bool) -> None:
    """Show what can be done with a card as a whole."""
    with st.container(horizontal=True, gap="small"):
        _button(card, "up", "arrow_upward", _("Move up"), lambda: _move(card, -1), disabled=place == 0)
        _button(card, "down", "arrow_downward", _("Move down"), lambda: _move(card, 1), disabled=place == count - 1)
        _button(card, "copy", "content_copy", _("Duplicate"), lambda: _duplicate(card), disabled=full)
        _button(card, "remove", "delete", _("Remove"), lambda: _remove(card), disabled=False)


def _button(card: Card, name: str, icon: str, help_text: str, act: Callable[[], None], *, disabled: bool) -> None:
    key = f"{card.key}_act_{name}"
    st.button(
        help_text, key=key, icon=f":material/{icon}:", help=help_text, on_click=act, disabled=disabled, type="tertiary"
    )


def _add_button() -> None:
    st.menu_button(
        _("Add a layer"),
        list(MENU),
        key=_ADD,
        format_func=lambda kind: _(LAYER_KINDS[kind].title),
        icon=":material/add:",
        on_click=_add,
        width="stretch",
    )


def _undo_button(removed: Card) -> None:
    st.button(
        _("Undo: bring back {layer}").format(layer=layer_words(removed.layer)),
        key="cnn_undo",
        icon=":material/undo:",
        on_click=_bring_back,
        width="stretch",
    )


def _refuse(reason: str) -> None:
    st.error(reason, icon=":material/block:")


def _sentence(network: Assembled) -> str:
    """Return why a network cannot be and which layer is at fault, if one is; nothing if it can."""
    if network.mismatch is None:
        return network.reason
    return f"{place_words(network.mismatch, network.layers[network.mismatch])}: {network.reason}"


def _add() -> None:
    """Put a new layer where it is of use: what works on images before they are flattened, the rest at the end."""
    card = _new_card(new_layer(st.session_state[_ADD]))
    _turn(card)
    cards = list(_cards())
    flat = [place for place, one in enumerate(cards) if isinstance(one.layer, Flatten)]
    takes_images = isinstance(card.layer, IMAGE_LAYERS)
    cards.insert(flat[0] if flat and takes_images else len(cards), card)
    _keep(cards)


def _turn(card: Card) -> None:
    """Open a card, or close it."""
    st.session_state[_OPEN] ^= {card.number}


def _changed(card: Card) -> None:
    cards, place = _found(card)
    cards[place] = Card(card.number, read_controls(card.number, cards[place].layer))
    _keep(cards)


def _move(card: Card, by: int) -> None:
    cards, place = _found(card)
    cards.insert(place + by, cards.pop(place))
    _keep(cards)


def _duplicate(card: Card) -> None:
    cards, place = _found(card)
    cards.insert(place + 1, _new_card(cards[place].layer))
    _keep(cards)


def _remove(card: Card) -> None:
    cards, place = _found(card)
    del cards[place]
    _keep(cards)
    st.session_state[_REMOVED] = (card, place)


def _bring_back() -> None:
    """Put the card removed last back to its place."""
    card, place = st.session_state[_REMOVED]
    cards = list(_cards())
    cards.insert(place, card)
    _keep(cards)


def _found(card: Card) -> tuple[list[Card], int]:
    """Return the cards as they are now, and the place of one of them."""
    cards = list(_cards())
    return cards, [one.number for one in cards].index(card.number)
