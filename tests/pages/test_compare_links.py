"""What goes along to the compare page and from it, in AppTest: a language, a class link, networks of other pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from playground.experiment import Experiment
from playground.experiment.axes import AXES
from playground.presets import PRESETS
from playground.ui.compare.axis_values import label
from tests.pages.opened import PAGES, Opened
from tests.pages.test_compare import START, compared


def test_in_french(compare: Opened) -> None:
    compare.visit(lang="fr", axis="depth")
    assert compared(compare).values == AXES["depth"].default
    assert compare.app.get_by_key("axis").label != "Compare"
    assert "couche" in " ".join(compare.app.get_by_key("values_depth").options)
    assert START.claim not in compare.words
    compare.hold({"values_depth": []})
    assert compare.app.info[0].value != "Choose two values or more to compare."


HIDDEN = ("comparison", "axis", "values_activation", "seeds", "noise", "batch")


def test_a_class_link_hides_controls_and_keeps_their_values(compare: Opened) -> None:
    address = {"values_activation": "relu,tanh", "seeds": "4", "noise": "0.2", "batch": "50"}
    compare.visit(**address)
    comparison = compared(compare)
    assert all(compare.shows(key) for key in HIDDEN)
    compare.visit(**address, hide="preset,axis,seeds,noise,batch,question,lesson")
    assert compared(compare) == comparison
    assert not any(compare.shows(key) for key in HIDDEN)
    assert compare.shows("seed")
    assert START.claim not in compare.words
    assert compare.address["hide"] == "preset,axis,seeds,noise,batch,question,lesson"
    assert compare.address["values_activation"] == "relu,tanh"


@pytest.mark.parametrize(
    ("preset", "values"),
    [
        ("optimizers", {"axis": "activation"}),
        ("dropout", {"data": "spiral"}),
        ("dropout", {"axis": "depth", "seeds": 5}),
    ],
)
def test_an_address_tells_of_a_control_put_back_from_a_preset(
    compare: Opened, preset: str, values: dict[str, Any]
) -> None:
    compare.visit().hold({"comparison": preset}).hold(values)
    settings, address = compare.run.settings, compare.address
    assert values.items() <= {key: type(values.get(key, ""))(text) for key, text in address.items()}.items()
    assert compare.visit(**address).run.settings == settings


def switched(page: Opened, name: str) -> Opened:
    """Go to another page as with a click in the navigation."""
    page.app.switch_page(str(PAGES / f"{name}.py"))
    return page.again()


def test_the_language_goes_along(compare: Opened) -> None:
    compare.visit(lang="fr")
    title = compare.app.get_by_key("seed").label
    switched(compare, "perceptron")
    assert compare.app.session_state["lang"] == "fr"
    assert compare.again().app.get_by_key("seed").label == title != "Seed"
    assert compare.address["lang"] == "fr"


def test_the_network_goes_along_to_the_perceptrons_page_and_back(compare: Opened) -> None:
    compare.visit().hold({"data": "circle", "layers": 3, "batch": 20, "learning_rate": 0.03, "axis": "depth"})
    base = compared(compare).base
    assert switched(compare, "perceptron").experiment == base
    assert compare.run.settings.comparison is None
    compare.hold({"noise": 0.2, "layers": 2})
    alone = compare.experiment
    switched(compare, "compare")
    comparing = compare.runs.made[0].settings.comparison
    assert comparing is not None
    assert (comparing.base, comparing.axis) == (alone, "depth")
    assert len(compare.runs.made) == 2, "each page keeps its run"


def test_an_experiment_in_the_address_is_what_is_varied(compare: Opened) -> None:
    experiment = PRESETS["dropout"].experiment
    compare.visit(experiment=experiment.to_json(), axis="depth")
    assert compared(compare).base == experiment
    assert "experiment" not in compare.address


def test_each_picture_links_to_its_network(compare: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    given_out: list[Any] = []
    monkeypatch.setattr("playground.ui.compare.grids._GRID", lambda key, data: given_out.append(data))
    compare.visit(axis="depth", values_depth="1,3", shown="1")
    comparison = compared(compare)
    rows = given_out[-1]["rows"]
    assert [row["label"] for row in rows] == [label("depth", value) for value in (1, 3)]
    for row, experiments in zip(rows, comparison.experiments, strict=True):
        (cell,) = row["cells"]
        path, query = urlsplit(cell["link"]).path, parse_qs(urlsplit(cell["link"]).query)
        assert path == "perceptron"
        assert Experiment.from_json(query["experiment"][0]) == experiments[1]
        assert cell["name"].endswith(f"seed {experiments[1].seed}")
