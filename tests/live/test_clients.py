"""Who is at the other end: proxies that are trusted are believed, and nobody is made the operator by a header."""

from __future__ import annotations

import ipaddress
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from playground.live.clients import UNKNOWN, client_of, comes_from, is_direct, is_this_machine

HOSTILE = (
    ("X-Forwarded-For", "127.0.0.1"),
    ("x-forwarded-for", "::1"),
    ("X-FORWARDED-FOR", ""),
    ("X_Forwarded_For", "127.0.0.1"),
    ("X-Forwarded-Host", "localhost"),
    ("X-Forwarded-Proto", "https"),
    ("Forwarded", "for=127.0.0.1;host=localhost"),
    ("Via", "1.1 proxy"),
    ("X-Real-IP", "127.0.0.1"),
    ("True-Client-IP", "127.0.0.1"),
    ("CF-Connecting-IP", "127.0.0.1"),
)


def scope(client: str | None, *headers: tuple[str, str], host: str | None = "localhost:8501") -> dict[str, Any]:
    """Return what a server that believes nobody knows of a connection."""
    named = [*headers, *([("host", host)] if host is not None else [])]
    return {
        "type": "http",
        "client": (client, 1234) if client is not None else None,
        "headers": [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in named],
        "scheme": "http",
    }


def believed(one: dict[str, Any], trusted: str = "127.0.0.1") -> dict[str, Any]:
    """Return what the application is told of it, by the middleware that Streamlit's web server puts in front."""
    seen: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.append(dict(scope))

    anyio.run(ProxyHeadersMiddleware(application, trusted), one, None, None)  # type: ignore[arg-type]
    return seen[0]


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "127.0.0.1"])
def test_whoever_connects_from_this_machine_by_its_own_name_is_its_operator(client: str, host: str) -> None:
    assert is_this_machine(scope(client, host=host))


@pytest.mark.parametrize(
    "client", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "::ffff:192.0.2.7", "0.0.0.0", "", None, "localhost"]
)
def test_nobody_else_is(client: str | None) -> None:
    assert not is_this_machine(scope(client))


@pytest.mark.parametrize("header", HOSTILE, ids=lambda header: "-".join(header))
@pytest.mark.parametrize("client", ["127.0.0.1", "192.0.2.7"])
@pytest.mark.parametrize("trusted", ["127.0.0.1", "*", ""])
def test_no_header_makes_somebody_the_operator(header: tuple[str, str], client: str, trusted: str) -> None:
    assert not is_this_machine(believed(scope(client, header), trusted))
    assert not comes_from(believed(scope(client, header), trusted), (ipaddress.ip_network("192.0.2.0/24"),))


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:8501", "", None, "localhost:x"]
)
def test_a_domain_that_has_come_to_mean_this_machine_is_refused(host: str | None) -> None:
    assert not is_this_machine(scope("127.0.0.1", host=host))


def test_two_hosts_are_none() -> None:
    assert not is_this_machine(scope("127.0.0.1", ("Host", "localhost"), host="evil.example"))


@given(
    st.lists(st.tuples(st.sampled_from([name for name, _text in HOSTILE]), st.text("0123456789.:, ;=for", max_size=30)))
)
def test_whatever_headers_say_a_stranger_stays_one(headers: list[tuple[str, str]]) -> None:
    assert not is_this_machine(believed(scope("192.0.2.7", *headers), "*"))


def test_networks_may_be_admitted() -> None:
    networks = (ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("2001:db8::/32"))
    assert comes_from(scope("10.1.2.3", host="school.example"), networks)
    assert comes_from(scope("::ffff:10.1.2.3"), networks)
    assert comes_from(scope("2001:db8::7"), networks)
    assert not comes_from(scope("10.2.0.1"), networks)
    assert not comes_from(scope(None), networks)


def test_attempts_are_counted_by_address_and_of_ipv6_by_network() -> None:
    assert client_of(scope("192.0.2.7")) == "192.0.2.7"
    assert client_of(scope("::ffff:192.0.2.7")) == "192.0.2.7"
    assert client_of(scope("2001:db8:1:2:3:4:5:6")) == client_of(scope("2001:db8:1:2::9")) == "2001:db8:1:2::/64"
    assert client_of(scope("2001:db8:1:3::9")) != client_of(scope("2001:db8:1:2::9"))
    assert client_of(scope("fe80::1%eth0")) == "fe80::/64"
    for nobody in (None, "", "unknown", "_hidden", "x" * 10_000):
        assert client_of(scope(nobody)) == UNKNOWN


def test_a_trusted_proxy_is_believed_its_last_word_and_a_client_nothing() -> None:
    forged = ("X-Forwarded-For", "198.51.100.1")
    told = ("X-Forwarded-For", "198.51.100.1, 192.0.2.7")
    assert client_of(believed(scope("127.0.0.1", told))) == "192.0.2.7"
    assert client_of(believed(scope("192.0.2.7", forged))) == "192.0.2.7"
    assert client_of(believed(scope("10.0.0.9", told), "10.0.0.0/24")) == "192.0.2.7"
    assert client_of(believed(scope("127.0.0.1", ("X-Forwarded-For", "nonsense")))) == UNKNOWN
    assert not is_direct(scope("127.0.0.1", told))


@given(st.text(max_size=60))
def test_of_any_client_there_is_something_short_to_count_by(client: str) -> None:
    assert len(client_of(scope(client))) <= 43
