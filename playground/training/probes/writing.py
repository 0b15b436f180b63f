"""A network that writes: letter by letter, each read again before the next one is chosen (lecture, slide 54)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from playground.architecture.recurrent import RecurrentLayer, State
from playground.datasets.alphabet import MARK, PADDING, RARE
from playground.training.trainers.stack import evaluating

NEVER = (PADDING, RARE)
"""Symbols that are no letters, and that are never written."""


class Reader:
    """Reads sequences some steps at a time, with the states carried on from one time to the next.

    Parameters
    ----------
    model
        What :func:`playground.architecture.build.build` made for a text: modules that act on each step alone, and
        recurrent layers that read forwards and give all their states. In evaluating mode.
    """

    def __init__(self, model: nn.Sequential) -> None:
        self._model = model
        self._states: dict[int, State] = {}

    def read(self, symbols: Tensor) -> Tensor:
        """Return what the network says ``(n, outputs)`` after some more steps ``(n, steps)`` of n sequences."""
        values = symbols
        for place, module in enumerate(self._model):
            if isinstance(module, RecurrentLayer):
                values, self._states[place] = module.step(values, self._states.get(place))
            else:
                values = module(values)
        return values[:, -1]


@torch.no_grad()
def write(
    model: nn.Sequential,
    count: int,
    longest: int,
    *,
    temperature: float = 1.0,
    top_k: int = 0,
    seed: int = 0,
    prefix: Sequence[int] = (),
    lines: bool = True,
) -> list[list[int]]:
    """Return texts that a network writes, as symbols.

    The next letter is drawn from softmax(logits / temperature) by the Gumbel-max trick, with the same random numbers
    for the same seed: where the network changes little, most letters stay.

    Parameters
    ----------
    count
        How many texts.
    longest
        Letters of a text at most, those of the prefix among them.
    temperature
        0 takes the most probable letter each time.
    top_k
        Only among so many of the most probable letters is chosen; 0 for all.
    prefix
        Letters with which all begin; of running text at least one.
    lines
        Whether they are lines, which begin with the mark and end where it is written; it is not returned. Running text
        goes on to ``longest``, and the mark is never written.

    Returns
    -------
    list of list
        ``count`` texts; of lines those shorter than ``longest`` have ended.

    Raises
    ------
    ValueError
        If there is nothing to begin with, or a temperature below 0.
    """
    start = [MARK, *prefix] if lines else list(prefix)
    if not start or temperature < 0:
        raise ValueError("running text goes on from a letter at least, and a temperature is 0 or more")
    parameter = next(model.parameters())
    source = torch.Generator().manual_seed(seed)
    symbols = torch.tensor(start, device=parameter.device).repeat(count, 1)
    ended = torch.zeros(count, dtype=torch.bool, device=parameter.device)
    written: list[Tensor] = []
    with evaluating(model):
        reader = Reader(model)
        for _step in range(longest - len(prefix)):
            logits = reader.read(symbols)
            noise = torch.empty(logits.shape).exponential_(generator=source).to(logits)
            chosen = choose(logits, noise, temperature, top_k, lines).masked_fill(ended, MARK)
            written.append(chosen)
            symbols = chosen[:, None]
            ended |= chosen.eq(MARK)
            if lines and bool(ended.all()):
                break
    rows = torch.stack(written, dim=1).tolist() if written else [[] for _text in range(count)]
    return [[*prefix, *(row[: row.index(MARK)] if MARK in row else row)] for row in rows]


def choose(logits: Tensor, noise: Tensor, temperature: float, top_k: int, lines: bool) -> Tensor:
    """Return a symbol ``(n,)`` for each row of logits ``(n, symbols)``.

    Parameters
    ----------
    noise
        ``(n, symbols)``, drawn from the exponential distribution: the largest p/noise is a draw from p.
    temperature, top_k, lines
        As in :func:`write`.
    """
    never = NEVER if lines else (*NEVER, MARK)
    logits = logits.index_fill(1, torch.tensor(never, device=logits.device), -torch.inf)
    if temperature == 0:
        return logits.argmax(dim=1)
    if 0 < top_k < logits.shape[1]:
        most = logits.topk(top_k, dim=1)
        logits = torch.full_like(logits, -torch.inf).scatter(1, most.indices, most.values)
    return (logits / temperature - noise.log()).argmax(dim=1)
