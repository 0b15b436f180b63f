"""What people type, as a network for sequences reads it."""

from __future__ import annotations

from playground.datasets.alphabet import MARK
from playground.datasets.own_text import cleaned
from playground.datasets.sequences import encoded, surname_alphabet, text_alphabet
from playground.experiment import ProblemData, SurnameData, TextSpec
from playground.experiment.data import Data


def typed_symbols(text: str, data: Data) -> list[int] | None:
    """Return a typed text as symbols, ``None`` where there is nothing in it that can be read.

    Surnames are padded as the others are; a text of lines begins with the mark; of a problem's symbols those that it
    does not have are left out. What is longer than the data's sequences is cut.
    """
    if isinstance(data, ProblemData):
        symbols = data.problem.symbols
        letters = text.upper().replace(".", "·")
        return [symbols.index(letter) for letter in letters if letter in symbols][: data.length] or None
    if isinstance(data, SurnameData):
        word = cleaned(text).strip()
        return encoded([word], surname_alphabet(), data.input_shape[0])[0].tolist() if word else None
    if isinstance(data, TextSpec):
        word = cleaned(text)
        start = [MARK] if data.has_lines else []
        return [*start, *text_alphabet(data).encode(word)][: data.length] if word else None
    return None
