"""What is measured of texts and forecasts, and how texts are put into batches."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from playground.concepts.forecasts import mape
from playground.experiment import Forecast
from playground.experiment.spec import IGNORED
from playground.training.trainers.sequence import SequenceTrainer
from tests.training.sequencing import network_for, recurrent
from tests.training.trainers.test_sequence import TEXTS, described, trained


def log_probabilities(outputs: np.ndarray) -> np.ndarray:
    return outputs - np.log(np.exp(outputs).sum(axis=-1, keepdims=True))


class TestTexts:
    @pytest.mark.parametrize("name", TEXTS)
    def test_the_loss_is_the_mean_over_all_letters_that_are_asked_for(self, name: str) -> None:
        trainer = trained(described(name), dtype=torch.float64)
        targets = trainer.dataset.targets[trainer.dataset.test]
        logarithms = log_probabilities(trainer.measured_outputs.numpy())
        losses = [
            -logarithms[row, step, targets[row, step]]
            for row, step in np.ndindex(targets.shape)
            if targets[row, step] != IGNORED
        ]
        assert trainer.measured["test_loss"] == pytest.approx(np.mean(losses), rel=1e-9)
        assert trainer.measured["test_bits_per_character"] == pytest.approx(np.mean(losses) / math.log(2), rel=1e-9)
        if name != "passages":
            assert len(losses) == trainer.dataset.lengths[trainer.dataset.test].sum()

    @pytest.mark.parametrize("name", TEXTS)
    def test_only_letters_that_are_asked_for_count_as_right(self, name: str) -> None:
        trainer = trained(described(name))
        targets = trainer.dataset.targets[trainer.dataset.test]
        right = trainer.measured_outputs.numpy().argmax(-1) == targets
        mask = targets != IGNORED
        assert trainer.measured["test_accuracy"] == pytest.approx(right[mask].mean(), rel=1e-6)

    def test_the_training_part_is_weighted_by_letters(self) -> None:
        trainer = SequenceTrainer(described("lines", optimizer={"name": "sgd", "learning_rate": 1e-30}))
        trainer.train_epoch()  # the network stays as it was
        train = trainer.dataset.train
        outputs = trainer._forward(trainer.inputs[train])
        targets = torch.tensor(trainer.dataset.targets[train])
        mask = targets != IGNORED
        loss = float(F.cross_entropy(outputs[mask], targets[mask]))
        right = float(outputs.argmax(-1)[mask].eq(targets[mask]).float().mean())
        assert trainer.measured["train_loss"] == pytest.approx(loss, rel=1e-5)
        assert trainer.measured["train_accuracy"] == pytest.approx(right, rel=1e-5)
        assert trainer.measured["train_bits_per_character"] == pytest.approx(loss / math.log(2), rel=1e-5)

    @pytest.mark.parametrize(("name", "size"), [("lines", 2), ("lines", 7), ("lines", 1000), ("communes", 4)])
    def test_batches_hold_every_line_once_and_little_padding(self, name: str, size: int) -> None:
        trainer = SequenceTrainer(described(name, batch_size=size))
        count = trainer.dataset.train_samples
        lengths, padding = trainer.dataset.lengths[:count], []
        for _ in range(2):
            order = trainer._ordered()
            assert Counter(order.tolist()) == Counter(range(count))
            batches = torch.split(order, size)
            assert len(batches) == trainer.batches_per_epoch
            padding.append(sum(lengths[part].max() * len(part) - lengths[part].sum() for part in batches))
        by_chance = torch.split(torch.randperm(count, generator=torch.Generator().manual_seed(0)), size)
        if len(by_chance) > 1:
            assert max(padding) < 0.7 * sum(lengths[p].max() * len(p) - lengths[p].sum() for p in by_chance)
        assert not torch.equal(trainer._ordered(), trainer._ordered())

    def test_every_batch_is_a_run_of_the_lines_by_length(self) -> None:
        trainer = SequenceTrainer(described("lines", batch_size=7))
        lengths = torch.tensor(trainer.dataset.lengths)
        assert trainer.dataset.train_samples % 7
        for _ in range(4):
            batches = [lengths[part] for part in torch.split(trainer._ordered(), 7)]
            runs = sorted((int(batch.min()), int(batch.max())) for batch in batches)
            assert all(before[1] <= after[0] for before, after in pairwise(runs))

    def test_batches_end_where_their_longest_line_does(self) -> None:
        trainer = SequenceTrainer(described("lines"))
        for inputs, encoded, targets in trainer._batches():
            assert inputs.shape == encoded.shape == targets.shape
            assert (targets[:, -1] != IGNORED).any()

    def test_lines_come_in_their_order_without_shuffling(self) -> None:
        trainer = SequenceTrainer(described("lines", shuffle=False))
        assert trainer._ordered().tolist() == list(range(trainer.dataset.train_samples))


class TestForecasts:
    @pytest.mark.parametrize("name", ["series", "demand", "co2", "sunspots"])
    def test_direct_forecasts_are_bases_and_scaled_outputs(self, name: str) -> None:
        trainer = trained(described(name), dtype=torch.float64)
        data = trainer.experiment.data
        assert isinstance(data, Forecast)
        origins, forecasts, came = trainer.test_forecasts()
        values = trainer.forecasting.values
        assert len(origins) == data.test_samples
        np.testing.assert_array_equal(came, [values[o + 1 : o + 1 + data.horizon] for o in origins])
        alone = trainer.forecast(trainer.forecasting.histories(origins))
        np.testing.assert_allclose(forecasts, alone, rtol=1e-9)
        assert trainer.measured["test_mape"] == pytest.approx(np.mean(mape(forecasts, came)), rel=1e-6)

    def test_the_loss_is_that_of_the_forecasts_in_the_units_of_the_targets(self) -> None:
        trainer = trained(described("series"), dtype=torch.float64)
        _, forecasts, came = trainer.test_forecasts()
        off = (forecasts - came) / trainer.forecasting.windows.scale
        assert trainer.measured["test_loss"] == pytest.approx(np.mean(off**2), rel=1e-6)

    def test_recursive_forecasts_are_those_of_a_slow_loop(self) -> None:
        trainer = trained(described("recursive"), dtype=torch.float64)
        data, values = trainer.experiment.data, trainer.forecasting.values
        assert isinstance(data, Forecast)
        origins, forecasts, _ = trainer.test_forecasts()
        known = values[: data.count - data.test]
        scale = np.std(known[12:] - known[:-12])
        trainer.model.eval()
        for row in (0, 7, len(origins) - 1):
            seen = list(values[: origins[row] + 1])
            for step in range(data.horizon):
                gained = np.array([seen[-k] - seen[-k - 12] for k in range(data.past, 0, -1)])
                inputs = ((gained - gained.mean()) / scale).astype(np.float32)
                with torch.no_grad():
                    output = float(trainer.model(torch.tensor(inputs).double()[None, :, None]))
                seen.append(seen[-12] + gained.mean() + scale * output)
                assert forecasts[row, step] == pytest.approx(seen[-1], rel=1e-9)

    def test_of_recursive_forecasts_about_so_many_are_measured(self) -> None:
        trainer = SequenceTrainer(described("recursive"))
        count = len(trainer.test_forecasts()[0])
        for about in (1, 2, 5, count - 1, count, 1000):
            origins, forecasts, came = trainer.test_forecasts(about)
            assert min(about, count) <= len(origins) < 2 * about
            assert len(forecasts) == len(came) == len(origins)

    def test_zeros_as_first_output_are_what_would_be_again(self) -> None:
        layers = network_for("series")
        trainer = SequenceTrainer(recurrent(*layers, name="series", model={"output_start": "zeros"}))
        origins, forecasts, _ = trainer.test_forecasts()
        values = trainer.forecasting.values
        for row, origin in enumerate(origins):
            gain = np.mean([values[origin - k] - values[origin - k - 12] for k in range(12)])
            np.testing.assert_allclose(forecasts[row], values[origin - 11 : origin - 8] + gain, rtol=1e-9)
