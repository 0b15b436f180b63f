import numpy as np
import pytest
import torch
from sklearn.metrics import log_loss

from playground.experiment.spec import IGNORED, Task
from playground.losses import encode_targets, loss_function, predicted_classes, probabilities

TWO, FOUR, NUMBER = Task(classes=2), Task(classes=4), Task(classes=None)
RANDOM = np.random.default_rng(3)
N = 50
LOGIT = 3 * RANDOM.normal(size=(N, 1))
LOGITS = 3 * RANDOM.normal(size=(N, 4))
SIGNS = RANDOM.integers(0, 2, N)
CLASSES = RANDOM.integers(0, 4, N)
NUMBERS = RANDOM.normal(size=N)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def softmax(x: np.ndarray) -> np.ndarray:
    return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


def measured(outputs: np.ndarray, targets: np.ndarray, name: str, task: Task) -> float:
    encoded = encode_targets(torch.from_numpy(targets), name, task)
    return float(loss_function(name, task)(torch.from_numpy(outputs).float(), encoded))


def test_two_classes_and_cross_entropy_is_the_log_loss_of_the_sigmoid() -> None:
    p = sigmoid(LOGIT[:, 0])
    by_hand = -(SIGNS * np.log(p) + (1 - SIGNS) * np.log(1 - p)).mean()
    assert measured(LOGIT, SIGNS, "cross_entropy", TWO) == pytest.approx(by_hand, rel=1e-5)
    assert measured(LOGIT, SIGNS, "cross_entropy", TWO) == pytest.approx(log_loss(SIGNS, p), rel=1e-5)


def test_many_classes_and_cross_entropy_is_the_log_loss_of_the_softmax() -> None:
    p = softmax(LOGITS)
    by_hand = -np.log(p[np.arange(N), CLASSES]).mean()
    assert measured(LOGITS, CLASSES, "cross_entropy", FOUR) == pytest.approx(by_hand, rel=1e-5)
    assert by_hand == pytest.approx(log_loss(CLASSES, p, labels=range(4)))


def test_squared_error_of_a_number_is_the_mean_over_samples() -> None:
    assert measured(LOGIT, NUMBERS, "mse", NUMBER) == pytest.approx(((LOGIT[:, 0] - NUMBERS) ** 2).mean(), rel=1e-5)


def test_squared_error_of_two_classes_is_against_0_and_1() -> None:
    assert measured(LOGIT, SIGNS, "mse", TWO) == pytest.approx(((LOGIT[:, 0] - SIGNS) ** 2).mean(), rel=1e-5)


def test_squared_error_of_many_classes_is_the_mean_over_samples_and_columns() -> None:
    by_hand = sum((LOGITS[i, k] - (CLASSES[i] == k)) ** 2 for i in range(N) for k in range(4)) / (4 * N)
    assert measured(LOGITS, CLASSES, "mse", FOUR) == pytest.approx(by_hand, rel=1e-5)


@pytest.mark.parametrize("logit", [-1e4, 1e4])
def test_cross_entropy_stays_finite_where_the_sigmoid_is_0_or_1(logit: float) -> None:
    one = np.array([[logit]])
    right = np.array([int(logit > 0)])
    assert measured(one, right, "cross_entropy", TWO) == 0
    assert measured(one, 1 - right, "cross_entropy", TWO) == pytest.approx(1e4)


def test_an_unknown_loss_is_refused() -> None:
    with pytest.raises(KeyError):
        loss_function("hinge", TWO)


@pytest.mark.parametrize(
    ("task", "name", "shape", "kind"),
    [
        (TWO, "cross_entropy", (3, 1), torch.float32),
        (TWO, "mse", (3, 1), torch.float32),
        (FOUR, "cross_entropy", (3,), torch.int64),
        (FOUR, "mse", (3, 4), torch.float32),
        (NUMBER, "mse", (3, 1), torch.float32),
    ],
)
def test_targets_have_the_form_that_the_loss_takes(
    task: Task, name: str, shape: tuple[int, ...], kind: torch.dtype
) -> None:
    targets = torch.tensor([0, 1, 1]) if task.is_classification else torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64)
    encoded = encode_targets(targets, name, task)
    assert tuple(encoded.shape) == shape
    assert encoded.dtype is kind


def test_a_class_is_one_column_of_ones() -> None:
    encoded = encode_targets(torch.tensor([2, 0]), "mse", FOUR)
    assert encoded.tolist() == [[0, 0, 1, 0], [1, 0, 0, 0]]


def test_probabilities_under_cross_entropy_are_sigmoid_and_softmax() -> None:
    two = probabilities(torch.from_numpy(LOGIT), "cross_entropy", TWO).numpy()
    np.testing.assert_allclose(two[:, 1], sigmoid(LOGIT[:, 0]))
    np.testing.assert_allclose(two[:, 0], sigmoid(-LOGIT[:, 0]))
    np.testing.assert_allclose(probabilities(torch.from_numpy(LOGITS), "cross_entropy", FOUR).numpy(), softmax(LOGITS))


def test_answers_under_squared_error_are_clipped_for_classes_and_kept_for_numbers() -> None:
    outputs = torch.tensor([[-0.5], [0.25], [1.5]])
    assert probabilities(outputs, "mse", TWO).tolist() == [[1, 0], [0.75, 0.25], [0, 1]]
    assert probabilities(outputs.expand(3, 4), "mse", FOUR)[:, 2].tolist() == [0, 0.25, 1]
    assert probabilities(outputs, "mse", NUMBER).tolist() == [[-0.5], [0.25], [1.5]]


