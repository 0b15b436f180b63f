"""The trainer of sequences against a plain PyTorch loop, and what it measures."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from playground.architecture.build import build
from playground.architecture.seeds import generators
from playground.datasets.sequences import draw_problem
from playground.experiment import Experiment, ProblemData
from playground.experiment.sequences import PROBLEM_TEST
from playground.experiment.spec import IGNORED
from playground.training.timeline.timeline import Timeline
from playground.training.trainers.kinds import make_trainer
from playground.training.trainers.sequence import SequenceTrainer
from playground.training.trainers.snapshot import Progress
from tests.training.moments import Moment
from tests.training.sequencing import CELLS, DATA, PROBLEMS, STEPPED, network_for, recurrent

TEXTS = ("communes", "lines", "passages")
FORECASTS = ("demand", "co2", "sunspots", "series", "recursive")


def described(name: str, kind: str = "gru", embedding: bool = False, **training: Any) -> Experiment:
    layers = network_for(name, kind)
    if embedding:
        layers.insert(0, {"type": "embedding", "units": 3})
    size = 500 if name in ("surnames", "communes", "demand", "co2") else 16
    return recurrent(*layers, name=name, seed=4, training={"batch_size": size} | training)


def trained(experiment: Experiment, epochs: int = 1, dtype: torch.dtype = torch.float32) -> SequenceTrainer:
    trainer = SequenceTrainer(experiment, dtype=dtype)
    for _ in range(epochs):
        trainer.train_epoch()
    return trainer


READS_SYMBOLS = [name for name in DATA if name not in ("adding", "sine", *FORECASTS)]
EVERY = [*((name, False) for name in DATA), *((name, True) for name in READS_SYMBOLS)]


@pytest.mark.parametrize(("name", "embedding"), EVERY)
def test_everything_trains_an_epoch_with_finite_numbers(name: str, embedding: bool) -> None:
    trainer = make_trainer(described(name, embedding=embedding), "cpu")
    assert isinstance(trainer, SequenceTrainer)
    trainer.train_epoch()
    doubled = trained(described(name, embedding=embedding), dtype=torch.float64)
    losses = {"train_loss", "test_loss"}
    more = {"train_accuracy", "test_accuracy"} if trainer.task.counts_right else set()
    of_texts = {"train_bits_per_character", "test_bits_per_character"} if name in TEXTS else set()
    of_forecasts = {"test_mape"} if name in FORECASTS else set()
    for made in (trainer, doubled):
        assert set(made.measured) == set(made.history.names) == losses | more | of_texts | of_forecasts
        assert all(map(math.isfinite, made.measured.values()))
        assert (made.epoch, made.step) == (1, made.batches_per_epoch)
        assert made.samples == made.dataset.train_samples
    assert doubled.measured_outputs.dtype is torch.float64
    assert doubled.measured["test_loss"] == pytest.approx(trainer.measured["test_loss"], rel=1e-3)


class Bare:
    """A plain loop over the batches that the trainer is said to take."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self.order = experiment, generators(experiment.seed).batches
        self.source = SequenceTrainer(experiment, dtype=torch.float64)
        self.data = self.source.dataset
        self.model = build(experiment).double()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=0.01)

    def batches(self) -> list[tuple[Tensor, Tensor]]:
        data, size = self.experiment.data, self.experiment.training.batch_size
        if isinstance(data, ProblemData):
            drawn = np.random.default_rng(int(torch.randint(2**62, (), generator=self.order)))
            inputs, targets = map(torch.tensor, draw_problem(data, drawn, data.samples))
            places = torch.split(torch.arange(data.samples), size)
        else:
            inputs, targets = torch.tensor(self.data.inputs), torch.tensor(self.data.targets)
            lengths = self.data.lengths
            if lengths is None:
                places = torch.split(torch.randperm(data.train_samples, generator=self.order), size)
            else:
                places = torch.split(self.source._ordered(), size)
        inputs = inputs.double() if inputs.is_floating_point() else inputs
        return [(inputs[part], targets[part]) for part in places]

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        task, name = self.experiment.data.task, self.experiment.loss
        if task.classes is None:
            targets = targets if targets.ndim == outputs.ndim else targets[..., None]
            return F.l1_loss(outputs, targets) if name == "mae" else F.mse_loss(outputs, targets)
        if task.classes == 2:
            return F.binary_cross_entropy_with_logits(outputs[..., 0], targets.double())
        mask = targets != IGNORED
        return F.cross_entropy(outputs[mask], targets[mask])

    def train_epoch(self) -> None:
        clip = self.experiment.training.clip_norm
        self.losses = []
        for inputs, targets in self.batches():
            self.optimizer.zero_grad()
            loss = self.loss(self.model(inputs), targets)
            loss.backward()
            if clip:
                nn.utils.clip_grad_norm_(self.model.parameters(), clip)
            self.optimizer.step()
            self.losses.append((loss.item(), int((targets != IGNORED).sum())))

    @torch.no_grad()
    def test_loss(self) -> float:
        test = self.data.test
        inputs = torch.tensor(self.data.inputs[test])
        self.model.eval()
        outputs = self.model(inputs.double() if inputs.is_floating_point() else inputs)
        self.model.train()
        return self.loss(outputs, torch.tensor(self.data.targets[test])).item()


