"""The whole of IANA's two registries of special-purpose addresses, compared with our own list.

Source: iana-ipv4-special-registry-1.csv and iana-ipv6-special-registry-1.csv of iana.org, as they
were on 18 July 2026; the newest entry is RFC 9780 of April 2025. The third column is what the
registry says under "Globally Reachable" (N/A also where the cell is empty).
"""

import sys
from ipaddress import ip_address, ip_network
from itertools import pairwise

import pytest

from tracker.linkcheck.ranges import is_public

REGISTRY = """
0.0.0.0/8          RFC 791   False  this network
0.0.0.0/32         RFC 1122  False  this host
10.0.0.0/8         RFC 1918  False  private use
100.64.0.0/10      RFC 6598  False  shared address space
127.0.0.0/8        RFC 1122  False  loopback
169.254.0.0/16     RFC 3927  False  link local
172.16.0.0/12      RFC 1918  False  private use
192.0.0.0/24       RFC 6890  False  protocol assignments
192.0.0.0/29       RFC 7335  False  service continuity
192.0.0.8/32       RFC 7600  False  dummy address
192.0.0.9/32       RFC 7723  True   port control
192.0.0.10/32      RFC 8155  True   traversal with relays
192.0.0.170/32     RFC 8880  False  discovery of NAT64
192.0.0.171/32     RFC 8880  False  discovery of NAT64
192.0.2.0/24       RFC 5737  False  documentation
192.31.196.0/24    RFC 7535  True   AS112
192.52.193.0/24    RFC 7450  True   AMT
192.88.99.0/24     RFC 7526  N/A    relays of 6to4, deprecated
192.88.99.2/32     RFC 6751  False  relay of 6a44
192.168.0.0/16     RFC 1918  False  private use
192.175.48.0/24    RFC 7534  True   AS112
198.18.0.0/15      RFC 2544  False  benchmarks
198.51.100.0/24    RFC 5737  False  documentation
203.0.113.0/24     RFC 5737  False  documentation
240.0.0.0/4        RFC 1112  False  reserved
255.255.255.255/32 RFC 919   False  broadcast
::1/128            RFC 4291  False  loopback
::/128             RFC 4291  False  unspecified
::ffff:0:0/96      RFC 4291  False  mapped IPv4
64:ff9b::/96       RFC 6052  True   translation of IPv4
64:ff9b:1::/48     RFC 8215  False  translation for local use
100::/64           RFC 6666  False  discarded
100:0:0:1::/64     RFC 9780  False  dummy
2001::/23          RFC 2928  False  protocol assignments
2001::/32          RFC 4380  N/A    Teredo
2001:1::1/128      RFC 7723  True   port control
2001:1::2/128      RFC 8155  True   traversal with relays
2001:1::3/128      RFC 9665  True   service registration
2001:2::/48        RFC 5180  False  benchmarks
2001:3::/32        RFC 7450  True   AMT
2001:4:112::/48    RFC 7535  True   AS112
2001:10::/28       RFC 4843  N/A    ORCHID, ended
2001:20::/28       RFC 7343  True   ORCHIDv2
2001:30::/28       RFC 9374  True   identifiers of drones
2001:db8::/32      RFC 3849  False  documentation
2002::/16          RFC 3056  N/A    6to4
2620:4f:8000::/48  RFC 7534  True   AS112
3fff::/20          RFC 9637  False  documentation
5f00::/16          RFC 9602  False  segment identifiers
fc00::/7           RFC 4193  False  local
fe80::/10          RFC 4291  False  link local
"""
ROWS = [(*line.split()[:1], *line.split()[3:4]) for line in REGISTRY.strip().splitlines()]
# What carries an IPv4 address is as public as that one; tests of the ranges have their cases.
CARRIERS = {"::ffff:0:0/96", "64:ff9b::/96", "2001::/32", "2002::/16"}
# Where ``ipaddress`` calls an address global that the registry does not, by version of Python.
# 3.11 to 3.13.0 know no entry after 2022; the changes of gh-113171 came with 3.11.10, 3.12.4, 3.13.
ALWAYS_OTHER = {"192.88.99.0/24", "192.88.99.2/32", "100:0:0:1::/64", "3fff::/20", "5f00::/16"}
BEFORE_113171 = {"192.0.0.0/24", "192.0.0.8/32", "64:ff9b:1::/48", "2002::/16"}


def edges(block: str) -> list[str]:
    """First, middle and last address of a block."""
    network = ip_network(block)
    first, last = int(network[0]), int(network[-1])
    kind = type(network[0])
    return [str(kind(number)) for number in sorted({first, (first + last) // 2, last})]


@pytest.mark.parametrize(("block", "_reachable"), ROWS)
def test_no_special_block_is_public(block: str, _reachable: str) -> None:
    """Also those that are reachable: no web site is served from relays and identifiers."""
    if block not in CARRIERS:
        assert [each for each in edges(block) if is_public(each)] == []


@pytest.mark.parametrize(
    ("address", "public", "why"),
    [
        ("::ffff:8.8.8.8", True, "mapped, public"),
        ("::ffff:192.168.0.1", False, "mapped, private"),
        ("64:ff9b::808:808", True, "translated, public"),
        ("64:ff9b::a9fe:a9fe", False, "translated, link-local"),
        ("2002:808:808::", True, "6to4 of a public address"),
        ("2002:7f00:1::1", False, "6to4 of this machine"),
        ("2001:0:808:808::f7f7:f7f7", True, "Teredo, both ends public"),
        ("2001:0:808:808::ffff:ffff", False, "the client, turned over, is 0.0.0.0"),
    ],
)
def test_carrier_is_as_public_as_the_address_in_it(address: str, public: bool, why: str) -> None:
    assert is_public(address) is public, why


def test_neighbours_of_blocks_are_judged_by_the_other_blocks_alone() -> None:
    """The address before and after each block is public unless another special range has it."""
    special = [ip_network(block) for block, _reachable in ROWS] + [ip_network("224.0.0.0/4")]
    wrong = []
    for block in (network for network in special if network.version == 4):
        for number in (int(block[0]) - 1, int(block[-1]) + 1):
            if not 0 < number < 2**32:
                continue
            near = ip_address(number)
            if is_public(str(near)) == any(near in each for each in special if each.version == 4):
                wrong.append(str(near))
    assert wrong == []


def test_table_is_in_the_order_of_the_registry() -> None:
    """A row left out by mistake is found when the table is brought up to date by eye."""
    for version in (4, 6):
        blocks = [ip_network(block) for block, _reachable in ROWS]
        starts = [int(each[0]) for each in blocks if each.version == version]
        assert all(first <= second or first == 1 for first, second in pairwise(starts))


def test_python_differs_from_the_registry_only_where_it_is_known_to() -> None:
    """Why we have our own list: which blocks ``ipaddress`` of this Python calls global."""
    known = ALWAYS_OTHER | (BEFORE_113171 if sys.version_info < (3, 13) else set())
    other = {
        block
        for block, reachable in ROWS
        if reachable != "True" and ip_address(edges(block)[1 if "/2" in block else 0]).is_global
    }
    assert other <= known
    assert ip_address("224.0.0.1").is_global  # multicast, which is no host at all
    assert not is_public("224.0.0.1")