def test_of_two_classes_the_one_beyond_the_threshold_is_predicted() -> None:
    outputs = torch.tensor([[-0.1], [0.1], [0.4], [0.6]])
    assert predicted_classes(outputs, "cross_entropy", TWO).tolist() == [0, 1, 1, 1]
    assert predicted_classes(outputs, "mse", TWO).tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("name", ["cross_entropy", "mse"])
def test_of_many_classes_the_largest_is_predicted(name: str) -> None:
    predicted = predicted_classes(torch.from_numpy(LOGITS), name, FOUR).numpy()
    assert predicted.dtype == np.int64
    np.testing.assert_array_equal(predicted, LOGITS.argmax(axis=1))


@pytest.mark.parametrize(("task", "outputs"), [(TWO, LOGIT), (FOUR, LOGITS)])
def test_the_predicted_class_is_the_most_probable(task: Task, outputs: np.ndarray) -> None:
    tensor = torch.from_numpy(outputs)
    shown = probabilities(tensor, "cross_entropy", task)
    assert torch.equal(shown.argmax(dim=1), predicted_classes(tensor, "cross_entropy", task))


STEPPED, PARITY, SIGNAL, AHEAD = (
    Task(classes=4, steps=True),
    Task(classes=2, steps=True),
    Task(classes=None, steps=True),
    Task(classes=None, numbers=3),
)
STEPS = RANDOM.integers(0, 4, (N, 6))
MASK = RANDOM.random((N, 6)) < 0.7
STEP_LOGITS = 3 * RANDOM.normal(size=(N, 6, 4))


def test_absolute_error_is_the_mean_over_samples_steps_and_numbers() -> None:
    assert measured(LOGIT, NUMBERS, "mae", NUMBER) == pytest.approx(np.abs(LOGIT[:, 0] - NUMBERS).mean(), rel=1e-5)
    wave = RANDOM.normal(size=(N, 6))
    signal = measured(STEP_LOGITS[..., :1], wave, "mae", SIGNAL)
    assert signal == pytest.approx(np.abs(STEP_LOGITS[..., 0] - wave).mean(), rel=1e-5)
    ahead = measured(LOGITS[:, :3], wave[:, :3], "mae", AHEAD)
    assert ahead == pytest.approx(np.abs(LOGITS[:, :3] - wave[:, :3]).mean(), rel=1e-5)


def test_squared_error_of_several_numbers_is_the_mean_over_all_of_them() -> None:
    wave = RANDOM.normal(size=(N, 3))
    assert measured(LOGITS[:, :3], wave, "mse", AHEAD) == pytest.approx(((LOGITS[:, :3] - wave) ** 2).mean(), rel=1e-5)


def test_cross_entropy_of_steps_is_the_mean_over_those_that_are_asked() -> None:
    targets = np.where(MASK, STEPS, IGNORED)
    p = np.exp(STEP_LOGITS) / np.exp(STEP_LOGITS).sum(axis=-1, keepdims=True)
    losses = [-np.log(p[n, t, STEPS[n, t]]) for n in range(N) for t in range(6) if MASK[n, t]]
    assert measured(STEP_LOGITS, targets, "cross_entropy", STEPPED) == pytest.approx(np.mean(losses), rel=1e-5)
    assert len(losses) < 6 * N


def test_two_classes_at_each_step_are_judged_by_the_sigmoid() -> None:
    p, odd = sigmoid(STEP_LOGITS[..., 0]), STEPS % 2
    by_hand = -(odd * np.log(p) + (1 - odd) * np.log(1 - p)).mean()
    assert measured(STEP_LOGITS[..., :1], odd, "cross_entropy", PARITY) == pytest.approx(by_hand, rel=1e-5)


def test_squared_error_of_classes_at_each_step_is_against_a_column_of_ones() -> None:
    by_hand = ((STEP_LOGITS - np.eye(4)[STEPS]) ** 2).mean()
    assert measured(STEP_LOGITS, STEPS, "mse", STEPPED) == pytest.approx(by_hand, rel=1e-5)


@pytest.mark.parametrize(
    ("task", "name", "shape", "kind"),
    [
        (STEPPED, "cross_entropy", (3, 5), torch.int64),
        (STEPPED, "mse", (3, 5, 4), torch.float32),
        (PARITY, "cross_entropy", (3, 5, 1), torch.float32),
        (SIGNAL, "mae", (3, 5, 1), torch.float32),
        (AHEAD, "mse", (3, 5), torch.float32),
    ],
)
def test_targets_of_steps_have_the_form_that_the_loss_takes(
    task: Task, name: str, shape: tuple[int, ...], kind: torch.dtype
) -> None:
    targets = torch.ones(3, 5, dtype=torch.int64) if task.is_classification else torch.ones(3, 5).double()
    encoded = encode_targets(targets, name, task)
    assert (tuple(encoded.shape), encoded.dtype) == (shape, kind)


def test_answers_of_steps_are_read_step_by_step() -> None:
    outputs = torch.from_numpy(STEP_LOGITS)
    assert torch.equal(predicted_classes(outputs, "cross_entropy", STEPPED)[:, 2], outputs[:, 2].argmax(1))
    shown = probabilities(outputs, "cross_entropy", STEPPED)
    torch.testing.assert_close(shown[:, 2], outputs[:, 2].softmax(1))
    two = probabilities(outputs[..., :1], "cross_entropy", PARITY)
    torch.testing.assert_close(two[..., 1], outputs[..., 0].sigmoid())
    assert torch.equal(predicted_classes(outputs[..., :1], "cross_entropy", PARITY), (outputs[..., 0] > 0).long())
