"""An exported script gives the playground's numbers without the playground."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings

from playground.architecture.build import build
from playground.experiment import (
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Dense,
    DropConnect,
    Dropout,
    Experiment,
    ImageData,
    Model,
    RMSprop,
    Task,
)
from playground.experiment.layers import LAYERS, ActivationName, AvgPool2d, Conv2d, Flatten, MaxPool2d
from playground.experiment.model import InitializerName
from playground.experiment.spec import Spec
from playground.experiment.training import OPTIMIZERS
from playground.export import EXPORTERS, ExportError
from playground.export.pytorch import network, pytorch_code
from playground.i18n import LANGUAGES
from playground.presets import PRESETS
from playground.training.trainers.run_to_end import train
from playground.training.trainers.trainer import Trainer
from tests.export.scripts import assert_same_numbers, complaints, curves, run_script
from tests.strategies import experiments

TWO, FOUR, NUMBER = {"name": "circle"}, {"name": "blobs"}, {"name": "multi_gaussian"}
OPTIMIZER_OPTIONS: list[Spec] = [
    SGD(),
    SGD(momentum=0.9),
    SGD(momentum=0.5, nesterov=True),
    Adagrad(epsilon=1e-3),
    RMSprop(epsilon=1e-3),
    RMSprop(alpha=0.5, momentum=0.3, epsilon=1e-3),
    Adam(beta1=0.5, beta2=0.8, epsilon=1e-3),
    AdamW(weight_decay=0.3, epsilon=1e-3),
]
HIDDEN = {
    "none": (),
    "dropout": (Dense(units=8), Dropout(rate=0.3), Dense(units=6), Dropout(rate=0.0)),
    "dropout first": (Dropout(rate=0.5), Dense(units=8, activation="tanh")),
    "dropconnect": (DropConnect(rate=0.2), Dense(units=8), DropConnect(rate=0.4)),
    "dropconnect, waiting": (Dense(units=5), DropConnect(rate=0.3), Dropout(rate=0.2), Dense(units=4)),
    "dropconnect of nothing": (DropConnect(rate=0.0), Dense(units=4)),
}


def small(data: dict[str, Any] = TWO, **parts: Any) -> Experiment:
    return Experiment.from_parts({"data": {"samples": 60, "noise": 0.1, **data}, "seed": 3, **parts})


def dense(activation: str) -> list[dict[str, Any]]:
    return [{"type": "dense", "units": 6, "activation": activation}] * 2


@pytest.mark.parametrize("activation", get_args(ActivationName))
def test_activations(activation: str, tmp_path: Path) -> None:
    assert_same_numbers(small(model={"layers": dense(activation)}), tmp_path)


@pytest.mark.parametrize("optimizer", OPTIMIZER_OPTIONS, ids=repr)
def test_optimizers(optimizer: Spec, tmp_path: Path) -> None:
    assert_same_numbers(small(FOUR, training={"optimizer": optimizer}), tmp_path)


def test_no_optimizer_is_forgotten() -> None:
    assert {type(optimizer) for optimizer in OPTIMIZER_OPTIONS} == set(OPTIMIZERS.values())


@pytest.mark.parametrize("loss", ["mse", "cross_entropy"])
@pytest.mark.parametrize("data", [TWO, FOUR, NUMBER], ids=lambda data: data["name"])
def test_losses(data: dict[str, Any], loss: str, tmp_path: Path) -> None:
    loss = "auto" if data is NUMBER else loss
    assert_same_numbers(small(data, training={"loss": loss}), tmp_path)


@pytest.mark.parametrize("initializer", get_args(InitializerName))
def test_initializers(initializer: str, tmp_path: Path) -> None:
    optimizer = SGD(learning_rate=0.01)
    experiment = small(model={"initializer": initializer}, training={"optimizer": optimizer})
    assert_same_numbers(experiment, tmp_path)


@pytest.mark.parametrize("layers", HIDDEN.values(), ids=HIDDEN)
def test_dropout_and_dropconnect(layers: tuple[Any, ...], tmp_path: Path) -> None:
    assert_same_numbers(small(FOUR, model={"layers": layers}), tmp_path)


@pytest.mark.parametrize(("l1", "l2"), [(0.01, 0.0), (0.0, 0.1), (0.02, 0.05)])
@pytest.mark.parametrize("l1_step", ["proximal", "subgradient"])
def test_penalties(l1: float, l2: float, l1_step: str, tmp_path: Path) -> None:
    assert_same_numbers(small(training={"l1": l1, "l2": l2, "l1_step": l1_step}), tmp_path)


@pytest.mark.parametrize("training", [{"shuffle": False}, {"batch_size": 1}, {"batch_size": 7}, {"batch_size": 1000}])
def test_batches(training: dict[str, Any], tmp_path: Path) -> None:
    assert_same_numbers(small(training=training), tmp_path)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_laid_out_as_formatters_would(name: str) -> None:
    assert complaints(pytorch_code(PRESETS[name].experiment)) == ""


def test_a_diverging_script_ends_where_the_playground_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    experiment = PRESETS["too-fast"].experiment
    expected = train(experiment, epochs=50)
    with pytest.raises(SystemExit, match="diverged"):
        run_script(pytorch_code(experiment, epochs=50), tmp_path)
    assert len(capsys.readouterr().out.splitlines()) == expected.epochs - 1


def test_runs_alone_and_prints_each_epoch(tmp_path: Path) -> None:
    code = pytorch_code(small(FOUR), epochs=4)
    run = f"import runpy, sys\nrunpy.run_path({str(tmp_path / 'script.py')!r})\nassert 'playground' not in sys.modules"
    (tmp_path / "script.py").write_text(code, "utf-8")
    done = subprocess.run([sys.executable, "-I", "-c", run], capture_output=True, text=True, check=True, timeout=60)
    result = train(small(FOUR), epochs=4).history
    assert done.stdout.splitlines() == [
        f"epoch {epoch + 1}: "
        + ", ".join(f"{part}_{kind} {result[f'{part}_{kind}'][epoch]:.4f}" for part in parts for kind in kinds)
        for epoch in range(4)
        for parts, kinds in [(("train", "test"), ("loss", "accuracy"))]
    ]


def test_imports_nothing_but_torch_and_numpy() -> None:
    tree = ast.parse(pytorch_code(small(model={"layers": HIDDEN["dropconnect"]})))
    roots = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert roots == {"numpy", "torch", "torch.nn"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(experiment=experiments(samples=40, units=8, layers=4))
def test_any_experiment_starts_with_the_playgrounds_data_and_weights(experiment: Experiment, tmp_path: Path) -> None:
    variables = run_script(pytorch_code(experiment, epochs=0), tmp_path)
    trainer = Trainer(experiment)
    assert torch.equal(variables["inputs"], torch.tensor(trainer.dataset.inputs))
    assert np.array_equal(variables["labels"], trainer.dataset.targets)
    ours = [parameter.detach() for parameter in build(experiment).parameters()]
    for parameter, expected in zip(variables["network"].parameters(), ours, strict=True):
        assert torch.equal(parameter, expected)
    assert variables["evaluate"]() == pytest.approx(trainer.history.last(), rel=1e-5)


@settings(max_examples=15, deadline=None)
@given(experiment=experiments())
def test_any_experiment_is_laid_out_as_formatters_would(experiment: Experiment) -> None:
    assert complaints(pytorch_code(experiment)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_laid_out_as_formatters_would(language: str) -> None:
    from contextvars import copy_context

    from playground.i18n import set_language

    def written() -> str:
        set_language(language)
        layers = [*dense("threshold"), Dropout(), DropConnect()]
        return pytorch_code(small(model={"layers": layers}, training={"l1": 0.1, "l2": 0.1}))

    assert complaints(copy_context().run(written)) == ""


class TestGivenWeights:
    @pytest.fixture
    def trained(self) -> Trainer:
        trainer = Trainer(small(FOUR, model={"layers": HIDDEN["dropout"]}))
        trainer.train_epoch()
        return trainer

    def test_are_where_the_script_starts(self, trained: Trainer, tmp_path: Path) -> None:
        variables = run_script(pytorch_code(trained.experiment, trained.weights(), epochs=0), tmp_path)
        for parameter, expected in zip(variables["network"].parameters(), trained.model.parameters(), strict=True):
            assert torch.equal(parameter, expected)
        assert variables["evaluate"]() == pytest.approx(trained.history.last(), rel=1e-6)

    def test_learn_on(self, trained: Trainer, tmp_path: Path) -> None:
        history = curves(
            run_script(pytorch_code(trained.experiment, trained.weights(), epochs=20), tmp_path)["history"]
        )
        assert history["train_loss"][-1] < trained.history.last()["train_loss"]

    def test_are_laid_out_as_formatters_would(self, trained: Trainer) -> None:
        assert complaints(pytorch_code(trained.experiment, trained.weights())) == ""

    def test_of_another_network_are_refused(self, trained: Trainer) -> None:
        weights = trained.weights()
        missing = {name: array for name, array in weights.items() if name != "output.bias"}
        other_shape = {**weights, "output.bias": np.zeros(5, np.float32)}
        for wrong in (missing, other_shape, {**weights, "extra": np.zeros(1)}, {}):
            with pytest.raises(ExportError, match="not those of this network"):
                pytorch_code(trained.experiment, wrong)

    @pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
    def test_that_are_not_finite_are_refused(self, trained: Trainer, value: float) -> None:
        with pytest.raises(ExportError, match="finite"):
            pytorch_code(trained.experiment, trained.weights() | {"output.bias": np.full(4, value)})

    def test_that_are_too_many_are_refused(self, trained: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
        count = trained.experiment.parameters
        monkeypatch.setattr(network, "MOST_WEIGHTS", count)
        assert "WEIGHTS = [" in pytorch_code(trained.experiment, trained.weights())
        monkeypatch.setattr(network, "MOST_WEIGHTS", count - 1)
        with pytest.raises(ExportError, match=f"^{count} weights and biases are too many .* at most {count - 1} fit"):
            pytorch_code(trained.experiment, trained.weights())


def test_every_layer_of_the_vocabulary_can_be_written() -> None:
    written = {type(layer).__name__ for layers in HIDDEN.values() for layer in layers}
    images = {kind.__name__ for kind in (Conv2d, MaxPool2d, AvgPool2d, Flatten)}
    sequences = {"Embedding", "RNN", "LSTM", "GRU"}
    assert written == {kind.__name__ for kind in LAYERS.values()} - images - sequences


def test_networks_for_images_are_refused_in_words() -> None:
    with pytest.raises(ExportError, match="images cannot be written as PyTorch code yet"):
        pytorch_code(Experiment(data=ImageData(name="digits"), model=Model(layers=(Flatten(),))))


def test_the_registry_writes_the_same_script() -> None:
    assert EXPORTERS["pytorch"].write(small(), 7) == pytorch_code(small(), epochs=7).encode()


def test_tasks_are_what_they_are_called() -> None:
    tasks = [small(data).data.task for data in (TWO, FOUR, NUMBER)]
    assert tasks == [Task(classes=2), Task(classes=4), Task(classes=None)]
