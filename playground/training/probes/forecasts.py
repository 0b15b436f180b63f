"""The probes of networks that forecast: a forecast at a chosen moment, and how far off all of them are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from playground.concepts.forecasts import Values, mape, mean_absolute_error
from playground.training.probes.frame import Tensors

if TYPE_CHECKING:
    from playground.training.probes.sequence_view import SequenceView
    from playground.training.trainers.sequence import SequenceTrainer

FORECAST_SHARE = 0.06
"""Share of the time that may go into one forecast while the network trains; a recursive one takes many passes."""

Known = tuple[float, float, float]
"""Of forecasts without a network what :func:`summary` says."""


@dataclass(frozen=True)
class ForecastCurve:
    """``test_mape``, ``(new epochs,)``: the mean absolute percentage error over epochs."""

    def measure(self, view: SequenceView) -> Tensors:
        """Return the part of the curve that the viewer does not have."""
        return {"test_mape": view.trainer.history.since(view.since)["test_mape"]}


@dataclass(frozen=True)
class ForecastPicture:
    """The forecast at one moment, and what was forecast of the values around it.

    ``forecast``
        ``(horizon,)`` float64: the values after the moment.
    ``forecast_rolling``
        ``(window,)`` float64: of each value in the window what was expected of it ``horizon`` steps before, when the
        test part was last measured; not a number where that was no moment at which it is measured.

    Parameters
    ----------
    origin
        Place in the series of the last value that is known at the moment.
    first
        Place of the window's first value; its last one is the last that is forecast.
    """

    origin: int
    first: int

    def measure(self, view: SequenceView) -> Tensors:
        """Return the forecasts."""
        trainer = view.trainer
        forecast = view.throttled(self, partial(self._forecast, trainer), FORECAST_SHARE)
        origins, forecasts, _came = trainer.tested
        horizon = forecasts.shape[1]
        rolling = np.full(self.origin + horizon + 1 - self.first, np.nan)
        places = origins + horizon - self.first
        shown = (places >= 0) & (places < len(rolling))
        rolling[places[shown]] = forecasts[shown, -1]
        return {"forecast": forecast, "forecast_rolling": rolling}

    def _forecast(self, trainer: SequenceTrainer) -> Values:
        forecasts = trainer.forecast(trainer.forecasting.histories(np.array([self.origin])))
        return forecasts[0]


@dataclass(frozen=True)
class HorizonErrors:
    """How far off the network's forecasts of the test part are, beside those without a network.

    ``horizon_mape``
        ``(horizon,)`` float64: mean absolute percentage error of the network at each step ahead.
    ``ranking_mape``, ``ranking_end``, ``ranking_mae``
        ``(1 + n,)`` float64, the network first, then those that are known: :func:`summary`.
    ``ranking_order``
        ``(1 + n,)`` int32: all of them by their number, the best first.
    ``ranking_place``, ``ranking_best``, ``ranking_beaten``
        ``(1,)`` int32: the network's place, from 1; the number of the best of the others, from 0 among them; how many
        of the others the network beats.
    ``ranking_other``
        ``(1,)`` float64: the mean absolute percentage error of that best one.

    Parameters
    ----------
    known
        What :func:`summary` says of the others, over the same moments.
    """

    known: tuple[Known, ...]

    def measure(self, view: SequenceView) -> Tensors:
        """Return the errors when the test part was last measured."""
        _origins, forecasts, came = view.trainer.tested
        table = np.array([summary(forecasts, came), *self.known])
        order = ranking(table)
        place = int(np.flatnonzero(order == 0)[0])
        best = next((number - 1 for number in order.tolist() if number), 0)
        numbers = {"place": place + 1, "best": best, "beaten": len(self.known) - place}
        columns = zip(("mape", "end", "mae"), table.T, strict=True)
        return {
            "horizon_mape": mape(forecasts, came),
            **{f"ranking_{name}": np.ascontiguousarray(column) for name, column in columns},
            "ranking_order": order,
            "ranking_other": table[best + 1, :1].copy(),
            **{f"ranking_{name}": np.array([number], dtype=np.int32) for name, number in numbers.items()},
        }


def summary(forecasts: Values, came: Values) -> Known:
    """Return how far off forecasts ``(m, horizon)`` are: three numbers.

    Returns
    -------
    tuple
        The mean absolute percentage error over all steps and that at the last step, in percent, not a number where all
        that came is 0; the mean absolute error in the unit of the series.
    """
    percent = mape(forecasts, came)
    mean = float(np.nanmean(percent)) if np.isfinite(percent).any() else float("nan")
    return mean, float(percent[-1]), float(mean_absolute_error(forecasts, came).mean())


def ranking(table: Values) -> npt.NDArray[np.int32]:
    """Return the rows ``(n,)`` of a table of :func:`summary`, the best first: by the percentage, else the error."""
    column = 0 if np.isfinite(table[:, 0]).all() else 2
    return np.argsort(table[:, column], kind="stable").astype(np.int32)
