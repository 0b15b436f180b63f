"""Who is at the other end of a connection, as far as a server can know.

Behind a reverse proxy all connections come from the proxy, which says in a header whose they are. Uvicorn, which
Streamlit runs on, believes it where it comes from an address in ``FORWARDED_ALLOW_IPS`` (this machine unless that says
otherwise), and puts what it says into the scope; anybody else's headers are ignored.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

UNKNOWN = "unknown"
PREFIX = 64
"""Bits of an IPv6 address that tell one subscriber from another; the rest they choose as they like."""
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_TRACES = ("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip")
"""Headers that proxies add, besides ``X-Forwarded-…``."""


def client_of(scope: Mapping[str, Any]) -> str:
    """Return where a connection comes from, to count attempts by: an IPv4 address, or the network of an IPv6 one.

    Parameters
    ----------
    scope
        Of ASGI: ``request.scope`` or ``socket.scope``.

    Returns
    -------
    str
        ``192.0.2.7``, ``2001:db8::/64``, or :data:`UNKNOWN` where it is no address (a proxy's slip, a Unix socket): all
        those count as one.
    """
    address = _address(scope)
    if address is None:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.IPv6Network((int(address) >> 128 - PREFIX << 128 - PREFIX, PREFIX)))


def is_direct(scope: Mapping[str, Any]) -> bool:
    """Return whether a connection bears no trace of a proxy, whoever may have written it."""
    names = {name.decode("latin-1").lower().replace("_", "-") for name, _value in scope["headers"]}
    return not any(name in _TRACES or name.startswith("x-forwarded") for name in names)


def is_this_machine(scope: Mapping[str, Any]) -> bool:
    """Return whether somebody on this machine has connected by its own name, and not through a proxy.

    A page of a stranger whose domain has come to mean 127.0.0.1 brings that domain along as ``Host``.
    """
    address = _address(scope)
    hosts = Headers(raw=list(scope["headers"])).getlist("host")
    named = len(hosts) == 1 and _without_port(hosts[0]) in _LOOPBACK_NAMES
    return address is not None and address.is_loopback and named and is_direct(scope)


def comes_from(scope: Mapping[str, Any], networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    """Return whether a connection comes from one of some networks, and not through a proxy."""
    address = _address(scope)
    return address is not None and is_direct(scope) and any(address in network for network in networks)


def _address(scope: Mapping[str, Any]) -> Address | None:
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(str(client[0]).partition("%")[0]) if client else None
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isascii() and port.isdigit() else host).lower()
