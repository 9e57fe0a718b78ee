"""Which addresses are taken, and under which one spelling."""

import pytest
from flask import Flask

from tracker.accounts.addresses import normalise
from tracker.schema.fields import InvalidValue


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("  ada@example.org\n", "ada@example.org"),
        ("ａｄａ@example.org", "ada@example.org"),
        ("o'hara+list@sub.example.org", "o'hara+list@sub.example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_addresses_have_one_spelling(app: Flask, typed: str, kept: str) -> None:
    with app.test_request_context():
        assert normalise(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@localhost",
        "ada@-example.org",
        "ada@example..org",
        "a b@example.org",
        "ada@example.org\r\nBcc: all@example.org",
        "ada\x00@example.org",
        "ada\u202e@example.org",
        "ada@exa_mple.org",
        "x" * 65 + "@example.org",
        "ada@" + "x" * 260 + ".org",
        "ada@example.org, bob@example.org",
        "<ada@example.org>",
    ],
)
def test_what_is_no_address_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(InvalidValue):
        normalise(typed)
