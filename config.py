"""Settings, read from the environment once, with what each means.

``Config`` is what ``create_app`` takes when it is given nothing else; tests hand it a mapping.
"""

import ipaddress
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

SETTINGS = {
    "DATABASE_URL": "Address of the database. Default: SQLite in DATA_DIR.",
    "DATABASE_READ_URL": "Address of a streaming replica of a PostgreSQL database, from which"
    " readers without an account are answered. Default: none; everything is read from"
    " DATABASE_URL.",
    "DATABASE_READ_MAX_LAG": "Seconds that the replica may be behind before readers are answered"
    " from DATABASE_URL, from 1 to 3600. Default: 10.",
    "DATABASE_POOLER": "1 if PgBouncer stands in front of PostgreSQL in transaction mode."
    " Default: 0.",
    "DATA_DIR": "Folder for the database, the key and files; a relative one is inside the"
    " project. Default: instance.",
    "SECRET_KEY": "Key that signs forms. Default: made once and kept in DATA_DIR.",
    "HOST": "Address to listen on. Default: 127.0.0.1.",
    "PORT": "Port to listen on. Default: 5000.",
    "MAIL_URL": "Server for outgoing mail, such as smtps://name:word@host?from=tracker@example.org."
    " Default: none; letters wait in the outbox.",
    "MAX_ATTACHMENT_MB": "Largest file that can be attached, in MB, from 1 to 100. Default: 20.",
    "SITE_URL": "Where readers reach the site, such as https://tracker.example.org. Every link"
    " leads there, requests for other host names are refused, and with https cookies are sent over"
    " TLS only. Default: http://HOST:PORT, and only this machine's own names are answered.",
    "CONTACT": "E-mail address or https address at which readers reach the people who run the site."
    " Shown on every page and in /.well-known/security.txt. Default: none, and pages say so.",
    "EXTRA_HOSTS": "Further host names under which requests are accepted, separated by commas, such"
    " as the IP address that a load balancer names in its health check. Default: none.",
    "ASSESSMENT_REPLY_DAYS": "Whole days that a state has to answer before an assessment counts."
    " Default: 30.",
    "DANGER_ANSWER_HOURS": "Hours within which a person answers a report that a page endangers"
    " someone, from 1 to 168. Shown on the form. Default: 24.",
    "PAGE_CACHE_MB": "Memory of each process for finished public pages, in MB, from 0 to 4096. 0:"
    " every page is made anew. Default: 64.",
    "QUICK_EXIT_URL": "Page to which 'Leave this page quickly' leads, with https. Default:"
    " https://www.wikipedia.org/.",
}
ROOT = Path(__file__).resolve().parent
# No characters that mean something in a mailto link, so that the address is the link.
_MAILBOX = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
QUICK_EXIT_URL = "https://www.wikipedia.org/"
DANGER_ANSWER_HOURS = 24


class SettingError(ValueError):
    """A setting of the environment that would do harm; the message says what would be right."""


def data_folder(raw: str | None) -> Path:
    """DATA_DIR as an absolute path; a relative one starts from the project folder.

    Everything after this point gets the absolute path. A relative one would mean another folder to
    Flask's ``send_file``, which starts from the package, than to ``open``, which starts from the
    working directory of the process.
    """
    return (ROOT / Path(raw or "instance").expanduser()).resolve()


def database_url(raw: str | None, data_dir: Path) -> str:
    """The database address in SQLAlchemy's spelling; an old ``postgres://`` is understood."""
    if not raw:
        return f"sqlite:///{data_dir / 'tracker.sqlite3'}"
    for prefix in ("postgres://", "postgresql://"):
        if raw.startswith(prefix):
            return "postgresql+psycopg://" + raw.removeprefix(prefix)
    return raw


def read_url(raw: str | None, primary: str, data_dir: Path) -> str | None:
    """The address of the replica, None where there is none; both have to be of PostgreSQL."""
    if not raw:
        return None
    url = database_url(raw, data_dir)
    if not (url.startswith("postgresql") and primary.startswith("postgresql")):
        raise SettingError(
            "DATABASE_READ_URL needs PostgreSQL: both it and DATABASE_URL must begin with"
            " postgresql://"
        )
    return url


