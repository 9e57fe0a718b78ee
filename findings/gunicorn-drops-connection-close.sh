#!/bin/sh
# gunicorn 27.0.1 drops "Connection: close" that an application sets on an answer.
#
# An application refuses a body of unknown worth and answers with Connection: close, so that the
# client opens a new connection for its next request (RFC 9112, 9.6). Expected: the header is sent
# and the connection is closed, or the application is told that it may not set it, as waitress does.
# Seen: the header is gone without a word, the answer says keep-alive, and the connection stays.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check gunicorn==27.0.1
cat > answering.py <<'PY'
def app(environ, start_response):
    start_response("403 Forbidden", [("Content-Length", "2"), ("Connection", "close"), ("X-Other", "kept")])
    return [b"no"]
PY
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
venv/bin/gunicorn --worker-class gthread --threads 2 --bind "127.0.0.1:$port" answering:app >log 2>&1 &
server=$!
venv/bin/python - "$port" <<'PY'
import importlib.metadata
import socket
import sys
import time

for _attempt in range(100):
    try:
        connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
        break
    except OSError:
        time.sleep(0.1)
connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
answer = b""
while not answer.endswith(b"no"):
    answer += connection.recv(1000)
head = answer.decode().lower()
print("gunicorn", importlib.metadata.version("gunicorn"))
print("set by the application: Connection: close, X-Other: kept")
print("sent:", [line for line in head.splitlines() if line.startswith(("connection", "x-other"))])
dropped = "connection: close" not in head and "x-other: kept" in head
sys.exit(0 if dropped else 1)
PY
