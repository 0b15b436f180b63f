"""What a snapshot holds and weighs; that training goes on from it is shown in test_past."""

import pytest
import torch

from playground.datasets import load
from playground.experiment import Experiment
from playground.training.trainers.snapshot import Progress, Snapshot
from playground.training.trainers.trainer import Trainer
from tests.training.watching import experiment

DATASET = load(Experiment().data, seed=0)


def test_its_size_is_that_of_all_its_arrays() -> None:
    optimizer = {"state": {0: {"mean": torch.zeros(5, dtype=torch.float64), "step": torch.tensor(1.0)}}, "steps": 3}
    generator = torch.Generator().get_state()
    parameters, gradients, masks = torch.zeros(7), torch.zeros(7), (torch.zeros(3, 2), None)
    generators = (generator, generator)
    snapshot = Snapshot(
        0, 0, 0, Progress.HEALTHY, parameters, gradients, masks, optimizer, generators, iter(()), DATASET
    )
    assert snapshot.size == 2 * 7 * 4 + 6 * 4 + 5 * 8 + 4 + 2 * len(generator)


@pytest.mark.parametrize("by_hand", [True, False])
def test_it_holds_copies(by_hand: bool) -> None:
    trainer = Trainer(experiment(optimizer={"name": "adam"}), by_hand=by_hand)
    trainer.train_epoch()
    snapshot = trainer.snapshot()
    parameters, state, gradients = (
        snapshot.parameters.clone(),
        snapshot.generators[0].clone(),
        snapshot.gradients.clone(),
    )
    memory = [tensor.clone() for tensor in arrays(snapshot.optimizer)]
    assert memory
    trainer.train_epoch()
    assert torch.equal(snapshot.parameters, parameters)
    assert torch.equal(snapshot.generators[0], state)
    assert torch.equal(snapshot.gradients, gradients)
    assert not torch.equal(trainer.snapshot().parameters, parameters)
    for before, after in zip(memory, arrays(snapshot.optimizer), strict=True):
        assert torch.equal(before, after)
    assert (snapshot.epoch, snapshot.step, snapshot.samples) == (1, 3, 25)


@pytest.mark.parametrize("by_hand", [True, False])
def test_of_adam_it_weighs_four_times_the_parameters(by_hand: bool) -> None:
    trainer = Trainer(experiment(units=200, optimizer={"name": "adam"}), by_hand=by_hand)
    trainer.train_epoch()
    snapshot = trainer.snapshot()
    arrays_alone = snapshot.size - snapshot.generators[0].nbytes
    assert arrays_alone == pytest.approx(4 * 4 * trainer.experiment.parameters, abs=8)


def arrays(state: object) -> list[torch.Tensor]:
    """Return all arrays in nested dictionaries, as tensors of the same memory."""
    if isinstance(state, dict):
        return [array for value in state.values() for array in arrays(value)]
    return [torch.as_tensor(state)] if hasattr(state, "nbytes") else []


def test_coming_back_within_an_epoch_shows_what_was_last_measured() -> None:
    trainer = Trainer(experiment())
    trainer.train_epoch()
    trainer.train_batch()
    shown, now = dict(trainer.measured), trainer.snapshot()
    trainer.train_epoch()
    assert trainer.measured != shown
    trainer.restore(now)
    assert trainer.measured == shown
