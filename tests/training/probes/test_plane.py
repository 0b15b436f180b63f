import pickle
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Experiment
from playground.training.probes.focus import Focus
from playground.training.probes.frame import Frame, Tensors
from playground.training.probes.plane import (
    MOST_CONFIDENCE,
    Accuracy,
    Boundary,
    GradientNorms,
    Losses,
    Mistakes,
    Probe,
    Weights,
    plane_resolution,
)
from playground.training.probes.view import View
from playground.training.trainers.trainer import Trainer

ALL_FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)")
ALL = [Losses(), Accuracy(), Boundary(), Boundary(20), Mistakes(), Mistakes(with_test=True), Weights(), GradientNorms()]


def trainer(name: str = "circle", epochs: int = 0, hidden: bool = True, **data: Any) -> Trainer:
    layers = [{"type": "dense", "units": 6, "activation": "tanh"}, {"type": "dropout"}] if hidden else []
    made = Trainer(
        Experiment.from_parts({"data": {"name": name, "samples": 80, **data}, "model": {"layers": layers}, "seed": 2})
    )
    for _ in range(epochs):
        made.train_epoch()
    return made


UNTRAINED = trainer()


def measure(probe: Probe, of: Trainer, since: int = 0) -> Tensors:
    return probe.measure(View(of, since))


def boundary(of: Trainer, resolution: int = 100) -> np.ndarray:
    measured = measure(Boundary(resolution), of)["boundary"]
    assert measured.shape == (resolution, resolution)
    assert measured.dtype == np.float32
    return measured


def test_the_first_row_is_the_bottom_and_the_first_column_the_left_side() -> None:
    linear = trainer("plane", hidden=False)
    with torch.no_grad():
        linear.model.get_submodule("output").weight.copy_(torch.tensor([[1.0, 10.0]]))
        linear.model.get_submodule("output").bias.fill_(0.5)
    measured = boundary(linear)
    axis = np.linspace(-5.94, 5.94, 100)
    np.testing.assert_allclose(measured, axis[None, :] + 10 * axis[:, None] + 0.5, atol=1e-4)
    assert measured[0, 0] == pytest.approx(-5.94 + 10 * -5.94 + 0.5, abs=1e-4)
    assert measured[0, 99] == pytest.approx(5.94 + 10 * -5.94 + 0.5, abs=1e-4)


@pytest.mark.parametrize("name", ["circle", "plane"])
def test_the_boundary_is_what_the_network_predicts_there(name: str) -> None:
    trained = trainer(name, epochs=3, features=ALL_FEATURES)
    measured = boundary(trained, 30)
    for row, column in [(0, 0), (0, 29), (29, 0), (7, 21), (15, 3)]:
        x1, x2 = -5.8 + 0.4 * column, -5.8 + 0.4 * row
        seen = np.array([[x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)]], dtype=np.float32)
        assert measured[row, column] == pytest.approx(trained.predict(seen)[0, -1], abs=1e-5)


def test_of_two_classes_the_boundary_is_the_probability_of_class_1() -> None:
    measured = boundary(trainer(epochs=20))
    assert measured.min() >= 0
    assert measured.max() <= 1
    assert measured[50, 50] > 0.5 > measured[50, 91]


@pytest.mark.parametrize("name", ["pinwheel3", "blobs", "pinwheel5"])
def test_of_many_classes_the_boundary_is_the_class_and_how_sure_the_network_is(name: str) -> None:
    trained = trainer(name, epochs=5)
    measured = boundary(trained, 20)
    horizontal, vertical = np.meshgrid(np.linspace(-5.7, 5.7, 20), np.linspace(-5.7, 5.7, 20))
    grid = np.stack([horizontal.ravel(), vertical.ravel()], axis=1).astype(np.float32)
    predictions = trained.predict(grid).reshape(20, 20, -1)
    k = trained.task.classes
    np.testing.assert_array_equal(np.floor(measured), predictions.argmax(axis=-1))
    sure = (predictions.max(axis=-1) - 1 / k) / (1 - 1 / k)
    np.testing.assert_allclose(measured - np.floor(measured), np.minimum(sure, MOST_CONFIDENCE), atol=1e-5)
    assert len(np.unique(np.floor(measured))) > 1


