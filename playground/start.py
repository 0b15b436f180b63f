"""Starts the web application from the command line, in any folder."""

from __future__ import annotations

import errno
import os
import signal
import socket
from contextlib import suppress

import click

from playground.environment import limit_from_environment
from playground.i18n import _
from playground.paths import APP

FIRST_PORT = 8501
PORTS_TRIED = 100


class AddressError(ValueError):
    """An address that the server cannot use; the message says why."""


def start(host: str | None = None, port: int | None = None) -> None:
    """Serve the application until Ctrl-C.

    Parameters
    ----------
    host
        The address to listen on; all of this machine's where it is ``None``.
    port
        The port; the first free one from 8501 on where it is ``None``.

    Raises
    ------
    AddressError
        If the address is unknown, or its port in use.
    SettingError
        If the environment sets a limit of runs that is none.
    """
    limit_from_environment()
    port = free_port(host) if port is None else port
    check_address(host, port)
    # headless: Streamlit neither asks for an e-mail address nor offers to install anything. Its welcome message would
    # then ask a server on the internet for this machine's address, so the message is ours.
    options = ["--server.port", str(port), "--server.headless", "true", "--logger.hideWelcomeMessage", "true"]
    if host is not None:
        options += ["--server.address", host]
    # Ctrl-C ends the process at once until the server takes over the signal; when it has ended everything it raises
    # the signal again. As an exception it could come in the middle of a thread's start, and hang the interpreter's end.
    signal.signal(signal.SIGINT, lambda _signal, _frame: os._exit(0))
    _say(host, port)
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
            said = _("port {port} is in use; choose another with --port, or give none to take a free one")
            raise AddressError(said.format(port=port)) from error
        where = link(host, port)
        said = _("cannot listen on {where}: {reason}")
        raise AddressError(said.format(where=where, reason=error.strerror or error)) from error
    except UnicodeError as error:
        raise AddressError(_("--host: {host} is not an address").format(host=repr(host))) from error


def link(host: str | None, port: int, path: str = "") -> str:
    """Return the link of a page of the application."""
    name = "localhost" if host in (None, "0.0.0.0", "::") else host
    return f"http://{f'[{name}]' if ':' in str(name) else name}:{port}{path}"


def _bind(host: str | None, port: int) -> None:
    """Listen there for a moment, as the server is going to."""
    if host is None and socket.has_dualstack_ipv6():
        socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True).close()
    else:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()


def _say(host: str | None, port: int) -> None:
    click.echo(_("The playground is at {link}").format(link=link(host, port)))
    network = _network_address() if host is None else None
    if network is not None:
        click.echo(_("and for others in your network at {link}").format(link=link(network, port)))
    click.echo(_("Ctrl-C ends it."))


def _network_address() -> str | None:
    """Return this machine's address in its network. Nothing is sent: connecting a UDP socket only picks the route."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address reserved for documentation
        address = str(probe.getsockname()[0])
        return None if address.startswith("127.") else address
    return None
