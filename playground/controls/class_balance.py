"""What an accuracy is worth: the share that always guessing reaches, and the classes that a part lacks."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from playground.controls.own_data.uploads import plain
from playground.datasets.class_balance import ClassBalance, class_balance
from playground.experiment import OwnTable
from playground.experiment.data import Data
from playground.i18n import _, n_
from playground.numerals import percent

_LISTED = 5


def class_balance_line(data: Data, seed: int) -> None:
    """Show one line beside the accuracy: of a person's own table, and of all tables and images of unequal classes."""
    balance = class_balance(data, seed)
    if balance is not None and (balance.is_uneven or isinstance(data, OwnTable)):
        st.caption(plain(" ".join(_sentences(balance))))


def _sentences(balance: ClassBalance) -> Iterator[str]:
    yield _("Always guessing the commonest class, {name}, would reach {share} on the test part.").format(
        name=balance.names[balance.commonest], share=percent(balance.guessed)
    )
    parts = list(zip(balance.names, balance.train, balance.test, strict=True))
    if alone := [name for name, train, test in parts if (train, test) == (1, 0)]:
        yield n_(
            "Only 1 sample is of class {names}: it is in the training part, and the test part has none.",
            "Only 1 sample each is of the classes {names}: they are in the training part, and the test part has none.",
            len(alone),
        ).format(names=_listed(alone))
    if absent := [name for name, train, test in parts if train != 1 and not test]:
        yield n_(
            "The test part has none of class {names}.", "The test part has none of the classes {names}.", len(absent)
        ).format(names=_listed(absent))
    if absent := [name for name, train, _test in parts if not train]:
        yield n_(
            "The training part has none of class {names}: nothing can be learned of it.",
            "The training part has none of the classes {names}: nothing can be learned of them.",
            len(absent),
        ).format(names=_listed(absent))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
