"""GANs on the compare page in AppTest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.controls.gan_form import to_gan_form
from playground.experiment.axes import AXES, AxisName
from playground.experiment.axes.gan import GAN_AXES
from playground.experiment.comparison import Comparison
from playground.experiment.gan import GanExperiment
from playground.presets.gan_comparisons import GAN_COMPARISONS
from playground.training.population.gan_view import Discriminators, Generated
from playground.training.worker.commands import Settings
from playground.ui.compare.axis_values import GAN_COVERED
from playground.ui.group_list import Group
from tests.pages.opened import DOZEN, Opened
from tests.pages.test_compare import compared

FIRST = next(iter(GAN_COMPARISONS.values()))
COMPONENTS = ["transport", "live_grid", "ranking", *["live_figure"] * 4]
AXIS_NAMES: list[AxisName] = [axis for axis in AXES if axis in (*GAN_AXES, "seed")]


def shown(settings: Settings) -> tuple[int, ...]:
    """Return which GANs' pictures are measured."""
    (planes,) = (probe for probe in settings.probes if isinstance(probe, Discriminators))
    (points,) = (probe for probe in settings.probes if isinstance(probe, Generated))
    assert planes.networks == points.networks
    return planes.networks


def test_the_kind_opens_with_its_first_preset(compare: Opened) -> None:
    compare.visit(family="gan")
    assert compared(compare) == FIRST.comparison
    assert compare.drawn == COMPONENTS
    assert f"**{FIRST.claim}** {FIRST.sentence}" in compare.words
    assert shown(compare.run.settings) == (0, 5, 10, 15)
    assert not compare.app.error
    assert compared(compare.visit(**compare.address)) == FIRST.comparison


def test_one_gets_there_from_other_networks_and_back(compare: Opened) -> None:
    compare.visit().hold({"family": "gan"})
    assert compared(compare) == FIRST.comparison
    assert compare.app.selectbox(key="comparison").value == "gan-losses"
    compare.hold({"family": "perceptron"})
    assert compared(compare).axis == "activation"
    assert not isinstance(compared(compare).base, GanExperiment)


@pytest.mark.parametrize("axis", AXIS_NAMES)
def test_every_axis(compare: Opened, axis: AxisName) -> None:
    compare.visit(family="gan").hold({"axis": axis})
    comparison = compared(compare)
    assert (comparison.axis, comparison.values) == (axis, AXES[axis].default)
    assert comparison.base == FIRST.comparison.base
    assert compare.drawn == COMPONENTS
    assert compare.shows("seeds") == compare.shows("shown") == (axis != "seed")
    covered = Group("", "page", GAN_COVERED[axis])
    for key in to_gan_form(FIRST.comparison.base):
        assert compare.shows(key) == (key not in covered), key
    assert compared(compare.visit(**compare.address)) == comparison


def test_only_what_gans_have_is_offered(compare: Opened) -> None:
    compare.visit(family="gan")
    assert len(compare.app.get_by_key("axis").options) == len(AXIS_NAMES)
    compare.visit()
    assert len(compare.app.get_by_key("axis").options) == len(set(AXES) - {*GAN_AXES}) - 3


def test_a_link_reproduces_the_page(compare: Opened) -> None:
    wanted = {"values_gan_rates": "0.002/0.0001,0.003/0.003", "gan_beta1": "0.7", "gan_data": "grid25"}
    compare.visit(family="gan", axis="gan_rates", seeds="4", shown="2", **wanted)
    comparison = compared(compare)
    assert (comparison.axis, comparison.seeds) == ("gan_rates", 4)
    assert comparison.values == ("0.002/0.0001", "0.003/0.003")
    assert isinstance(comparison.base, GanExperiment)
    assert (comparison.base.training.beta1, comparison.base.data.name) == (0.7, "grid25")
    assert shown(compare.run.settings) == (2, 6)
    settings, address = compare.run.settings, compare.address
    assert address.items() >= wanted.items()
    assert compare.visit(**address).run.settings == settings


def test_an_experiment_in_the_address(compare: Opened) -> None:
    base = GanExperiment.from_parts({"training": {"beta1": 0.3}, "seed": 12, "data": {"name": "two_moons"}})
    compare.visit(experiment=base.to_json())
    assert compared(compare).base == base
    assert compared(compare).axis in AXIS_NAMES
    assert not compare.app.error


@pytest.mark.parametrize("hide", ["family,axis,seeds", "values_gan_loss,question"])
def test_a_class_link_hides_controls_and_keeps_their_values(compare: Opened, hide: str) -> None:
    compare.visit(family="gan", hide=hide, gan_beta1="0.3")
    assert not any(compare.shows(key) for key in hide.split(","))
    comparison = compared(compare)
    assert comparison.axis == "gan_loss"
    assert isinstance(comparison.base, GanExperiment)
    assert comparison.base.training.beta1 == 0.3


def test_data_without_modes_have_no_modes_to_show(compare: Opened) -> None:
    compare.visit(family="gan").hold({"gan_data": "two_moons"})
    assert compare.drawn == COMPONENTS[:-2]
    assert "Blue squares: data." in compare.words
    compare.hold({"gan_data": "grid25"})
    assert compare.drawn == COMPONENTS


def test_critics_alone_say_nothing_of_data(compare: Opened) -> None:
    compare.visit(family="gan", axis="gan_beta1").hold({"gan_loss": "wasserstein"})
    assert compare.drawn == COMPONENTS[:-1]
    compare.visit(family="gan", axis="gan_r1").hold({"gan_loss": "wasserstein"})
    (info,) = compare.app.info
    assert "what is compared changes nothing in them" in info.value


def test_every_seed(compare: Opened) -> None:
    compare.visit(family="gan").hold({"shown": "all"})
    assert shown(compare.run.settings) == tuple(range(20))
    assert len(compare.runs.made) == 1


def test_the_table_of_modes_opens(compare: Opened) -> None:
    compare.visit(family="gan", **{"table-coverage": "True"})
    assert compare.drawn == COMPONENTS


def test_too_large_gans_say_why(compare: Opened) -> None:
    compare.visit(family="gan", gan_batch="1024", gan_d_steps="10", seeds="10")
    (error,) = compare.app.error
    assert "smaller batches, or smaller layers" in error.value


def test_a_preset_changed_by_hand_says_so_but_not_for_another_seed(compare: Opened) -> None:
    compare.visit(comparison="gan-momentum").hold({"gan_seed": 4})
    assert "settings changed since" not in compare.words
    compare.hold({"gan_batch": 64})
    assert "*(settings changed since)*" in compare.words
    compare.press("back_to_preset")
    assert compared(compare) == GAN_COMPARISONS["gan-momentum"].comparison


def test_in_french(compare: Opened) -> None:
    compare.visit(locale="fr-CA", family="gan")
    assert compared(compare) == FIRST.comparison
    assert compare.drawn == COMPONENTS
    assert "Réseaux" in compare.words or "réseaux" in compare.words


@DOZEN
@given(st.sampled_from(list(AXES)), st.text(max_size=30), st.text(max_size=3), st.text(max_size=4))
def test_any_address_opens_a_page(compare: Opened, axis: AxisName, values: str, seeds: str, beta1: str) -> None:
    address = {f"values_{axis}": values, "seeds": seeds, "gan_beta1": beta1}
    clean = {key: text.encode("utf-8", "replace").decode() for key, text in address.items()}
    compare.visit(family="gan", axis=axis, **clean)
    comparison: Comparison = compared(compare)
    assert comparison.axis == (axis if axis in AXIS_NAMES else "gan_loss")