@pytest.mark.parametrize(
    ("name", "embedding", "training"),
    [
        ("first_symbol", False, {"batch_size": 7}),
        ("first_symbol", True, {}),
        ("adding", False, {"clip_norm": 0.5}),
        ("parity", False, {"truncation": 4}),
        ("brackets", True, {"truncation": 3}),
        ("sine", False, {"loss": "mae"}),
        ("surnames", True, {"clip_norm": 1.0, "batch_size": 100}),
        ("lines", True, {}),
        ("passages", False, {"truncation": 5, "clip_norm": 0.3}),
        ("series", False, {"loss": "mae"}),
        ("recursive", False, {}),
    ],
)
@pytest.mark.parametrize("kind", CELLS)
def test_follows_a_plain_loop(name: str, embedding: bool, training: dict[str, Any], kind: str) -> None:
    experiment = described(name, kind, embedding, **training)
    trainer, bare = SequenceTrainer(experiment, dtype=torch.float64), Bare(experiment)
    for _ in range(3):
        trainer.train_epoch()
        bare.train_epoch()
    for ours, theirs in zip(trainer.model.parameters(), bare.model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-6)
    assert trainer.measured["test_loss"] == pytest.approx(bare.test_loss(), abs=1e-6)
    losses, weights = zip(*bare.losses, strict=True)
    assert trainer.measured["train_loss"] == pytest.approx(np.average(losses, weights=weights), abs=1e-6)


@pytest.mark.parametrize("name", ["parity", "surnames", "lines", "series"])
def test_the_same_seed_gives_the_same_numbers(name: str) -> None:
    first, second = (trained(described(name), 2) for _ in range(2))
    assert Moment.of(first) == Moment.of(second)
    assert first.history.trained() == second.history.trained()
    other = trained(described(name).model_copy(update={"seed": 5}), 2)
    assert other.measured != first.measured


@pytest.mark.parametrize("name", ["first_symbol", "sine", "lines", "passages", "surnames", "recursive"])
@pytest.mark.parametrize("dropout", [False, True])
def test_what_is_shown_and_what_follows_is_as_it_was_bit_for_bit(name: str, dropout: bool) -> None:
    layers = network_for(name) + ([{"type": "dropout", "rate": 0.3}] if dropout else [])
    experiment = recurrent(*layers, name=name, training={"batch_size": 300 if name == "surnames" else 16})
    trainer = SequenceTrainer(experiment)
    past, moments = Timeline(trainer), [Moment.of(trainer)]

    def train(batches: int) -> None:
        for _ in range(batches):
            trainer.train_batch()
            past.keep()
            moments.append(Moment.of(trainer))

    each = trainer.batches_per_epoch
    train(3 * each + 1)
    first_time, curves = list(moments), trainer.history.trained()
    for place in (2, 0, None, 1):
        past.show(place)
        if place is not None:
            assert Moment.of(trainer) == first_time[place * each]
    past.forget_later()
    moments = moments[: each + 1]
    train(2 * each + 1)
    assert moments == first_time
    assert trainer.history.trained() == curves


class TestDrawnProblems:
    @pytest.mark.parametrize("name", PROBLEMS)
    def test_every_epoch_has_other_sequences(self, name: str) -> None:
        trainer = SequenceTrainer(described(name))
        test = trainer.inputs[trainer.dataset.test].clone()
        epochs = [torch.cat([inputs for inputs, *_ in trainer._batches()]) for _ in range(3)]
        assert all(len(inputs) == 40 for inputs in epochs)
        assert not torch.equal(epochs[0], epochs[1])
        assert not torch.equal(epochs[1], epochs[2])
        assert torch.equal(trainer.inputs[trainer.dataset.test], test)

    def test_none_is_among_those_for_testing(self) -> None:
        trainer = SequenceTrainer(described("adding"))
        test = {row.tobytes() for row in trainer.dataset.inputs[trainer.dataset.test]}
        assert len(test) == PROBLEM_TEST
        for _ in range(3):
            for inputs, *_ in trainer._batches():
                assert test.isdisjoint(row.numpy().tobytes() for row in inputs)

    def test_answers_within_the_tolerance_are_right(self) -> None:
        trainer = SequenceTrainer(described("adding"))
        targets = torch.tensor([0.5, 0.5, 0.5, 0.5])
        outputs = torch.tensor([[0.5], [0.539], [0.541], [0.459]])
        assert float(trainer.accuracy(outputs, targets)) == 0.5


@pytest.mark.parametrize("name", ["sunspots", "recursive", "sine", "lines"])
def test_a_network_that_diverges_keeps_its_last_good_weights_and_can_be_looked_at(name: str) -> None:
    experiment = described(name, "rnn", optimizer={"name": "sgd", "learning_rate": 100.0}, loss="auto")
    trainer = SequenceTrainer(experiment)
    before = trainer.weights()
    trainer._finite.copy_(trainer._parameters.detach())
    trainer._parameters.data.fill_(math.nan)
    trainer.train_batch()
    assert trainer.progress is Progress.DIVERGED
    for name_of, values in trainer.weights().items():
        np.testing.assert_array_equal(values, before[name_of])
    assert len(trainer.measured_outputs) == len(trainer.dataset.targets) - trainer.dataset.train_samples
    if trainer.dataset.forecasting is not None:
        assert len(trainer.test_forecasts()[1]) == len(trainer.measured_outputs)


def test_every_kind_of_data_is_here() -> None:
    assert {data["name"] for data in DATA.values()} >= {*PROBLEMS, "surnames", "communes", "text", "series"}
    assert set(STEPPED) | {"first_symbol", "adding", "surnames", *FORECASTS} == set(DATA)


@pytest.mark.parametrize("name", DATA)
def test_what_is_measured_is_what_the_network_says_of_whole_sequences(name: str) -> None:
    trainer = trained(described(name))
    test = trainer.dataset.test
    with torch.no_grad():
        whole = trainer.model.eval()(trainer.inputs[test])
    targets = torch.tensor(trainer.dataset.targets[test])
    mask = targets.ne(IGNORED) if trainer.task.steps and trainer.task.is_classification else slice(None)
    assert torch.allclose(trainer.measured_outputs[mask], whole[mask], atol=1e-6)
