"""A network in training as bytes, to go on in another process as if nothing had happened.

They are PyTorch's own format, and are read as weights alone: nothing in them is executed.
"""

from __future__ import annotations

import io
from copy import copy
from dataclasses import fields
from typing import Any

import numpy as np
import torch

from playground.training.trainers.batch_measured import BatchMeasuredTrainer
from playground.training.trainers.gan import GanTrainer
from playground.training.trainers.gan_snapshot import GanSnapshot
from playground.training.trainers.snapshot import Progress, Snapshot
from playground.training.trainers.trainer import Trainer

MOST_BYTES = 16 * 2**20
"""Larger ones are not worth their way: every few seconds so much would be sent."""

_ARCHIVE = b"PK\x03\x04"


class StateError(ValueError):
    """Bytes that are not the state of a network, or of another one."""


def portable(trainer: Trainer | GanTrainer) -> bytes:
    """Return the present moment and the curves up to it; of an epoch that has begun, not which batches are left."""
    snapshot = trainer.snapshot()
    moment = {field.name: getattr(snapshot, field.name) for field in fields(snapshot)}
    state = {
        "moment": {name: value for name, value in moment.items() if name not in ("batches", "dataset")},
        "history": trainer.history.state(),
        "batches": trainer.batch_history.state() if isinstance(trainer, BatchMeasuredTrainer) else None,
    }
    stream = io.BytesIO()
    torch.save(_plain(state), stream)
    return stream.getvalue()


def resume(trainer: Trainer | GanTrainer, state: bytes) -> None:
    """Put a trainer that has just been made for the same network to where :func:`portable` was called.

    An epoch that had begun begins again; from the end of an epoch it goes on bit for bit.

    Raises
    ------
    StateError
        If these are no bytes of :func:`portable`, or of another network. The trainer is then of no more use.
    """
    if not state.startswith(_ARCHIVE):  # older formats of PyTorch's are read in other ways
        raise StateError("not the state of a network")
    try:
        _put(trainer, torch.load(io.BytesIO(state), map_location="cpu", weights_only=True))
    except Exception as error:  # of damaged bytes PyTorch raises whatever happens to go wrong
        raise StateError(f"not the state of this network: {error!r}") from error


def _put(trainer: Trainer | GanTrainer, stored: dict[str, Any]) -> None:
    moment = stored["moment"] | {"progress": Progress(stored["moment"]["progress"])}
    trainer.history.load(stored["history"])
    if isinstance(trainer, GanTrainer):
        trainer.restore(GanSnapshot(**moment))
    else:
        if isinstance(trainer, BatchMeasuredTrainer):
            trainer.batch_history.load(stored["batches"])
        moment["masks"] = tuple(mask if mask is None else mask.to(trainer.device) for mask in moment["masks"])
        # Data of another trainer: what was left of its epoch is not there.
        trainer.restore(Snapshot(**moment, batches=iter(()), dataset=copy(trainer.dataset)))
    trainer.forget_later()


def _plain(value: Any) -> Any:
    """Return nested values with tensors in place of arrays and Python's own numbers and texts in place of others."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_plain(each) for each in value)
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value)
    if isinstance(value, np.generic):
        return value.item()
    return str(value) if isinstance(value, Progress) else value
