"""Checkpoints: how many there are, how much they weigh, and how they are spread."""

import itertools

import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.datasets import load
from playground.experiment import Experiment
from playground.training.timeline.checkpoints import MOST_BYTES, MOST_CHECKPOINTS, Checkpoints
from playground.training.trainers.snapshot import Progress, Snapshot

DATASET = load(Experiment().data, seed=0)


def snapshot(epoch: int, size: int = 16) -> Snapshot:
    parameters, none = torch.zeros(size, dtype=torch.uint8), torch.zeros(0)
    return Snapshot(epoch, 3 * epoch, 0, Progress.HEALTHY, parameters, none, (), {}, (), iter(()), DATASET)


def trained(checkpoints: Checkpoints, first: int, last: int, size: int = 16) -> list[int]:
    """Offer the ends of epochs, and return the epochs that were wanted."""
    epochs = []
    for epoch in range(first, last + 1):
        if checkpoints.wants(epoch):
            epochs.append(epoch)
            checkpoints.add(snapshot(epoch, size))
    return epochs


def gaps(checkpoints: Checkpoints) -> set[int]:
    return {later - earlier for earlier, later in itertools.pairwise(checkpoints.epochs)}


@given(most=st.integers(2, 12), last=st.integers(0, 400))
def test_they_are_bounded_in_number_and_evenly_spread(most: int, last: int) -> None:
    checkpoints = Checkpoints(most=most)
    for epoch in range(last + 1):
        if checkpoints.wants(epoch):
            checkpoints.add(snapshot(epoch))
        assert 1 <= len(checkpoints) <= most
        assert len(gaps(checkpoints)) <= 1
        assert checkpoints.epochs[0] == 0
    stride = max(gaps(checkpoints), default=1)
    assert last - checkpoints.epochs[-1] < max(stride, 2)
    assert len(checkpoints) > min(last, most) // 2  # no more are dropped than needed
    assert [checkpoints[place].epoch for place in range(len(checkpoints))] == checkpoints.epochs


@given(most_bytes=st.integers(32, 1000), sizes=st.lists(st.integers(1, 200), min_size=1, max_size=60))
def test_they_are_bounded_in_memory_whatever_each_weighs(most_bytes: int, sizes: list[int]) -> None:
    checkpoints = Checkpoints(most=12, most_bytes=most_bytes)
    for epoch, size in enumerate(sizes):
        if checkpoints.wants(epoch):
            checkpoints.add(snapshot(epoch, size))
        held = sum(checkpoints[place].size for place in range(len(checkpoints)))
        assert held <= most_bytes
        assert len(gaps(checkpoints)) <= 1


@given(size=st.integers(501, 5000))
def test_of_a_network_that_does_not_fit_twice_there_are_none(size: int) -> None:
    checkpoints = Checkpoints(most_bytes=1000)
    assert trained(checkpoints, 0, 5, size) == [0]
    assert (len(checkpoints), checkpoints.epochs) == (0, [])
    assert not checkpoints.wants(6)


def test_what_is_not_wanted_need_not_be_made() -> None:
    checkpoints = Checkpoints(most=4)
    epochs = trained(checkpoints, 0, 64)
    assert epochs == [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
    assert checkpoints.epochs == [0, 32, 64]
    assert not checkpoints.wants(64)
    assert not checkpoints.wants(32)


@given(last=st.integers(0, 60), cut=st.integers(0, 60), more=st.integers(0, 60))
def test_a_cut_drops_what_is_later_and_others_follow(last: int, cut: int, more: int) -> None:
    checkpoints = Checkpoints(most=8)
    trained(checkpoints, 0, last)
    before = checkpoints.epochs
    checkpoints.cut(cut)
    assert checkpoints.epochs == [epoch for epoch in before if epoch <= cut]
    start = checkpoints.epochs[-1]
    trained(checkpoints, start + 1, start + more)
    assert len(checkpoints) <= 8
    assert len(gaps(checkpoints)) <= 1
    assert checkpoints.epochs[-1] <= start + more


def test_a_usual_network_has_many() -> None:
    checkpoints = Checkpoints()
    trained(checkpoints, 0, 1000, size=20_000)
    assert MOST_CHECKPOINTS / 2 < len(checkpoints) <= MOST_CHECKPOINTS
    assert MOST_CHECKPOINTS * 20_000 < MOST_BYTES
