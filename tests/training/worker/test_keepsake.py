from hypothesis import given
from hypothesis import strategies as st

from playground.training.worker.keepsake import Keepsake


@given(st.integers(0, 2**64 - 1), st.booleans(), st.binary(max_size=100))
def test_what_a_worker_sends_is_what_the_server_keeps(generation: int, playing: bool, state: bytes) -> None:
    kept = Keepsake(generation, playing, state)
    assert Keepsake.of(kept.message()) == kept


@given(st.integers(0, 2**63), st.binary(max_size=100))
def test_pictures_for_viewers_are_none(viewer: int, picture: bytes) -> None:
    assert Keepsake.of(viewer.to_bytes(8, "little") + picture) is None


@given(st.binary(max_size=16))
def test_what_is_too_short_is_none(message: bytes) -> None:
    assert Keepsake.of(message) is None
