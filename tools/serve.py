"""Brings the database up to date, loads the seed and serves the site; `make run` and `make demo`.

Started with the environment's own Python after set-up. `demo` serves a second database with
invented states and never touches the real one.
"""

import os
import socket
import sys

import config
from tools.steps import ROOT, VENV, SetUpFailed, main_of, run, say


def refuse_taken_port() -> None:
    """Stop before anything else if nobody could be served; what is wrong is then said once."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "5000"
    if not (port.isascii() and port.isdecimal()) or not 0 < int(port) < 65536:
        raise SetUpFailed(f"PORT is {port!r}, but a port is a number from 1 to 65535.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SetUpFailed(
            f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or choose"
            f" another: PORT={int(port) + 1 if int(port) < 65535 else 5000} make run"
        ) from error


def environment(*, demo: bool) -> dict[str, str]:
    """The settings of this site; invented states go nowhere but to the folder for them."""
    settings = dict(os.environ)
    if demo:
        settings.pop("DATABASE_URL", None)
        settings["DATA_DIR"] = str(ROOT / "instance-demo")
    return settings


def fill(settings: dict[str, str], *, demo: bool) -> None:
    """Tables to the newest revision, then the records that this site starts with."""
    data_dir = config.data_folder(settings.get("DATA_DIR"))
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    say("Bringing the database up to date")
    flask(settings, "db", "upgrade", sorry="The database could not be brought up to date.")
    if demo:
        say("Making the demonstration data")
        # What it says is for the person at the screen: how to sign in as whom.
        say(flask(settings, "demo", sorry="The demonstration data could not be made.").strip())
    else:
        # The seed tells of real states, so it has no place beside invented ones.
        say("Loading the seed")
        flask(settings, "seed", "load", "seed_data", sorry="The seed could not be loaded.")


def flask(settings: dict[str, str], *command: str, sorry: str) -> str:
    """Run one command of the application on this site's data."""
    return run(VENV / "bin" / "flask", "--app", "wsgi", *command, sorry=sorry, settings=settings)


def main() -> None:
    """Check, fill, then become the server."""
    demo = "demo" in sys.argv[1:]
    os.chdir(ROOT)
    refuse_taken_port()
    settings = environment(demo=demo)
    fill(settings, demo=demo)
    if not (settings.get("CONTACT") or "").strip():
        say("CONTACT is not set, so readers cannot reach you. Set an e-mail or https address.")
    settings.setdefault("RUN_WORKER", "1")
    gunicorn = str(VENV / "bin" / "gunicorn")
    configuration = str(ROOT / "gunicorn.conf.py")
    os.execve(gunicorn, [gunicorn, "--config", configuration, "wsgi:app"], settings)


if __name__ == "__main__":
    main_of(main)
