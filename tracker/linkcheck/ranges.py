"""Which numeric addresses are on the public internet. Pure.

Our own list, for what a version of Python calls global differs from the next. Sources: the IANA
IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890) with entries up to RFC 9780 of May 2025,
and RFC 4291 for IPv6. A range that the registries call globally reachable is left out all the same
where no web site is ever served from it: relays, anycast for other protocols, identifiers.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

SPECIAL_IPV4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # shared by carriers (RFC 6598)
        "127.0.0.0/8",  # loopback (RFC 1122)
        "169.254.0.0/16",  # link-local (RFC 3927)
        "172.16.0.0/12",  # private (RFC 1918)
        "192.0.0.0/24",  # IETF protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.31.196.0/24",  # AS112 (RFC 7535)
        "192.52.193.0/24",  # AMT (RFC 7450)
        "192.88.99.0/24",  # relays of 6to4, deprecated (RFC 7526)
        "192.168.0.0/16",  # private (RFC 1918)
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved, broadcast (RFC 1112, RFC 8190)
    )
)
# Nothing outside of it is served to the public; what translates to IPv4 is looked at before.
GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291
SPECIAL_IPV6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # IETF protocol assignments (RFC 2928), with benchmarks, ORCHID and others
        "2001:db8::/32",  # documentation (RFC 3849)
        "2620:4f:8000::/48",  # AS112 (RFC 7534)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
MAPPED = IPv6Network("::ffff:0:0/96")  # RFC 4291
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052; its local twin, 64:ff9b:1::/48, is not public
SIX_TO_FOUR = IPv6Network("2002::/16")  # RFC 3056
TEREDO = IPv6Network("2001::/32")  # RFC 4380
# ISATAP: an interface named after an IPv4 address, private or public (RFC 5214).
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Whether a numeric address is on the public internet, in any spelling.

    One that carries IPv4 addresses does if each of them does.
    """
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, IPv4Address):
        return not any(number in network for network in SPECIAL_IPV4)
    carried = embedded(number)
    if not all(is_public(str(one)) for one in carried):
        return False
    if any(number in network for network in (MAPPED, NAT64, SIX_TO_FOUR, TEREDO)):
        return True
    return number in GLOBAL_UNICAST and not any(number in network for network in SPECIAL_IPV6)


def embedded(number: IPv6Address) -> tuple[IPv4Address, ...]:
    """IPv4 addresses embedded in this address by any translation mechanism."""
    bits = int(number)
    last = IPv4Address(bits & 0xFFFFFFFF)
    if number in MAPPED or number in NAT64:
        return (last,)
    if number in SIX_TO_FOUR:
        return (IPv4Address(bits >> 80 & 0xFFFFFFFF),)
    if number in TEREDO:
        # The server in the clear; the client with every bit turned over.
        return IPv4Address(bits >> 64 & 0xFFFFFFFF), IPv4Address(~bits & 0xFFFFFFFF)
    if bits >> 32 & 0xFFFFFFFF in _ISATAP:
        return (last,)
    return ()
