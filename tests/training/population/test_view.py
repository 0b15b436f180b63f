"""What is seen of networks side by side, against ordinary trainers and against counting by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.training.population.population import Population
from playground.training.population.view import MOST_POINTS, PopulationView
from playground.training.probes.gradients import Gradients
from playground.training.probes.plane import Boundary
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer
from tests.training.population.following import dense, described, dropout

MIXED = [
    described(dense(4, "tanh"), seed=1),
    described(dense(3, "relu"), dense(5, "sigmoid"), seed=1),
    described(dense(4, "leaky_relu"), seed=2),
    described(seed=3, optimizer={"name": "sgd"}, batch_size=7),
    described(dense(4, "tanh"), dropout(0.3), seed=2, l1=0.01, l2=0.02),
    described(dense(8, "elu"), dropout(0.2), dense(8, "elu"), seed=1, batch_size=100),
]
"""Several shapes, seeds, batch sizes: no two neighbours are in one cohort."""


def trained(experiments: Sequence[Experiment], epochs: int) -> tuple[PopulationView, list[Trainer]]:
    """Train networks side by side and each alone."""
    population, trainers = Population(experiments), [Trainer(experiment) for experiment in experiments]
    for _ in range(epochs):
        population.train_epoch()
        for trainer in trainers:
            trainer.train_epoch()
    return PopulationView(population), trainers


@pytest.fixture(name="mixed", scope="module")
def fixture_mixed() -> tuple[PopulationView, list[Trainer]]:
    return trained(MIXED, 4)


def boundary(trainer: Trainer, resolution: int) -> np.ndarray:
    return Boundary(resolution).measure(View(trainer))["boundary"]


@pytest.mark.parametrize("networks", [range(6), (5, 0, 3), (2,), (0, 2, 4, 2)])
def test_the_plane_is_what_each_networks_own_boundary_is(
    mixed: tuple[PopulationView, list[Trainer]], networks: Sequence[int]
) -> None:
    view, trainers = mixed
    planes = view.plane(networks, 20)
    assert (planes.shape, planes.dtype) == ((len(networks), 20, 20), np.float32)
    for plane, network in zip(planes, networks, strict=True):
        np.testing.assert_allclose(plane, boundary(trainers[network], 20), atol=2e-5)
    assert np.ptp(planes) > 0.2, "they have learned something"


@pytest.mark.parametrize("name", ["plane", "multi_gaussian", "pinwheel3", "blobs", "xor"])
@pytest.mark.parametrize("loss", ["auto", "mse"])
def test_every_kind_of_answer(name: str, loss: str) -> None:
    experiments = [described(dense(6), name=name, seed=seed, loss=loss) for seed in (1, 2)]
    view, trainers = trained(experiments, 3)
    for plane, trainer in zip(view.plane((0, 1), 16), trainers, strict=True):
        np.testing.assert_allclose(plane, boundary(trainer, 16), atol=5e-4)


def test_a_network_has_only_its_own_inputs_to_answer_from() -> None:
    parts = described(name="circle").model_dump()
    parts["data"]["features"] = ["x1^2", "sin(x2)"]
    view, (trainer,) = trained([Experiment.from_parts(parts)], 3)
    np.testing.assert_allclose(view.plane((0,), 16)[0], boundary(trainer, 16), atol=2e-5)


def test_looking_changes_nothing(mixed: tuple[PopulationView, list[Trainer]]) -> None:
    first, second = Population(MIXED), Population(MIXED)
    for _ in range(3):
        first.train_epoch()
        second.train_batch()
        for count in (20, 30):
            PopulationView(second).plane(range(6), count)
        PopulationView(second).unit_states()
        PopulationView(second).gradient_norms()
        second.train_epoch()
    for name in first.records.names:
        np.testing.assert_array_equal(first.records.since(0, name), second.records.since(0, name))


def test_the_gradients_are_those_of_each_networks_last_batch(mixed: tuple[PopulationView, list[Trainer]]) -> None:
    view, trainers = mixed
    norms = view.gradient_norms()
    assert [len(by_layer) for by_layer in norms] == [2, 3, 2, 2, 2, 3]
    for by_layer, trainer in zip(norms, trainers, strict=True):
        expected = Gradients().measure(View(trainer))["gradient_norm"]
        np.testing.assert_allclose(by_layer, expected, rtol=2e-3, atol=1e-6)
        assert by_layer.all()


def test_the_gradients_are_autograds() -> None:
    """One batch of all points: PyTorch's own gradient of the loss at the first weights, biases left out."""
    experiment = described(dense(4, "tanh"), dense(3, "relu"), samples=60, batch_size=100, shuffle=False)
    trainer, population = Trainer(experiment), Population([experiment])
    model, count = trainer.model, experiment.data.train_samples
    targets = torch.tensor(trainer.dataset.targets[:count]).float()
    model.requires_grad_(True)
    outputs = model(torch.tensor(trainer.dataset.inputs[:count]))[:, 0]
    loss = torch.nn.functional.binary_cross_entropy_with_logits(outputs, targets)
    weights = [weight for name, weight in model.named_parameters() if name.endswith("weight")]
    expected = [float(gradient.norm()) for gradient in torch.autograd.grad(loss, weights)]
    population.train_batch()
    np.testing.assert_allclose(PopulationView(population).gradient_norms()[0], expected, rtol=1e-5)


