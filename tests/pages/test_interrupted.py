"""A link is taken up whole, wherever the page's first run is cut short."""

from __future__ import annotations

from itertools import count

import pytest

from playground.presets import PRESETS
from tests.pages.opened import Opened
from tests.ui.interruptions import cut_short, kept_screen

EXPERIMENT = PRESETS["one-neuron-xor"].experiment.to_json()
LINKS = {
    "preset": ("", {"preset": "hidden-layer-xor", "learning_rate": "0.3"}),
    "experiment": ("", {"experiment": EXPERIMENT}),
    "compare": ("compare", {"comparison": "dropout", "seeds": "4"}),
    "compare-experiment": ("compare", {"experiment": EXPERIMENT}),
    "cnn": ("cnn", {"cnn_preset": "tiny", "speed": "1-epoch"}),
    "rnn": ("rnn", {"lang": "fr"}),
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_whose_page_is_cut_short_is_taken_up_with_the_next_run(opened: Opened, link: str) -> None:
    opened.page, address = LINKS[link]
    opened.visit(**address)
    expected = opened.run.settings, opened.address
    for after in count(0, 29):
        with cut_short(after) as was_cut:
            opened.visit(**address)
        if not was_cut():
            break
        opened.again()
        assert (opened.run.settings, opened.address) == expected, f"cut short at look {after}"
    assert after > 300


FIRST = "a,b,kind\n" + "".join(f"{k},{k % 3},{'x' if k < 9 else 'y'}\n" for k in range(20))
FILES = {
    "another": "long,wide,weight,sort\n" + "".join(f"{k},{k % 4},{k / 2},{'u' if k % 2 else 'v'}\n" for k in range(20)),
    "one-class": "a,b,c\n" + "1,2,yes\n3,5,yes\n" * 9,
    "no-table": "a\n1\n2\n",
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_comes_while_the_page_is_cut_short_is_taken_with_the_next_run(opened: Opened, file: str) -> None:
    def bring(text: str) -> None:
        (field,) = [one for one in opened.app.file_uploader if one.key == "own_upload"]
        field.set_value(("table.csv", text.encode(), "text/csv"))

    def begin() -> None:
        opened.visit(data="table", layers="2", units2="5")
        bring(FIRST)
        opened.again()
        bring(FILES[file])

    def seen() -> tuple[object, ...]:
        return opened.run.settings, opened.address, [error.value for error in opened.app.error]

    begin()
    opened.again()
    expected = seen()
    for after in count(3, 37):
        begin()
        with opened.speaking(), kept_screen(opened.app), cut_short(after) as was_cut:
            opened.again()
        if not was_cut():
            break
        opened.again()
        assert seen() == expected, f"cut short at look {after}"
    assert after > 300
