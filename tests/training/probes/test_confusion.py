from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from playground.training.probes.confusion import Confusion
from tests.training.looking import forward, measured, trainer


@pytest.mark.parametrize("loss", ["cross_entropy", "mse"])
@pytest.mark.parametrize("data", ["circle", "spiral", "pinwheel5", "iris"])
def test_counts_are_those_of_scikit_learn(data: str, loss: str) -> None:
    of = trainer((6, "tanh"), data=data, epochs=2, training={"loss": loss})
    classes = of.task.classes
    assert classes is not None
    outputs = forward(of, of.dataset.inputs)[-1]
    middle = 0 if loss == "cross_entropy" else 0.5
    predicted = (outputs[:, 0] > middle).astype(int) if classes == 2 else outputs.argmax(axis=1)
    tensors = measured(Confusion(), of)
    for name, part in {"train": of.dataset.train, "test": of.dataset.test}.items():
        expected = confusion_matrix(of.dataset.targets[part], predicted[part], labels=range(classes))
        counts = tensors[f"confusion_{name}"]
        assert counts.dtype == np.int32
        np.testing.assert_array_equal(counts, expected)
        cells = tensors[f"confusion_{name}_cells"]
        np.testing.assert_array_equal(cells[:, 0], expected.ravel())
        rows = tensors[f"confusion_{name}_rows"].reshape(classes, classes)
        np.testing.assert_array_equal(np.isnan(rows), expected == 0)
        heights = np.broadcast_to(np.arange(classes)[::-1, None], (classes, classes))
        np.testing.assert_array_equal(rows[expected > 0], heights[expected > 0])
        shares = confusion_matrix(of.dataset.targets[part], predicted[part], labels=range(classes), normalize="true")
        np.testing.assert_allclose(cells[:, 1], shares.ravel(), rtol=1e-6)
        signs = 2 * np.eye(classes) - 1
        np.testing.assert_allclose(tensors[f"confusion_{name}_colours"], (shares * signs)[::-1], rtol=1e-6)


def test_the_diagonal_agrees_with_the_accuracy() -> None:
    of = trainer((6, "tanh"), data="spiral", epochs=20)
    counts = measured(Confusion(), of)["confusion_test"]
    assert counts.trace() / counts.sum() == pytest.approx(of.history.last()["test_accuracy"])
    assert 0 < counts.trace() < counts.sum()


def test_a_class_without_samples_has_shares_of_zero() -> None:
    of = trainer(data="pinwheel5", epochs=0)
    of.dataset = replace(of.dataset, targets=np.where(of.dataset.targets == 3, 2, of.dataset.targets))
    tensors = measured(Confusion(), of)
    assert not tensors["confusion_test"][3].any()
    assert not tensors["confusion_test_cells"].reshape(5, 5, 2)[3].any()


def test_a_network_that_predicts_a_number_confuses_nothing() -> None:
    assert measured(Confusion(), trainer(data="plane")) == {}
