"""Who comes in, and who does not: strangers, liars, the silent, and a crowd of them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.training.worker.cluster import gate as gates
from playground.training.worker.cluster.gate import Gate
from playground.training.worker.cluster.line import UNREACHABLE, Invitation, come
from tests.training.watching import NEVER, PATIENCE


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate("127.0.0.1")
    yield gate
    gate.close()
    for thread in threading.enumerate():
        if thread.name.startswith("gate"):
            thread.join(PATIENCE)
            assert not thread.is_alive()


def wait_for(gate: Gate, refused: int) -> None:
    end = time.monotonic() + PATIENCE
    while gate.refused < refused:
        assert time.monotonic() < end, f"{gate.refused} of {refused} refused"
        time.sleep(0.005)


def knock(invitation: Invitation) -> socket.socket:
    return socket.create_connection((invitation.host, invitation.port), PATIENCE)


def comes_in(gate: Gate) -> bool:
    """Return whether a worker that is expected gets through, and both ends hear each other."""
    invitation, coming = gate.invite()
    with come(invitation) as theirs, coming.result(PATIENCE) as ours:
        theirs.send_bytes(b"a frame" * 10_000)
        ours.send("a command")
        return (ours.recv_bytes(), theirs.recv()) == (b"a frame" * 10_000, "a command")


def test_a_worker_that_is_expected_comes_in(gate: Gate) -> None:
    assert comes_in(gate)
    assert gate.refused == 0


def test_several_come_in_each_as_itself(gate: Gate) -> None:
    expected = [gate.invite() for _ in range(20)]
    lines = [come(invitation) for invitation, _ in reversed(expected)][::-1]
    for number, ((_, coming), theirs) in enumerate(zip(expected, lines, strict=True)):
        with theirs, coming.result(PATIENCE) as ours:
            theirs.send_bytes(str(number).encode())
            assert ours.recv_bytes() == str(number).encode()


def test_another_key_is_refused(gate: Gate) -> None:
    invitation, coming = gate.invite()
    with pytest.raises(AuthenticationError):
        come(replace(invitation, key=bytes(32)))
    wait_for(gate, 1)
    assert not coming.done()
    assert comes_in(gate)


def test_the_handshake_is_that_of_multiprocessing(gate: Gate) -> None:
    """An independent client gets through with the key, and not with another."""
    invitation, coming = gate.invite()
    address = (invitation.host, invitation.port)
    with pytest.raises(AuthenticationError):
        Client(address, authkey=b"guessed")
    with Client(address, authkey=invitation.key) as theirs:
        theirs.send_bytes(invitation.ticket)
        coming.result(PATIENCE).close()


def test_a_worker_does_not_listen_to_a_server_that_lacks_the_key() -> None:
    """What it would unpickle must not come from anybody: an impostor can take any answer, and give none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        invitation = Invitation("127.0.0.1", listening.getsockname()[1], b"key", bytes(16))

        def pretend() -> None:
            with Connection(listening.accept()[0].detach()) as line:
                line.send_bytes(b"#CHALLENGE#" + bytes(20))
                line.recv_bytes()
                line.send_bytes(b"#WELCOME#")
                line.recv_bytes()
                line.send_bytes(b"an answer, perhaps")

        impostor = threading.Thread(target=pretend)
        impostor.start()
        with pytest.raises(AuthenticationError):
            come(invitation)
        impostor.join(PATIENCE)


def test_a_worker_that_meets_something_else_there_gives_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        invitation = Invitation("127.0.0.1", listening.getsockname()[1], b"key", bytes(16))

        def greet() -> None:
            with Connection(listening.accept()[0].detach()) as line:
                line.send_bytes(b"220 mail.example.org")

        other = threading.Thread(target=greet)
        other.start()
        with pytest.raises(AuthenticationError):
            come(invitation)
        other.join(PATIENCE)


@pytest.mark.parametrize("reused", [True, False], ids=["used before", "made up"])
def test_a_ticket_is_good_for_one_worker_once(gate: Gate, reused: bool) -> None:
    invitation, coming = gate.invite()
    if reused:
        come(invitation).close()
        coming.result(PATIENCE).close()
    else:
        gate.forget(invitation)
    with come(invitation) as line, pytest.raises((EOFError, ConnectionError)):
        line.recv_bytes()
    assert gate.refused == 1


def test_the_silent_are_sent_away_in_time(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "HANDSHAKE", NEVER)
    invitation, _ = gate.invite()
    with knock(invitation) as silent:
        silent.settimeout(PATIENCE)
        while silent.recv(100):  # its challenge, and then the end
            pass
    wait_for(gate, 1)


def test_who_sends_a_byte_now_and_then_has_no_longer(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "HANDSHAKE", NEVER)
    invitation, _ = gate.invite()
    start = time.monotonic()
    with knock(invitation) as slow, suppress(ConnectionError):
        slow.sendall((200).to_bytes(4, "big"))
        while time.monotonic() - start < PATIENCE:
            slow.sendall(b"x")
            time.sleep(0.02)
    assert time.monotonic() - start < PATIENCE
    wait_for(gate, 1)


def test_a_crowd_of_the_silent_keeps_nobody_out(gate: Gate) -> None:
    invitation, _ = gate.invite()
    crowd = [knock(invitation) for _ in range(3 * gates.MOST_STRANGERS)]
    assert comes_in(gate)
    wait_for(gate, 2 * gates.MOST_STRANGERS)
    greeting = [thread for thread in threading.enumerate() if thread.name == "gate-handshake"]
    assert len(greeting) <= gates.MOST_STRANGERS + 1
    for each in crowd:
        each.close()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.binary(max_size=300), framed=st.booleans())
def test_whatever_strangers_send_they_are_refused(gate: Gate, sent: bytes, framed: bool) -> None:
    before = gate.refused
    invitation, coming = gate.invite()
    with knock(invitation) as stranger, suppress(OSError):  # it may hang up before all is said
        stranger.sendall(len(sent).to_bytes(4, "big") + sent if framed else sent)
        stranger.shutdown(socket.SHUT_WR)
    wait_for(gate, before + 1)
    gate.forget(invitation)
    assert not coming.done()
    assert comes_in(gate)


def test_a_closed_gate_lets_nobody_in(gate: Gate) -> None:
    invitation, _ = gate.invite()
    with knock(invitation) as waiting:
        gate.close()
        gate.close()
        waiting.settimeout(PATIENCE)
        with suppress(ConnectionError):
            while waiting.recv(100):
                pass
    for thread in threading.enumerate():
        if thread.name == "gate":
            thread.join(PATIENCE)
    with pytest.raises(OSError, match="refused"):
        knock(invitation)


def test_both_ends_ask_after_a_machine_that_says_nothing(gate: Gate) -> None:
    """Without it a machine that lost its power would be waited for for hours."""
    invitation, coming = gate.invite()
    with come(invitation) as theirs, coming.result(PATIENCE) as ours:
        for line in (theirs, ours):
            with socket.socket(fileno=socket.dup(line.fileno())) as end:
                assert end.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
                assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                if hasattr(socket, "TCP_USER_TIMEOUT"):
                    assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 1000 * UNREACHABLE
                    idle = end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE)
                    interval = end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL)
                    assert idle + interval * end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT) <= UNREACHABLE
