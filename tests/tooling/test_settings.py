"""A site with a setting that would do harm does not start."""

from pathlib import Path

import pytest

import config
from tracker.core import engine_options


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


POSTGRESQL = "postgresql+psycopg://tracker@primary/tracker"


@pytest.mark.parametrize(
    ("primary", "replica", "reason"),
    [
        ("sqlite:///tracker.sqlite3", "postgresql://replica/tracker", "SQLite has no replica"),
        (POSTGRESQL, "sqlite:///tracker.sqlite3", "a copy of a file follows nothing"),
        (POSTGRESQL, "mysql://replica/tracker", "no other engine follows PostgreSQL"),
        (POSTGRESQL, "replica.example.org", "it is no address of a database"),
    ],
)
def test_a_replica_is_one_of_postgresql(primary: str, replica: str, reason: str) -> None:
    with pytest.raises(config.SettingError, match="DATABASE_READ_URL"):
        config.read_url(replica, primary, Path("data"))


def test_a_replica_may_name_several_servers() -> None:
    url = "postgres://tracker@/tracker?host=a:5432&host=b:5432&target_session_attrs=prefer-standby"

    assert config.read_url(None, POSTGRESQL, Path("data")) is None
    assert config.read_url("", POSTGRESQL, Path("data")) is None
    assert config.read_url(url, POSTGRESQL, Path("data")) == url.replace(
        "postgres:", "postgresql+psycopg:"
    )


@pytest.mark.parametrize("raw", ["0", "3601", "-1", "1.5", "ten", "١", "99999999"])
def test_a_delay_of_the_replica_is_a_number_of_seconds(raw: str) -> None:
    with pytest.raises(config.SettingError, match="DATABASE_READ_MAX_LAG"):
        config.max_lag(raw)


@pytest.mark.parametrize(("raw", "seconds"), [(None, 10), ("", 10), ("1", 1), ("3600", 3600)])
def test_the_delay_has_a_default(raw: str | None, seconds: int) -> None:
    assert config.max_lag(raw) == seconds


@pytest.mark.parametrize("raw", ["yes", "true", "2", "on"])
def test_a_switch_is_one_or_zero(raw: str) -> None:
    with pytest.raises(config.SettingError, match="DATABASE_POOLER"):
        config.switch("DATABASE_POOLER", raw)


def test_behind_a_pooler_nothing_is_prepared_and_nothing_asked_at_the_start() -> None:
    """PgBouncer 1.18 refuses a connection with the parameter `options`."""
    plain = engine_options.of_primary(POSTGRESQL)["connect_args"]
    pooled = engine_options.of_primary(POSTGRESQL, pooled=True)["connect_args"]

    assert "statement_timeout" in plain["options"]
    assert "options" not in pooled
    assert pooled["prepare_threshold"] is None
    assert "read_only" in engine_options.of_replica(POSTGRESQL)["connect_args"]["options"]
    assert engine_options.of_primary("sqlite:///x") == {"hide_parameters": True}
