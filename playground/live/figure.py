"""The components of a page that show a run: live figures and the transport."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import plotly.graph_objects as go
import streamlit as st

from playground.experiment.gan import GanExperiment
from playground.experiment.points import MOST_CLASSES
from playground.experiment.spec import Task
from playground.figures.theme import CLASS_COLOURS, CURVE_COLOURS, Shade, colorscale, templates
from playground.i18n import _, language
from playground.live.files import source
from playground.live.scripts import base_path, version
from playground.numerals import separators
from playground.training.worker.runs import Run


@dataclass(frozen=True)
class Binding:
    """Says that this tensor is that trace's attribute.

    Parameters
    ----------
    tensor
        Name of a tensor in the frames.
    trace
        Place of the trace in the figure.
    attribute
        Attribute of the trace that the tensor replaces.
    curve
        Whether the tensor is a curve over epochs; it then sets ``x`` too. Of a tensor with columns ``name:0`` is the
        first one's.
    above
        Of an area between two curves the name of the upper one; ``tensor`` is then the lower one.
    row
        Which row of the tensor is meant; all of it where it is ``None``.
    """

    tensor: str
    trace: int
    attribute: str = "y"
    curve: bool = False
    above: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Brush:
    """How a page takes what people draw on a figure.

    Parameters
    ----------
    draw
        Called, before the page reruns, with ``{"brush": name, "strokes": [...]}`` (paintbrush.js): every stroke that
        the browser does not know to be taken.
    taken
        For each brush by its name the number of the last stroke that was taken.
    """

    draw: Callable[[Any], None]
    taken: Mapping[str, int]


_DEVICE = "_device"
"""Where the session keeps it: of this machine, and so in no address and no link."""

_FIGURE = st.components.v2.component(
    "live_figure",
    html=source("figure.html"),
    css=source("figure.css"),
    js=source("page_element.js", "live_element.js", "figure.js"),
    isolate_styles=False,  # Plotly writes its styles into the page
)
_TRANSPORT = st.components.v2.component(
    "transport",
    html=source("transport.html"),
    css=source("transport.css"),
    js=source("page_element.js", "live_element.js", "transport.js"),
)


def live_figure(
    figure: go.Figure,
    bindings: Sequence[Binding],
    run: Run,
    *,
    key: str,
    alt: str,
    brush: Brush | None = None,
    colours: Mapping[Shade, Sequence[str]] | None = None,
) -> None:
    """Show a figure whose bound arrays follow a run.

    Parameters
    ----------
    key
        Names the element on the page; it keeps zoom and connection while the page reruns.
    alt
        What the picture shows, for people who cannot see it.
    brush
        Where people may draw points on the figure's plane.
    colours
        Colours of the traces that name none, in place of those of training and test.
    """
    data = connection(run) | {
        "figure": json.loads(figure.to_json(engine="json")),
        "bindings": [asdict(binding) for binding in bindings],
        "templates": _templates(run.settings.experiment.data.task, colours),
        "diverging": {shade: colorscale(shade, Task(classes=2)) for shade in ("light", "dark")},
        "texts": _short_notices() | {"alt": alt},
        "separators": separators(),
        "language": language(),
    }
    if brush is None:
        _FIGURE(key=key, data=data)
        return
    looks = {"colours": CLASS_COLOURS[:MOST_CLASSES], "texts": _brush_texts(), "taken": dict(brush.taken)}
    _FIGURE(key=key, data=data | {"brush": looks}, on_drawn_change=lambda: brush.draw(st.session_state[key]["drawn"]))


def transport(run: Run, *, key: str, on_new_seed: Callable[[], None], after_divergence: str = "") -> None:
    """Show the transport of a run: its buttons and what it has reached.

    Parameters
    ----------
    on_new_seed
        Called, before the page reruns, when somebody asks for other random numbers.
    after_divergence
        What to do once the run has diverged, where the page has not the usual controls.
    """
    texts = _notices(after_divergence) | {
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("Step"),
        "step_epoch": _("Step one epoch"),
        "reset": _("Reset"),
        "seed": _("Reset with a new seed"),
        "play_key": _("space"),
        "step_key": "s",
        "step_epoch_key": "e",
        "reset_key": "0",
        "seed_key": "n",
        "epoch": _("Epoch"),
        "batch": _("Batch"),
        "train_loss": _("Training loss"),
        "test_loss": _("Test loss"),
        "train_accuracy": _("Training accuracy"),
        "test_accuracy": _("Test accuracy"),
        "test_mape": _("Test error"),
        "test_bits_per_character": _("Bits a character"),
        "modes_covered": _("Modes covered"),
        "share_within_3_sigma": _("Within 3σ"),
        "value": _("Value"),
        "on_real": _("D on data"),
        "on_generated": _("D on generated"),
        "samples_per_second": _("samples/s"),
        "devices": _("Where to train"),
        "auto": _("Automatic"),
        "cpu": _("Processor"),
        "cuda": _("Graphics card"),
        "mps": _("Graphics card (Apple)"),
        "small": _("processor, as a step is too small to gain from the graphics card"),
        "large": _("graphics card, as a step is large enough to gain from it"),
        "timeline": _("Timeline: go back to an epoch"),
        "now": _("now"),
        "networks": _("{n} networks at once"),
        "some_diverged": _("{n} of {all} networks have diverged; each rests at its last finite weights."),
        "past": _("Epoch {epoch} of {newest}. Play or step to go on from here; the right end of the timeline is now."),
    }
    settings = run.settings
    data = connection(run) | {
        "texts": texts,
        "language": language(),
        "colours": CURVE_COLOURS,
        # Known before they are measured, they have their room from the start: what comes below stays where it is.
        "accuracies": settings.comparison is None and settings.experiment.data.task.counts_right,
        "losses": not isinstance(settings.experiment, GanExperiment),
        "sliders": list(run.moves.controls),
    }
    _TRANSPORT(
        key=key,
        data=data,
        on_seed_change=on_new_seed,
        on_ended_change=lambda: None,
        on_device_change=lambda: _take_device(st.session_state[key]["device"]),
    )


def chosen_device() -> str:
    """Return on which device this visitor's networks train: ``auto``, or a device's name."""
    return str(st.session_state.get(_DEVICE, "auto"))


def _take_device(name: Any) -> None:
    """Take a choice of the transport's; a browser may say anything."""
    if name in ("auto", "cpu", "cuda", "mps"):
        st.session_state[_DEVICE] = name


