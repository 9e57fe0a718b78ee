"""Which addresses are of the public internet, by the registries and not by a version of Python."""

from ipaddress import ip_address

import pytest

from tracker.linkcheck.ranges import embedded, is_public


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("0.1.2.3", "this network"),
        ("10.255.255.255", "private"),
        ("100.127.255.255", "shared by carriers, the last one"),
        ("127.255.0.1", "this machine"),
        ("169.254.169.254", "link-local, where clouds keep their secrets"),
        ("172.31.255.255", "private, the last one"),
        ("192.0.0.8", "protocol assignments"),
        ("192.0.0.9", "port control, reachable but no web site"),
        ("192.0.2.1", "documentation"),
        ("192.31.196.1", "AS112"),
        ("192.52.193.1", "AMT"),
        ("192.88.99.1", "relays of 6to4"),
        ("192.168.255.255", "private"),
        ("192.175.48.1", "AS112"),
        ("198.19.255.255", "benchmarks, the last one"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.1", "documentation"),
        ("239.255.255.250", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("::", "unspecified"),
        ("::1", "this machine"),
        ("::8.8.8.8", "the old form that carries IPv4, deprecated"),
        ("::ffff:0:8.8.8.8", "translated, for hosts without IPv4"),
        ("::ffff:127.0.0.1", "mapped: this machine"),
        ("::ffff:10.0.0.1", "mapped: private"),
        ("::ffff:a9fe:a9fe", "mapped, in hexadecimal: link-local"),
        ("64:ff9b::10.0.0.1", "NAT64 to a private address"),
        ("64:ff9b::7f00:1", "NAT64 to this machine"),
        ("64:ff9b:1::8.8.8.8", "NAT64 for local use"),
        ("100::1", "discarded"),
        ("100:0:0:1::1", "dummy"),
        ("2001::1", "Teredo without a server"),
        ("2001:0:808:808:0:0:f5ff:fffe", "Teredo, the client private (10.0.0.1)"),
        ("2001:0:a00:1:0:0:f7f7:f7f7", "Teredo, the server private"),
        ("2001:1::1", "port control"),
        ("2001:2::1", "benchmarks"),
        ("2001:3::1", "AMT"),
        ("2001:4:112::1", "AS112"),
        ("2001:10::1", "ORCHID"),
        ("2001:20::1", "ORCHIDv2"),
        ("2001:30::1", "identifiers of drones"),
        ("2001:1ff:ffff::1", "protocol assignments, the last ones"),
        ("2001:db8::1", "documentation"),
        ("2002:a00:1::1", "6to4 of a private address"),
        ("2002:c0a8:1::", "6to4 of a private address"),
        ("2002:c000:201::", "6to4 of documentation"),
        ("2620:4f:8000::1", "AS112"),
        ("2a00::5efe:10.0.0.1", "ISATAP of a private address"),
        ("2a00::200:5efe:192.168.0.1", "ISATAP of a private address, marked as public"),
        ("3fff::1", "documentation"),
        ("3fff:fff:ffff::1", "documentation, the last ones"),
        ("4000::1", "not allocated"),
        ("5f00::1", "segment identifiers"),
        ("fc00::1", "local"),
        ("fdff::1", "local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local with its zone"),
        ("fec0::1", "site-local, deprecated"),
        ("ff02::1", "multicast"),
        ("ff0e::1", "multicast to the world"),
        ("0177.0.0.1", "another way to write this machine"),
        ("2130706433", "this machine as one number"),
        ("", "nothing"),
    ],
)
def test_special_addresses_are_not_public(address: str, why: str) -> None:
    assert not is_public(address), why


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("9.255.255.255", "right before a private range"),
        ("11.0.0.0", "right after it"),
        ("100.128.0.0", "right after the carriers' range"),
        ("172.32.0.0", "right after a private range"),
        ("198.20.0.0", "right after the benchmarks"),
        ("223.255.255.255", "right before multicast"),
        ("::ffff:8.8.8.8", "mapped, public"),
        ("64:ff9b::8.8.8.8", "how hosts without IPv4 reach a public one"),
        ("2002:808:808::1", "6to4 of a public address"),
        ("2001:0:808:808:0:0:f7f7:f7f7", "Teredo, server and client public"),
        ("2001:200::1", "right after the protocol assignments"),
        ("2606:4700::1111", "public"),
        ("2a00:1450:4001::1", "public"),
        ("2a00::5efe:8.8.8.8", "ISATAP of a public address"),
        ("3ffe::1", "right before documentation"),
    ],
)
def test_public_addresses_are_public(address: str, why: str) -> None:
    assert is_public(address), why


def test_teredo_carries_its_client_turned_over() -> None:
    found = embedded(ip_address("2001:0:4136:e378:8000:63bf:3fff:fdd2"))

    assert [str(one) for one in found] == ["65.54.227.120", "192.0.2.45"]
