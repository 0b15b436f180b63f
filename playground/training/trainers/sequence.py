"""The trainer of networks for sequences: problems, words, texts and forecasts."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from playground.concepts.forecasts import mape
from playground.datasets.sequence_dataset import SequenceDataset
from playground.datasets.sequences import draw_problem
from playground.datasets.windows import LIVE_ORIGINS, Forecasting, spread
from playground.experiment import Forecast, ProblemData, SurnameData, TextSpec
from playground.losses import encode_targets
from playground.training.trainers.batch_measured import BatchMeasuredTrainer
from playground.training.trainers.learners import Batch
from playground.training.trainers.stack import evaluating

PIECE = 256
"""Sequences that are answered at once while measuring."""
MEGABATCH = 32
"""Batches among which sequences are sorted by length, so that little of each is padding."""

Values = npt.NDArray[np.float64]


class SequenceTrainer(BatchMeasuredTrainer):
    """Trains a network on sequences.

    Problems are drawn anew for every epoch. Padded sequences of similar length share a batch, cut to the longest.
    Besides losses and accuracies there are, of texts, ``train_bits_per_character`` and ``test_bits_per_character``, and
    of forecasts ``test_mape``, the mean absolute percentage error over all steps up to the horizon, in percent (of a
    recursive one at some of the moments).

    Attributes
    ----------
    dataset
        The sequences.
    tested
        Of forecasts: moments, forecasts and what came (:meth:`test_forecasts`), when the test part was last measured.
    """

    dataset: SequenceDataset
    first_look = 256  # of long sequences more would take seconds before anything is shown
    tested: tuple[npt.NDArray[np.int64], Values, Values]

    @property
    def _measures(self) -> tuple[str, ...]:
        data = self.experiment.data
        of_text = ("train_bits_per_character", "test_bits_per_character") if isinstance(data, TextSpec) else ()
        return (*super()._measures, *of_text, *(("test_mape",) if isinstance(data, Forecast) else ()))

    @torch.no_grad()
    def measure(self) -> None:
        """Measure the test part; of the training part take what its batches said."""
        super().measure()
        if isinstance(self.experiment.data, TextSpec):
            for part in ("train", "test"):
                self.measured[f"{part}_bits_per_character"] = self.measured[f"{part}_loss"] / math.log(2)
        if isinstance(self.experiment.data, Forecast):
            self.tested = self.test_forecasts(LIVE_ORIGINS)
            self.measured["test_mape"] = _mean(mape(*self.tested[1:]))

    def test_forecasts(self, about: int | None = None) -> tuple[npt.NDArray[np.int64], Values, Values]:
        """Return moments ``(m,)``, forecasts and what came, ``(m, horizon)``, over the test part.

        Parameters
        ----------
        about
            Of a recursive forecast, at about how many moments (:func:`playground.datasets.windows.spread`).
        """
        data, forecasting = self.experiment.data, self.forecasting
        assert isinstance(data, Forecast)
        test = self.dataset.test
        origins = forecasting.origins[test]
        if data.strategy == "direct":
            forecasts = forecasting.forecasts(self.measured_outputs.cpu().numpy(), test)
        else:
            origins = origins if about is None else spread(origins, about)
            forecasts = self.recursive(forecasting.histories(origins), data.horizon)
        return origins, forecasts, forecasting.following(origins, data.horizon)

    @property
    def forecasting(self) -> Forecasting:
        """The series, where the coming values are asked for."""
        assert self.dataset.forecasting is not None
        return self.dataset.forecasting

    @property
    def pads_in_front(self) -> bool:
        """Whether short sequences are padded before their beginning."""
        return isinstance(self.experiment.data, SurnameData)

    def first_tests(self, count: int) -> tuple[Tensor, Tensor]:
        """Return inputs and targets of the first test sequences, without the steps that are padding in all of them."""
        first = self.dataset.train_samples
        inputs, targets, _dataset_targets = self._cut(torch.arange(first, min(first + count, len(self.inputs))))
        return inputs, targets

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """Return the loss of a network's outputs, a scalar; ``targets`` as the data were encoded for it."""
        return self._loss(outputs, targets)

    def forecast(self, histories: Values) -> Values:
        """Return the values ``(m, horizon)`` that the network expects after the last values ``(m, needed)``."""
        data = self.experiment.data
        assert isinstance(data, Forecast)
        return self._once(histories) if data.strategy == "direct" else self.recursive(histories, data.horizon)

    @torch.no_grad()
    def _once(self, histories: Values) -> Values:
        """Return what the network says at once, ``(m, outputs)``, of the values that follow."""
        windows = self.forecasting.windows
        inputs, bases = windows.seen(histories)
        outputs = self._forward(torch.tensor(inputs).to(self.inputs)).double().cpu().numpy()
        return bases + windows.scale * outputs

    def recursive(self, histories: Values, horizon: int) -> Values:
        """Return forecasts ``(m, horizon)`` of a network that gives the next value and is shown its own forecasts."""
        needed, values = histories.shape[1], histories
        for _step in range(horizon):
            values = np.concatenate([values, self._once(values[:, -needed:])[:, :1]], axis=1)
        return values[:, needed:]

    def _batches(self) -> Iterator[Batch]:
        data = self.experiment.data
        return self._drawn_batches(data) if isinstance(data, ProblemData) else self._loaded_batches()

    def _loaded_batches(self) -> Iterator[Batch]:
        """Return the training samples in mini-batches; targets as the loss takes them, and as the data have them."""
        order, size = self._ordered(), self.experiment.training.batch_size
        if self._lengths is not None:
            return map(self._cut, torch.split(order, size))
        values = (self.inputs[order], self._targets[order], self._dataset_targets[order])  # cheaper than for each batch
        return zip(*(torch.split(each, size) for each in values), strict=True)

    def _drawn_batches(self, data: ProblemData) -> Iterator[Batch]:
        """Yield batches of new sequences; with the same seed the same ones every time."""
        drawn = int(torch.randint(2**62, (), generator=self._order))
        sequences = draw_problem(data, np.random.default_rng(drawn), data.samples)
        inputs, targets = (torch.tensor(part, device=self.device) for part in sequences)
        if inputs.is_floating_point():
            inputs = inputs.to(self._dtype)
        for part in torch.split(torch.arange(data.samples), self.experiment.training.batch_size):
            yield inputs[part], self._encoded(targets[part]), targets[part]

    def _encoded(self, targets: Tensor) -> Tensor:
        encoded = encode_targets(targets, self.experiment.loss, self.task)
        return encoded.to(self._dtype) if encoded.is_floating_point() else encoded

    def _ordered(self) -> Tensor:
        """Return the training samples in the order of this epoch; those of similar length near to each other."""
        count, size = self.dataset.train_samples, self.experiment.training.batch_size
        order = torch.arange(count)
        if not self.experiment.training.shuffle:
            return order
        order = torch.randperm(count, generator=self._order)
        if self._lengths is None:
            return order
        groups = [part[self._lengths[part].argsort(stable=True)] for part in torch.split(order, MEGABATCH * size)]
        full = [batch for group in groups for batch in torch.split(group, size)]
        last = [full.pop()] if count % size else []  # the short batch must stay the last one
        mixed = [full[k] for k in torch.randperm(len(full), generator=self._order).tolist()]
        return torch.cat([*mixed, *last])

    def _take_data(self) -> None:
        super()._take_data()
        lengths = self.dataset.lengths
        self._lengths = None if lengths is None else torch.tensor(lengths)

    def _outputs_of_data(self) -> Tensor:
        """Return the outputs for the test samples; after the end of a text they are 0, where nothing is asked for."""
        test = self.dataset.test
        inputs = self.inputs[test]
        if self._lengths is None:
            return self._forward(inputs)
        lengths, all_outputs = self._lengths[test], None
        for part in torch.split(lengths.argsort(stable=True), PIECE):  # of similar length, so that little is padding
            longest = int(lengths[part].max())
            outputs = self._forward(inputs[part, :longest])
            if all_outputs is None:
                all_outputs = outputs.new_zeros(len(inputs), inputs.shape[1], outputs.shape[-1])
            all_outputs[part, :longest] = outputs
        assert all_outputs is not None
        return all_outputs

    def _cut(self, part: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return a batch of some samples, without the steps that are padding in all of them."""
        inputs, encoded, targets = self.inputs[part], self._targets[part], self._dataset_targets[part]
        if self._lengths is None:
            return inputs, encoded, targets
        longest = int(self._lengths[part].max())
        return inputs[:, :longest], encoded[:, :longest], targets[:, :longest]

    @torch.no_grad()
    def _forward(self, inputs: Tensor) -> Tensor:
        """Return outputs without dropout, in pieces of bounded size."""
        with evaluating(self.model):
            return torch.cat([self.model(piece) for piece in torch.split(inputs, PIECE)])


def _mean(errors: Values) -> float:
    """Return the mean of percentages, NaN where there is none: at a step at which all values are 0."""
    finite = errors[np.isfinite(errors)]
    return float(finite.mean()) if len(finite) else math.nan
