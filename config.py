"""Settings, read from the environment once, with what each means.

``Config`` is what ``create_app`` takes when it is given nothing else; tests hand it a mapping.
"""

import os
import secrets
from pathlib import Path

SETTINGS = {
    "DATABASE_URL": "Address of the database. Default: SQLite in DATA_DIR.",
    "DATA_DIR": "Folder for the database, the key and files. Default: instance.",
    "SECRET_KEY": "Key that signs forms. Default: made once and kept in DATA_DIR.",
    "HOST": "Address to listen on. Default: 127.0.0.1.",
    "PORT": "Port to listen on. Default: 5000.",
    "MAIL_URL": "Server for outgoing mail. Default: none.",
}
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
        "DEMO": (data_dir / DEMO_MARK).exists(),
    }
