import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from playground.experiment import Experiment
from playground.training.probes.diagram import Diagram
from playground.training.probes.focus import Focus
from playground.training.probes.view import View
from playground.training.trainers import evaluated
from playground.training.trainers.snapshot import Progress
from playground.training.trainers.trainer import Trainer
from tests.strategies import experiments
from tests.training.by_hand import NumpyNetwork, in_double
from tests.training.small_runs import DENSE, experiment, parameters

TOO_FAST = Experiment.from_parts(
    {
        "data": {"name": "circle", "samples": 100},
        "model": {"layers": [{"type": "dense", "units": 8, "activation": "relu"}] * 2},
        "training": {"optimizer": {"name": "sgd", "learning_rate": 10}, "loss": "mse"},
    }
)


def diverged() -> Trainer:
    trainer = Trainer(TOO_FAST)
    for _ in range(100):
        trainer.train_epoch()
    return trainer


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
@pytest.mark.parametrize(
    ("name", "l1_step"),
    [("circle", "proximal"), ("circle", "subgradient"), ("plane", "proximal"), ("blobs", "proximal")],
)
def test_training_follows_a_loop_written_by_hand(name: str, l1_step: str, activation: str, by_hand: bool) -> None:
    layers = [{"type": "dense", "units": units, "activation": activation} for units in (4, 3)]
    penalties = {"l1": 0.001, "l2": 0.01, "l1_step": l1_step}
    described = experiment(*layers, name=name, samples=46, loss="mse", shuffle=False, **penalties)
    trainer = in_double(described, by_hand)
    network = NumpyNetwork(activation, sizes=(2, 4, 3, described.data.task.outputs))
    with torch.no_grad():
        for parameter, values in zip(trainer.model.parameters(), network.parameters, strict=True):
            parameter.copy_(torch.from_numpy(values))

    data = trainer.dataset
    classes = data.task.classes
    targets = np.eye(classes)[data.targets] if name == "blobs" else data.targets[:, None].astype(float)
    inputs = data.inputs.astype(float)
    losses: dict[str, list[float]] = {"train_loss": [], "test_loss": []}
    for _ in range(50):
        trainer.train_epoch()
        for start in range(0, 23, 10):
            batch = slice(start, min(start + 10, 23))
            network.learn(
                inputs[batch], targets[batch], learning_rate=0.05, l1=0.001, l2=0.01, proximal=l1_step == "proximal"
            )
        losses["train_loss"].append(network.loss(inputs[:23], targets[:23]))
        losses["test_loss"].append(network.loss(inputs[23:], targets[23:]))

    for parameter, values in zip(trainer.model.parameters(), network.parameters, strict=True):
        np.testing.assert_allclose(parameter.detach().numpy(), values, rtol=0, atol=1e-6)
    for curve, values in losses.items():
        np.testing.assert_allclose(trainer.history.trained()[curve], values, rtol=0, atol=1e-6)
    assert losses["train_loss"][-1] < losses["train_loss"][0]


@pytest.mark.parametrize("optimizer", ["sgd", "adagrad", "rmsprop", "adam", "adamw"])
def test_the_same_experiment_gives_the_same_numbers_bit_for_bit(optimizer: str) -> None:
    described = experiment(DENSE, {"type": "dropout"}, {"type": "dropconnect"}, DENSE, optimizer={"name": optimizer})
    runs = []
    for seed_of_torch in (1, 2):
        torch.manual_seed(seed_of_torch)
        trainer = Trainer(described)
        for _ in range(10):
            trainer.train_epoch()
        runs.append((trainer.history.trained(), [values.tobytes() for values in parameters(trainer)]))
    assert runs[0] == runs[1]


def test_measuring_does_not_change_training() -> None:
    described = experiment(DENSE, {"type": "dropout"})
    alone, watched = Trainer(described), Trainer(described)
    for _ in range(3 * alone.batches_per_epoch):
        alone.train_batch()
        watched.predict(watched.dataset.inputs)
        watched.train_batch()
        watched.mistakes(), watched.weights(), watched.sample_loss(0), watched.inputs_on_plane(5), watched.measure()
        Diagram().measure(View(watched, focus=Focus(sample=0)))
        watched.restore(watched.snapshot())
    assert alone.history.trained() == watched.history.trained()


