"""To which addresses the server itself may connect: none that is not of the open internet."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
_WRAPPING = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""IPv6 addresses that a gateway turns into IPv4 ones (NAT64)."""


class Internal(Exception):
    """A name leads to an address that is not of the open internet."""


def public_address(host: str, port: int) -> str:
    """An address of `host` to connect to: a name that is looked up again might lead elsewhere.

    Raises `Internal` where any of its addresses is not public, `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(ip_address(address.partition("%")[0])):
            raise Internal(host)
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether an address, and the one that it wraps, is of the open internet."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is not None:
            return is_public(wrapped)
        if address.teredo or any(address in network for network in _WRAPPING):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
