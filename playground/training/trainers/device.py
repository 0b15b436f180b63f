"""Which device trains: a small network is faster on the processor, where a step costs no launch of kernels."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from playground.experiment.read import AnyExperiment
from playground.i18n import _
from playground.training.trainers.cost import WORTH_IT, multiplications

DEVICES = ("auto", "cpu", "cuda", "mps")


class DeviceUnavailableError(ValueError):
    """A device that this machine does not have."""


@dataclass(frozen=True)
class Device:
    """A chosen device.

    Parameters
    ----------
    name
        As PyTorch names it.
    label
        As people know it, for instance the model of the graphics card.
    """

    name: str
    label: str


def available_devices() -> list[str]:
    """Return the devices of this machine, the processor first."""
    return ["cpu", *(["cuda"] if torch.cuda.is_available() else []), *(["mps"] if _has_mps() else [])]


def choose_device(name: str, experiment: AnyExperiment, networks: int = 1) -> Device:
    """Return the device for an experiment, or for many networks like it.

    Parameters
    ----------
    name
        ``auto``, or one of ``cpu``, ``cuda`` and ``mps``. ``auto`` takes an accelerator where a step is large enough
        to gain from it (:data:`WORTH_IT`).

    Raises
    ------
    DeviceUnavailableError
        If this machine has no such device.
    """
    devices = available_devices()
    if name == "auto":
        large = networks * multiplications(experiment) >= WORTH_IT
        name = devices[1] if large and len(devices) > 1 else "cpu"
    if name not in devices:
        raise DeviceUnavailableError(
            _("device: {device} is not available on this machine; allowed: {allowed}").format(
                device=name, allowed=", ".join(["auto", *devices])
            )
        )
    return Device(name, torch.cuda.get_device_name() if name == "cuda" else name.upper())


def use_threads_for(experiment: AnyExperiment) -> None:
    """Give PyTorch one thread, as a page's worker has, unless a step is large enough to share out.

    Small networks train faster with one: measured, 27 s become 6 on two busy cores.
    """
    if multiplications(experiment) < WORTH_IT:
        torch.set_num_threads(1)


def _has_mps() -> bool:
    return torch.backends.mps.is_available()
