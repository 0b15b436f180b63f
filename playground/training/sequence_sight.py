"""What the probes of networks for sequences see: a trainer at one moment, and the sequence in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.training.gaze import NOTHING, Gaze
from playground.training.sight import Sight

if TYPE_CHECKING:
    from playground.training.sequence_trainer import SequenceTrainer


class SequenceSight(Sight):
    """A trainer of sequences at the moment of one frame."""

    trainer: SequenceTrainer

    def __init__(self, trainer: SequenceTrainer, since: int = 0, gaze: Gaze = NOTHING) -> None:
        super().__init__(trainer, since, gaze)
        self.trainer = trainer
