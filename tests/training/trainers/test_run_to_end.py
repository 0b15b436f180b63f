import json
import math
import sys

import numpy as np
import pytest
import torch

import playground
from playground.experiment import Experiment
from playground.training.trainers import device
from playground.training.trainers.device import DeviceUnavailableError
from playground.training.trainers.run_to_end import train
from playground.training.trainers.trainer import Trainer
from tests.training.trainers.test_trainer import TOO_FAST

CIRCLE = Experiment.from_parts({"data": {"name": "circle", "samples": 60}})
PLANE = Experiment.from_parts({"data": {"name": "plane", "samples": 60}, "training": {"batch_size": 30}})
CURVES = ["train_loss", "test_loss", "train_accuracy", "test_accuracy"]


def test_the_package_offers_what_is_documented() -> None:
    assert playground.train is train
    assert playground.Experiment is Experiment
    assert isinstance(playground.build(CIRCLE), torch.nn.Sequential)
    with pytest.raises(AttributeError, match="no attribute 'trian'"):
        _ = playground.trian


def test_the_result_is_that_of_a_trainer() -> None:
    result = train(CIRCLE, epochs=5)
    trainer = Trainer(CIRCLE)
    for _ in range(5):
        trainer.train_epoch()
    assert result.history == trainer.history.trained()
    for ours, theirs in zip(result.model.parameters(), trainer.model.parameters(), strict=True):
        assert torch.equal(ours, theirs)
    assert (result.experiment, result.epochs, result.status, result.device) == (CIRCLE, 5, "finished", "cpu")
    assert result.parameters == CIRCLE.parameters == sum(p.numel() for p in result.model.parameters())


@pytest.mark.parametrize(("experiment", "curves"), [(CIRCLE, CURVES), (PLANE, CURVES[:2])])
def test_each_curve_has_one_value_an_epoch_and_the_last_of_the_test_part_are_the_metrics(
    experiment: Experiment, curves: list[str]
) -> None:
    result = train(experiment, epochs=7)
    assert list(result.history) == curves
    assert {len(curve) for curve in result.history.values()} == {7}
    tests = [name for name in curves if name.startswith("test_")]
    assert result.metrics == {name: result.history[name][-1] for name in tests}


def test_it_learns_a_circle_and_a_plane() -> None:
    assert train(Experiment.from_parts({"data": {"name": "circle"}}), epochs=20).metrics["test_accuracy"] > 0.95
    assert train(Experiment.from_parts({"data": {"name": "plane"}}), epochs=20).metrics["test_loss"] < 0.01


@pytest.mark.parametrize("before", [False, True])
def test_the_callers_processor_goes_on_as_it_was(before: bool) -> None:
    smallest = sys.float_info.min
    torch.set_flush_denormal(before)
    try:
        seen = []
        train(CIRCLE, epochs=2, after_epoch=lambda trainer: seen.append(smallest / 2))
        assert seen == [0, 0]
        assert (smallest / 2 == 0) is before
        with pytest.raises(ZeroDivisionError):
            train(CIRCLE, epochs=1, after_epoch=lambda trainer: seen.append(1 / 0))
        assert (smallest / 2 == 0) is before
    finally:
        torch.set_flush_denormal(False)


def test_no_epoch_leaves_the_network_untrained() -> None:
    result = train(CIRCLE, epochs=0)
    assert (result.epochs, result.status, result.samples_per_second) == (0, "finished", 0)
    assert result.history == {name: [] for name in CURVES}
    for ours, theirs in zip(result.model.parameters(), playground.build(CIRCLE).parameters(), strict=True):
        assert torch.equal(ours, theirs)
    assert set(result.metrics) == {"test_loss", "test_accuracy"}


def test_a_diverging_run_ends_early_with_a_finite_network() -> None:
    result = train(TOO_FAST, epochs=100)
    assert result.status == "diverged"
    assert 0 < result.epochs < 100
    assert {len(curve) for curve in result.history.values()} == {result.epochs}
    assert not math.isfinite(result.history["train_loss"][-1])
    assert all(torch.isfinite(parameter).all() for parameter in result.model.parameters())


def test_json_holds_the_documented_fields_and_no_infinite_number() -> None:
    for result in (train(CIRCLE, epochs=3), train(TOO_FAST, epochs=100)):
        written = json.loads(json.dumps(result.as_json(), allow_nan=False))
        assert list(written) == [
            *("epochs", "history", "parameters", "device", "seconds", "samples_per_second", "status", "metrics")
        ]
        for name, curve in result.history.items():
            assert written["history"][name] == [value if np.isfinite(value) else None for value in curve]
        assert (written["epochs"], written["status"]) == (result.epochs, result.status)
    assert written["history"]["train_loss"][-1] is None


def test_progress_is_told_after_each_epoch() -> None:
    seen: list[tuple[int, int]] = []
    train(CIRCLE, epochs=3, after_epoch=lambda trainer: seen.append((trainer.epoch, len(trainer.history))))
    assert seen == [(1, 2), (2, 3), (3, 4)]


def test_a_device_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "available_devices", lambda: ["cpu"])
    with pytest.raises(DeviceUnavailableError, match="cuda"):
        train(CIRCLE, epochs=1, device="cuda")
