"""Modules for sequences: symbols as vectors, and PyTorch's recurrent layers with what the playground adds to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from playground.experiment.recurrent_layers import GRU, LSTM, Recurrent
from playground.initializers import initialize

State = Any
"""Of a plain layer or a GRU the hidden state ``(directions, n, units)``; of an LSTM hidden state and cell, a pair."""


class OneHot(nn.Module):
    """Symbols as vectors of a single one: the first layer of networks that read symbols without an embedding."""

    def __init__(self, symbols: int) -> None:
        super().__init__()
        self.symbols = symbols
        self._one: Tensor
        self.register_buffer("_one", torch.ones(()), persistent=False)  # knows the network's precision

    def forward(self, x: Tensor) -> Tensor:
        """Return ``(n, steps, symbols)`` for symbols ``(n, steps)``."""
        zeros = self._one.new_zeros(*x.shape, self.symbols)  # F.one_hot makes int64 ones first, of twice the size
        return zeros.scatter_(-1, x.unsqueeze(-1), 1)

    def extra_repr(self) -> str:
        """Return the number of symbols."""
        return str(self.symbols)


class RecurrentLayer(nn.Module):
    """A recurrent layer of one of PyTorch's three kinds, reading ``(n, steps, features)``.

    Parameters
    ----------
    spec
        What it is.
    features
        Length of the vector at each step.
    truncation
        While training, gradients go back this many steps at most, counted in blocks from the end; 0 for all.
    """

    def __init__(self, spec: Recurrent, features: int, truncation: int = 0) -> None:
        super().__init__()
        kinds: dict[str, Callable[..., nn.RNNBase]] = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
        self.spec, self.truncation = spec, truncation
        self.cell = kinds[spec.kind](features, spec.units, batch_first=True, bidirectional=spec.bidirectional)

    def forward(self, x: Tensor) -> Tensor:
        """Return ``(n, steps, width)``, or ``(n, width)``: the last states, where no sequence is returned."""
        states, last = self._truncated(x) if self.training and self.truncation else self.cell(x)
        if self.spec.return_sequences:
            return states
        hidden = last[0] if isinstance(last, tuple) else last
        return torch.cat(list(hidden), dim=-1)  # at the end of each reading: forwards, then backwards

    def step(self, x: Tensor, state: State) -> tuple[Tensor, State]:
        """Return states ``(n, steps, width)`` for some steps more of a sequence, and what to go on from."""
        states, state = self.cell(x, state)
        return states, state

    def _truncated(self, x: Tensor) -> tuple[Tensor, State]:
        """Read block by block, letting no gradient through from one to the one before."""
        first = x.shape[1] % self.truncation
        blocks = [first] * (first > 0) + [self.truncation] * (x.shape[1] // self.truncation)
        states, state = [], None
        for block in torch.split(x, blocks, dim=1):
            outputs, state = self.cell(block, state)
            states.append(outputs)
            last, state = state, _detached(state)
        return torch.cat(states, dim=1), last

    def directions(self) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
        """Yield the weights of each direction: from the input, from the state, and both biases, all gates stacked."""
        for suffix in ("", "_reverse")[: 2 if self.spec.bidirectional else 1]:
            names = (f"weight_ih_l0{suffix}", f"weight_hh_l0{suffix}", f"bias_ih_l0{suffix}", f"bias_hh_l0{suffix}")
            weights = [getattr(self.cell, name) for name in names]
            yield weights[0], weights[1], weights[2], weights[3]


def _detached(state: State) -> State:
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


@torch.no_grad()
def initialize_recurrent(layer: RecurrentLayer, name: str, source: torch.Generator) -> None:
    """Start a recurrent layer's weights, gate by gate, from one source.

    Parameters
    ----------
    name
        One of :data:`playground.initializers.INITIALIZERS`; the default is PyTorch's, uniform within 1/sqrt(units).
    """
    spec = layer.spec
    for from_input, from_state, bias, state_bias in layer.directions():
        if name == "default":
            bound = spec.units**-0.5
            for tensor in (from_input, from_state, bias, state_bias):
                nn.init.uniform_(tensor, -bound, bound, generator=source)
        else:
            for weight in (from_input, from_state):
                for gate in torch.split(weight, spec.units):
                    initialize(name, gate, None, source)
            nn.init.zeros_(bias)
            nn.init.zeros_(state_bias)
        for gate in torch.split(from_state, spec.units):
            if spec.recurrent_initializer == "orthogonal":
                nn.init.orthogonal_(gate, generator=source)
            if spec.spectral_radius is not None:
                _scale_to_radius(gate, spec.spectral_radius)
        if isinstance(spec, LSTM | GRU):  # the forget gate of an LSTM, the update gate of a GRU, are second
            bias[spec.units : 2 * spec.units] += spec.forget_bias


def _scale_to_radius(matrix: Tensor, radius: float) -> None:
    largest = torch.linalg.eigvals(matrix.double()).abs().max()
    matrix.mul_(radius / float(largest))
