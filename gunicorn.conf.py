"""How the site is served: threads in one process on SQLite, a few processes on PostgreSQL.

Reads HOST, PORT, DATABASE_URL, WEB_CONCURRENCY and RUN_WORKER. Nothing about a visitor is written
anywhere.
"""

import gc
import os
import subprocess
import sys
from typing import Any

_host = os.environ.get("HOST") or "127.0.0.1"
_port = os.environ.get("PORT") or "5000"
_address = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
_root = os.path.dirname(os.path.abspath(__file__))
_children: list["subprocess.Popen[bytes]"] = []
_postgresql = (os.environ.get("DATABASE_URL") or "").startswith("postgres")

bind = _address
# So many new objects make the collector of cycles look for some.
NEW_OBJECTS = 20_000
# Threads that are given a request only once it has arrived: slow connections hold none.
worker_class = "serving.PatientWorker"
threads = 8
# One process on SQLite: it allows one writer.
workers = (
    int(os.environ.get("WEB_CONCURRENCY") or min(4, os.cpu_count() or 1)) if _postgresql else 1
)
# An export of everything may take its time; a worker that says nothing for this long is replaced.
timeout = 60
graceful_timeout = 20
keepalive = 5
# No access log: it would keep addresses of people whom being seen here could harm.
accesslog = None
# Warnings would quote requests that cannot be read, cookies and all.
loglevel = "error"
control_socket_disable = True
# What the site writes into DATA_DIR is its own user's alone.
umask = 0o077
# Heartbeat files on a disk that is busy can stall a worker long enough to be taken for dead.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - not our data


def post_worker_init(worker: Any) -> None:
    """Go on with the files that waited when the process before this one ended.

    What the application made as it started stays as long as the process. The garbage collector
    need not look through it again and again while somebody waits for a page.
    """
    from tracker.exchange.imports import background

    background.wake(worker.app.wsgi())
    gc.collect()
    gc.freeze()
    # Pages and files make many objects that hold no cycle. With Python's 700 new objects the
    # collector took a sixth of the time of a file of records.
    gc.set_threshold(NEW_OBJECTS, 20, 20)


def when_ready(_server: object) -> None:
    """Say where to look, once the first request can be answered."""
    print(f"Open http://{_address}/", flush=True)
    if os.environ.get("RUN_WORKER") == "1":
        # It runs what a site on several machines leaves to a service of its own.
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--child"]
        _children.append(subprocess.Popen(command, cwd=_root))  # noqa: S603 - nothing from outside


def on_exit(_server: object) -> None:
    """Have the worker end with the server: it finishes the job at hand first."""
    for child in _children:
        child.terminate()
