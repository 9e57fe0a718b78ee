"""Decides which addresses may be checked: public ones, usual ports, http or https.

Sources must not make this server contact its own network. So a name is resolved once, all its
addresses must be public, and the connection uses exactly that address.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.linkcheck.ranges import is_public

PORTS = {"http": 80, "https": 443}


class Skipped(Exception):
    """The address is not checked. The message has the reason."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target of one request: the host name and its numeric address."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str


Lookup = Callable[[str, int], list[str]]


def lookup(host: str, port: int) -> list[str]:
    """Every numeric address of a host. Raises OSError if there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]


def target(url: str, look_up: Lookup = lookup) -> Target:
    """Where a request for the address may go.

    Raises NotAsked for anything but a public address, OSError where the name means nothing.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Skipped("not an address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise Skipped("not a web address")
    if parts.username or parts.password:
        raise Skipped("names a user")
    if port not in (None, *PORTS.values()):
        raise Skipped("unusual port")
    host, port = parts.hostname, port or PORTS[parts.scheme]
    addresses = look_up(_ascii(host), port)
    if not addresses or not all(is_public(each) for each in addresses):
        raise Skipped("not a public address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, _ascii(host), port, addresses[0], path)


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Skipped("not an address") from None
