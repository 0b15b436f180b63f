from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from playground.concepts.recurrence import GATES, sigmoid
from playground.experiment import Experiment
from playground.training.probes.focus import NOTHING, Focus
from playground.training.probes.memory import GradientInTime, Influence, Memory
from playground.training.probes.sequence_view import SAMPLED, SequenceView
from playground.training.probes.views import make_view
from playground.training.trainers.sequence import SequenceTrainer


def layer(kind: str, units: int = 6, **more: Any) -> dict[str, Any]:
    return {"type": kind, "units": units, **more}


def trainer(data: dict[str, Any], *layers: dict[str, Any], batches: int = 3) -> SequenceTrainer:
    parts = {"data": data, "model": {"layers": list(layers)}, "training": {"batch_size": 16}}
    made = SequenceTrainer(Experiment.from_parts(parts))
    for _ in range(batches):
        made.train_batch()
    return made


def view(made: SequenceTrainer, focus: Focus = NOTHING) -> SequenceView:
    return make_view(made, focus=focus)


SYMBOLS = {"name": "first_symbol", "length": 9, "samples": 64}
NUMBERS = {"name": "adding", "length": 8, "samples": 64}
STEPS = {"name": "brackets", "length": 7, "samples": 64}
SEQUENCES = {"return_sequences": True}
NETWORKS = {
    "rnn": (SYMBOLS, [layer("rnn")]),
    "lstm": (NUMBERS, [layer("lstm")]),
    "gru": (SYMBOLS, [layer("embedding"), layer("gru")]),
    "two": (NUMBERS, [layer("gru", **SEQUENCES), layer("dropout") | {"rate": 0.5}, layer("lstm", 4)]),
    "both": (STEPS, [layer("lstm", **SEQUENCES, bidirectional=True), layer("rnn", **SEQUENCES)]),
    "last of both": (SYMBOLS, [layer("gru", bidirectional=True)]),
}
NETWORKS["two"][1][1].pop("units")


@pytest.fixture(name="made", params=NETWORKS, scope="module")
def fixture_made(request: pytest.FixtureRequest) -> SequenceTrainer:
    data, layers = NETWORKS[request.param]
    return trainer(data, *layers)


def given_by(made: SequenceTrainer, place: int, inputs: Tensor) -> np.ndarray[Any, Any]:
    """What PyTorch's own layer computes inside, at every step."""
    before = view(made).before(place, inputs)
    with torch.no_grad():
        return np.asarray(made.model[place].cell(before)[0])


def test_states_shown_are_those_computed_inside(made: SequenceTrainer) -> None:
    directions = view(made).directions
    for number, direction in enumerate(directions):
        seen = view(made, Focus(sequence=2, direction=number, step=4))
        measured = Memory().measure(seen)
        inside = given_by(made, direction.place, seen.sequence)[0]
        units = direction.layer.spec.units
        own = inside[:, units:] if direction.backwards else inside[:, :units]
        shown = (measured["memory_h"].astype(np.float64) - 128) / 127
        np.testing.assert_allclose(shown, own, atol=0.5 / 127 + 1e-6)
        np.testing.assert_allclose(measured["cell_after"][0], own[4], atol=1e-5)
        before = own[5] if direction.backwards else own[3]
        np.testing.assert_allclose(measured["cell_before"][0], before, atol=1e-5)
        assert (measured["memory_direction"], measured["cell_step"]) == ([number], [4])


def test_the_cell_s_numbers_satisfy_its_equations(made: SequenceTrainer) -> None:
    for number, direction in enumerate(view(made).directions):
        measured = Memory().measure(view(made, Focus(direction=number, step=3)))
        kind = direction.layer.spec.cell
        parts = dict(zip(GATES[kind], measured["cell_parts"].astype(np.float64), strict=True))
        gates = dict(zip(GATES[kind], measured["cell_gates"], strict=True))
        h, c = measured["cell_before"]
        if kind == "gru":
            expected = {name: sigmoid(parts[name].sum(0)) for name in "rz"}
            x, state, bias = parts["n"]
            expected["n"] = np.tanh(x + bias + expected["r"] * state)
            after = (1 - expected["z"]) * expected["n"] + expected["z"] * h
        elif kind == "lstm":
            expected = {name: (np.tanh if name == "g" else sigmoid)(parts[name].sum(0)) for name in "ifgo"}
            cell = expected["f"] * c + expected["i"] * expected["g"]
            np.testing.assert_allclose(measured["cell_after"][1], cell, atol=1e-5)
            after = expected["o"] * np.tanh(cell)
        else:
            expected = {"h": np.tanh(parts["h"].sum(0))}
            after = expected["h"]
        for name, values in expected.items():
            np.testing.assert_allclose(gates[name], values, atol=1e-5)
            shown = measured[f"memory_{name}"][3].astype(np.float64)
            scaled = shown / 255 if name in "iforz" else (shown - 128) / 127
            np.testing.assert_allclose(scaled, values, atol=0.5 / 127 + 1e-5)
        np.testing.assert_allclose(measured["cell_after"][0], after, atol=1e-5)


def test_an_lstm_s_cell_may_be_larger_than_one() -> None:
    made = trainer(NUMBERS, layer("lstm", forget_bias=8.0))
    with torch.no_grad():
        made.model[0].cell.bias_ih_l0[12:18] = 4.0  # candidates near 1, kept for ever
    seen = view(made)
    measured = Memory().measure(seen)
    cells = (measured["memory_c"].astype(np.float64) - 128) / 127 * measured["memory_scale"]
    inside = seen.directions[0].unrolled(seen.before(0, seen.sequence)).c[0]
    assert measured["memory_scale"] > 1
    np.testing.assert_allclose(cells, inside, atol=0.5 / 127 * measured["memory_scale"][0] + 1e-6)