def _templates(task: Task, colours: Mapping[Shade, Sequence[str]] | None) -> dict[str, dict[str, Any]]:
    """Return the templates of both shades, with other colours of traces if there are some."""
    made = templates(task)
    if colours is None:
        return made
    return {
        shade: template | {"layout": template["layout"] | {"colorway": list(colours[cast(Shade, shade)])}}
        for shade, template in made.items()
    }


def connection(run: Run) -> dict[str, Any]:
    """Return how a component in the browser reaches a run."""
    base = base_path()
    return {"token": run.token, "socket": f"{base}/live", "scripts": f"{base}/live/{version()}"}


def _brush_texts() -> dict[str, str]:
    return {
        "look": _("Do not draw: look, and follow points"),
        "brush": _("Draw points of class {k}"),
        "erase": _("Erase points"),
        "undo": _("Undo the last stroke"),
        "afresh": _("Start afresh: the points go as soon as there are four new ones"),
    }


def _short_notices() -> dict[str, str]:
    """Return what a figure says of each state that needs words; the transport says the rest."""
    return {
        "diverged": _("Diverged"),
        "lost": _("Training process lost"),
        "lost_limit": _("Too many networks"),
        "lost_memory": _("Too large a network"),
        "lost_refused": _("Message refused"),
        "disconnected": _("Connection lost"),
    }


def _notices(after_divergence: str) -> dict[str, str]:
    """Return what to say of each state that needs words."""
    usual = _("Try a smaller learning rate, another initialization, or cross-entropy; then reset.")
    diverged = _("Diverged: the loss grew beyond all numbers. The last finite network is shown.")
    return {
        "diverged": f"{diverged} {after_divergence or usual}",
        "lost_worker": _("The training process is gone. Press play to start again."),
        "lost_limit": _("As many networks as this server allows are training now. Press play to try again later."),
        "lost_memory": _(
            "This network needs more memory than the server gives to one. Make it or its data smaller, then press play."
        ),
        "lost_refused": _("The server refused what this page sent. Press play to connect again."),
        "lost_ended": _("This network is no longer kept. Reload the page to start a new one."),
        "disconnected": _("Connection lost; trying again…"),
    }
