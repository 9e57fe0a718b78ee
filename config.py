"""Settings, read from the environment once, with what each means.

``Config`` is what ``create_app`` takes when it is given nothing else; tests hand it a mapping.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

SETTINGS = {
    "DATABASE_URL": "Address of the database. Default: SQLite in DATA_DIR.",
    "DATA_DIR": "Folder for the database, the key and files. Default: instance.",
    "SECRET_KEY": "Key that signs forms. Default: made once and kept in DATA_DIR.",
    "HOST": "Address to listen on. Default: 127.0.0.1.",
    "PORT": "Port to listen on. Default: 5000.",
    "MAIL_URL": "Server for outgoing mail, such as smtps://name:word@host?from=tracker@example.org."
    " Default: none; letters wait in the outbox.",
    "MAX_ATTACHMENT_MB": "Largest file that can be attached, in MB, from 1 to 100. Default: 20.",
    "SITE_URL": "Where readers reach the site; letters link there, and with https the session's"
    " cookie is sent over TLS only. Default: http://HOST:PORT.",
    "ASSESSMENT_REPLY_DAYS": "Whole days that a state has to answer before an assessment counts."
    " Default: 30.",
    "QUICK_EXIT_URL": "Page to which 'Leave this page quickly' leads, with https. Default:"
    " https://www.wikipedia.org/.",
}
QUICK_EXIT_URL = "https://www.wikipedia.org/"
# In DATA_DIR, made by `flask demo`: a mark that stays with the records cannot be forgotten, as a
# setting could.
DEMO_MARK = "demonstration"


def database_url(raw: str | None, data_dir: Path) -> str:
    """The database address in SQLAlchemy's spelling; an old ``postgres://`` is understood."""
    if not raw:
        return f"sqlite:///{data_dir.resolve() / 'tracker.sqlite3'}"
    for prefix in ("postgres://", "postgresql://"):
        if raw.startswith(prefix):
            return "postgresql+psycopg://" + raw.removeprefix(prefix)
    return raw


def secret_key(raw: str | None, data_dir: Path) -> str:
    """The given key, or one made at the first start and kept readable to the owner alone."""
    if raw:
        return raw
    kept = data_dir / "secret_key"
    try:
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return kept.read_text(encoding="ascii").strip()


def mark_demonstration(data_dir: Path) -> None:
    """Have every process that serves this folder say that what it shows is invented."""
    (data_dir / DEMO_MARK).write_text("The database beside this file holds invented records.\n")


def from_environment() -> dict[str, object]:
    """All settings as Flask wants them; makes DATA_DIR if it is missing."""
    data_dir = Path(os.environ.get("DATA_DIR") or "instance")
    data_dir.mkdir(parents=True, exist_ok=True)
    return {
        "DATA_DIR": data_dir,
        "SQLALCHEMY_DATABASE_URI": database_url(os.environ.get("DATABASE_URL"), data_dir),
        "SECRET_KEY": secret_key(os.environ.get("SECRET_KEY"), data_dir),
        "MAX_ATTACHMENT_MB": megabytes(os.environ.get("MAX_ATTACHMENT_MB")),
        "MAIL_URL": os.environ.get("MAIL_URL") or None,
        "ASSESSMENT_REPLY_DAYS": whole_days(os.environ.get("ASSESSMENT_REPLY_DAYS"), 30),
        "QUICK_EXIT_URL": quick_exit(os.environ.get("QUICK_EXIT_URL")),
        **site(os.environ.get("SITE_URL")),
        "DEMO": (data_dir / DEMO_MARK).exists(),
    }


def megabytes(raw: str | None) -> int:
    """How large a file may be; anything but a whole number from 1 to 100 stops the start."""
    if not raw:
        return 20
    if not (raw.isascii() and raw.isdecimal() and 1 <= int(raw) <= 100):
        raise ValueError(f"MAX_ATTACHMENT_MB must be a whole number from 1 to 100, not {raw!r}")
    return int(raw)


def whole_days(raw: str | None, default: int) -> int:
    """A number of days from the environment; a site with another word for it does not start."""
    if not raw:
        return default
    if not (raw.isascii() and raw.isdigit() and len(raw) < 5):
        raise ValueError(f"ASSESSMENT_REPLY_DAYS is a whole number of days, not {raw!r}")
    return int(raw)


def quick_exit(url: str | None) -> str:
    """Where the quick exit leads; anything but a whole https address stops the start.

    Without TLS whoever listens on the line would see what page was left in a hurry for.
    """
    if not url:
        return QUICK_EXIT_URL
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url and parts.username is None
    if not (plain and parts.scheme == "https" and parts.hostname):
        raise ValueError(
            f"QUICK_EXIT_URL must be an address that begins with https://, not {url!r}"
        )
    return url


def site(url: str | None) -> dict[str, object]:
    """Where the site is; once that is said, requests for other host names are refused."""
    if not url:
        host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "5000"
        return {"SITE_URL": f"http://{host}:{port}"}
    return {"SITE_URL": url, "TRUSTED_HOSTS": [urlsplit(url).hostname, "127.0.0.1", "localhost"]}