def max_lag(raw: str | None) -> int:
    """Seconds that the replica may be behind; anything but 1 to 3600 stops the start."""
    text = raw or "10"
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= 3600):
        raise SettingError(
            f"DATABASE_READ_MAX_LAG must be a whole number from 1 to 3600, not {raw!r}"
        )
    return int(text)


def switch(name: str, raw: str | None) -> bool:
    """A setting that is on (1) or off (0, the default)."""
    if raw not in (None, "", "0", "1"):
        raise SettingError(f"{name} must be 0 or 1, not {raw!r}")
    return raw == "1"


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


def from_environment() -> dict[str, object]:
    """All settings as Flask wants them; makes DATA_DIR if it is missing."""
    data_dir = data_folder(os.environ.get("DATA_DIR"))
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = database_url(os.environ.get("DATABASE_URL"), data_dir)
    return {
        "DATA_DIR": data_dir,
        "SQLALCHEMY_DATABASE_URI": url,
        "DATABASE_READ_URL": read_url(os.environ.get("DATABASE_READ_URL"), url, data_dir),
        "DATABASE_READ_MAX_LAG": max_lag(os.environ.get("DATABASE_READ_MAX_LAG")),
        "DATABASE_POOLER": switch("DATABASE_POOLER", os.environ.get("DATABASE_POOLER")),
        "SECRET_KEY": secret_key(os.environ.get("SECRET_KEY"), data_dir),
        "MAX_ATTACHMENT_MB": megabytes(os.environ.get("MAX_ATTACHMENT_MB")),
        "PAGE_CACHE_MB": page_cache_megabytes(os.environ.get("PAGE_CACHE_MB")),
        "MAIL_URL": os.environ.get("MAIL_URL") or None,
        "DANGER_ANSWER_HOURS": answer_hours(os.environ.get("DANGER_ANSWER_HOURS")),
        "ASSESSMENT_REPLY_DAYS": whole_days(os.environ.get("ASSESSMENT_REPLY_DAYS"), 30),
        "QUICK_EXIT_URL": quick_exit(os.environ.get("QUICK_EXIT_URL")),
        "CONTACT": contact(os.environ.get("CONTACT")),
        **site(os.environ.get("SITE_URL"), os.environ.get("EXTRA_HOSTS")),
        "READABLE_BY_OTHERS": readable_by_others(data_dir),
    }


def megabytes(raw: str | None) -> int:
    """How large a file may be; anything but a whole number from 1 to 100 stops the start."""
    if not raw:
        return 20
    if not (raw.isascii() and raw.isdecimal() and 1 <= int(raw) <= 100):
        raise SettingError(f"MAX_ATTACHMENT_MB must be a whole number from 1 to 100, not {raw!r}")
    return int(raw)


def page_cache_megabytes(raw: str | None) -> int:
    """How much memory finished pages may take; anything but 0 to 4096 stops the start."""
    if not raw:
        return 64
    if not (raw.isascii() and raw.isdecimal() and int(raw) <= 4096):
        raise SettingError(f"PAGE_CACHE_MB must be a whole number from 0 to 4096, not {raw!r}")
    return int(raw)


def whole_days(raw: str | None, default: int) -> int:
    """A number of days from the environment; a site with another word for it does not start."""
    if not raw:
        return default
    if not (raw.isascii() and raw.isdigit() and len(raw) < 5):
        raise SettingError(f"ASSESSMENT_REPLY_DAYS is a whole number of days, not {raw!r}")
    return int(raw)


def answer_hours(raw: str | None) -> int:
    """Hours within which a report of danger is answered."""
    text = raw or str(DANGER_ANSWER_HOURS)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 168):
        raise SettingError(f"DANGER_ANSWER_HOURS is a number from 1 to 168, not {raw!r}")
    return int(text)


def quick_exit(url: str | None) -> str:
    """Where the quick exit leads; anything but a whole https address stops the start.

    Without TLS whoever listens on the line would see what page was left in a hurry for.
    """
    if not url:
        return QUICK_EXIT_URL
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url and parts.username is None
    if not (plain and parts.scheme == "https" and parts.hostname):
        raise SettingError(
            f"QUICK_EXIT_URL must be an address that begins with https://, not {url!r}"
        )
    return url


