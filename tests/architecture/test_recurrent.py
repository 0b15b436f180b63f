"""Recurrent layers against their equations, and how their weights start."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from torch import nn
from torch.profiler import ProfilerActivity, profile

from playground.architecture.build import build
from playground.architecture.recurrent import OneHot, RecurrentLayer
from playground.architecture.summary import summary
from playground.concepts.recurrence import Unrolled, Weights, unroll
from playground.experiment import Experiment
from playground.experiment.layers import GRU, LSTM, RNN, Recurrent
from playground.initializers import INITIALIZERS
from tests.training.sequencing import CELLS, recurrent

SPECS: dict[str, type[Recurrent]] = {"rnn": RNN, "lstm": LSTM, "gru": GRU}
GATES = {"rnn": 1, "lstm": 4, "gru": 3}
STEPS, FEATURES, UNITS = 9, 3, 5


def layer(kind: str, truncation: int = 0, **more: Any) -> RecurrentLayer:
    torch.manual_seed(2)
    return RecurrentLayer(SPECS[kind](units=UNITS, **more), FEATURES, truncation)


def sequences(n: int = 4, steps: int = STEPS) -> torch.Tensor:
    return torch.randn(n, steps, FEATURES, generator=torch.Generator().manual_seed(1))


def transcribed(made: RecurrentLayer, x: torch.Tensor) -> list[Unrolled]:
    """Return what the equations say of each direction, in the order in which it reads."""
    weights = [Weights(*(tensor.detach().numpy() for tensor in tensors)) for tensors in made.directions()]
    readings = [x.numpy(), x.numpy()[:, ::-1]]
    return [unroll(made.spec.kind, each, reading) for each, reading in zip(weights, readings, strict=False)]


@pytest.mark.parametrize("kind", CELLS)
class TestForward:
    def test_one_direction_is_what_the_equations_say(self, kind: str) -> None:
        x = sequences()
        (unrolled,) = transcribed(layer(kind), x)
        np.testing.assert_allclose(layer(kind, return_sequences=True)(x).detach(), unrolled.h, rtol=0, atol=1e-5)
        np.testing.assert_allclose(layer(kind)(x).detach(), unrolled.h[:, -1], rtol=0, atol=1e-5)

    def test_both_directions_are_what_the_equations_say(self, kind: str) -> None:
        x = sequences()
        forwards, backwards = transcribed(layer(kind, bidirectional=True), x)
        every = layer(kind, bidirectional=True, return_sequences=True)(x).detach()
        np.testing.assert_allclose(every[..., :UNITS], forwards.h, rtol=0, atol=1e-5)
        np.testing.assert_allclose(every[..., UNITS:], backwards.h[:, ::-1], rtol=0, atol=1e-5)

    def test_the_last_state_of_the_backward_direction_has_read_the_first_step(self, kind: str) -> None:
        x, made = sequences(), layer(kind, bidirectional=True)
        last = made(x).detach()
        forwards, backwards = transcribed(made, x)
        np.testing.assert_allclose(last[:, :UNITS], forwards.h[:, -1], rtol=0, atol=1e-5)
        np.testing.assert_allclose(last[:, UNITS:], backwards.h[:, -1], rtol=0, atol=1e-5)
        assert not np.allclose(last[:, UNITS:], backwards.h[:, 0], atol=1e-3)  # what it is where it has just begun

    def test_gates_of_the_equations_give_the_states_inside(self, kind: str) -> None:
        x, made = sequences(), layer(kind)
        (unrolled,) = transcribed(made, x)
        state: Any = None
        for t in range(STEPS):
            before = torch.zeros(2, 4, UNITS) if state is None else torch.stack([*_parts(state)])
            _, state = made.step(x[:, t : t + 1], state)
            gate = {name: torch.tensor(values[:, t]) for name, values in unrolled.gates.items()}
            if kind == "rnn":
                expected = [gate["h"]]
            elif kind == "gru":
                expected = [(1 - gate["z"]) * gate["n"] + gate["z"] * before[0]]
            else:
                memory = gate["f"] * before[1] + gate["i"] * gate["g"]
                expected = [gate["o"] * memory.tanh(), memory]
            for part, value in zip(_parts(state), expected, strict=False):
                torch.testing.assert_close(part, value, rtol=0, atol=1e-5)

    def test_pieces_one_after_the_other_are_the_whole(self, kind: str) -> None:
        x, made = sequences(), layer(kind, return_sequences=True)
        first, state = made.step(x[:, :4], None)
        second, _ = made.step(x[:, 4:], state)
        torch.testing.assert_close(torch.cat([first, second], dim=1), made(x))


def _parts(state: Any) -> list[torch.Tensor]:
    """Return hidden state and memory ``(n, units)``; without a memory the state twice."""
    hidden, memory = state if isinstance(state, tuple) else (state, state)
    return [hidden[0].detach(), memory[0].detach()]


def weights_of(experiment: Experiment) -> dict[str, torch.Tensor]:
    return {name: tensor.detach() for name, tensor in build(experiment).named_parameters()}


def recurrent_layers(experiment: Experiment) -> list[RecurrentLayer]:
    return [module for module in build(experiment) if isinstance(module, RecurrentLayer)]


class TestFirstWeights:
    @pytest.mark.parametrize("kind", CELLS)
    def test_are_the_same_wherever_a_layer_of_that_shape_stands_there(self, kind: str) -> None:
        one = weights_of(recurrent({"type": kind, "units": 4}))
        two = weights_of(recurrent({"type": kind, "units": 4, "return_sequences": True}, {"type": "gru", "units": 4}))
        other = weights_of(recurrent({"type": kind, "units": 4}, seed=1))
        for name, tensor in one.items():
            assert torch.equal(tensor, two[name])  # the output layer's too
            assert not torch.equal(tensor, other[name])
        first, second = (two[f"{name}.cell.weight_hh_l0"] for name in (f"1_{kind}", "2_gru"))
        assert not torch.equal(first[:4], second[:4])

    def test_later_layers_do_not_depend_on_the_kind_of_the_first(self) -> None:
        plain, gated = (
            weights_of(recurrent({"type": kind, "units": 4, "return_sequences": True}, {"type": "lstm", "units": 3}))
            for kind in ("rnn", "gru")
        )
        names = [name for name in plain if not name.startswith("1_")]
        assert len(names) == 6
        assert all(torch.equal(plain[name], gated[name]) for name in names)

    @pytest.mark.parametrize("kind", ["lstm", "gru"])
    @pytest.mark.parametrize("both", [False, True])
    def test_the_forget_bias_is_added_to_the_second_gate(self, kind: str, both: bool) -> None:
        spec = {"type": kind, "units": 4, "bidirectional": both}
        (raised,) = recurrent_layers(recurrent(spec | {"forget_bias": 2.5}))
        (plain,) = recurrent_layers(recurrent(spec))
        expected = torch.zeros(GATES[kind], 4)
        expected[1] = 2.5
        for ours, theirs in zip(raised.directions(), plain.directions(), strict=True):
            torch.testing.assert_close(ours[2] - theirs[2], expected.flatten())
            assert all(torch.equal(ours[k], theirs[k]) for k in (0, 1, 3))

    @pytest.mark.parametrize("kind", ["lstm", "gru"])
    def test_the_raised_gate_is_the_one_that_keeps_the_past(self, kind: str) -> None:
        def difference(forget_bias: float) -> float:
            (made,) = recurrent_layers(recurrent({"type": kind, "units": 4, "forget_bias": forget_bias}))
            states = torch.zeros(2, 1, 1, 4)
            states[1] = 0.5
            every = (states, states) if kind == "lstm" else states
            ends = []
            for k in range(2):
                _, after = made.step(torch.zeros(1, 30, 2), tuple(s[k] for s in every) if kind == "lstm" else every[k])
                ends.append((after[1] if kind == "lstm" else after).detach())
            return float((ends[1] - ends[0]).abs().mean())

        assert difference(10) > 0.4  # of a difference of 0.5 before thirty steps
        assert difference(-10) < 1e-3

    @pytest.mark.parametrize("kind", CELLS)
    @pytest.mark.parametrize("initializer", ["default", "zeros", "xavier"])
    def test_an_orthogonal_start_is_orthogonal_gate_by_gate(self, kind: str, initializer: str) -> None:
        spec = {"type": kind, "units": 6, "bidirectional": True, "recurrent_initializer": "orthogonal"}
        (made,) = recurrent_layers(recurrent(spec, model={"initializer": initializer}))
        gates = [gate for _, matrix, _, _ in made.directions() for gate in torch.split(matrix.detach(), 6)]
        assert len(gates) == 2 * GATES[kind]
        for gate in gates:
            torch.testing.assert_close(gate @ gate.T, torch.eye(6), rtol=0, atol=1e-5)
        assert all(not torch.allclose(a, b, atol=0.01) for a, b in pairwise(gates))

    @pytest.mark.parametrize("kind", CELLS)
    @pytest.mark.parametrize("start", ["default", "orthogonal"])
    @pytest.mark.parametrize("radius", [0.3, 1.0, 3.0])
    def test_the_spectral_radius_is_that_of_every_gate(self, kind: str, start: str, radius: float) -> None:
        spec = {"type": kind, "units": 6, "recurrent_initializer": start, "spectral_radius": radius}
        (made,) = recurrent_layers(recurrent(spec | {"bidirectional": True}))
        for _, matrix, _, _ in made.directions():
            for gate in torch.split(matrix.detach(), 6):
                largest = np.abs(np.linalg.eigvals(gate.double().numpy())).max()
                assert largest == pytest.approx(radius, rel=1e-5)

    @pytest.mark.parametrize("kind", CELLS)
    @pytest.mark.parametrize("name", INITIALIZERS)
    def test_initializers_apply_gate_by_gate(self, kind: str, name: str) -> None:
        units, features = 40, 2
        (made,) = recurrent_layers(recurrent({"type": kind, "units": units}, model={"initializer": name}))
        spreads = {  # standard deviations of a gate's weights from the input and from the state
            "default": (units**-0.5 / math.sqrt(3), units**-0.5 / math.sqrt(3)),
            "zeros": (0.0, 0.0),
            "too_small": (1e-3, 1e-3),
            "too_large": (3.0, 3.0),
            "xavier": (math.sqrt(2 / (features + units)), math.sqrt(2 / (units + units))),
            "he": (math.sqrt(2 / features), math.sqrt(2 / units)),
        }
        ((from_input, from_state, *biases),) = made.directions()
        for matrix, spread in zip((from_input, from_state), spreads[name], strict=True):
            for gate in torch.split(matrix.detach(), units):
                assert float(gate.pow(2).mean().sqrt()) == pytest.approx(spread, rel=0.35)
        for bias in biases:
            bound = units**-0.5 if name == "default" else 0.0
            assert float(bias.detach().abs().max()) == pytest.approx(bound, rel=0.2)

    def test_the_output_layer_may_start_at_zero(self) -> None:
        specs = ({"type": "lstm", "units": 4},)
        usual, zeros = (weights_of(recurrent(*specs, model={"output_start": start})) for start in ("default", "zeros"))
        for name, tensor in zeros.items():
            assert tensor.any() != name.startswith("output"), name
            assert torch.equal(tensor, usual[name]) != name.startswith("output"), name
        experiment = recurrent(*specs, model={"output_start": "zeros"})
        assert not build(experiment)(torch.randn(3, 10, 2)).any()

    def test_vectors_of_symbols_start_as_standard_normal(self) -> None:
        network = build(recurrent({"type": "embedding", "units": 128}, {"type": "rnn", "units": 2}, name="surnames"))
        (table,) = (module for module in network if isinstance(module, nn.Embedding))
        assert table.weight.shape == (85, 128)
        assert float(table.weight.detach().std()) == pytest.approx(1, abs=0.03)


STACKS = some.lists(
    some.fixed_dictionaries(
        {"type": some.sampled_from(CELLS), "units": some.integers(1, 7), "bidirectional": some.booleans()}
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40)
@given(STACKS, some.sampled_from(["first_symbol", "adding", "parity", "sine", "brackets"]), some.none() | some.just(3))
def test_counts_are_those_of_the_modules(stack: list[dict[str, Any]], name: str, embedding: int | None) -> None:
    steps = name in ("parity", "sine", "brackets")
    layers = [spec | {"return_sequences": steps or k < len(stack) - 1} for k, spec in enumerate(stack)]
    embedded = embedding is not None and name not in ("adding", "sine")
    if embedded:
        layers.insert(0, {"type": "embedding", "units": embedding})
    experiment = recurrent(*layers, name=name)
    network = build(experiment)
    own = {key: sum(p.numel() for p in module.parameters()) for key, module in network.named_children()}
    own.pop("0_onehot", None)
    rows = summary(experiment)
    assert [row.parameters for row in rows] == list(own.values())
    assert sum(own.values()) == experiment.parameters
    for row, placed in zip(rows[embedded:-1], experiment.layers[embedded:-1], strict=True):
        weights = sum(p.numel() for key, p in network.get_submodule(row.name).named_parameters() if "weight" in key)
        assert row.multiplications == placed.input_shape[0] * weights
    if embedded:
        assert rows[0].multiplications == 0
    numbers = experiment.data.symbols is None
    inputs = torch.zeros(3, *experiment.data.input_shape) if numbers else torch.zeros(3, 10, dtype=torch.int64)
    assert network(inputs).shape == (3, *experiment.layers[-1].output_shape)


def test_symbols_become_vectors_of_a_single_one_in_the_networks_precision() -> None:
    module = OneHot(4)
    assert module(torch.tensor([[2, 0]])).tolist() == [[[0, 0, 1, 0], [1, 0, 0, 0]]]
    assert module(torch.tensor([[2]])).dtype is torch.float32
    assert module.double()(torch.tensor([[2]])).dtype is torch.float64
    assert not module.state_dict()
    symbols = torch.randint(7, (5, 9), generator=torch.Generator().manual_seed(1))
    assert torch.equal(OneHot(7)(symbols), torch.nn.functional.one_hot(symbols, 7).float())


def test_vectors_of_a_single_one_take_no_memory_beside_their_own() -> None:
    symbols = torch.randint(79, (64, 46), generator=torch.Generator().manual_seed(1))
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiled:
        made = OneHot(79)(symbols)
    taken = sum(event.self_cpu_memory_usage for event in profiled.events() if event.self_cpu_memory_usage > 0)
    assert taken <= 1.1 * made.nbytes


@pytest.mark.parametrize(
    ("layers", "name", "children"),
    [
        (["rnn"], "first_symbol", ["0_onehot", "1_rnn", "output"]),
        (["embedding", "lstm"], "first_symbol", ["1_embedding", "2_lstm", "output"]),
        (["gru"], "adding", ["1_gru", "output"]),
    ],
)
def test_one_hot_vectors_where_no_embedding_makes_others(layers: list[str], name: str, children: list[str]) -> None:
    network = build(recurrent(*({"type": kind, "units": 3} for kind in layers), name=name))
    assert [key for key, _ in network.named_children()] == children


def test_truncation_reaches_every_recurrent_layer() -> None:
    specs = {"type": "rnn", "units": 3, "return_sequences": True}, {"type": "gru", "units": 3}
    assert [made.truncation for made in recurrent_layers(recurrent(*specs, training={"truncation": 7}))] == [7, 7]
    assert [made.truncation for made in recurrent_layers(recurrent(*specs))] == [0, 0]


def test_a_dense_layer_is_the_same_at_every_step() -> None:
    experiment = recurrent({"type": "dense", "units": 5, "activation": "tanh"}, name="sine")
    network, x = build(experiment), torch.randn(3, 10, 1)
    torch.testing.assert_close(network(x)[:, 4], network[:3](x[:, 4]))
    assert [(row.parameters, row.multiplications) for row in summary(experiment)] == [(10, 50), (6, 50)]
