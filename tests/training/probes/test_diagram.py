"""The arrays of the network diagram, against plain forward and backward passes."""

import itertools
import pickle
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.architecture.modules import DropConnectLinear, SeededDropout
from playground.experiment import Experiment
from playground.losses import encode_targets, loss_function
from playground.training.probes.diagram import MAP_CELLS, MOST_UNITS, Diagram
from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.frame import Frame, Tensors
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer

DROPOUT, DROPCONNECT = {"type": "dropout", "rate": 0.4}, {"type": "dropconnect", "rate": 0.4}
TASKS = [
    *[(name, loss) for name in ("circle", "blobs", "pinwheel3") for loss in ("cross_entropy", "mse")],
    ("plane", "mse"),
]


def dense(units: int, activation: str = "tanh") -> dict[str, Any]:
    return {"type": "dense", "units": units, "activation": activation}


def trainer(
    *layers: dict[str, Any], name: str = "circle", batches: int = 4, by_hand: bool = True, **training: Any
) -> Trainer:
    parts = {"data": {"name": name, "samples": 60}, "model": {"layers": list(layers)}, "training": training, "seed": 7}
    made = Trainer(Experiment.from_parts(parts), by_hand=by_hand)
    for _ in range(batches):
        made.train_batch()
    return made


def measure(of: Trainer, focus: Focus = NOTHING, resolution: int = 100) -> Tensors:
    return Diagram(resolution).measure(View(of, focus=focus))


def forward(of: Trainer, inputs: torch.Tensor) -> list[torch.Tensor]:
    """Return every layer's outputs: a forward pass through the modules, which must not drop anything."""
    values = [inputs]
    for module in of.model:
        if isinstance(module, torch.nn.Linear):
            values.append(values[-1] @ module.weight.T + module.bias)
        elif not isinstance(module, SeededDropout):
            values[-1] = module(values[-1])
    return values


def joined(tensors: Iterable[torch.Tensor]) -> np.ndarray:
    return np.concatenate([tensor.detach().numpy().ravel() for tensor in tensors])


