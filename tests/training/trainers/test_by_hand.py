"""The hand-written passes against autograd, and which networks they are taken for."""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from playground.activations import ACTIVATIONS
from playground.architecture.build import build
from playground.architecture.modules import DropConnectLinear, SeededDropout
from playground.experiment import Experiment
from playground.experiment.data import FEATURES
from playground.losses import encode_targets, loss_function
from playground.training.trainers.by_hand import MOST_PRODUCTS, hand_written
from playground.training.trainers.parameters import flatten

TASKS = [("circle", "cross_entropy"), ("circle", "mse"), ("plane", "mse")] + [
    (name, loss) for name in ("pinwheel3", "blobs", "pinwheel5") for loss in ("cross_entropy", "mse")
]
DROPS: list[tuple[dict[str, Any], ...]] = [
    (),
    ({"type": "dropout", "rate": 0.3},),
    ({"type": "dropout", "rate": 0.0}, {"type": "dropout", "rate": 0.3}),
    ({"type": "dropconnect", "rate": 0.4},),
    ({"type": "dropconnect", "rate": 0.0},),
    ({"type": "dropconnect", "rate": 0.2}, {"type": "dropout", "rate": 0.6}),
]
BY_HAND = [name for name in ACTIVATIONS if name != "gelu"]
PRECISIONS = [(torch.float64, 1e-10), (torch.float32, 1e-5)]


