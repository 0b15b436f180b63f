from math import cos, hypot, pi, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import datasets
from playground.datasets import Dataset, load
from playground.datasets.features import FEATURES
from playground.experiment import PlaneData
from playground.experiment.data import FEATURES as FEATURE_NAMES
from playground.experiment.data import PLANE_TASKS
from playground.planes import PLANES
from tests.strategies import planes

NUMBERS = ("plane", "multi_gaussian")
CLASSES = tuple(name for name in PLANE_TASKS if name not in NUMBERS)
# Labels of these two are those of a point moved by noise, so only without it are the classes equal in number.
LABELLED_BY_PLACE = ("circle", "xor")


def data(name: str, samples: int = 400, noise: float = 0.0, seed: int = 1) -> Dataset:
    return load(PlaneData.model_validate({"name": name, "samples": samples, "noise": noise}), seed)


def class_sizes(dataset: Dataset) -> np.ndarray:
    return np.bincount(dataset.targets, minlength=dataset.task.classes)


def test_every_name_has_its_data_and_each_entry_says_everything() -> None:
    assert list(PLANES) == list(PLANE_TASKS)
    assert list(FEATURES) == list(FEATURE_NAMES)
    for plane in PLANES.values():
        assert all([plane.label, plane.sentence.endswith(".")])


@settings(max_examples=150)
@given(planes(samples=2000), st.integers(0, 2**31 - 1))
def test_any_data_have_the_promised_form(described: PlaneData, seed: int) -> None:
    dataset = load(described, seed)
    n, classes = described.samples, described.task.classes
    assert dataset.points.shape == (n, 2)
    assert dataset.inputs.shape == (n, len(described.features))
    assert dataset.targets.shape == (n,)
    assert (dataset.points.dtype, dataset.inputs.dtype) == (np.float64, np.float32)
    assert np.isfinite(dataset.points).all()
    assert np.isfinite(dataset.targets).all()
    if classes is None:
        assert dataset.targets.dtype == np.float64
        assert np.abs(dataset.targets).max() <= (1.2 * (1 + described.noise) if described.name == "plane" else 1)
    else:
        assert dataset.targets.dtype == np.int64
        assert set(dataset.targets.tolist()) <= set(range(classes))
    if classes is not None and (described.noise == 0 or described.name not in LABELLED_BY_PLACE):
        sizes = class_sizes(dataset)
        assert described.name == "xor" or sizes.max() - sizes.min() <= 1


@settings(max_examples=100)
@given(planes(samples=2000), st.integers(0, 2**31 - 1))
def test_the_two_parts_make_up_all_the_data(described: PlaneData, seed: int) -> None:
    dataset = load(described, seed)
    train, test = dataset.targets[dataset.train], dataset.targets[dataset.test]
    assert len(train) == described.train_samples
    assert len(train) + len(test) == described.samples
    assert len(train) >= 1
    assert len(test) >= 1
    assert abs(len(train) - described.samples * described.train_fraction) <= 0.5


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_without_noise_all_points_lie_in_the_plane(name: str) -> None:
    assert np.abs(data(name, 2000).points).max() <= 6


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_the_same_seed_gives_the_same_points_and_another_seed_others(name: str) -> None:
    first = data(name, noise=0.3)
    datasets._load.cache_clear()
    again, other = data(name, noise=0.3), data(name, noise=0.3, seed=2)
    assert again is not first
    np.testing.assert_array_equal(first.points, again.points)
    np.testing.assert_array_equal(first.targets, again.targets)
    np.testing.assert_array_equal(first.inputs, again.inputs)
    assert not np.array_equal(first.points, other.points)


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_another_split_or_other_features_keep_the_points(name: str) -> None:
    first = data(name)
    other = load(PlaneData(name=name, samples=400, train_fraction=0.8, features=("x2", "x1^2")), 1)
    np.testing.assert_array_equal(first.points, other.points)
    np.testing.assert_array_equal(first.targets, other.targets)
    assert (first.train_samples, other.train_samples) == (200, 320)


