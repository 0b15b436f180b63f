"""What the page of recurrent networks shows of its run."""

from __future__ import annotations

from playground.controls.sequence_classes import class_names
from playground.experiment import Experiment, Forecast, TextSpec
from playground.experiment.recurrent_layers import Recurrent
from playground.figures.gradient_of_directions import gradient_of_directions_figure
from playground.i18n import _
from playground.live.figure import Binding, live_figure
from playground.training.probes.confusion import Confusion
from playground.training.probes.maps import BatchCurves
from playground.training.probes.memory import GradientInTime, Influence, Memory
from playground.training.probes.plane import Accuracy, Losses, Probe
from playground.training.worker.runs import Run
from playground.ui import learning_views
from playground.ui.rnn.forecast_origin import origins
from playground.ui.rnn.forecast_views import forecast_probes, forecast_section
from playground.ui.rnn.memory.memory import live_memory
from playground.ui.rnn.text_views import text_probes, text_section


def probes(experiment: Experiment) -> list[Probe]:
    """Return what the page needs measured."""
    chosen: list[Probe] = [Losses(), Accuracy(), BatchCurves(), Memory(), Influence(), GradientInTime()]
    if class_names(experiment):
        chosen.append(Confusion())
    if isinstance(experiment.data, TextSpec):
        chosen += text_probes(experiment)
    if isinstance(experiment.data, Forecast):
        chosen += forecast_probes(experiment)
    return chosen


def memory(run: Run, experiment: Experiment) -> None:
    """Show what the network remembers on its way through a sequence; of forecasts that of the chosen moment."""
    data = experiment.data
    live_memory(run, key="figure-memory", origins=origins(data) if isinstance(data, Forecast) else None)


def of_the_task(run: Run, experiment: Experiment) -> None:
    """Show what only a network that writes, or one that forecasts, has to show."""
    if isinstance(experiment.data, TextSpec):
        text_section(run, experiment)
    if isinstance(experiment.data, Forecast):
        forecast_section(run, experiment)


def directions(experiment: Experiment) -> list[tuple[str, bool]]:
    """Return the name of every direction of every recurrent layer, in order, and whether it has a cell."""
    choices = []
    for number, layer in enumerate(experiment.model.layers, 1):
        if not isinstance(layer, Recurrent):
            continue
        name = f"{number} · {layer.kind.upper()}"
        choices += [
            (f"{name}{arrow}", layer.kind == "lstm") for arrow in ((" →", " ←") if layer.bidirectional else ("",))
        ]
    return choices


def gradient(run: Run, experiment: Experiment) -> None:
    """Show how far back the gradient of the network that is learning gets."""
    shown = directions(experiment)
    states = [Binding("gradient_share", place, row=place) for place in range(len(shown))]
    celled = [place for place, (_name, cell) in enumerate(shown) if cell]
    cells = [Binding("gradient_share_c", len(shown) + number, row=place) for number, place in enumerate(celled)]
    live_figure(
        gradient_of_directions_figure(shown),
        [*states, *cells],
        run,
        key="figure-directions",
        alt=_("Size of the gradient of the loss at each time step, for every recurrent layer, as it is now"),
    )


def confusion(run: Run, experiment: Experiment) -> None:
    """Show which test answers are taken for which, where there are few classes."""
    names = class_names(experiment)
    if names:
        alt = _("Confusion matrix of the test sequences: true classes in rows, predicted ones in columns")
        learning_views.confusion(run, names, alt)