def test_the_sequence_in_hand_is_the_data_s_own() -> None:
    made = trainer(STEPS, layer("lstm", **SEQUENCES))
    measured = Memory().measure(view(made, Focus(sequence=5)))
    place = made.dataset.train_samples + 5
    assert measured["seq_place"] == [5]
    assert measured["seq_symbols"].tolist() == made.dataset.inputs[place].tolist()
    assert measured["seq_targets"].tolist() == made.dataset.targets[place].tolist()
    assert measured["seq_outputs"].shape == (7, 5)
    np.testing.assert_allclose(measured["seq_outputs"].sum(1), 1, atol=1e-5)


def test_a_sequence_that_there_is_not_is_the_first() -> None:
    made = trainer(SYMBOLS, layer("rnn"))
    assert Memory().measure(view(made, Focus(sequence=10**6)))["seq_place"] == [0]
    assert Memory().measure(view(made, Focus(direction=9)))["memory_direction"] == [0]
    assert Memory().measure(view(made, Focus(step=9)))["cell_step"] == [8]


def test_a_typed_text_is_read_in_place_of_a_sequence() -> None:
    made = trainer(SYMBOLS, layer("rnn"))
    measured = Memory().measure(view(made, Focus(text="cab?d")))
    assert measured["seq_place"] == [-1]
    assert measured["seq_symbols"].tolist() == [2, 0, 1, 3]
    assert np.isnan(measured["seq_targets"]).all()
    assert measured["memory_h"].shape == (4, 6)


@pytest.mark.parametrize("text", ["", "???", "   "])
def test_a_text_that_says_nothing_is_no_text(text: str) -> None:
    made = trainer(SYMBOLS, layer("rnn"))
    assert Memory().measure(view(made, Focus(text=text)))["seq_place"] == [0]


def test_padding_in_front_is_told() -> None:
    made = trainer({"name": "surnames", "languages": ["french", "german"]}, layer("embedding"), layer("gru"))
    measured = Memory().measure(view(made, Focus(text="Meyer")))
    assert measured["seq_start"] == [15]
    assert (measured["seq_symbols"][:15] == 0).all()
    assert measured["memory_h"].shape == (20, 6)
    assert measured["seq_outputs"].shape == (1, 2)


def test_networks_without_recurrent_layers_have_no_memory() -> None:
    made = trainer(NUMBERS, {"type": "flatten"}, {"type": "dense", "units": 4})
    measured = Memory().measure(view(made))
    assert "seq_numbers" in measured
    assert not any(name.startswith("memory") for name in measured)
    assert GradientInTime().measure(view(made)) == {}
    assert len(Influence().measure(view(made))["influence"]) == 8


@pytest.mark.parametrize("name", ["lstm", "two"])
def test_influence_is_the_gradient_of_the_answer(name: str) -> None:
    data, layers = NETWORKS[name]
    made = trainer(data, *layers)
    seen = view(made, Focus(sequence=1))
    influence, step = Influence().measure(seen)["influence"], 1e-3
    model = made.model.double().eval()
    inputs = seen.sequence.double()
    for t in range(inputs.shape[1]):
        slopes = []
        for k in range(inputs.shape[2]):
            more, less = inputs.clone(), inputs.clone()
            more[0, t, k] += step
            less[0, t, k] -= step
            with torch.no_grad():
                slopes.append(float(model(more) - model(less)) / (2 * step))
        assert influence[t] == pytest.approx(np.linalg.norm(slopes), abs=1e-5, rel=1e-3)


def test_what_comes_later_has_no_influence_on_an_earlier_answer() -> None:
    made = trainer(STEPS, layer("lstm", **SEQUENCES))
    influence = Influence().measure(view(made, Focus(step=3)))["influence"]
    assert (influence[:4] > 0).all()
    assert (influence[4:] == 0).all()


def test_the_gradient_in_time_is_autograd_s(made: SequenceTrainer) -> None:
    """Each step's state is moved a little by itself; what follows follows."""
    measured = GradientInTime().measure(view(made))["gradient_in_time"]
    inputs, targets = made.first_tests(SAMPLED)
    for number, direction in enumerate(view(made).directions):
        if direction.layer.spec.bidirectional or direction.layer.spec.return_sequences:
            continue  # PyTorch's layers give no way to reach these states; see tests/concepts/test_recurrence.py
        cell = direction.layer.cell
        before = view(made).before(direction.place, inputs)
        states: list[Tensor] = []
        state = None
        for t in range(before.shape[1]):
            _given, state = cell(before[:, t : t + 1], state)
            hidden = state[0] if isinstance(state, tuple) else state
            moved = hidden.detach() * 0
            moved.requires_grad_()
            states.append(moved)
            state = (hidden + moved, state[1]) if isinstance(state, tuple) else hidden + moved
        hidden = state[0] if isinstance(state, tuple) else state
        made.model.eval()
        loss = made.loss(made.model[direction.place + 1 :](hidden[0]), targets)
        made.model.train()
        gradients = torch.autograd.grad(loss, states)
        norms = [float(gradient[0].norm(dim=1).mean()) for gradient in gradients]
        np.testing.assert_allclose(measured[number], norms, rtol=1e-3, atol=1e-8)


def test_only_an_lstm_has_a_gradient_by_its_cell() -> None:
    both = GradientInTime().measure(view(trainer(NUMBERS, layer("gru", **SEQUENCES), layer("lstm"))))
    assert both["gradient_in_time"].shape == both["gradient_in_time_c"].shape == (2, 8)
    assert np.isnan(both["gradient_in_time_c"][0]).all()
    assert np.isfinite(both["gradient_in_time_c"][1]).all()
