"""The files of docs/deployment are accepted by the programs that read them.

nginx and systemd read theirs, where they are installed. No program that reads compose.yaml comes
from a package of the tests, so its references, settings and commands are compared with what exists;
`podman-compose config` 1.6 accepted it.
"""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

import config

ROOT = Path(__file__).parents[2]
FILES = ROOT / "docs" / "deployment"
UNITS = ("tracker.service", "tracker-worker.service")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
ANALYZE = shutil.which("systemd-analyze")
has_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
has_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd is not installed")


def read(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def site() -> str:
    return read("nginx.conf")


def of_operations() -> str:
    """The configuration that docs/operations.md shows for one machine."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def of_compose() -> str:
    """What compose.yaml gives to nginx; a dollar sign is written twice there."""
    content = str(compose()["configs"]["site"]["content"]).replace("$$", "$")
    return re.sub(r"server node\d:5000", "server 127.0.0.1:5000", content)


def compose() -> dict[str, Any]:
    found = yaml.safe_load(read("compose.yaml"))
    assert isinstance(found, dict)
    return found


# nginx ------------------------------------------------------------------------------------


def certificate(folder: Path) -> None:
    """A certificate for nobody: nginx reads it before it says whether a configuration is good."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tracker.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)


def check_with_nginx(text: str, folder: Path) -> str:
    """What `nginx -t` says of a configuration; empty if it accepts it without a warning."""
    assert NGINX is not None
    certificate(folder)
    text = text.replace("/etc/ssl/tracker", str(folder))
    text = text.replace("/var/log/nginx", str(folder))
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(f"pid {folder}/pid;\nevents {{}}\nhttp {{\n{temporary}{text}\n}}\n")
    command = [NGINX, "-t", "-q", "-c", str(file), "-p", str(folder), "-e", str(folder / "log")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        # `http2` beside `listen` is right for the nginx of Debian 12; later ones accept and warn.
        return "\n".join(
            line
            for line in done.stderr.splitlines()
            if '"listen ... http2" directive is deprecated' not in line and "the user" not in line
        )
    return done.stderr


@has_nginx
@pytest.mark.parametrize("text", [site(), of_operations(), of_compose()])
def test_nginx_accepts_the_configuration(text: str, tmp_path: Path) -> None:
    assert check_with_nginx(text, tmp_path) == ""


@has_nginx
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("client_header_timeout 10s", "client_head_timeout 10s"),
        ("proxy_next_upstream_tries 3;", "proxy_next_upstream_tries 3"),
        ("proxy_pass http://tracker;", "proxy_pass http://nowhere.invalid;"),
        ("fullchain.pem", "missing.pem"),
    ],
)
def test_nginx_refuses_a_mistake(right: str, wrong: str, tmp_path: Path) -> None:
    assert check_with_nginx(site().replace(right, wrong), tmp_path)


def seconds(name: str, text: str) -> int:
    found = re.search(rf"{name} (\d+)s", text)
    assert found, name
    return int(found[1])


@pytest.mark.parametrize("text", [site(), of_operations(), of_compose()])
def test_limits_of_nginx_fit_those_of_the_site(text: str) -> None:
    serving = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    timeout = re.search(r"^timeout = (\d+)", serving, re.MULTILINE)
    assert timeout
    assert seconds("proxy_read_timeout", text) > int(timeout[1]), "the node answers first"
    largest = re.search(r"client_max_body_size (\d+)m", text)
    assert largest
    assert int(largest[1]) == default_of_attachments() + 1


def default_of_attachments() -> int:
    return config.megabytes(None)


def test_addresses_of_visitors_are_written_nowhere() -> None:
    for text in (site(), of_operations(), of_compose()):
        assert "access_log off;" in text
    for text in (site(), of_operations()):
        assert re.search(r"error_log \S+ crit;", text), "it names clients from the level error on"
        assert 'proxy_set_header X-Forwarded-For "";' in text


# systemd ----------------------------------------------------------------------------------


def check_with_systemd(text: str, folder: Path) -> str:
    """What `systemd-analyze verify` says of a unit; empty if it finds nothing.

    It ends with status 0 also where it ignores a misspelt key, so what it prints counts.
    """
    assert ANALYZE is not None
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    for name in ("gunicorn", "flask"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    unit = folder / "checked.service"
    unit.write_text(text.replace("/srv/tracker", str(folder)))
    command = [ANALYZE, "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "checked" in line]
    return "\n".join(ours) or ("" if done.returncode == 0 else done.stderr)


@has_systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_accepts_the_unit(name: str, tmp_path: Path) -> None:
    assert check_with_systemd(read(name), tmp_path) == ""


@has_systemd
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("NoNewPrivileges=true", "NoNewPrivilege=true"),
        ("ProtectSystem=strict", "ProtectSystem=strictly"),
        ("TimeoutStopSec=30", "TimeoutStopSec=soon"),
        (".venv/bin/gunicorn", ".venv/bin/unicorn"),
        ("[Service]", "[Services]"),
    ],
)
def test_systemd_finds_a_mistake(right: str, wrong: str, tmp_path: Path) -> None:
    text = read("tracker.service")
    assert right in text
    assert check_with_systemd(text.replace(right, wrong), tmp_path)


def test_a_unit_may_write_where_the_site_writes() -> None:
    for name in UNITS:
        found = dict(line.split("=", 1) for line in read(name).splitlines() if "=" in line[1:])
        folder = found["WorkingDirectory"]
        assert found["ReadWritePaths"] == f"{folder}/instance", "DATA_DIR, where it is not set"
        assert found["ExecStart"].startswith(f"{folder}/.venv/bin/")
        assert found["UMask"] == "0077"


# compose.yaml -----------------------------------------------------------------------------


def test_services_refer_to_what_exists() -> None:
    found = compose()
    services = found["services"]
    for name, service in services.items():
        needed = service.get("depends_on", {})
        assert set(needed) <= set(services), name
        for other, how in needed.items() if isinstance(needed, dict) else ():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[other], f"{name} waits for ever"
        for volume in service.get("volumes", ()):
            assert volume.partition(":")[0] in found["volumes"], name
        for given in service.get("configs", ()):
            assert given["source"] in found["configs"], name
        image = service.get("image")
        assert image or (FILES / service["build"]["context"]).resolve() == ROOT, name
        assert image is None or re.fullmatch(r"docker\.io/library/\w+:\d[\w.-]+", image), image


def test_services_are_given_settings_that_exist() -> None:
    known = set(re.findall(r'"([A-Z_]+)"', (ROOT / "config.py").read_text(encoding="utf-8")))
    for name in ("node1", "node2", "node3", "worker", "upgrade"):
        service = compose()["services"][name]
        assert set(service["environment"]) <= known, name
        assert service["environment"]["DATABASE_URL"].endswith("target_session_attrs=read-write")


def test_secrets_are_asked_for_and_named_where_one_starts() -> None:
    text = read("compose.yaml")
    asked = {name for name, default in re.findall(r"\$\{(\w+)(:-)?", text) if not default}
    assert asked == {"TRACKER_SECRET", "DATABASE_PASSWORD"}
    for name in asked:
        assert f"{name}=" in text.partition("\n\n")[0], "the first comment says how to start it"


def test_only_this_machine_reaches_the_trial() -> None:
    for name, service in compose()["services"].items():
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), name


def test_commands_of_services_exist(app: Flask) -> None:
    for service in compose()["services"].values():
        command = service.get("command")
        if isinstance(command, str):
            words = command.removeprefix(".venv/bin/flask --app wsgi ").split()
            assert words[0] in app.cli.commands, command