@settings(max_examples=40)
@given(experiments(samples=40, units=8, layers=4))
def test_any_experiment_trains_or_says_that_it_diverged(described: Experiment) -> None:
    trainer = Trainer(described)
    for _ in range(2):
        trainer.train_epoch()
    assert all(np.isfinite(values).all() for values in parameters(trainer))
    if trainer.progress is Progress.HEALTHY:
        assert trainer.epoch == 2
        assert all(np.isfinite(curve).all() for curve in trainer.history.trained().values())
    else:
        assert not all(math.isfinite(value) for value in trainer.history.last().values())


@pytest.mark.parametrize("by_hand", [True, False])
def test_adjusting_changes_rate_and_penalties_without_a_reset(by_hand: bool) -> None:
    momentum = {"name": "sgd", "momentum": 0.9}
    trainer = in_double(experiment(optimizer={**momentum, "learning_rate": 0.1}), by_hand)
    for _ in range(7):
        earlier = parameters(trainer)
        trainer.train_batch()
    before, length = parameters(trainer), len(trainer.history)
    velocities = [(old - new) / 0.1 for old, new in zip(earlier, before, strict=True)]

    trainer.adjust(experiment(optimizer={**momentum, "learning_rate": 0.001}, l2=0.5))
    assert (trainer.step, trainer.epoch, len(trainer.history)) == (7, 2, length)
    assert all(np.array_equal(a, b) for a, b in zip(before, parameters(trainer), strict=True))

    trainer.train_batch()
    for old, velocity, parameter in zip(before, velocities, trainer.model.parameters(), strict=True):
        moved = old - 0.001 * (0.9 * velocity + parameter.grad.numpy())
        np.testing.assert_allclose(parameter.detach().numpy(), moved, rtol=0, atol=1e-12)
    plain = in_double(experiment(optimizer={**momentum, "learning_rate": 0.1}), by_hand)
    for _ in range(8):
        plain.train_batch()
    weight, fresh = next(trainer.model.parameters()), next(plain.model.parameters())
    torch.testing.assert_close(weight.grad, fresh.grad + 0.5 * torch.from_numpy(before[0]), rtol=0, atol=1e-12)


def test_a_diverging_run_says_so_and_keeps_its_last_finite_network() -> None:
    trainer = diverged()
    assert trainer.progress is Progress.DIVERGED
    assert not math.isfinite(trainer.history.last()["train_loss"])
    assert all(np.isfinite(values).all() for values in parameters(trainer))
    assert np.isfinite(trainer.predict(trainer.dataset.inputs)).all()
    assert torch.isfinite(trainer.measured_outputs).all()


def test_the_network_kept_is_the_one_of_the_last_finite_epoch() -> None:
    trainer = diverged()
    again = Trainer(TOO_FAST)
    for _ in range(trainer.epoch - 1):
        again.train_epoch()
    assert again.progress is Progress.HEALTHY
    assert all(np.array_equal(a, b) for a, b in zip(parameters(trainer), parameters(again), strict=True))


def test_after_divergence_nothing_moves() -> None:
    trainer = diverged()
    before = trainer.step, trainer.epoch, len(trainer.history), [values.tobytes() for values in parameters(trainer)]
    trainer.train_batch()
    trainer.train_epoch()
    after = trainer.step, trainer.epoch, len(trainer.history), [values.tobytes() for values in parameters(trainer)]
    assert before == after


def test_history_has_one_value_an_epoch_and_the_untrained_one_before() -> None:
    trainer = Trainer(experiment(name="circle"))
    assert trainer.history.names == ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
    assert len(trainer.history) == 1
    for epoch in range(1, 4):
        trainer.train_epoch()
        assert (trainer.epoch, len(trainer.history)) == (epoch, epoch + 1)
    assert Trainer(experiment(name="plane")).history.names == ("train_loss", "test_loss")


