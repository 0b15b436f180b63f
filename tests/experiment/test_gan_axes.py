"""What a comparison of GANs may vary, and that other comparisons may not."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Experiment, ExperimentError
from playground.experiment.axes import AXES, NETWORK_AXES
from playground.experiment.axes.gan import GAN_AXES, read_rates
from playground.experiment.axis import Value
from playground.experiment.comparison import MOST_GAN_MULTIPLICATIONS, MOST_PARAMETERS, Comparison
from playground.experiment.gan import GanExperiment
from playground.training.trainers.changes import is_adjustment_of_all

NAMES = (*GAN_AXES, "seed")
WIDE = [{"type": "dense", "units": 256, "activation": "relu"}] * 5


def compared(axis: Any = "gan_loss", values: Any = None, seeds: int = 3, **base: Any) -> Comparison:
    experiment = GanExperiment.from_parts(base)
    return Comparison(base=experiment, axis=axis, values=values or AXES[axis].default, seeds=seeds)


def refusal(**parts: Any) -> str:
    with pytest.raises(ExperimentError) as caught:
        Comparison.from_parts(parts)
    return str(caught.value)


def gans(comparison: Comparison) -> list[GanExperiment]:
    return [gan for row in comparison.experiments for gan in row if isinstance(gan, GanExperiment)]


@pytest.mark.parametrize(
    ("axis", "value", "changes"),
    [
        ("gan_loss", "wasserstein", {"loss": "wasserstein"}),
        ("gan_beta1", 0.7, {"beta1": 0.7}),
        ("gan_rates", "0.003/0.0002", {"generator_rate": 0.003, "discriminator_rate": 0.0002}),
        ("gan_r1", 3.0, {"r1": 3.0}),
    ],
)
def test_an_axis_changes_its_own_and_nothing_else(axis: Any, value: Value, changes: dict[str, Any]) -> None:
    base = GanExperiment(seed=4)
    after = AXES[axis].vary(base, value)
    assert after == base.model_copy(update={"training": base.training.model_copy(update=changes)})
    assert GanExperiment.from_json(after.to_json()) == after


def test_a_critic_has_no_r1() -> None:
    critic = GanExperiment.from_parts({"training": {"loss": "wasserstein"}})
    assert AXES["gan_r1"].vary(critic, 3.0) == critic


@pytest.mark.parametrize("axis", NAMES)
def test_every_value_that_is_offered_makes_a_gan(axis: Any) -> None:
    comparison = compared(axis, AXES[axis].stops[:8])
    networks = gans(comparison)
    assert len(set(networks)) == comparison.networks
    for gan in networks:
        assert GanExperiment.from_json(gan.to_json()) == gan


@pytest.mark.parametrize("axis", NAMES)
def test_json_gives_the_same_comparison_back(axis: Any) -> None:
    comparison = compared(axis, seed=7, data={"name": "grid25"})
    text = comparison.model_dump_json()
    again = Comparison.model_validate_json(text)
    assert again == comparison
    assert hash(again) == hash(comparison)
    assert again.experiments == comparison.experiments
    assert json.loads(text)["base"] == json.loads(comparison.base.to_json())


def test_json_of_other_comparisons_is_what_it_was() -> None:
    parts = json.loads(Comparison().model_dump_json())
    assert list(parts) == ["base", "axis", "values", "seeds"]
    assert parts["base"] == json.loads(Experiment().to_json())
    assert isinstance(Comparison.model_validate(parts | {"values": tuple(parts["values"])}).base, Experiment)


@pytest.mark.parametrize("axis", [axis for axis in AXES if axis not in NAMES])
def test_gans_do_not_have_what_other_networks_have(axis: Any) -> None:
    reason = refusal(base=GanExperiment(), axis=axis, values=AXES[axis].default[:2])
    assert reason == f"axis: {axis}: these networks have none; must be one of {', '.join(NAMES)}"


@pytest.mark.parametrize("axis", GAN_AXES)
def test_other_networks_do_not_have_what_gans_have(axis: Any) -> None:
    reason = refusal(axis=axis, values=AXES[axis].default[:2])
    assert reason == f"axis: {axis}: these networks have none; must be one of {', '.join(NETWORK_AXES)}"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"axis": "gan_loss", "values": ("hinge", "saturating")}, 'values: "hinge" is no value of the axis gan_loss'),
        ({"axis": "gan_beta1", "values": (0.0, 1.0)}, "values: 1.0 is no value of the axis gan_beta1"),
        ({"axis": "gan_rates", "values": ("0.1/0.1", "0.10/0.1")}, 'values: "0.10/0.1" is no value of the axis gan_r'),
        ({"axis": "gan_rates", "values": ("0.1/0.1", "0.1")}, 'values: "0.1" is no value of the axis gan_rates'),
        ({"axis": "gan_r1", "values": (0.1, -1.0)}, "values: -1.0 is no value of the axis gan_r1"),
        (
            {"base": {"data": {"name": "ring8", "noise": 1}}},
            "base.data.noise: unknown field; allowed here: name,",
        ),
        ({"base": {"model": {"generator": {"noise": 9}}}}, "base.model.generator.noise: 9: must be at most 8"),
        (
            {"base": {"model": {"generator": {}}, "training": {"lr": 1}}},
            "base.training.lr: unknown field; allowed",
        ),
    ],
)
def test_refusals(parts: dict[str, Any], message: str) -> None:
    usual = {"base": GanExperiment(), "axis": "gan_loss", "values": ("saturating", "wasserstein")}
    reason = refusal(**usual | parts)
    assert message in reason
    assert len(reason.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "0.1", "0.1/", "/0.1", "0/0.1", "0.1/nan", "11/0.1", "a/b", "1/1/1", "-1/1"])
def test_what_are_no_rates_are_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        AXES["gan_rates"].parse(text)


@given(st.sampled_from(list(GAN_AXES)), st.text(max_size=20) | st.floats().map(str) | st.lists(st.floats()).map(str))
def test_whatever_is_read_is_a_value(axis: Any, text: str) -> None:
    with suppress(ValueError):  # nothing else is raised for text
        value = AXES[axis].parse(text)
        assert AXES[axis].parse(str(value)) == value
        after = AXES[axis].vary(GanExperiment(), value)
        assert GanExperiment.from_json(after.to_json()) == after


@given(st.floats(1e-9, 10), st.floats(1e-9, 10))
def test_rates_are_written_in_one_way(generator: float, discriminator: float) -> None:
    text = AXES["gan_rates"].parse(f"{generator}/{discriminator}")
    assert read_rates(str(text)) == pytest.approx((generator, discriminator), rel=1e-5)
    assert AXES["gan_rates"].parse(str(text)) == text


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)


@given(st.sampled_from(list(AXES)), st.lists(PLAIN, max_size=9), st.integers(-3, 20), st.dictionaries(PLAIN, PLAIN))
def test_whatever_comes_from_outside_is_taken_or_refused_in_one_line(
    axis: str, values: Any, seeds: int, training: Any
) -> None:
    base = {"model": {"generator": {}}, "training": training}
    reason = ""
    try:
        Comparison.from_parts({"base": base, "axis": axis, "values": tuple(values), "seeds": seeds})
    except ExperimentError as refused:
        reason = str(refused)
    assert not reason or reason.isprintable()


def test_too_large_gans_are_refused() -> None:
    model = {"generator": {"layers": WIDE}, "discriminator": {"layers": WIDE}}
    reason = refusal(base={"model": model}, axis="gan_loss", values=("saturating", "wasserstein"), seeds=3)
    assert f"parameters of all networks together: must be at most {MOST_PARAMETERS:,}; fewer values" in reason


def test_too_long_steps_are_refused() -> None:
    base = {"model": {"generator": {}}, "training": {"batch_size": 1024, "discriminator_steps": 10}}
    reason = refusal(base=base, axis="gan_loss", values=("saturating", "wasserstein"), seeds=10)
    most = f"{MOST_GAN_MULTIPLICATIONS:,}"
    assert f"multiplications of an epoch of all networks together: must be at most {most}; fewer values" in reason
    assert compared(seeds=10, training={"discriminator_steps": 5}).networks == 40, "what lectures show is allowed"
    assert compared("gan_r1", (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0), seeds=10).networks == 80


@pytest.mark.parametrize(
    ("axis", "before", "after", "is_one"),
    [
        ("gan_loss", {}, {"r1": 1.0, "beta1": 0.5, "discriminator_steps": 2, "frozen": "generator"}, True),
        ("gan_loss", {}, {"batch_size": 64}, False),
        ("gan_rates", {}, {"beta2": 0.9}, True),
        ("gan_beta1", {"loss": "saturating"}, {"loss": "wasserstein"}, False),
    ],
)
def test_what_running_gans_take_up_in_place(axis: Any, before: Any, after: Any, is_one: bool) -> None:
    one, other = (compared(axis, training=training) for training in (before, after))
    assert is_adjustment_of_all(one, other) == is_one
    assert not is_adjustment_of_all(one, compared(axis, training=before, seed=1))
    assert not is_adjustment_of_all(one, Comparison())
