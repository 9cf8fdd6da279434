"""Which addresses belong to the public internet.

The others belong to this machine, to its neighbours, or to the cloud it runs in: what can be had there is meant for
nobody outside.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: All of IPv6 that is given out to the public so far (RFC 4291, 2.4).
UNICAST = ip_network("2000::/3")

#: IPv6 addresses that lead to the IPv4 address in their last 32 bits (RFC 6052, 2.1).
NAT64 = ip_network("64:ff9b::/96")

#: Not for the public, though not every ``ipaddress`` knows: protocol assignments (Oracle's metadata server among
#: them), 6to4 and its relays, which are given up (RFC 7526), Azure's metadata server, documentation.
SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2002::/16", "168.63.129.16/32", "3fff::/20")))

#: Names that every machine gives to itself.
OWN_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"})


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet, and so does the IPv4 address that it may hide.

    >>> [is_public(ip_address(address)) for address in ("1.1.1.1", "169.254.169.254", "2606:4700::1", "2002:7f00:1::")]
    [True, False, True, False]
    """
    hidden = _hidden(address)
    if hidden:
        return is_public(hidden)
    if isinstance(address, IPv6Address) and address not in UNICAST:
        return False
    special = address.is_multicast or address.is_reserved or any(address in network for network in SPECIAL)
    return address.is_global and not special


def _hidden(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, or by NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped


def names_private(host: str) -> bool:
    """Whether a host is not public by its very name: an address that is not, or this machine.

    >>> [names_private(host) for host in ("10.0.0.1", "[::1]", "127.1", "2130706433", "localhost.", "example.org")]
    [True, True, True, True, True, False]
    """
    name = host.strip("[]").rstrip(".").lower()
    if name in OWN_NAMES or name.endswith(".localhost"):
        return True
    try:
        return not is_public(ip_address(name))
    except ValueError:
        pass
    try:
        return not is_public(IPv4Address(socket.inet_aton(name)))  # "127.1": name look-ups still know it
    except (OSError, ValueError):
        return False