@pytest.mark.parametrize("epochs", [0, 2])
def test_the_values_are_those_of_the_network_without_dropout(epochs: int) -> None:
    trainer = Trainer(experiment(DENSE, {"type": "dropout"}))
    for _ in range(epochs):
        trainer.train_epoch()
    p = trainer.predict(trainer.dataset.inputs)[:, 1].astype(float)
    y = trainer.dataset.targets
    losses, right = -np.log(np.where(y == 1, p, 1 - p)), (p > 0.5) == (y == 1)
    last = trainer.history.last()
    assert last["train_loss"] == pytest.approx(losses[:25].mean(), rel=1e-4)
    assert last["test_loss"] == pytest.approx(losses[25:].mean(), rel=1e-4)
    assert last["train_accuracy"] == pytest.approx(right[:25].mean())
    assert last["test_accuracy"] == pytest.approx(right[25:].mean())
    np.testing.assert_array_equal(trainer.mistakes(), ~right)
    assert trainer.model.training


def test_a_step_is_one_batch_and_an_epoch_goes_over_the_training_part_once() -> None:
    trainer = Trainer(experiment())
    assert (trainer.batches_per_epoch, trainer.step, trainer.epoch) == (3, 0, 0)
    seen = []
    for _ in range(4):
        trainer.train_batch()
        seen.append((trainer.step, trainer.epoch, len(trainer.history), trainer.samples))
    assert seen == [(1, 0, 1, 10), (2, 0, 1, 20), (3, 1, 2, 25), (4, 1, 2, 35)]
    trainer.train_epoch()
    assert (trainer.step, trainer.epoch) == (6, 2)
    trainer.train_epoch()
    assert (trainer.step, trainer.epoch) == (9, 3)


def batches(described: Experiment, epochs: int, by_hand: bool = True) -> list[list[np.ndarray]]:
    """Return the inputs of every batch, epoch by epoch, as the network got them."""
    trainer = Trainer(described, by_hand=by_hand)
    seen: list[list[np.ndarray]] = []
    learn = trainer._learner.learn

    def learn_and_tell(inputs: Any, *rest: Any) -> float:
        seen[-1].append(torch.as_tensor(inputs).numpy().copy())
        return learn(inputs, *rest)

    trainer._learner.learn = learn_and_tell  # type: ignore[method-assign]
    for _ in range(epochs):
        seen.append([])
        trainer.train_epoch()
    return seen


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("shuffle", [True, False])
def test_every_epoch_holds_each_training_sample_once(shuffle: bool, by_hand: bool) -> None:
    described = experiment(shuffle=shuffle)
    train = Trainer(described).dataset.inputs[:25]
    epochs = batches(described, 3, by_hand)
    for epoch in epochs:
        assert [len(batch) for batch in epoch] == [10, 10, 5]
        together = np.concatenate(epoch)
        assert sorted(map(tuple, together)) == sorted(map(tuple, train))
        assert np.array_equal(together, train) is not shuffle
    assert np.array_equal(epochs[0][0], epochs[1][0]) is not shuffle


def test_a_batch_larger_than_the_data_is_all_the_data() -> None:
    described = experiment(batch_size=100_000)
    assert [[len(batch) for batch in epoch] for epoch in batches(described, 2)] == [[25], [25]]


def test_large_inputs_are_evaluated_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = Trainer(experiment())
    whole = trainer.predict(trainer.dataset.inputs)
    monkeypatch.setattr(evaluated, "EVALUATION_ROWS", 7)
    np.testing.assert_allclose(trainer.predict(trainer.dataset.inputs), whole, rtol=1e-6)


def test_weights_are_copies_under_their_names() -> None:
    trainer = Trainer(experiment())
    weights = trainer.weights()
    assert list(weights) == ["1_dense.weight", "1_dense.bias", "output.weight", "output.bias"]
    matrix = weights["1_dense.weight"].copy()
    trainer.train_epoch()
    np.testing.assert_array_equal(weights["1_dense.weight"], matrix)
    assert not np.array_equal(trainer.weights()["1_dense.weight"], matrix)