@pytest.mark.parametrize("name", PLANE_TASKS)
def test_shared_arrays_cannot_be_written_to(name: str) -> None:
    dataset = data(name)
    for array in (dataset.points, dataset.inputs, dataset.targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize("name", CLASSES)
def test_both_parts_hold_every_class(name: str) -> None:
    dataset = data(name)
    for part in (dataset.train, dataset.test):
        assert set(dataset.targets[part].tolist()) == set(range(dataset.task.classes))


@pytest.mark.parametrize("samples", [400, 401])
def test_the_spiral_is_that_of_tensorflow_playground(samples: int) -> None:
    dataset = data("spiral", samples)
    for label, start in ((1, 0.0), (0, pi)):
        arm = dataset.points[dataset.targets == label]
        arm = arm[np.argsort(np.hypot(*arm.T))]
        n = len(arm)
        expected = []
        for i in range(n):
            r, t = 5 * i / n, 1.75 * i / n * 2 * pi + start
            expected.append((r * sin(t), r * cos(t)))
        np.testing.assert_allclose(arm, expected, atol=1e-12)


def test_noise_moves_the_spiral_by_at_most_its_size() -> None:
    still, moved = (PLANES["spiral"].draw(np.random.default_rng(0), 300, noise)[0] for noise in (0.0, 0.25))
    assert 0.2 < np.abs(moved - still).max() <= 0.25


def test_xor_is_the_sign_of_the_product_with_a_gap_along_the_axes() -> None:
    dataset = data("xor", 2000)
    x1, x2 = dataset.points.T
    np.testing.assert_array_equal(dataset.targets, (x1 * x2 >= 0).astype(int))
    assert np.abs(dataset.points).min() >= 0.3
    assert np.abs(dataset.points).max() <= 5.3
    assert abs(dataset.targets.mean() - 0.5) < 0.06


def test_the_circle_is_a_disc_in_a_ring() -> None:
    dataset = data("circle", 2000)
    radius = np.hypot(*dataset.points.T)
    assert radius[dataset.targets == 1].max() < 2.5
    assert radius[dataset.targets == 0].min() >= 3.5
    assert radius.max() <= 5


@pytest.mark.parametrize("name", LABELLED_BY_PLACE)
def test_noise_turns_labels_of_circle_and_xor_but_leaves_the_points(name: str) -> None:
    still, moved = (PLANES[name].draw(np.random.default_rng(0), 1000, noise) for noise in (0.0, 0.5))
    np.testing.assert_array_equal(still[0], moved[0])
    assert 0.05 < (still[1] != moved[1]).mean() < 0.5


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_the_gaussians_have_their_centres_and_variance(noise: float) -> None:
    dataset = data("gaussian", 20_000, noise)
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = dataset.points[dataset.targets == label]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.1)
        np.testing.assert_allclose(cloud.var(axis=0), 0.5 + 7 * noise, rtol=0.05)


def test_the_plane_is_a_tenth_of_the_sum() -> None:
    dataset = data("plane")
    np.testing.assert_allclose(dataset.targets, [(x + y) / 10 for x, y in dataset.points], atol=1e-12)


def test_the_bumps_are_those_of_tensorflow_playground() -> None:
    centres = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]

    def height(x: float, y: float) -> float:
        heights = [sign * max(0.0, 1 - hypot(x - cx, y - cy) / 2) for cx, cy, sign in centres]
        return max(heights, key=abs)

    dataset = data("multi_gaussian", 2000)
    np.testing.assert_allclose(dataset.targets, [height(x, y) for x, y in dataset.points], atol=1e-12)
    assert dataset.targets.max() > 0.8
    assert dataset.targets.min() < -0.8


@pytest.mark.parametrize("name", NUMBERS)
def test_noise_changes_numbers_but_leaves_the_points(name: str) -> None:
    still, moved = (PLANES[name].draw(np.random.default_rng(0), 500, noise) for noise in (0.0, 0.3))
    np.testing.assert_array_equal(still[0], moved[0])
    assert np.abs(still[1] - moved[1]).max() > 0.1


def test_the_moons_are_two_half_circles() -> None:
    dataset = data("moons")
    for label, centre, side in ((0, (-1.6, -0.8), 1), (1, (1.6, 0.8), -1)):
        arc = dataset.points[dataset.targets == label] - centre
        np.testing.assert_allclose(np.hypot(*arc.T), 3.2, atol=1e-9)
        assert (side * arc[:, 1] >= -1e-9).all()


@pytest.mark.parametrize("name", ["pinwheel3", "pinwheel5", "blobs"])
def test_classes_are_turned_copies_of_each_other(name: str) -> None:
    dataset = data(name, 10_000)
    classes = dataset.task.classes
    centres = [dataset.points[dataset.targets == k].mean(axis=0) for k in range(classes)]
    angles = np.unwrap([np.arctan2(y, x) for x, y in centres])
    np.testing.assert_allclose(np.diff(angles), 2 * pi / classes, atol=0.06)
    np.testing.assert_allclose([hypot(*centre) for centre in centres], hypot(*centres[0]), rtol=0.05)


def test_features_are_their_formulas() -> None:
    formulas = {
        "x1": lambda x, y: x,
        "x2": lambda x, y: y,
        "x1^2": lambda x, y: x * x,
        "x2^2": lambda x, y: y * y,
        "x1*x2": lambda x, y: x * y,
        "sin(x1)": lambda x, y: sin(x),
        "sin(x2)": lambda x, y: sin(y),
    }
    assert set(formulas) == set(FEATURES)
    for listed in (tuple(formulas), tuple(reversed(formulas)), ("sin(x1)", "x2", "x1")):
        dataset = load(PlaneData(name="gaussian", samples=60, features=listed), 3)
        expected = [[formulas[name](x, y) for name in FEATURES if name in listed] for x, y in dataset.points]
        np.testing.assert_allclose(dataset.inputs, expected, rtol=1e-6)
