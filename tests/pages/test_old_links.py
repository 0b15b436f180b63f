"""Links that people have kept open the same page as when they were made.

What ``old_links.json`` says of each link was written by the code of 25 November 2026 (c4bd28e), before the house was
rebuilt: the experiment and the comparison that its page trains, and what stood in the address then. Links are only
added to it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playground.experiment import Experiment
from playground.experiment.comparison import Comparison
from tests.pages.opened import Opened

LINKS = json.loads(Path(__file__).with_name("old_links.json").read_text("utf-8"))


def name_of(link: dict[str, Any]) -> str:
    return f"/{link['page']}?" + "&".join(f"{key}={value}" for key, value in link["address"].items())


@pytest.mark.parametrize("link", LINKS, ids=name_of)
def test_an_old_link_opens_the_same_page(opened: Opened, link: dict[str, Any]) -> None:
    opened.page = link["page"]
    opened.visit(**link["address"])
    assert {key: opened.address[key] for key in sorted(opened.address)} == link["then"]
    assert bool(opened.runs.made) == (link["experiment"] is not None)
    if link["experiment"] is not None:
        assert opened.experiment == Experiment.from_parts(link["experiment"])
        shown = link["comparison"] and Comparison.model_validate(link["comparison"])
        assert opened.run.settings.comparison == shown