@dataclass(frozen=True)
class Case:
    """One network, one batch of normally distributed inputs, and weights drawn from a seed.

    With ``zero`` inputs and first biases are 0, and so is every sum of the first layer: the edge of most activations.
    """

    activation: str = "tanh"
    task: tuple[str, str] = TASKS[0]
    drops: tuple[dict[str, Any], ...] = ()
    units: tuple[int, ...] = (5, 3)
    features: int = 2
    batch: int = 7
    seed: int = 0
    zero: bool = False

    @property
    def experiment(self) -> Experiment:
        name, loss = self.task
        dense = [{"type": "dense", "units": units, "activation": self.activation} for units in self.units]
        return Experiment.from_parts(
            {
                "data": {"name": name, "samples": 10, "features": FEATURES[: self.features]},
                "model": {"layers": [layer for each in dense for layer in (*self.drops, each)] + list(self.drops)},
                "training": {"loss": loss},
                "seed": self.seed,
            }
        )

    def model(self, dtype: torch.dtype) -> nn.Sequential:
        """Return the network; the same, with the same dropout to come, every time."""
        model = build(self.experiment).to(dtype)
        random = np.random.default_rng(self.seed)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.copy_(torch.from_numpy(random.normal(0, 0.6, parameter.shape)))
            if self.zero:
                next(module for module in model if isinstance(module, nn.Linear)).bias.zero_()
        return model

    def samples(self, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """Return inputs, and targets as the loss takes them."""
        random, task = np.random.default_rng(self.seed + 1), self.experiment.data.task
        inputs = torch.from_numpy(random.normal(0, 1, (self.batch, self.features)) * (not self.zero)).to(dtype)
        drawn = random.integers(0, task.classes, self.batch) if task.classes else random.normal(0, 1, self.batch)
        targets = encode_targets(torch.from_numpy(drawn), self.experiment.loss, task)
        return inputs, targets.to(dtype) if targets.is_floating_point() else targets


def assert_gradients_are_those_of_autograd(case: Case, dtype: torch.dtype, tolerance: float) -> None:
    experiment, (inputs, targets) = case.experiment, case.samples(dtype)
    task = experiment.data.task
    ours, reference = case.model(dtype), case.model(dtype)
    flatten(ours.parameters())
    passes = hand_written(ours, experiment.loss, task.outputs, case.batch)
    assert passes is not None
    for _ in range(2):  # the second time with other masks, and with gradients left from the first
        reference.zero_grad()
        loss = loss_function(experiment.loss, task)(reference(inputs), targets)
        loss.backward()

        assert passes(inputs.numpy(), targets.numpy()) == pytest.approx(loss.item(), rel=tolerance, abs=tolerance)
        for (name, our), their in zip(ours.named_parameters(), reference.parameters(), strict=True):
            assert our.grad is not None
            assert our.grad.dtype == dtype
            expected = torch.zeros_like(their) if their.grad is None else their.grad
            atol = tolerance * max(1, loss.item())  # what is rounded is of the loss's order
            torch.testing.assert_close(our.grad, expected, rtol=tolerance, atol=atol, msg=name)


@pytest.mark.parametrize(("dtype", "tolerance"), PRECISIONS)
@pytest.mark.parametrize("activation", BY_HAND)
def test_loss_and_gradients_are_those_of_autograd(activation: str, dtype: torch.dtype, tolerance: float) -> None:
    for seed, (task, drops) in enumerate(itertools.product(TASKS, DROPS)):
        assert_gradients_are_those_of_autograd(Case(activation, task, drops, seed=seed), dtype, tolerance)


@pytest.mark.parametrize("activation", BY_HAND)
def test_at_exactly_zero_they_are_too(activation: str) -> None:
    for task in TASKS:
        assert_gradients_are_those_of_autograd(Case(activation, task, zero=True), *PRECISIONS[0])


@settings(max_examples=80)
@given(
    st.builds(
        Case,
        activation=st.sampled_from(BY_HAND),
        task=st.sampled_from(TASKS),
        drops=st.sampled_from(DROPS),
        units=st.lists(st.integers(1, 9), max_size=4).map(tuple),
        features=st.integers(1, len(FEATURES)),
        batch=st.integers(1, 40),
        seed=st.integers(0, 10_000),
    )
)
def test_in_any_shape(case: Case) -> None:
    for dtype, tolerance in PRECISIONS:
        assert_gradients_are_those_of_autograd(case, dtype, tolerance)


def test_gradients_are_left_where_they_were_and_weights_untouched() -> None:
    case = Case(drops=DROPS[-1])
    model, (inputs, targets) = case.model(torch.float32), case.samples(torch.float32)
    flat = flatten(model.parameters())
    places = [parameter.grad.data_ptr() for parameter in model.parameters() if parameter.grad is not None]
    before, seen = flat.detach().clone(), inputs.clone()
    passes = hand_written(model, "cross_entropy", 1, case.batch)
    assert passes is not None
    passes(inputs.numpy(), targets.numpy())
    assert [p.grad.data_ptr() for p in model.parameters() if p.grad is not None] == places
    assert flat.grad is not None
    assert flat.grad.any()
    assert torch.equal(flat.detach(), before)
    assert torch.equal(inputs, seen)


def test_the_masks_are_those_that_the_modules_draw_and_keep() -> None:
    case = Case(drops=({"type": "dropconnect", "rate": 0.5}, {"type": "dropout", "rate": 0.5}))
    ours, reference = case.model(torch.float32), case.model(torch.float32)
    flatten(ours.parameters())
    inputs, targets = case.samples(torch.float32)
    passes = hand_written(ours, "cross_entropy", 1, case.batch)
    assert passes is not None
    for _ in range(3):
        passes(inputs.numpy(), targets.numpy())
        reference(inputs)
        masks = [
            [m.mask for m in model if isinstance(m, (SeededDropout, DropConnectLinear))] for model in (ours, reference)
        ]
        assert len(masks[0]) == 6  # two hidden layers and the output layer
        for our, their in zip(*masks, strict=True):
            assert our is not None
            assert torch.equal(our, their)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("size", [30.0, 1e4])
def test_very_certain_networks_have_the_loss_that_pytorch_gives(task: tuple[str, str], size: float) -> None:
    case = Case(task=task, units=(), batch=20)
    ours, reference = case.model(torch.float32), case.model(torch.float32)
    inputs, targets = case.samples(torch.float32)
    with torch.no_grad():
        for model in (ours, reference):
            for parameter in model.parameters():
                parameter.mul_(size)
    flatten(ours.parameters())
    passes = hand_written(ours, task[1], case.experiment.data.task.outputs, 20)
    assert passes is not None
    loss = loss_function(task[1], case.experiment.data.task)(reference(inputs), targets)
    loss.backward()
    assert np.isfinite(loss.item())
    assert passes(inputs.numpy(), targets.numpy()) == pytest.approx(loss.item(), rel=1e-4)
    for our, their in zip(ours.parameters(), reference.parameters(), strict=True):
        torch.testing.assert_close(our.grad, their.grad, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("activation", BY_HAND)
@pytest.mark.parametrize("sign", [-1, 1])
def test_where_activations_are_flat_or_steep_gradients_are_those_of_autograd(activation: str, sign: int) -> None:
    case = Case(activation, task=("plane", "mse"), units=(6,))
    ours, reference = case.model(torch.float64), case.model(torch.float64)
    flatten(ours.parameters())
    inputs, targets = case.samples(torch.float64)
    with torch.no_grad():
        for model in (ours, reference):
            model[0].bias.copy_(sign * torch.tensor([0.0, 15, 50, 800, 1e3, 1e5], dtype=torch.float64))
    passes = hand_written(ours, "mse", 1, case.batch)
    assert passes is not None
    loss = nn.functional.mse_loss(reference(inputs), targets)
    loss.backward()
    assert passes(inputs.numpy(), targets.numpy()) == pytest.approx(loss.item(), rel=1e-8)
    for our, their in zip(ours.parameters(), reference.parameters(), strict=True):
        torch.testing.assert_close(our.grad, their.grad, rtol=1e-7, atol=1e-8 * max(1, loss.item() ** 0.5))


@pytest.mark.parametrize("activation", BY_HAND)
@pytest.mark.parametrize("task", TASKS)
def test_numbers_beyond_all_bounds_are_told_and_no_error(activation: str, task: tuple[str, str]) -> None:
    case = Case(activation, task)
    model, (inputs, targets) = case.model(torch.float32), case.samples(torch.float32)
    with torch.no_grad():
        model.get_submodule("output").weight.fill_(3e38)
        model.get_submodule("output").bias.fill_(float("inf"))
    flatten(model.parameters())
    passes = hand_written(model, task[1], case.experiment.data.task.outputs, case.batch)
    assert passes is not None
    assert not np.isfinite(passes(inputs.numpy(), targets.numpy()))


def model_of(*modules: nn.Module) -> nn.Sequential:
    model = nn.Sequential(*modules)
    flatten(model.parameters())
    return model


def test_it_is_for_small_networks() -> None:
    model = model_of(nn.Linear(2, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1))
    most = MOST_PRODUCTS // 64**2
    assert most == 64
    assert hand_written(model, "mse", 1, most) is not None
    assert hand_written(model, "mse", 1, most + 1) is None


@pytest.mark.parametrize("module", [nn.GELU(), nn.Dropout(0.5), nn.BatchNorm1d(2), nn.Bilinear(2, 2, 2)])
def test_other_layers_are_left_to_autograd(module: nn.Module) -> None:
    assert hand_written(model_of(nn.Linear(2, 2), module, nn.Linear(2, 1)), "mse", 1, 1) is None


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_other_precisions_are_left_to_autograd(dtype: torch.dtype) -> None:
    assert hand_written(model_of(nn.Linear(2, 1).to(dtype)), "mse", 1, 1) is None


def test_other_devices_are_left_to_autograd() -> None:
    elsewhere = nn.Sequential(nn.utils.skip_init(nn.Linear, 2, 1, device="meta"))
    assert hand_written(elsewhere, "mse", 1, 1) is None