def contact(raw: str | None) -> str | None:
    """The address for readers as a link: ``mailto:`` or ``https:``; None where it is not set.

    Raises SettingError for anything else: a link that leads nowhere is worse than none.
    """
    text = (raw or "").strip()
    if not text:
        return None
    plain = text.isascii() and text.isprintable() and not set(text) & set(' "<>\\^`{|}')
    if plain and text.lower().startswith("https://"):
        try:
            parts = urlsplit(text)
            sound = bool(parts.hostname) and parts.username is None and parts.port != 0
        except ValueError:
            sound = False
        if sound:
            return text
    elif plain and _MAILBOX.fullmatch(text[7:] if text[:7].lower() == "mailto:" else text):
        return "mailto:" + (text[7:] if text[:7].lower() == "mailto:" else text)
    raise SettingError(
        f"CONTACT must be an e-mail address or an address that begins with https://, not {raw!r}"
    )


_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")  # in ASCII: a name or an IPv4 address
# This machine's own names: nobody elsewhere reaches a site by them.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - to recognise them, not to listen there


def site(url: str | None, extra: str | None = None) -> dict[str, object]:
    """Where the site is, and the host names that requests may name; others are refused.

    Unset, the site is where it listens; a server that listens on every address is known by this
    machine's own names alone. Raises SettingError for an address or a name that is none.
    """
    hosts = [*LOOPBACK, *_extra_hosts(extra)]
    if url:
        address, host = _address_of_site(url)
        return {"SITE_URL": address, "KNOWN_HOSTS": known_hosts(*hosts, host)}
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "5000"
    host = "127.0.0.1" if host in _EVERY_ADDRESS else host
    address = f"[{host}]" if ":" in host else host
    return {"SITE_URL": f"http://{address}:{port}", "KNOWN_HOSTS": known_hosts(*hosts, host)}


def known_hosts(*names: str) -> frozenset[str]:
    """Host names as requests spell them: small letters, ASCII, without brackets and last dot."""
    spelled = (name.strip("[]").rstrip(".").lower() for name in names)
    return frozenset(
        name if name.isascii() else name.encode("idna").decode("ascii") for name in spelled
    )


def _extra_hosts(raw: str | None) -> list[str]:
    names = [name.strip() for name in (raw or "").split(",") if name.strip()]
    for name in names:
        if not _is_host(name):
            raise SettingError(
                "EXTRA_HOSTS must be host names or IP addresses without scheme and port, separated"
                f" by commas, not {name!r}"
            )
    return names


def _is_host(name: str) -> bool:
    """Whether a text is a host name or an IP address, as a request names them."""
    try:
        (spelled,) = known_hosts(name)
        if ":" in spelled:
            return ipaddress.IPv6Address(spelled).scope_id is None  # no request names a zone
    except ValueError:
        return False
    return _HOST.fullmatch(spelled) is not None


def _address_of_site(url: str) -> tuple[str, str]:
    """SITE_URL in one spelling, without a last slash, and its host.

    Scheme and host are in small letters: what asks whether the site uses TLS compares them. Pages
    begin at the root of a host, so there is no path.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    sound = url.isprintable() and " " not in url and port != 0 and _is_host(host)
    if not (sound and parts.scheme in ("http", "https") and parts.username is None) or (
        parts.path not in ("", "/") or parts.query or parts.fragment
    ):
        raise SettingError(
            f"SITE_URL must be an address such as https://tracker.example.org, not {url!r}"
        )
    (name,) = known_hosts(host)
    shown = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}", host


def readable_by_others(data_dir: Path) -> tuple[str, ...]:
    """What in DATA_DIR other users of this machine may read or change; the folder itself first.

    Where the folder is closed to others, nothing in it can be reached by them.
    """
    if not data_dir.stat().st_mode & 0o077:
        return ()
    inside = (path for path in sorted(data_dir.iterdir()) if path.stat().st_mode & 0o077)
    return tuple(str(path) for path in (data_dir, *inside))
