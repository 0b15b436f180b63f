"""The loss of the perceptron page's network as a surface: along which directions, and the survey of it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from math import prod
from typing import cast

import numpy as np
import streamlit as st

from playground.concepts.descent.table_surface import TableSurface
from playground.experiment import Experiment
from playground.i18n import _
from playground.numerals import compact, rounded, whole
from playground.training.probes.frame import Frame, Tensors
from playground.training.timeline.directions import DirectionKind, Directions
from playground.training.worker.commands import Survey
from playground.training.worker.places import RunLimitError
from playground.training.worker.runs import Notice, Run
from playground.ui.groups import hidden
from playground.ui.runs import run_of
from playground.ui.widgets import pick, steps, whole_number

NETWORK = "network"
MOST_PARAMETERS = 5_000
MOST_NAMED = 300
"""Parameters that a menu names."""
PATIENCE = 30.0
REACHES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_SURVEY = "_descent_survey"
"""Key of the last survey, with what it was of."""


def forget_loss() -> None:
    """Survey the network anew when it is shown next."""
    st.session_state.pop(_SURVEY, None)


def network_loss(suit: Callable[[TableSurface], None]) -> TableSurface | None:
    """Show the choice of the directions, and return the loss; nothing, and why, where there is no network.

    Parameters
    ----------
    suit
        Called with a surface that has just been surveyed, to put what suits it into the figures.
    """
    run = run_of("perceptron")
    if run is None:
        st.info(_("Train a network on the perceptron page first: its loss is then a surface here."))
        return None
    experiment = run.settings.network
    if experiment.parameters > MOST_PARAMETERS:
        sentence = _("The network has {count} weights and biases; up to {most} can be surveyed.")
        st.info(sentence.format(count=whole(experiment.parameters), most=whole(MOST_PARAMETERS)))
        return None
    directions = _directions(experiment)
    if not hidden("descent_again"):
        st.button(_("Survey it again"), key="descent_again", on_click=forget_loss, icon=":material/refresh:")
    asked = (run.token, directions)
    known = st.session_state.get(_SURVEY)
    if known is None or known[0] != asked:
        answer = _surveyed(run, directions)
        if not answer:
            st.info(_("The network does not answer; look whether it trains on the perceptron page."))
            return None
        known = (asked, answer)
        suit(_surface(answer))
        st.session_state[_SURVEY] = known
    tensors = known[1]
    st.caption(_("Its training loss as it was at epoch {epoch}.").format(epoch=whole(int(tensors["epoch"][0]))))
    return _surface(tensors)


def _directions(experiment: Experiment) -> Directions:
    """Show along which directions, and return them."""
    kinds = {"weights": _("two weights"), "random": _("two random directions"), "path": _("its own path")}
    kind = cast(DirectionKind, pick(_("Along"), "descent_along", kinds, "weights"))
    if kind == "weights":
        names = dict(enumerate(parameter_names(experiment)))
        labels = {str(place): name for place, name in names.items() if place < MOST_NAMED}
        first = pick(_("First weight"), "descent_first", labels, "0")
        second = pick(_("Second weight"), "descent_second", labels, "1" if "1" in labels else "0")
        reach = steps(_("From −r to r about it, r ="), "descent_around", REACHES, 4.0, show=compact)
        second = second if second != first else str((int(first) + 1) % max(2, len(labels)))
        return Directions(kind, int(first), min(int(second), experiment.parameters - 1), reach=reach)
    if kind == "random":
        return Directions(kind, seed=whole_number(_("Seed of the directions"), "descent_random", 0, 9999, 0))
    return Directions(kind)


def parameter_names(experiment: Experiment) -> Iterator[str]:
    """Yield what people call each weight and bias of a perceptron, in the network's order."""
    sentence = _("layer {layer}: {source} → {unit}")
    layer = 0
    for placed in experiment.layers:
        if not placed.parameters:
            continue
        layer += 1
        sources, units = prod(placed.input_shape), prod(placed.output_shape)
        for unit in range(1, units + 1):
            for source in range(1, sources + 1):
                yield sentence.format(layer=layer, source=source, unit=unit)
        for unit in range(1, units + 1):
            yield sentence.format(layer=layer, source=_("bias"), unit=unit)


def _surveyed(run: Run, directions: Directions) -> Tensors | None:
    """Ask the network's process for its loss; nothing if it does not answer."""
    answers: queue.Queue[bytes | Notice] = queue.Queue()
    try:
        viewer = run.attach(answers.put)
    except RunLimitError:
        return None
    try:
        run.command(Survey(viewer, directions))
        answer = answers.get(timeout=PATIENCE)
    except queue.Empty:
        return None
    finally:
        run.detach(viewer)
    return Frame.unpack(answer).tensors if isinstance(answer, bytes) else None


def _surface(tensors: Tensors) -> TableSurface:
    left, right, bottom, top = (float(end) for end in tensors["domain"])
    losses, trail = np.asarray(tensors["losses"], np.float64), np.asarray(tensors["trail"], np.float64)
    inside = (trail[:, 0] > left) & (trail[:, 0] < right) & (trail[:, 1] > bottom) & (trail[:, 1] < top)
    first = trail[0] if inside[0] else (0.8 * left + 0.2 * right, 0.2 * bottom + 0.8 * top)
    start = (rounded(float(first[0]), 4), rounded(float(first[1]), 4))
    here = np.asarray(tensors["here"], np.float64)[None]
    return TableSurface("", "", (left, right, bottom, top), losses, start, np.concatenate([trail[inside], here]))
