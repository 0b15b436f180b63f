import pickle
from typing import Any

import numpy as np
import pytest
import torch

from playground.experiment import Experiment
from playground.training.frame import Frame
from playground.training.probes import (
    MOST_CONFIDENCE,
    Accuracy,
    Boundary,
    GradientNorms,
    Losses,
    Mistakes,
    Weights,
    plane_axis,
    plane_inputs,
)
from playground.training.trainer import Trainer

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


def boundary(of: Trainer, resolution: int = 100) -> np.ndarray:
    measured = Boundary(resolution).measure(of, 0)["boundary"]
    assert measured.shape == (resolution, resolution)
    assert measured.dtype == np.float32
    return measured


def test_the_axis_holds_the_centres_of_the_cells() -> None:
    axis = plane_axis(100)
    assert axis[[0, 1, 50, 99]] == pytest.approx([-5.94, -5.82, 0.06, 5.94])
    assert plane_axis(2) == pytest.approx([-3, 3])


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
    answers = trained.predict(plane_inputs(("x1", "x2"), 20)).reshape(20, 20, -1)
    k = trained.task.classes
    np.testing.assert_array_equal(np.floor(measured), answers.argmax(axis=-1))
    sure = (answers.max(axis=-1) - 1 / k) / (1 - 1 / k)
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
    answers = trained.predict(trained.dataset.inputs)
    last = 80 if with_test else 40
    wrong = [i for i in range(last) if answers[i].argmax() != trained.dataset.targets[i]]
    measured = Mistakes(with_test).measure(trained, 0)
    assert wrong
    np.testing.assert_allclose(measured["mistakes_x"], trained.dataset.points[wrong, 0], rtol=1e-6)
    np.testing.assert_allclose(measured["mistakes_y"], trained.dataset.points[wrong, 1], rtol=1e-6)


def test_mistakes_agree_with_the_accuracy() -> None:
    trained = trainer("spiral", epochs=2)
    wrong = len(Mistakes().measure(trained, 0)["mistakes_x"])
    assert trained.history.last()["train_accuracy"] == pytest.approx(1 - wrong / 40)


@pytest.mark.parametrize(
    ("probe", "names"), [(Losses(), {"train_loss", "test_loss"}), (Accuracy(), {"train_accuracy", "test_accuracy"})]
)
def test_curves_are_told_from_where_the_viewer_stands(probe: Losses | Accuracy, names: set[str]) -> None:
    trained = trainer(epochs=5)
    everything = probe.measure(trained, 0)
    assert set(everything) == names
    for name, curve in everything.items():
        assert (curve.shape, curve.dtype) == ((6,), np.float32)
        np.testing.assert_allclose(curve[1:], trained.history.trained()[name], rtol=1e-6)
        np.testing.assert_array_equal(probe.measure(trained, 4)[name], curve[4:])
        assert probe.measure(trained, 6)[name].shape == (0,)


def test_where_a_number_is_predicted_there_are_no_classes_to_tell_of() -> None:
    trained = trainer("plane", epochs=1)
    assert Accuracy().measure(trained, 0) == {}
    assert Mistakes().measure(trained, 0) == {}
    assert set(Losses().measure(trained, 0)) == {"train_loss", "test_loss"}


def test_weights_and_gradients_are_the_trainers() -> None:
    trained = trainer(epochs=1)
    weights = Weights().measure(trained, 0)
    assert set(weights) == set(trained.model.state_dict())
    np.testing.assert_array_equal(weights["output.weight"], trained.model.get_submodule("output").weight.detach())
    norms = GradientNorms().measure(trained, 0)["gradient_norms"]
    assert (norms.shape, norms.dtype) == ((2,), np.float32)
    np.testing.assert_array_equal(norms, trained.gradient_norms())


@pytest.mark.parametrize("probe", ALL, ids=repr)
def test_a_probe_is_a_value_that_crosses_processes(probe: Any) -> None:
    again = pickle.loads(pickle.dumps(probe))
    assert again == probe
    assert hash(again) == hash(probe)


@pytest.mark.parametrize("probe", ALL, ids=repr)
@pytest.mark.parametrize("name", ["circle", "blobs", "plane"])
def test_what_a_probe_measures_fits_in_a_frame(probe: Any, name: str) -> None:
    measured = probe.measure(trainer(name, epochs=1), 0)
    again = Frame.unpack(Frame(measured).pack()).tensors
    assert set(again) == set(measured)
    for key, values in measured.items():
        np.testing.assert_array_equal(again[key], values)
