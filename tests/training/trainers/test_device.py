import pytest
import torch

from playground.experiment import Experiment
from playground.training.trainers import device
from playground.training.trainers.device import (
    WORTH_IT,
    Device,
    DeviceUnavailableError,
    available_devices,
    choose_device,
)

SMALL = Experiment()


def with_devices(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(device, "available_devices", lambda: list(names))


def large(batch_size: int, samples: int = 100_000) -> Experiment:
    """Return an experiment with 1,000,001 parameters: 2 inputs, hidden layers of 1,000 and 995 units, 1 output."""
    units = [{"type": "dense", "units": size} for size in (1000, 995)]
    return Experiment.from_parts(
        {"data": {"samples": samples}, "model": {"layers": units}, "training": {"batch_size": batch_size}}
    )


@pytest.mark.parametrize("batch_size", [1, 100_000])
def test_auto_is_the_processor_where_there_is_no_accelerator(monkeypatch: pytest.MonkeyPatch, batch_size: int) -> None:
    with_devices(monkeypatch, "cpu")
    assert choose_device("auto", large(batch_size)) == Device("cpu", "CPU")


def test_auto_takes_an_accelerator_where_a_step_is_large_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    with_devices(monkeypatch, "cpu", "mps")
    assert choose_device("auto", SMALL).name == "cpu"
    enough = -(-WORTH_IT // (3 * large(1).parameters))
    assert enough == 7
    assert choose_device("auto", large(enough - 1)).name == "cpu"
    assert choose_device("auto", large(enough)) == Device("mps", "MPS")


def test_a_batch_counts_no_more_samples_than_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    with_devices(monkeypatch, "cpu", "mps")
    assert choose_device("auto", large(100_000, samples=12)).name == "cpu"
    assert choose_device("auto", large(100_000, samples=14)).name == "mps"


@pytest.mark.parametrize("name", ["cpu", "mps"])
def test_a_device_that_is_asked_for_is_taken(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with_devices(monkeypatch, "cpu", "mps")
    for experiment in (SMALL, large(100)):
        assert choose_device(name, experiment) == Device(name, name.upper())


def test_a_graphics_card_is_shown_by_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with_devices(monkeypatch, "cpu", "cuda")
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "NVIDIA H200")
    assert choose_device("cuda", SMALL) == Device("cuda", "NVIDIA H200")


@pytest.mark.parametrize("name", ["cuda", "tpu", "", "CPU"])
def test_a_device_that_is_not_there_is_refused_with_those_that_are(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with_devices(monkeypatch, "cpu", "mps")
    with pytest.raises(DeviceUnavailableError) as caught:
        choose_device(name, SMALL)
    assert str(caught.value) == f"device: {name} is not available on this machine; allowed: auto, cpu, mps"
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("cuda", "mps", "devices"),
    [
        (False, False, ["cpu"]),
        (True, False, ["cpu", "cuda"]),
        (False, True, ["cpu", "mps"]),
        (True, True, ["cpu", "cuda", "mps"]),
    ],
)
def test_the_processor_comes_first(monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool, devices: list[str]) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert available_devices() == devices
