"""A link is taken up whole, wherever the page's first run is cut short."""

from __future__ import annotations

from itertools import count

import pytest

from playground.presets import PRESETS
from tests.pages.opened import Opened
from tests.ui.interruptions import cut_short

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
    wanted = opened.run.settings, opened.address
    for after in count(0, 29):
        with cut_short(after) as was_cut:
            opened.visit(**address)
        if not was_cut():
            break
        opened.again()
        assert (opened.run.settings, opened.address) == wanted, f"cut short at look {after}"
    assert after > 300