def test_a_network_without_an_opinion_is_not_sure_at_all() -> None:
    undecided = trainer("blobs", hidden=False)
    with torch.no_grad():
        for parameter in undecided.model.parameters():
            parameter.zero_()
    assert not boundary(undecided, 5).any()


def test_a_network_that_is_wholly_sure_stays_below_the_next_class() -> None:
    sure = trainer("blobs", hidden=False)
    with torch.no_grad():
        sure.model.get_submodule("output").weight.zero_()
        sure.model.get_submodule("output").bias.copy_(torch.tensor([0.0, 0, 1000, 0]))
    np.testing.assert_allclose(boundary(sure, 5), 2 + MOST_CONFIDENCE, atol=1e-6)


@pytest.mark.parametrize("with_test", [False, True])
@pytest.mark.parametrize("name", ["xor", "pinwheel3"])
def test_mistakes_are_the_points_whose_class_is_not_the_most_probable(name: str, with_test: bool) -> None:
    trained = trainer(name, epochs=2)
    predictions = trained.predict(trained.dataset.inputs)
    last = 80 if with_test else 40
    wrong = [i for i in range(last) if predictions[i].argmax() != trained.dataset.targets[i]]
    measured = measure(Mistakes(with_test), trained)
    assert wrong
    np.testing.assert_allclose(measured["mistakes_x"], trained.dataset.points[wrong, 0], rtol=1e-6)
    np.testing.assert_allclose(measured["mistakes_y"], trained.dataset.points[wrong, 1], rtol=1e-6)


def test_mistakes_agree_with_the_accuracy() -> None:
    trained = trainer("spiral", epochs=2)
    wrong = len(measure(Mistakes(), trained)["mistakes_x"])
    assert trained.history.last()["train_accuracy"] == pytest.approx(1 - wrong / 40)


@pytest.mark.parametrize(
    ("probe", "names"), [(Losses(), {"train_loss", "test_loss"}), (Accuracy(), {"train_accuracy", "test_accuracy"})]
)
def test_curves_are_told_from_where_the_viewer_stands(probe: Losses | Accuracy, names: set[str]) -> None:
    trained = trainer(epochs=5)
    everything = measure(probe, trained)
    assert set(everything) == names
    for name, curve in everything.items():
        assert (curve.shape, curve.dtype) == ((6,), np.float32)
        np.testing.assert_allclose(curve[1:], trained.history.trained()[name], rtol=1e-6)
        np.testing.assert_array_equal(measure(probe, trained, since=4)[name], curve[4:])
        assert measure(probe, trained, since=6)[name].shape == (0,)


def test_where_a_number_is_predicted_there_are_no_classes_to_tell_of() -> None:
    trained = trainer("plane", epochs=1)
    assert measure(Accuracy(), trained) == {}
    assert measure(Mistakes(), trained) == {}
    assert set(measure(Losses(), trained)) == {"train_loss", "test_loss"}


def test_weights_and_gradients_are_the_trainers() -> None:
    trained = trainer(epochs=1)
    weights = measure(Weights(), trained)
    assert set(weights) == set(trained.model.state_dict())
    np.testing.assert_array_equal(weights["output.weight"], trained.model.get_submodule("output").weight.detach())
    norms = measure(GradientNorms(), trained)["gradient_norms"]
    assert (norms.shape, norms.dtype) == ((2,), np.float32)
    gradients = [p.grad.numpy() for name, p in trained.model.named_parameters() if name.endswith("weight")]
    np.testing.assert_allclose(norms, [np.sqrt((gradient**2).sum()) for gradient in gradients], rtol=1e-5)
    assert norms.all()
    assert not measure(GradientNorms(), trainer())["gradient_norms"].any()