def plane(resolution: int) -> np.ndarray:
    """Return the centres of the cells that maps show, row by row from below."""
    width, stride = 12 / resolution, resolution // MAP_CELLS
    axis = -6 + width * (np.arange(stride // 2, resolution, stride) + 0.5)
    return np.array([(x, y) for y in axis for x in axis], dtype=np.float32)


@torch.no_grad()
def activations_of(of: Trainer, outputs: torch.Tensor) -> torch.Tensor:
    """Return what the output neurons' maps show, by the definition of their activations."""
    if of.task.classes is None:
        return outputs
    entropy = of.experiment.loss == "cross_entropy"
    if of.task.classes == 2:
        return 2 * (1 / (1 + torch.exp(-outputs)) if entropy else outputs.clamp(0, 1)) - 1
    powers = torch.exp(outputs)
    return powers / powers.sum(dim=1, keepdim=True) if entropy else outputs.clamp(0, 1)


@pytest.mark.parametrize("resolution", [100, 50, 25])
@pytest.mark.parametrize(("name", "loss"), TASKS)
def test_maps_are_the_neurons_answers_over_the_plane(name: str, loss: str, resolution: int) -> None:
    trained = trainer(dense(6), DROPOUT, dense(3, "relu"), DROPCONNECT, dense(2, "linear"), name=name, loss=loss)
    measured = measure(trained, resolution=resolution)
    with torch.no_grad():
        layers = forward(trained, torch.from_numpy(plane(resolution)))
    expected = torch.cat([*layers[1:-1], activations_of(trained, layers[-1])], dim=1).T.reshape(
        -1, MAP_CELLS, MAP_CELLS
    )
    scale = expected.abs().amax(dim=(1, 2)).clamp(min=1)
    assert measured["maps"].dtype == np.uint8
    assert measured["maps"].shape == (11 + trained.task.outputs, MAP_CELLS, MAP_CELLS)
    np.testing.assert_allclose(measured["map_scale"], scale, rtol=1e-5)
    shown = (measured["maps"].astype(np.float32) / 127.5 - 1) * measured["map_scale"][:, None, None]
    cell = 1.01 / 255 * measured["map_scale"].max()  # half a step of a byte, and rounding
    np.testing.assert_allclose(shown, expected, rtol=0, atol=cell)
    assert len(np.unique(measured["maps"])) > 50


def test_the_first_row_of_a_map_is_the_bottom_and_the_first_column_the_left_side() -> None:
    linear = trainer(dense(2, "linear"), name="plane", batches=0)
    with torch.no_grad():
        linear.model[0].weight.copy_(torch.eye(2))
        linear.model[0].bias.zero_()
    horizontal, vertical = measure(linear)["maps"][:2].astype(int)
    assert (np.diff(horizontal, axis=1) > 0).all()
    assert not np.diff(horizontal, axis=0).any()
    assert (np.diff(vertical, axis=0) > 0).all()
    assert not np.diff(vertical, axis=1).any()


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("windows", [(), (0, 3, 4), (9, 12, 2**20)])
def test_of_wide_layers_a_window_is_told(windows: tuple[int, ...], by_hand: bool) -> None:
    trained = trainer(dense(20), DROPCONNECT, dense(9), DROPOUT, batches=3, by_hand=by_hand)
    measured = measure(trained, Focus(windows=windows))
    first, second = {(): (0, 0), (0, 3, 4): (3, 1), (9, 12, 2**20): (12, 1)}[windows]
    assert measured["shown"].tolist() == [[0, 2], [first, 8], [second, 8], [0, 1]]

    linears = [module for module in trained.model if isinstance(module, torch.nn.Linear)]
    layers = [slice(0, 2), slice(first, first + 8), slice(second, second + 8), slice(0, 1)]
    pairs = list(zip(linears, layers[:-1], layers[1:], strict=True))
    links = [(linear.weight, (after, before)) for linear, before, after in pairs]
    biases = [(linear.bias, (after,)) for linear, _, after in pairs]
    np.testing.assert_array_equal(measured["links"], joined(weight[part] for weight, part in links))
    np.testing.assert_array_equal(measured["link_gradients"], joined(weight.grad[part] for weight, part in links))
    np.testing.assert_array_equal(measured["biases"], joined(bias[part] for bias, part in biases))
    np.testing.assert_array_equal(measured["bias_gradients"], joined(bias.grad[part] for bias, part in biases))
    assert {measured[name].dtype for name in ("links", "link_gradients", "biases")} == {np.dtype(np.float32)}

    with torch.no_grad():
        values = forward(trained, torch.from_numpy(plane(100)))
    neuron = values[2][:, second + 5].reshape(MAP_CELLS, MAP_CELLS)
    np.testing.assert_allclose(measured["maps"][8 + 5] / 127.5 - 1, neuron, atol=1.01 / 255)

    mask = next(module for module in trained.model if isinstance(module, SeededDropout)).mask
    assert mask is not None
    np.testing.assert_allclose(np.abs(measured["dropped_units"][8:16]), 1 - mask[:, layers[2]].mean(dim=0), atol=1e-6)
    cut = linears[1].mask
    np.testing.assert_array_equal(measured["dropped_links"][16:80], 1 - cut[layers[2], layers[1]].ravel())


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize(("name", "loss"), TASKS)
def test_gradients_are_those_of_the_last_batch(name: str, loss: str, by_hand: bool) -> None:
    whole = {"name": name, "loss": loss, "batch_size": 100, "shuffle": False}
    before = trainer(dense(4), dense(3), batches=1, by_hand=by_hand, **whole)
    trained = trainer(dense(4), dense(3), batches=2, by_hand=by_hand, **whole)
    for tensor in before.model.parameters():
        tensor.grad = None
    inputs, targets = torch.tensor(before.dataset.inputs[:30]), torch.tensor(before.dataset.targets[:30])
    encoded = encode_targets(targets, loss, before.task)
    loss_function(loss, before.task)(before.model(inputs), encoded).backward()
    linears = [module for module in before.model if isinstance(module, torch.nn.Linear)]
    measured = measure(trained)
    weights, biases = joined(each.weight.grad for each in linears), joined(each.bias.grad for each in linears)
    np.testing.assert_allclose(measured["link_gradients"], weights, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(measured["bias_gradients"], biases, rtol=1e-4, atol=1e-6)
    assert np.abs(weights).max() > 1e-3


def test_before_the_first_batch_there_are_no_gradients_and_nothing_is_dropped() -> None:
    measured = measure(trainer(dense(4), DROPOUT, DROPCONNECT, dense(3), batches=0))
    assert not measured["link_gradients"].any()
    assert not measured["bias_gradients"].any()
    assert {"dropped_units", "dropped_links"}.isdisjoint(measured)


@pytest.mark.parametrize("by_hand", [True, False])
def test_dropped_units_are_told_as_the_masks_have_them(by_hand: bool) -> None:
    trained = trainer(DROPOUT, dense(5), DROPOUT, dense(4), dense(3), DROPOUT, by_hand=by_hand)
    before, first, last = (module.mask for module in trained.model if isinstance(module, SeededDropout))
    assert before is not None
    assert first is not None
    assert last is not None
    measured = measure(trained)
    assert "dropped_links" not in measured
    dropped = measured["dropped_units"]
    assert dropped.dtype == np.float32
    masks = np.concatenate([first.numpy(), np.ones((len(first), 4)), last.numpy(), np.ones((len(first), 1))], axis=1)
    assert len(dropped) == masks.shape[1] == 5 + 4 + 3 + 1
    for share, column in zip(dropped, masks.T, strict=True):
        assert abs(share) == pytest.approx(np.mean(column == 0))
        assert (share < 0) == (column[0] == 0)


@pytest.mark.parametrize("by_hand", [True, False])
def test_dropped_links_are_told_as_the_masks_have_them(by_hand: bool) -> None:
    trained = trainer(dense(5), DROPCONNECT, dense(4), dense(3), by_hand=by_hand)
    (mask,) = (module.mask for module in trained.model if isinstance(module, DropConnectLinear))
    assert mask is not None
    measured = measure(trained)
    assert "dropped_units" not in measured
    dropped = measured["dropped_links"]
    assert dropped.dtype == np.uint8
    assert len(dropped) == len(measured["links"]) == 2 * 5 + 5 * 4 + 4 * 3 + 3
    np.testing.assert_array_equal(dropped[10:30].reshape(4, 5), mask == 0)
    assert not dropped[:10].any()
    assert not dropped[30:].any()
    assert set(dropped.tolist()) == {0, 1}


@pytest.mark.parametrize("sample", [0, 17, 59])
@pytest.mark.parametrize(("name", "loss"), TASKS)
def test_a_sample_is_followed_through_the_network(name: str, loss: str, sample: int) -> None:
    trained = trainer(dense(12), DROPOUT, dense(3, "relu"), DROPCONNECT, dense(2, "linear"), name=name, loss=loss)
    measured = measure(trained, Focus(windows=(0, 4), sample=sample))
    data = trained.dataset
    with torch.no_grad():
        values = forward(trained, torch.tensor(data.inputs[sample : sample + 1]))
    shown = [values[0], values[1][:, 4:], *values[2:]]
    np.testing.assert_allclose(measured["trace"], joined(shown), rtol=1e-5, atol=1e-6)

    linears = [module for module in trained.model if isinstance(module, torch.nn.Linear)]
    sums = [before @ linear.weight.T + linear.bias for before, linear in zip(values, linears, strict=False)]
    sums = [sums[0][:, 4:], *sums[1:]]
    np.testing.assert_allclose(measured["trace_pre_activations"], joined(sums), rtol=1e-4, atol=1e-5)

    target = torch.tensor(data.targets[sample : sample + 1])
    expected = loss_function(loss, trained.task)(values[-1], encode_targets(target, loss, trained.task))
    np.testing.assert_allclose(measured["trace_loss"], [expected.item()], rtol=1e-4)
    assert measured["trace_target"].tolist() == pytest.approx([data.targets[sample]])
    answer = activations_of(trained, values[-1])[0].numpy()
    if trained.task.classes == 2:
        answer = np.array([1 - (answer[0] + 1) / 2, (answer[0] + 1) / 2])
    np.testing.assert_allclose(measured["trace_answer"], answer, rtol=1e-4, atol=1e-5)


def test_a_samples_losses_make_up_the_loss() -> None:
    trained = trainer(dense(4))
    losses = [measure(trained, Focus(sample=sample))["trace_loss"].item() for sample in range(60)]
    trained.measure()
    assert np.mean(losses[:30]) == pytest.approx(trained.measured["train_loss"], rel=1e-5)
    assert np.mean(losses[30:]) == pytest.approx(trained.measured["test_loss"], rel=1e-5)


UNTRAINED = trainer(dense(9), dense(3), batches=0)
PLACES = st.integers(0, 10) | st.integers(0, 2**20)


@settings(max_examples=50)
@given(
    neuron=st.none() | st.tuples(PLACES, PLACES),
    windows=st.lists(PLACES, max_size=66).map(tuple),
    sample=st.none() | st.integers(0, 80) | st.integers(0, 2**53),
)
@example(None, (), 59)
@example(None, (), 60)
def test_wherever_one_looks_the_arrays_fit_together(
    neuron: tuple[int, int] | None, windows: tuple[int, ...], sample: int | None
) -> None:
    measured = measure(UNTRAINED, Focus(neuron, windows, sample), resolution=25)
    counts = measured["shown"][:, 1]
    assert counts.tolist() == [2, 8, 3, 1]
    neurons, links = sum(counts[1:]), sum(a * b for a, b in itertools.pairwise(counts))
    assert [len(measured[name]) for name in ("maps", "map_scale", "biases", "bias_gradients")] == [neurons] * 4
    assert [len(measured[name]) for name in ("links", "link_gradients")] == [links] * 2
    assert ("trace" in measured) is (sample is not None and sample < 60)
    if "trace" in measured:
        assert (len(measured["trace"]), len(measured["trace_pre_activations"])) == (neurons + 2, neurons)


@pytest.mark.parametrize("name", ["circle", "blobs", "plane"])
def test_it_fits_in_a_frame_and_crosses_processes(name: str) -> None:
    probe = pickle.loads(pickle.dumps(Diagram(50)))
    assert probe == Diagram(50)
    measured = probe.measure(View(trainer(DROPCONNECT, dense(9), DROPOUT, name=name), focus=Focus(sample=2)))
    again = Frame.unpack(Frame(measured).pack()).tensors
    assert set(again) == set(measured)
    for key, values in measured.items():
        np.testing.assert_array_equal(again[key], values)


def test_a_network_without_hidden_layers_has_its_output() -> None:
    measured = measure(trainer(name="pinwheel3"))
    assert measured["shown"].tolist() == [[0, 2], [0, 3]]
    assert measured["maps"].shape == (3, MAP_CELLS, MAP_CELLS)
    assert MOST_UNITS == 8
