"""The controls of the page of recurrent networks: presets and sidebar to an experiment."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.controls.form import FormValues, training_to_form
from playground.controls.rnn_data import rnn_data_controls
from playground.controls.rnn_form import MOST_STACKED, NUMBERS, PREFIX, SYMBOLS, TEXTS, from_rnn_form, own, to_rnn_form
from playground.controls.rnn_presets import RNN_PAGE
from playground.controls.training import training_controls
from playground.experiment import Experiment, ExperimentError, SequenceSpec, Task
from playground.i18n import N_, _, n_
from playground.numerals import compact, whole
from playground.presets.recurrent import RNN_PRESETS
from playground.ui.groups import hidden
from playground.ui.widgets import pick, section, steps, switch

DEFAULTS = to_rnn_form(RNN_PRESETS[RNN_PAGE.start].experiment)
"""What the page opens with, and what its address need not say."""
CELLS: Mapping[str, str] = MappingProxyType({"rnn": N_("RNN"), "lstm": N_("LSTM"), "gru": N_("GRU")})
UNITS = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256)
EMBEDDINGS = (0, 2, 4, 8, 16, 24, 32, 48, 64, 128)
RATES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FORGET_BIASES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0)
RADII = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5, 2.0)
TRUNCATIONS = (0, 1, 2, 5, 10, 20, 50, 100, 200)
_LAST = "_rnn_last"


def rnn_controls() -> Experiment | None:
    """Show the sidebar and return the experiment that it describes; where it describes none, the last one that it did.

    Returns
    -------
    Experiment or None
        ``None`` if there has been none yet; the sidebar says why.
    """
    RNN_PAGE.take_link(Experiment)
    with st.sidebar:
        RNN_PAGE.menu()
    return rnn_network_controls()


def rnn_network_controls() -> Experiment | None:
    """Show the controls of data, network and training in the sidebar and return the experiment that they describe.

    Returns
    -------
    Experiment or None
        As :func:`rnn_controls`.
    """
    with st.sidebar:
        section("data")
        values = rnn_data_controls(DEFAULTS)
        place = st.container()
        section("network")
        values |= _network_controls(values[own("data")])
        summary = st.container()
        section("training")
        values |= _training_controls(values[own("data")])
    return _made(values, place, summary)


def _made(values: FormValues, place: DeltaGenerator, summary: DeltaGenerator) -> Experiment | None:
    """Return the experiment of the controls, or say why there is none and return the last one."""
    try:
        experiment = from_rnn_form(values)
    except ExperimentError as refused:
        sentence = _("These settings do not go together. {reason}").format(reason=refused)
        last: Experiment | None = st.session_state.get(_LAST)
        consequence = " " + _("What runs stays as it was.") if last else ""
        place.error(sentence + consequence, icon=":material/block:")
        return last
    st.session_state[_LAST] = experiment
    if not hidden(own("samples")):
        data = experiment.data
        assert isinstance(data, SequenceSpec)
        sentence = _("Learns from {train} sequences, and is tested on {test} others.")
        place.caption(sentence.format(train=whole(data.train_samples), test=whole(data.test_samples)))
    count = experiment.parameters
    summary.caption(n_("{n} parameter to learn", "{n} parameters to learn", count).format(n=whole(count)))
    return experiment


def _network_controls(data: str) -> FormValues:
    """Show the controls of the network and return their values by key."""
    values: FormValues = {}
    if data in SYMBOLS:
        values["embedding"] = _embedding()
    cells = {name: _(label) for name, label in CELLS.items()}
    cell = pick(_("Cell"), own("cell"), cells, DEFAULTS[own("cell")], form="segments")
    values |= {
        "cell": cell,
        "units": steps(_("Units"), own("units"), UNITS, DEFAULTS[own("units")], bounds=(1, 512)),
        "stack": steps(_("Recurrent layers"), own("stack"), tuple(range(1, MOST_STACKED + 1)), DEFAULTS[own("stack")]),
    }
    if data not in TEXTS:
        sentence = _("A second network of the same size reads from the end. Both states go on side by side.")
        values["both"] = switch(_("Reads in both directions"), own("both"), help_text=sentence)
    values["rate"] = steps(_("Dropout after each"), own("rate"), RATES, 0.0, show=compact, bounds=(0.0, 0.95))
    values |= _start_controls(cell)
    return {own(part): value for part, value in values.items()}


def _embedding() -> int:
    chosen: int = steps(
        _("Embedding"),
        own("embedding"),
        EMBEDDINGS,
        DEFAULTS[own("embedding")],
        show=lambda units: str(units) if units else _("none"),
        bounds=(0, 512),
        help_text=_("Each symbol becomes a learned vector of this length; without, it is a one among zeros (one-hot)."),
    )
    return chosen


def _start_controls(cell: str) -> FormValues:
    """Show how the recurrent layers and the output start."""
    values: FormValues = {}
    if cell != "rnn":
        values["forget"] = steps(
            _("Forget bias at the start"),
            own("forget"),
            FORGET_BIASES,
            DEFAULTS[own("forget")],
            show=compact,
            bounds=(-10.0, 10.0),
            help_text=_("The larger, the longer the cell keeps what it has before it has learned anything."),
        )
    starts = {"default": _("As all weights"), "orthogonal": _("Orthogonal")}
    return values | {
        "start": pick(
            _("Start of the recurrent matrix"),
            own("start"),
            starts,
            DEFAULTS[own("start")],
            form="segments",
            help_text=_("Orthogonal: a rotation, which neither shrinks nor stretches the state."),
        ),
        "radius": steps(
            _("Its spectral radius"),
            own("radius"),
            RADII,
            DEFAULTS[own("radius")],
            show=lambda radius: compact(radius) if radius else _("as drawn"),
            bounds=(0.0, 3.0),
            help_text=_("The size of its largest eigenvalue, to which it is scaled at the start."),
        ),
        "zeros": switch(
            _("Output starts at zero"),
            own("zeros"),
            DEFAULTS[own("zeros")],
            _("The untrained network then answers 0; with differences, that all will be as a season before."),
        ),
    }


def _training_controls(data: str) -> FormValues:
    """Show the controls of training and return their values by key."""
    task = Task(classes=None) if data in NUMBERS else Task(classes=2)
    defaults = training_to_form(RNN_PRESETS[RNN_PAGE.start].experiment)
    values = training_controls(task, defaults, PREFIX, letters=data in TEXTS)
    values["truncation"] = steps(
        _("Backpropagation through time goes back"),
        own("truncation"),
        TRUNCATIONS,
        DEFAULTS[own("truncation")],
        show=lambda count: n_("{n} step", "{n} steps", count).format(n=count) if count else _("to the start"),
        bounds=(0, 10_000),
        help_text=_("Counted from the end. What happened earlier is read, but nothing is learned from it."),
    )
    return {own(part): value for part, value in values.items()}