@pytest.mark.parametrize("probe", ALL, ids=repr)
def test_a_probe_is_a_value_that_crosses_processes(probe: Any) -> None:
    again = pickle.loads(pickle.dumps(probe))
    assert again == probe
    assert hash(again) == hash(probe)


@pytest.mark.parametrize("probe", ALL, ids=repr)
@pytest.mark.parametrize("name", ["circle", "blobs", "plane"])
def test_what_a_probe_measures_fits_in_a_frame(probe: Any, name: str) -> None:
    measured = measure(probe, trainer(name, epochs=1))
    again = Frame.unpack(Frame(measured).pack()).tensors
    assert set(again) == set(measured)
    for key, values in measured.items():
        np.testing.assert_array_equal(again[key], values)


@pytest.mark.parametrize(("layer", "unit"), [(0, 1), (1, 0), (1, 5), (2, 0)])
def test_a_neuron_that_somebody_looks_at_is_shown_over_the_plane(layer: int, unit: int) -> None:
    trained = trainer(epochs=2)
    with torch.no_grad():
        trained.model.get_submodule("output").weight.mul_(4)
    measured = Boundary(20).measure(View(trained, focus=Focus(neuron=(layer, unit))))
    point = torch.tensor([[-5.7 + 0.6 * 3, -5.7 + 0.6 * 11]])  # column 3, row 11
    hidden = torch.tanh(trained.model.get_submodule("1_dense")(point))
    values = [point, hidden, trained.model.get_submodule("output")(hidden)]
    assert measured["looked"].shape == (20, 20)
    assert measured["looked"][11, 3] == pytest.approx(values[layer][0, unit].item(), abs=1e-5)
    assert measured["looked_at"].tolist() == [layer, unit]
    assert measured["looked_scale"] == pytest.approx(max(1, np.abs(measured["looked"]).max()))
    np.testing.assert_array_equal(measured["boundary"], boundary(trained, 20))


@given(neuron=st.tuples(*[st.integers(0, 7) | st.integers(0, 2**20)] * 2), sample=st.integers(80, 2**53))
def test_who_looks_at_what_is_not_there_sees_the_boundary_alone(neuron: tuple[int, int], sample: int) -> None:
    there = neuron in [(layer, unit) for layer, units in enumerate((2, 6, 1)) for unit in range(units)]
    measured = Boundary(5).measure(View(UNTRAINED, focus=Focus(neuron, sample=sample)))
    assert ("looked" in measured) is there
    assert measured["chosen_x"].shape == measured["chosen_y"].shape == (0,)
    np.testing.assert_array_equal(measured["boundary"], boundary(UNTRAINED, 5))


@pytest.mark.parametrize("sample", [0, 79])
def test_a_sample_that_somebody_looks_at_is_marked(sample: int) -> None:
    measured = Boundary(5).measure(View(UNTRAINED, focus=Focus(sample=sample)))
    x, y = UNTRAINED.dataset.points[sample]
    assert [*measured["chosen_x"], *measured["chosen_y"]] == pytest.approx([x, y])


def test_only_the_points_that_are_drawn_are_told_of() -> None:
    predictions = UNTRAINED.predict(UNTRAINED.dataset.inputs).argmax(axis=1)
    wrong = [i for i in [*range(10), *range(40, 50)] if predictions[i] != UNTRAINED.dataset.targets[i]]
    measured = measure(Mistakes(with_test=True, most=10), UNTRAINED)
    assert wrong
    np.testing.assert_allclose(measured["mistakes_x"], UNTRAINED.dataset.points[wrong, 0], rtol=1e-6)


def test_a_large_network_is_looked_at_more_coarsely() -> None:
    assert [plane_resolution(parameters) for parameters in (1, 50_000, 50_001, 20_000_000)] == [100, 100, 50, 50]