def test_before_the_first_batch_there_is_no_gradient() -> None:
    assert all((norms == 0).all() for norms in PopulationView(Population(MIXED)).gradient_norms())


# Dead and saturated units


def states_of(hidden: np.ndarray, low: float | None, high: float | None) -> tuple[int, int]:
    """Count by hand: dead units, and saturated ones with bounds 2 % inside those of the activation."""
    dead = saturated = 0
    for unit in hidden.T:
        dead += all(value == 0 for value in unit)
        near = [(low is not None and value <= low) or (high is not None and value >= high) for value in unit]
        saturated += sum(near) >= 0.95 * len(near)
    return dead, saturated


LIMITS = {"sigmoid": (0.02, 0.98), "tanh": (-0.98, 0.98), "elu": (-0.98, None), "relu": (None, None)}


@pytest.mark.parametrize("activation", LIMITS)
def test_states_of_units_are_those_counted_by_hand(activation: str) -> None:
    layers = dense(16, activation), dropout(0.5), dense(16, activation)
    population = Population([described(*layers, samples=400, seed=seed) for seed in (1, 2, 3)])
    ((_places, cohort),) = population.cohorts
    cohort.parameters.mul_(12)  # so far from 0 that many units are at a bound
    shares = PopulationView(population).unit_states()
    counts = []
    for row, experiment in enumerate(population.experiments):
        trainer = Trainer(experiment)
        with torch.no_grad():
            for parameter in trainer.model.parameters():
                parameter.mul_(12)
        layers_out = trainer.network.outputs(trainer.inputs[: experiment.data.train_samples])[1:-1]
        assert len(layers_out) == 2, "dropout gives no units of its own"
        states = [states_of(values.detach().numpy(), *LIMITS[activation]) for values in layers_out]
        counts.append([sum(dead for dead, _ in states) / 32, sum(full for _, full in states) / 32])
        np.testing.assert_allclose(shares[row], counts[-1], atol=1e-6)
    assert np.sum(counts) > 0, "there is something to count"


@pytest.mark.parametrize(
    ("activation", "bias", "shares"),
    [
        ("relu", -100.0, (1, 0)),
        ("relu", 100.0, (0, 0)),
        ("leaky_relu", -100.0, (0, 0)),
        ("threshold", -100.0, (1, 0)),
        ("tanh", 100.0, (0, 1)),
        ("tanh", -100.0, (0, 1)),
        ("sigmoid", 100.0, (0, 1)),
        ("sigmoid", -20.0, (0, 1)),
        ("elu", -100.0, (0, 1)),
        ("elu", 100.0, (0, 0)),
        ("selu", -100.0, (0, 1)),
        ("linear", -100.0, (0, 0)),
    ],
)
def test_units_far_from_zero(activation: str, bias: float, shares: tuple[float, float]) -> None:
    population = Population([described(dense(4, activation)), described(dense(4, "softplus"))])
    for places, cohort in population.cohorts:
        if 0 in places:
            cohort.passes.weights[0][places.index(0), :, -1] = bias
    states = PopulationView(population).unit_states()
    np.testing.assert_array_equal(states, [shares, (0, 0)])


def test_only_the_first_training_points_count() -> None:
    many: dict[str, Any] = {"samples": 2 * MOST_POINTS + 200, "name": "circle", "seed": 4}
    population = Population([described(dense(4, "relu"), **many)])
    ((_places, cohort),) = population.cohorts
    cohort.inputs[:, :, MOST_POINTS:] = 1e6  # as if all others were far away
    cohort.passes.weights[0][:, :, :-1] = 1e-3
    cohort.passes.weights[0][:, :, -1] = -1.0
    assert PopulationView(population).unit_states().tolist() == [[1.0, 0.0]]


def test_without_hidden_units_none_is_dead() -> None:
    linear = Experiment.from_parts({"data": {"name": "circle", "samples": 40}, "model": {"layers": []}})
    assert PopulationView(Population([linear])).unit_states().tolist() == [[0.0, 0.0]]
    assert [len(norms) for norms in PopulationView(Population([linear])).gradient_norms()] == [1]
