"""The regularisation page: presets, controls and links, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.experiment.images import Augmentation
from playground.experiment.studies.curves import SureStudy
from playground.experiment.studies.more_data import MoreDataStudy
from playground.i18n import LANGUAGES
from playground.presets.regularisation import REGULARISATION
from playground.training.population.copies import Copies
from playground.ui.regularisation.controls import START, settings_of
from tests.pages.opened import Opened

FIGURES = {
    "dropout": "regularisation_mask_layer",
    "penalties": "regularisation_penalties",
    "sure": "regularisation_how_sure",
}
CHANGED = "*(settings changed since)*"


class RegularisationPage(Opened):
    """One visit of the regularisation page."""

    page = "regularisation"

    def figure(self, part: str = "dropout") -> dict[str, Any]:
        return self.given(FIGURES[part])

    def shown(self, part: str) -> object:
        """Return what says which numbers a part shows: those of its figure, or its networks."""
        return self.study if part == "more" else self.figure(part)["numbers"]

    @property
    def study(self) -> object:
        return self.runs.made[-1].settings.comparison


@pytest.fixture(name="visited")
def fixture_visited(opened: Opened) -> Iterator[RegularisationPage]:
    visited = RegularisationPage(opened.runs)  # type: ignore[arg-type]
    yield visited
    visited.leave()


def test_the_page_opens_on_a_layer_with_its_mask(visited: RegularisationPage) -> None:
    visited.visit()
    figure = visited.figure()
    assert (figure["kind"], figure["inverted"], figure["scaling"]) == ("dropout", True, "none")
    assert figure["numbers"]["values"] == [1, 2, -1, 0.5]
    assert visited.address == {}
    assert CHANGED not in visited.words


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", REGULARISATION)
def test_each_preset_in_each_language(visited: RegularisationPage, name: str, code: str) -> None:
    visited.visit(lang=code).hold({"regularisation_preset": name})
    preset = REGULARISATION[name]
    part = str(settings_of(preset)["regularisation_part"])
    expected = visited.shown(part)
    assert CHANGED not in visited.words
    assert "*(réglages" not in visited.words
    address = visited.address
    assert address.get("regularisation_preset", START) == name
    assert set(address) <= {"regularisation_preset", "lang"}, "the preset's name says all the rest"
    visited.visit(**address)
    assert visited.shown(part) == expected
    assert (preset.claim in visited.words) == (code == "en")


def test_presets_leave_nothing_of_the_one_before(visited: RegularisationPage) -> None:
    visited.visit()
    for name in [*REGULARISATION, *reversed(REGULARISATION)]:
        visited.hold({"regularisation_preset": name})
        assert CHANGED not in visited.words, name
        assert set(visited.address) <= {"regularisation_preset"}, name


def test_what_is_set_is_in_the_link_and_there_is_a_way_back(visited: RegularisationPage) -> None:
    address = {
        "regularisation_drop": "dropconnect",
        "regularisation_training": "plain",
        "regularisation_scaling": "drop",
        "regularisation_mask_values": "1,2,3",
        "regularisation_mask_weights": "1,0,-1,2,2,2",
        "regularisation_mask_rate": "0.4",
        "regularisation_mask_first": "5",
        "regularisation_mask_second": "6",
    }
    visited.visit(**address)
    figure = visited.figure()
    assert (figure["kind"], figure["inverted"], figure["scaling"]) == ("dropconnect", False, "drop")
    assert figure["numbers"]["weights"] == [1, 0, -1, 2, 2, 2]
    assert {key: visited.address[key] for key in address} == address
    assert CHANGED in visited.words
    visited.press("back_to_preset")
    assert visited.address == {}


def test_neurons_come_and_go_with_their_weights(visited: RegularisationPage) -> None:
    visited.visit()
    visited.app.slider(key="regularisation_neurons").set_value(5)
    visited.again()
    numbers = visited.figure()["numbers"]
    assert numbers["values"] == [1, 2, -1, 0.5, 1]
    assert numbers["weights"] == [0.5, -1, 2, 4, 1, 1, 1, -0.5, 0.25, 1]
    visited.app.slider(key="regularisation_neurons").set_value(2)
    visited.again()
    numbers = visited.figure()["numbers"]
    assert (numbers["values"], numbers["weights"]) == ([1, 2], [0.5, -1, 1, 1])
    assert max(numbers["first"], numbers["second"]) < 4


def test_a_link_with_fewer_weights_than_neurons_is_made_to_fit(visited: RegularisationPage) -> None:
    visited.visit(
        regularisation_mask_values="1,2,3", regularisation_mask_weights="1,2,3,4", regularisation_mask_first="63"
    )
    numbers = visited.figure()["numbers"]
    assert (numbers["weights"], numbers["first"]) == ([1, 2, 3, 4, 0, 0], 7)


@pytest.mark.parametrize(
    "broken",
    [
        {"regularisation_mask_values": "1"},
        {"regularisation_mask_values": ",".join(["1"] * 7)},
        {"regularisation_mask_weights": "nan,1,1,1"},
        {"regularisation_mask_rate": "0.95"},
        {"regularisation_mask_first": "64"},
        {"regularisation_mask_biases": "1"},
        {"regularisation_scaling": "twice"},
        {"regularisation_part": "four"},
    ],
)
def test_what_is_broken_in_a_link_is_not_taken(visited: RegularisationPage, broken: dict[str, str]) -> None:
    expected = visited.visit().figure()
    assert visited.visit(**broken).figure() == expected


def test_paths_are_those_of_the_chosen_penalty_and_step(visited: RegularisationPage) -> None:
    visited.visit(regularisation_part="penalties")
    lasso = visited.figure("penalties")
    at = lasso["lambdas"].index(0.1)
    assert [weight == 0 for weight in lasso["path"][at]].count(True) == 6
    assert len(lasso["names"]) == 10
    visited.hold({"regularisation_step": "subgradient"})
    assert not any(weight == 0 for weight in visited.figure("penalties")["path"][at])
    visited.hold({"regularisation_step": "proximal", "regularisation_kind": "l2"})
    assert not any(weight == 0 for weight in visited.figure("penalties")["path"][at])


def test_networks_are_asked_how_sure_they_are(visited: RegularisationPage) -> None:
    visited.visit(
        regularisation_part="sure",
        regularisation_sure_phi="tanh",
        regularisation_sure_rate="0.3",
        regularisation_sure_seed="4",
        regularisation_point_x="-1,0.5,1",
        regularisation_point_y="0.1,0.2",
    )
    study = visited.study
    assert isinstance(study, SureStudy)
    assert (study.points, study.activation, study.rate, study.seed) == (((-1, 0.1), (0.5, 0.2)), "tanh", 0.3, 4)
    assert study.networks == 6
    assert visited.figure("sure")["numbers"] == {"x": [-1, 0.5], "y": [0.1, 0.2]}


def test_networks_learn_from_few_images_augmented_and_more(visited: RegularisationPage) -> None:
    visited.visit(
        regularisation_part="more",
        regularisation_more_images="digits",
        regularisation_more_samples="200",
        regularisation_more_shift="1.5",
        regularisation_more_rotation="20",
        regularisation_more_noise="0.1",
        regularisation_more_image="7",
        regularisation_more_seed="4",
    )
    study = visited.study
    assert isinstance(study, MoreDataStudy)
    assert (study.name, study.samples, study.seed) == ("digits", 200, 4)
    assert study.augmentation == Augmentation(shift=1.5, rotation=20, noise=0.1)
    assert Copies(3, 6) in visited.runs.made[-1].settings.probes
    assert {"live_images", "live_figure", "transport"} <= set(visited.drawn)
    assert visited.runs.made[-1].settings.experiment == study.experiments[0][0]


@pytest.mark.parametrize("part", ["sure", "more"])
def test_a_class_link_hides_the_controls_of_the_networks(visited: RegularisationPage, part: str) -> None:
    visited.visit(regularisation_part=part)
    assert any(f"regularisation_{part}_" in key for key in keys_in(visited))
    visited.visit(regularisation_part=part, regularisation_more_samples="50", hide="curve_training")
    assert not any(f"regularisation_{part}_" in key for key in keys_in(visited))
    if part == "more":
        assert isinstance(visited.study, MoreDataStudy)
        assert visited.study.samples == 50, "what is hidden holds all the same"


def keys_in(visited: RegularisationPage) -> list[str]:
    """Return the keys of the sidebar's controls."""
    side = visited.app.sidebar
    return [str(one.key) for kind in ("slider", "select_slider", "number_input", "selectbox") for one in side.get(kind)]


def test_stronger_augmentation_reaches_the_networks_that_learn(visited: RegularisationPage) -> None:
    visited.visit(regularisation_part="more")
    made = len(visited.runs.made)
    visited.hold({"regularisation_more_rotation": 40.0})
    assert len(visited.runs.made) == made
    study = visited.study
    assert isinstance(study, MoreDataStudy)
    assert study.augmentation.rotation == 40


def test_the_words_of_a_preset_do_not_stand_over_another_parts_figure(visited: RegularisationPage) -> None:
    claim = REGULARISATION[START].claim
    assert claim in visited.visit().words
    assert claim not in visited.visit(regularisation_part="penalties").words
