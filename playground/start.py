"""Starts the web application from the command line, in any folder."""

from __future__ import annotations

import errno
import ipaddress
import os
import signal
import socket
from contextlib import suppress
from enum import Enum

import click

from playground.environment import cluster_from_environment, settings_from_environment
from playground.i18n import _
from playground.paths import APP

FIRST_PORT = 8501
PORTS_TRIED = 100
THIS_MACHINE = "127.0.0.1"
"""Where the server listens unless told otherwise."""

_announced: set[int] = set()


class Reach(Enum):
    """Who can open what listens on an address."""

    MACHINE = "only who sits at this machine"
    ONE_ADDRESS = "everybody who reaches that address"
    EVERY_ADDRESS = "everybody who reaches this machine"


class AddressError(ValueError):
    """An address that the server cannot use; the message says why."""


def start(host: str | None = None, port: int | None = None) -> None:
    """Serve the application until Ctrl-C.

    Parameters
    ----------
    host
        The address to listen on; where it is ``None``, one that only this machine reaches.
    port
        The port; the first free one from 8501 on where it is ``None``.

    Raises
    ------
    AddressError
        If the address is unknown, or its port in use.
    SettingError
        If the environment sets a limit that is none, or a cluster that cannot be used.
    """
    settings_from_environment()
    cluster_from_environment()
    port = free_port(host) if port is None else port
    check_address(host, port)
    # headless: Streamlit neither asks for an e-mail address nor offers to install anything. Its welcome message would
    # then ask a server on the internet for this machine's address, so the message is ours.
    options = ["--server.port", str(port), "--server.headless", "true", "--logger.hideWelcomeMessage", "true"]
    options += ["--server.address", host or THIS_MACHINE]
    # Ctrl-C ends the process at once until the server takes over the signal; when it has ended everything it raises
    # the signal again. As an exception it could come in the middle of a thread's start, and hang the interpreter's end.
    signal.signal(signal.SIGINT, lambda _signal, _frame: os._exit(0))
    announce(host, port)
    # In this process, but not as its "__main__": every worker would import the app, and with it Streamlit, once more.
    from streamlit.web.cli import main as streamlit

    streamlit.main(["run", str(APP), *options], prog_name="streamlit", standalone_mode=False)


def free_port(host: str | None) -> int:
    """Return the first port from 8501 on that nothing listens on.

    Raises
    ------
    AddressError
        If a hundred of them are in use, or the address is unknown.
    """
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            _bind(host, port)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                break
        except UnicodeError:
            break
        else:
            return port
    check_address(host, FIRST_PORT)
    return FIRST_PORT


def check_address(host: str | None, port: int) -> None:
    """Raise :class:`AddressError`, with the reason, if the server could not listen there."""
    try:
        _bind(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = _("port {port} is in use; choose another with --port, or give none to take a free one")
            raise AddressError(sentence.format(port=port)) from error
        where = link(host, port)
        sentence = _("cannot listen on {where}: {reason}")
        raise AddressError(sentence.format(where=where, reason=error.strerror or error)) from error
    except UnicodeError as error:  # from a name that no network could have
        raise AddressError(_("--host: {host} is not an address").format(host=repr(host))) from error


def link(host: str | None, port: int, path: str = "") -> str:
    """Return the link of a page of the application."""
    name = "localhost" if host in (None, "0.0.0.0", "::") else host
    return f"http://{f'[{name}]' if ':' in str(name) else name}:{port}{path}"


def reach(host: str | None) -> Reach:
    """Return who can open what listens on an address; on the usual one where it is ``None``."""
    name = host or THIS_MACHINE
    number = socket.getaddrinfo(name, None, _family(name), socket.SOCK_STREAM)[0][4][0]
    address = ipaddress.ip_address(str(number).partition("%")[0])
    if address.is_unspecified:
        return Reach.EVERY_ADDRESS
    return Reach.MACHINE if address.is_loopback else Reach.ONE_ADDRESS


def announce(host: str | None, port: int, path: str = "") -> None:
    """Print where the app is, and for whom.

    Once a process and port: the command does it before Streamlit is imported, or else the server when it starts.
    """
    if port in _announced:
        return
    _announced.add(port)
    click.echo(_("The playground is at {link}").format(link=link(host, port, path)))
    click.echo(audience(host, port, path))
    click.echo(_("Ctrl-C ends it."))


def audience(host: str | None, port: int, path: str = "") -> str:
    """Return who can open the app, and with which link where theirs is another one."""
    match reach(host):
        case Reach.MACHINE if host is None:
            return _("only on this machine; --host 0.0.0.0 opens it to your network")
        case Reach.MACHINE:
            return _("only on this machine")
        case Reach.EVERY_ADDRESS if (network := _network_address()) is not None:
            return _("and for everybody in this network at {link}").format(link=link(network, port, path))
    return _("for everybody in this network")


def _family(host: str) -> socket.AddressFamily:
    """Return the kind of address that Streamlit takes a host for."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _bind(host: str | None, port: int) -> None:
    """Listen there for a moment, as the server is going to."""
    name = THIS_MACHINE if host is None else host
    if not name:  # to a socket, no name is every address
        raise UnicodeError("no address")
    family, _kind, _protocol, _name, address = socket.getaddrinfo(name, port, _family(name), socket.SOCK_STREAM)[0]
    both = family == socket.AF_INET6 and socket.has_dualstack_ipv6()
    socket.create_server(address, family=family, dualstack_ipv6=both).close()


def _network_address() -> str | None:
    """Return this machine's address in its network. Nothing is sent: connecting a UDP socket only picks the route."""
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))  # addresses reserved for documentation
            address = str(probe.getsockname()[0])
            if not ipaddress.ip_address(address).is_loopback:
                return address
    return None
