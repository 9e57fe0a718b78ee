"""A site with a setting that would do harm does not start."""

import pytest

import config


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.org/", "whoever listens on the line would see it"),
        ("javascript:alert(1)", "it would run as a script of ours"),
        ("//example.org/", "it would follow the page's own scheme"),
        ("example.org", "it would be a page of this site"),
        ("https://", "there is nowhere to go"),
        ("https://name:word@example.org/", "it would send a name and password"),
        ("https://example.org/ x", "no address has a space"),
    ],
)
def test_quick_exit_leads_only_to_a_whole_https_address(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match="QUICK_EXIT_URL"):
        config.quick_exit(url)


def test_quick_exit_leads_somewhere_even_unset() -> None:
    assert config.quick_exit(None) == config.quick_exit("") == "https://www.wikipedia.org/"
    assert config.quick_exit("https://example.org/news") == "https://example.org/news"
