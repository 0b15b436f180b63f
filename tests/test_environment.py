"""What the environment says, and what a server answers where that makes no sense."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.sync.client import connect

from benchmarks.serving import PATIENCE, ROOT, free_port, serve
from playground.environment import (
    CLUSTER,
    GIGABYTES_EACH,
    HIGHEST_LIMIT,
    MOST_ROOMS,
    MOST_RUNS,
    MOST_STUDENTS,
    RUNS_EACH,
    SERVER_LETTER,
    STATUS_FOR,
    SettingError,
    cluster_from_environment,
    environment_language,
    gigabytes_each,
    limit_from_environment,
    settings_from_environment,
)
from tests.commands import SMALL
from tests.session import session

WRONG = ("abc", "0", "-1", "1.5", "1e3", "10001", "9" * 5000, " ", "+3", "1_000", "٣", "0x10", "sixteen\n7", "\udcff")
SERVERS = {
    "command": ["-c", "from playground.cli import main; main()"],  # as the script that pip installs does
    "module": ["-m", "playground"],
    "streamlit": ["-m", "streamlit", "run", "app.py"],
    "app": ["app.py"],
}


def start(
    way: str, limit: str, *options: str, locale: str = "C", cluster: str = ""
) -> subprocess.CompletedProcess[str]:
    """Start a server, or give the command, with this limit and cluster; return once it has ended."""
    environment = {MOST_RUNS: limit, CLUSTER: cluster, "LC_ALL": locale, "PYTHONIOENCODING": "utf-8"}
    environment |= {"STREAMLIT_SERVER_HEADLESS": "true"}
    return subprocess.run(
        [sys.executable, *SERVERS[way], *options],
        cwd=ROOT,
        env=os.environ | environment | {"STREAMLIT_SERVER_PORT": str(free_port())},
        input=SMALL.to_json(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_limit_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for written, limit in (("7", 7), (" 7 ", 7), ("007", 7), ("1", 1), (str(HIGHEST_LIMIT), HIGHEST_LIMIT)):
        monkeypatch.setenv(MOST_RUNS, written)
        assert limit_from_environment() == limit
    for unset in (lambda: monkeypatch.setenv(MOST_RUNS, ""), lambda: monkeypatch.delenv(MOST_RUNS)):
        unset()
        assert limit_from_environment() == 16 * (os.cpu_count() or 1)


@pytest.mark.parametrize("written", WRONG)
def test_what_is_no_limit_is_said(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(MOST_RUNS, written)
    with pytest.raises(SettingError, match=f"^{MOST_RUNS} must be a whole number from 1 to 10000: '") as refused:
        limit_from_environment()
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize("way", SERVERS)
def test_no_server_starts_with_a_limit_that_is_none(way: str) -> None:
    for written in ("abc", "0"):
        ended = start(way, written)
        assert ended.returncode == 2, ended.stderr
        message = f"neural-playground: {MOST_RUNS} must be a whole number from 1 to 10000: '{written}'\n"
        assert (ended.stdout, ended.stderr) == ("", message)


@pytest.mark.parametrize("way", ["module", "streamlit"])
def test_it_is_said_in_the_readers_language(way: str) -> None:
    ended = start(way, "abc", locale="fr_FR.UTF-8")
    assert ended.returncode == 2
    assert ended.stderr == f"neural-playground: {MOST_RUNS} doit être un nombre entier de 1 à 10000 : 'abc'\n"


def test_commands_do_not_end_because_of_a_servers_limit() -> None:
    assert start("module", "abc", "describe", "-", "--json").returncode == 0
    trained = start("module", "0", "train", "-", "--epochs", "1", "--json")
    assert (trained.returncode, trained.stderr) == (0, "")


def test_a_cluster_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    for written in ("auto", " auto ", "head:6379", "10.0.0.1:1", "[fd00::1]:65535", "a-b.example.org:6379"):
        monkeypatch.setenv(CLUSTER, written)
        assert cluster_from_environment() == written.strip()
    for written in ("", " "):
        monkeypatch.setenv(CLUSTER, written)
        assert cluster_from_environment() is None
    monkeypatch.delenv(CLUSTER)
    assert cluster_from_environment() is None


@pytest.mark.parametrize("written", ["abc", "local", "ray://head:10001", "head:0", "head:65536", "h:1\nx:2"])
def test_what_is_no_cluster_is_said(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(CLUSTER, written)
    with pytest.raises(SettingError, match=f"^{CLUSTER} must be auto, or the host and port of a Ray cluster: '"):
        cluster_from_environment()


@given(written=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300))
def test_whatever_stands_there_is_an_address_or_refused_in_a_line(written: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
        monkeypatch.setenv(CLUSTER, written)
        try:
            address = cluster_from_environment()
        except SettingError as error:
            address, refusal = None, str(error)
        else:
            refusal = ""
    assert len(refusal) < 160
    assert address in (None, "auto") or 1 <= int(address.rpartition(":")[2]) <= 65535


def test_a_cluster_without_ray_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv(CLUSTER, "auto")
    with pytest.raises(
        SettingError, match=r"needs Ray, which is not installed: pip install 'neural-playground\[cluster\]'"
    ):
        cluster_from_environment()


@pytest.mark.parametrize("way", SERVERS)
def test_no_server_starts_with_a_cluster_that_is_none(way: str) -> None:
    ended = start(way, "", cluster="here")
    message = f"neural-playground: {CLUSTER} must be auto, or the host and port of a Ray cluster: 'here'\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", message)


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
@pytest.mark.parametrize("way", ["module", "streamlit", "app"])
def test_no_server_starts_where_no_cluster_answers(way: str) -> None:
    address = f"127.0.0.1:{free_port()}"
    ended = start(way, "", cluster=address)
    last = ended.stderr.splitlines()[-1]
    assert last == f"neural-playground: {CLUSTER}: no Ray cluster answers at {address} (Connection refused)"
    assert ended.returncode == 2


def test_a_server_keeps_to_its_limit() -> None:
    with (
        serve(**{MOST_RUNS: "1"}) as served,
        session(served) as (_, first),
        session(served) as (_, second),
        connect(f"{served.socket}/live", max_size=None) as watching,
    ):
        watching.send(json.dumps({"type": "hello", "token": first}))
        watching.send(json.dumps({"type": "ready", "generation": 0, "since": 0, "shown": -1}))
        assert isinstance(watching.recv(timeout=PATIENCE), bytes)
        with connect(f"{served.socket}/live", max_size=None) as waiting:
            waiting.send(json.dumps({"type": "hello", "token": second}))
            assert json.loads(waiting.recv(timeout=PATIENCE)) == {"status": "lost", "reason": "limit"}


def test_the_language_is_the_first_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "")
    assert environment_language() == "en"
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert environment_language() == "fr"
    monkeypatch.setenv("LC_MESSAGES", "de_DE.UTF-8")
    assert environment_language() == "en"
    monkeypatch.setenv("LC_ALL", "fr_CA")
    assert environment_language() == "fr"


def test_a_server_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (MOST_RUNS, RUNS_EACH, MOST_ROOMS, MOST_STUDENTS, GIGABYTES_EACH, SERVER_LETTER, STATUS_FOR)
    for name in names:
        monkeypatch.delenv(name, raising=False)
    usual = settings_from_environment()
    assert (usual.runs_each, usual.most_rooms, usual.most_students) == (4, 50, 200)
    assert (usual.letter, usual.status_for) == ("", ())
    assert gigabytes_each() >= 2
    for name, written in zip(names, ("40", "3", "7", "90", "5", " b ", "10.0.0.7, 2001:db8::/32"), strict=True):
        monkeypatch.setenv(name, written)
    told = settings_from_environment()
    assert (told.most_runs, told.runs_each, told.most_rooms, told.most_students) == (40, 3, 7, 90)
    assert (told.letter, gigabytes_each()) == ("B", 5)
    assert [str(network) for network in told.status_for] == ["10.0.0.7/32", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (RUNS_EACH, "0"),
        (MOST_ROOMS, "many"),
        (MOST_STUDENTS, "-3"),
        (GIGABYTES_EACH, "0.5"),
        (SERVER_LETTER, "AB"),
        (SERVER_LETTER, "O"),
        (SERVER_LETTER, "é"),
        (STATUS_FOR, "everybody"),
        (STATUS_FOR, "10.0.0.300"),
        (STATUS_FOR, "10.0.0.7/8"),
    ],
)
def test_what_a_server_cannot_be_set_to_is_said(monkeypatch: pytest.MonkeyPatch, name: str, written: str) -> None:
    monkeypatch.setenv(name, written)
    with pytest.raises(SettingError, match=f"^{name} must be .*: '{written}'$"):
        settings_from_environment()
