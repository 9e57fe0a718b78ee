#!/bin/sh
# SQLite's FTS5 keeps the words of a deleted row readable in the file, whatever secure_delete says.
#
# One would expect: with PRAGMA secure_delete=ON deleted content is overwritten with zeros, so that after
# a DELETE from a full-text table, a truncating checkpoint and even VACUUM none of its words is in the file.
# Seen (SQLite 3.40.1): the word stays, because FTS5 only writes a marker into a new segment of its index
# and keeps the old segment. The command "optimize" removes it; from SQLite 3.42 on so does the option
# "secure-delete" of FTS5, which is off by default.
#
# Needs python3 with its sqlite3 module. Exits 0 while the surprise is there, 1 if it is gone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - <<'PYTHON'
import sqlite3
import sys

WORD = "quixotrivance"


def left_after(*commands: str) -> bool:
    name = f"{len(commands)}-{abs(hash(commands))}.sqlite"
    connection = sqlite3.connect(name, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
    connection.execute("BEGIN")
    for number in range(1000):
        body = f"an invented text number {number}" + (f" {WORD}" if number == 500 else "")
        connection.execute("INSERT INTO texts (rowid, body) VALUES (?, ?)", (number + 1, body))
    connection.execute("COMMIT")
    connection.execute("DELETE FROM texts WHERE rowid = 501")
    for command in commands:
        connection.execute(command)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with open(name, "rb") as file:
        return WORD[2:].encode() in file.read()


deleted = left_after()
vacuumed = left_after("VACUUM")
optimized = left_after("INSERT INTO texts (texts) VALUES ('optimize')")
print("SQLite", sqlite3.sqlite_version)
print("expected: the word of the deleted row is not in the file")
print("after DELETE with secure_delete and a checkpoint:", "still readable" if deleted else "gone")
print("after VACUUM as well:", "still readable" if vacuumed else "gone")
print("after 'optimize':", "still readable" if optimized else "gone")
sys.exit(0 if deleted and vacuumed and not optimized else 1)
PYTHON
