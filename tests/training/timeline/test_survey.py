"""The loss of a network over two directions of its parameters."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.experiment import Dense, Experiment, Model, PlaneData
from playground.training.timeline.directions import Directions
from playground.training.timeline.survey import MARGIN, RESOLUTION, random_direction, survey
from playground.training.timeline.timeline import Timeline
from playground.training.trainers.trainer import Trainer

TRAINED = Experiment(model=Model(layers=(Dense(units=3, activation="tanh"),)))


@pytest.fixture(name="network", scope="module")
def fixture_network() -> tuple[Trainer, Timeline]:
    trainer = Trainer(TRAINED)
    timeline = Timeline(trainer)
    for _ in range(12):
        trainer.train_epoch()
        timeline.keep()
    return trainer, timeline


def checkpoints(timeline: Timeline) -> list:  # type: ignore[type-arg]
    return [timeline.checkpoints[place] for place in range(len(timeline.checkpoints))]


def by_hand(trainer: Trainer, parameters: np.ndarray) -> float:
    """Return the loss of a 2-3-1 network with these parameters, written out."""
    w1, b1, w2, b2 = np.split(parameters, [6, 9, 12])
    part = trainer.dataset.train
    inputs = trainer.inputs[part].numpy().astype(np.float64)
    hidden = np.tanh(inputs @ w1.reshape(3, 2).T + b1)
    logits = hidden @ w2 + b2
    targets = trainer.dataset.targets[part]
    return float(np.mean(np.logaddexp(0, logits) - targets * logits))


def test_two_weights_move_and_nothing_else(network: tuple[Trainer, Timeline]) -> None:
    trainer, timeline = network
    before = trainer.parameters.numpy().astype(np.float64)
    found = survey(trainer, checkpoints(timeline), Directions("weights", 4, 10, reach=2.0))
    left, right, bottom, top = found["domain"]
    assert found["here"] == pytest.approx(before[[4, 10]])
    assert [left, right, bottom, top] == pytest.approx(
        [before[4] - 2, before[4] + 2, before[10] - 2, before[10] + 2], abs=1e-6
    )
    across, up = np.linspace(left, right, RESOLUTION), np.linspace(bottom, top, RESOLUTION)
    for row, column in [(0, 0), (0, 48), (48, 0), (24, 24), (7, 31)]:
        moved = before.copy()
        moved[4], moved[10] = across[column], up[row]
        assert found["losses"][row, column] == pytest.approx(by_hand(trainer, moved), rel=2e-5)
    assert found["losses"][24, 24] == pytest.approx(trainer.measured["train_loss"], rel=1e-5)


def test_the_network_is_left_as_it_is(network: tuple[Trainer, Timeline]) -> None:
    trainer, timeline = network
    other = Trainer(TRAINED)
    for _ in range(12):
        other.train_epoch()
    for kind in ("weights", "random", "path"):
        survey(trainer, checkpoints(timeline), Directions(kind))  # type: ignore[arg-type]
    assert torch.equal(trainer.parameters, other.parameters)
    trainer.train_epoch()
    other.train_epoch()
    assert torch.equal(trainer.parameters, other.parameters), "and learns on as if nobody had looked"


def test_random_directions_are_as_long_as_each_layers_weights(network: tuple[Trainer, Timeline]) -> None:
    trainer, timeline = network
    for seed in range(3):
        axis = random_direction(trainer, torch.Generator().manual_seed(seed)).numpy()
        now = trainer.parameters.numpy()
        for part in (slice(0, 6), slice(9, 12)):
            assert np.linalg.norm(axis[part]) == pytest.approx(np.linalg.norm(now[part]), rel=1e-5)
        for biases in (slice(6, 9), slice(12, 13)):
            assert (axis[biases] == 0).all()
    found = [survey(trainer, checkpoints(timeline), Directions("random", seed=seed))["losses"] for seed in (1, 1, 2)]
    assert (found[0] == found[1]).all()
    assert (found[0] != found[2]).any()


def test_its_own_path_is_spread_as_widely_as_two_directions_can_show(network: tuple[Trainer, Timeline]) -> None:
    trainer, timeline = network
    found = survey(trainer, checkpoints(timeline), Directions("path"))
    was = np.stack([snapshot.parameters.numpy() for snapshot in checkpoints(timeline)]).astype(np.float64)
    spread = was - trainer.parameters.numpy()
    sizes = np.linalg.svd(spread, compute_uv=False)
    assert (found["trail"] ** 2).sum() == pytest.approx((sizes[:2] ** 2).sum(), rel=1e-4)
    assert (found["trail"] ** 2).sum() > 0.9 * (spread**2).sum(), "a short path is nearly flat"
    left, right, bottom, top = found["domain"]
    low, high = found["trail"].min(axis=0), found["trail"].max(axis=0)
    low, high = np.minimum(low, 0), np.maximum(high, 0)
    assert right - left >= (1 + 2 * MARGIN) * (high - low)[0] * (1 - 1e-4)
    assert left < low[0] < high[0] < right
    assert bottom < low[1] < high[1] < top


def test_a_path_that_has_not_ended_is_shown_with_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    lowest = []
    for seed in range(5):
        trainer = Trainer(Experiment(data=PlaneData(name="circle"), model=Model(layers=(Dense(units=4),)), seed=seed))
        timeline = Timeline(trainer)
        for _ in range(5):
            trainer.train_epoch()
            timeline.keep()
        found = survey(trainer, checkpoints(timeline), Directions("path"))
        with monkeypatch.context() as patch:
            patch.setattr("playground.training.timeline.survey.AHEAD", 0.0)
            narrow = survey(trainer, checkpoints(timeline), Directions("path"))
        left, right, bottom, top = found["domain"] - narrow["domain"]
        assert max(left, -right, bottom, -top) < 1e-9
        lowest.append((found["losses"].min(), narrow["losses"].min()))
    assert sum(wide for wide, _narrow in lowest) < 0.95 * sum(narrow for _wide, narrow in lowest)


def test_a_network_that_has_not_moved_is_seen_along_random_directions() -> None:
    trainer = Trainer(TRAINED)
    found = survey(trainer, checkpoints(Timeline(trainer)), Directions("path"))
    assert np.isfinite(found["losses"]).all()
    assert found["losses"].shape == (RESOLUTION, RESOLUTION)
