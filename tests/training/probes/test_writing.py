"""Texts written letter by letter, against the network read from the beginning each time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import chisquare

from playground.datasets.alphabet import MARK, PADDING, RARE
from playground.training.probes.writing import Reader, choose, write
from playground.training.trainers.stack import evaluating
from tests.training.writers import LAYERS, POEM, writer

ONE_HOT: list[dict[str, Any]] = [
    {"type": "rnn", "units": 12, "return_sequences": True},
    {"type": "lstm", "units": 10, "return_sequences": True},
]


@pytest.mark.parametrize(
    "layers", [LAYERS, ONE_HOT, [{"type": "embedding", "units": 8}]], ids=["all", "one-hot", "none"]
)
def test_states_carried_on_give_what_reading_all_of_it_gives(layers: list[dict[str, Any]]) -> None:
    trainer = writer(layers=layers, epochs=1)
    symbols = torch.randint(
        3, trainer.experiment.data.task.outputs, (5, 14), generator=torch.Generator().manual_seed(1)
    )
    with evaluating(trainer.model), torch.no_grad():
        reader = Reader(trainer.model)
        stepwise = [reader.read(symbols[:, :3]), *(reader.read(symbols[:, t : t + 1]) for t in range(3, 14))]
        for read, logits in zip(range(3, 15), stepwise, strict=True):
            whole = trainer.model(symbols[:, :read])[:, -1]
            np.testing.assert_allclose(logits, whole, atol=1e-5)


def greedy(trainer: Any, start: list[int], longest: int, never: list[int]) -> list[int]:
    """Write with the most probable letter, the whole text read again for each."""
    text = list(start)
    with evaluating(trainer.model), torch.no_grad():
        while len(text) < longest:
            logits = trainer.model(torch.tensor([text]))[0, -1]
            logits[never] = -torch.inf
            text.append(int(logits.argmax()))
            if text[-1] == MARK:
                return text
    return text


def test_without_temperature_it_is_the_most_probable_text() -> None:
    trainer = writer(epochs=6)
    expected = greedy(trainer, [MARK], 20, [PADDING, RARE])
    written = write(trainer.model, 3, 19, temperature=0)
    assert written == [[symbol for symbol in expected[1:] if symbol != MARK]] * 3
    assert len(written[0]) > 3


def test_running_text_goes_on_from_its_beginning_and_has_no_mark() -> None:
    trainer = writer(POEM, "passages", epochs=3)
    start = trainer.dataset.inputs[0][:5].tolist()
    expected = greedy(trainer, start, 40, [PADDING, RARE, MARK])
    assert write(trainer.model, 2, 40, temperature=0, prefix=start, lines=False) == [expected, expected]
    drawn = write(trainer.model, 20, 40, temperature=3.0, prefix=start, lines=False)
    assert {len(text) for text in drawn} == {40}
    assert all(text[:5] == start for text in drawn)
    assert not {PADDING, RARE, MARK} & set(np.ravel(drawn).tolist())


def test_lines_begin_with_a_beginning_and_hold_letters_only() -> None:
    trainer = writer()
    drawn = write(trainer.model, 200, 12, temperature=2.0, prefix=[5, 6])
    assert all(text[:2] == [5, 6] and len(text) <= 12 for text in drawn)
    assert any(len(text) == 12 for text in drawn)
    assert any(len(text) < 12 for text in drawn)
    assert not {PADDING, RARE, MARK} & {symbol for text in drawn for symbol in text}


@pytest.mark.parametrize("temperature", [0.5, 1.0, 1.7])
def test_letters_are_drawn_as_softmax_says(temperature: float) -> None:
    trainer = writer(epochs=1)
    with evaluating(trainer.model), torch.no_grad():
        logits = trainer.model(torch.tensor([[MARK]]))[0, -1].double()
    logits[[PADDING, RARE]] = -torch.inf
    probabilities = (logits / temperature).softmax(0).numpy()
    first = [text[0] if text else MARK for text in write(trainer.model, 20_000, 1, temperature=temperature, seed=5)]
    counts = np.bincount(first, minlength=len(probabilities))
    likely = probabilities * 20_000 >= 5
    assert counts[~likely].sum() <= 5 * (~likely).sum()
    observed, expected = counts[likely], probabilities[likely]
    assert likely.sum() > 5
    assert chisquare(observed, expected / expected.sum() * observed.sum()).pvalue > 1e-3


def test_only_the_most_probable_ones_are_chosen_among() -> None:
    source = torch.Generator().manual_seed(0)
    logits = torch.randn(1, 12, generator=source).repeat(5000, 1)
    logits[:, 7] = logits[:, 8]  # of equal ones no more than asked for either
    noise = torch.empty_like(logits).exponential_(generator=source)
    allowed = logits[0].clone()
    allowed[[PADDING, RARE]] = -torch.inf
    best = set(allowed.topk(3).indices.tolist())
    symbols = choose(logits, noise, 1.0, 3, lines=True)
    assert set(symbols.tolist()) == best
    share = allowed[sorted(best)].double().softmax(0).numpy()
    counts = [int(symbols.eq(symbol).sum()) for symbol in sorted(best)]
    assert chisquare(counts, share * 5000).pvalue > 1e-3
    assert set(choose(logits, noise, 1.0, 0, lines=True).tolist()) > best
    assert MARK not in choose(logits.index_fill(1, torch.tensor([MARK]), 50.0), noise, 1.0, 0, lines=False)


def test_a_seed_repeats_and_small_changes_of_the_network_keep_most() -> None:
    trainer = writer(epochs=2)
    before = write(trainer.model, 50, 12, seed=3)
    assert write(trainer.model, 50, 12, seed=3) == before
    assert write(trainer.model, 50, 12, seed=4) != before
    with torch.no_grad():
        for parameter in trainer.model.parameters():
            parameter.mul_(1.002)
    after = write(trainer.model, 50, 12, seed=3)
    assert sum(one == other for one, other in zip(before, after, strict=True)) >= 40


def test_it_trains_on_afterwards_and_refuses_what_cannot_be() -> None:
    trainer = writer()
    write(trainer.model, 1, 5)
    assert trainer.model.training
    assert write(trainer.model, 2, 3, prefix=[4, 5, 6]) == [[4, 5, 6]] * 2
    with pytest.raises(ValueError, match="goes on from a letter"):
        write(trainer.model, 1, 5, lines=False)
    with pytest.raises(ValueError, match="temperature"):
        write(trainer.model, 1, 5, temperature=-0.1)
