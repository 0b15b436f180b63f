"""The compare page in AppTest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.controls.form import to_form
from playground.experiment.axes import AXES, NETWORK_AXES, AxisName
from playground.experiment.comparison import Comparison
from playground.presets.comparisons import COMPARISONS
from playground.training.population.probes import Planes
from playground.ui.compare.axis_values import COVERED, OF_CELLS, OF_GANS
from playground.ui.group_list import Group
from tests.pages.opened import DOZEN, Opened

START = next(iter(COMPARISONS.values()))
COMPONENTS = ["transport", "live_grid", "ranking", *["live_figure"] * 4]


def compared(page: Opened) -> Comparison:
    comparison = page.run.settings.comparison
    assert comparison is not None
    assert page.experiment == comparison.base
    return comparison


def planes(page: Opened) -> Planes:
    (probe,) = (probe for probe in page.run.settings.probes if isinstance(probe, Planes))
    return probe


def test_the_page_opens_on_its_first_preset(compare: Opened) -> None:
    compare.visit()
    assert compared(compare) == START.comparison
    assert compared(compare).networks == 40
    assert compare.address == {}
    assert compare.runs.playing == [False]
    assert compare.drawn == COMPONENTS
    assert f"**{START.claim}** {START.sentence}" in compare.words
    assert START.answer in compare.words
    assert "settings changed since" not in compare.words
    assert not compare.app.error


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_preset_fills_the_controls_and_can_be_linked_to(compare: Opened, name: str) -> None:
    preset = COMPARISONS[name]
    compare.visit().hold({"comparison": "dropout" if name != "dropout" else "activations"}).hold({"comparison": name})
    assert compared(compare) == preset.comparison
    assert preset.answer in compare.words
    assert "settings changed since" not in compare.words
    address = compare.address
    assert compared(compare.visit(**address)) == preset.comparison, "its address is a link to it"
    assert compared(compare.visit(comparison=name)) == preset.comparison
    assert compare.app.selectbox(key="comparison").value == name


def test_what_an_accuracy_is_worth_is_said_where_the_accuracies_are(compare: Opened) -> None:
    assert "Always guessing the commonest class, " in compare.visit(data="wine").words
    assert "Always guessing" not in compare.visit(data="iris").words


@pytest.mark.parametrize("name", ["", "none-such", "<b>", "spiral"])
def test_an_unknown_preset_is_ignored(compare: Opened, name: str) -> None:
    assert compared(compare.visit(comparison=name)) == START.comparison


@pytest.mark.parametrize("axis", [axis for axis in NETWORK_AXES if axis not in OF_CELLS])
def test_every_axis(compare: Opened, axis: AxisName) -> None:
    compare.visit().hold({"axis": axis})
    comparison = compared(compare)
    assert (comparison.axis, comparison.values) == (axis, AXES[axis].default)
    assert comparison.base == START.comparison.base
    assert compare.drawn == COMPONENTS
    assert compare.shows("seeds") == (axis != "seed")
    assert compare.shows("shown") == (axis != "seed")
    assert compare.shows(f"values_{axis}")
    covered = Group("", "page", COVERED[axis])
    for key in {*to_form(comparison.base), "units3"} & set(compare.app.session_state.to_dict()):
        if key in ("data", "features", "samples", "train") or key in covered:
            assert compare.shows(key) == (key not in covered), key
    address = compare.address
    assert compared(compare.visit(**address)) == comparison


def test_covered_controls_come_back(compare: Opened) -> None:
    compare.visit().hold({"axis": "optimizer"})
    assert not any(compare.shows(key) for key in ("optimizer", "learning_rate", "adam_beta1"))
    compare.hold({"axis": "seed"})
    assert not compare.shows("seed")
    assert compare.shows("learning_rate")
    compare.hold({"axis": "width"})
    assert not compare.shows("units1")
    assert compare.shows("activation1")
    assert compare.shows("seed")


@pytest.mark.parametrize("seeds", [3, 10])
def test_the_fewest_and_the_most_seeds(compare: Opened, seeds: int) -> None:
    compare.visit().hold({"seeds": seeds})
    assert compared(compare).networks == 8 * seeds
    assert compare.address == {"seeds": str(seeds)}
    assert len(compare.app.get_by_key("shown").options) == seeds + 1


def test_the_most_networks(compare: Opened) -> None:
    compare.visit().hold({"seeds": 10, "shown": "all"})
    assert planes(compare).networks == tuple(range(80))
    assert compare.drawn == COMPONENTS


@pytest.mark.parametrize("values", [[], ["tanh"]])
def test_fewer_than_two_values_say_so_and_leave_what_runs(compare: Opened, values: list[str]) -> None:
    compare.visit()
    settings = compare.run.settings
    compare.hold({"values_activation": values})
    assert [info.value for info in compare.app.info] == ["Choose two values or more to compare."]
    assert "Shown here: the comparison before." in compare.words
    assert compare.drawn == COMPONENTS
    assert compare.run.settings == settings
    assert len(compare.runs.made) == 1
    compare.hold({"values_activation": ["tanh", "relu"]})
    assert compared(compare).values == ("relu", "tanh")
    assert not compare.app.info
    assert "Shown here" not in compare.words


def test_a_comparison_that_cannot_be_made_leaves_what_runs(compare: Opened) -> None:
    compare.visit(axis="width", values_width="126,127,128", layers="8", seeds="3")
    settings = compare.run.settings
    compare.hold({"seeds": 10})
    assert len(compare.app.error) == 1
    assert "Shown here: the comparison before." in compare.words
    assert compare.drawn == COMPONENTS
    assert compare.run.settings == settings


def test_too_large_a_comparison_says_why(compare: Opened) -> None:
    compare.visit(axis="width", values_width="126,127,128", layers="8", seeds="10")
    assert len(compare.app.error) == 1
    message = compare.app.error[0].value
    assert message.startswith("This comparison cannot be made. ")
    assert "parameters of all networks together: must be at most 2,000,000; fewer values or seeds help" in message
    assert compare.drawn == [], "there was none before"
    compare.hold({"seeds": 3})
    assert not compare.app.error
    assert compare.drawn == COMPONENTS


def test_a_link_reproduces_the_page(compare: Opened) -> None:
    compare.visit(
        axis="learning_rate",
        values_learning_rate="0.25,0.01,3",
        seeds="4",
        shown="2",
        part="train",
        log="True",
        data="xor",
    )
    comparison = compared(compare)
    assert (comparison.axis, comparison.values, comparison.seeds) == ("learning_rate", (0.01, 0.25, 3.0), 4)
    assert comparison.base.data.name == "xor"
    assert planes(compare).networks == (2, 6, 10)
    address = compare.address
    assert address == {
        "axis": "learning_rate",
        "values_learning_rate": "0.01,0.25,3.0",
        "seeds": "4",
        "shown": "2",
        "part": "train",
        "log": "True",
        "data": "xor",
    }
    settings = compare.run.settings
    assert compare.visit(**address).run.settings == settings


@pytest.mark.parametrize(
    "address",
    [
        {"axis": "colour"},
        {"seeds": "2"},
        {"seeds": "11"},
        {"seeds": "many"},
        {"shown": "5"},
        {"shown": "<b>"},
        {"part": "both"},
        {"values_activation": "relu"},
        {"values_activation": "x,y,z"},
    ],
)
def test_what_an_address_may_not_say_is_ignored(compare: Opened, address: dict[str, str]) -> None:
    compare.visit(**address)
    assert compared(compare) == START.comparison
    assert compare.address == {}


@DOZEN
@given(st.sampled_from(list(AXES)), st.text(max_size=30), st.text(max_size=3), st.text(max_size=4))
def test_any_address_opens_a_page(compare: Opened, axis: AxisName, values: str, seeds: str, shown: str) -> None:
    address = {f"values_{axis}": values, "seeds": seeds, "shown": shown}
    clean = {key: text.encode("utf-8", "replace").decode() for key, text in address.items()}
    compare.visit(axis=axis, **clean)
    assert compared(compare).axis == ("activation" if axis in (*OF_CELLS, *OF_GANS) else axis), (
        "it has neither cells nor D"
    )


# What is shown


def test_the_boundaries_of_one_seed_or_of_all(compare: Opened) -> None:
    compare.visit()
    assert planes(compare) == Planes((0, 5, 10, 15, 20, 25, 30, 35), 64)
    compare.hold({"shown": "3"})
    assert planes(compare).networks == (3, 8, 13, 18, 23, 28, 33, 38)
    compare.hold({"shown": "all"})
    assert planes(compare) == Planes(tuple(range(40)), 40)
    assert len(compare.runs.made) == 1


def test_a_seed_that_is_no_longer_there_is_not_shown(compare: Opened) -> None:
    compare.visit(shown="4").hold({"seeds": 3})
    assert planes(compare).networks[:2] == (0, 3)
    assert compare.app.session_state["shown"] == "0"


def test_numbers_to_predict_have_no_accuracies(compare: Opened) -> None:
    compare.visit().hold({"data": "plane"})
    assert compare.drawn == COMPONENTS[:-1]


def test_a_preset_changed_by_hand_says_so_but_not_for_another_seed(compare: Opened) -> None:
    compare.visit().hold({"seed": 4})
    assert "settings changed since" not in compare.words
    compare.hold({"batch": 20})
    assert "*(settings changed since)*" in compare.words
    compare.press("back_to_preset")
    assert "settings changed since" not in compare.words
    assert compare.app.button(key="back_to_preset").disabled
    compare.hold({"axis": "depth"})
    assert START.claim not in compare.words
    assert "something else is compared now" not in compare.words, "nobody chose what the page began with"
    compare.hold({"comparison": "optimizers"}).hold({"axis": "depth"})
    assert "Started from “Optimizers on a spiral”; something else is compared now." in compare.words


def test_speed_is_that_of_the_smallest_batches(compare: Opened) -> None:
    compare.visit(axis="batch_size", values_batch_size="5,250", speed="5-epochs")
    assert compare.run.settings.batches_per_second == 5 * 50


def test_it_plays_at_once_if_asked_to(compare: Opened) -> None:
    compare.visit(autoplay="1")
    assert compare.runs.playing == [True]
