"""The site started exactly as `make run` starts it, asked for every public address.

Other tests hand the application absolute paths and call it within the process. Here nothing is set
but the port: a copy of the tree starts with `tools.serve`, and requests come over the network.
"""

import csv
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.test_docs import addresses
from tracker import create_app
from tracker.api.read.registry import MODULES
from tracker.charts import catalogue
from tracker.exchange.downloads.catalogue import DOWNLOADS
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.policy.audience import Audience, audience_of
from tracker.stories.catalogue import STORIES
from tracker.web.discovery import sitemap
from tracker.web.guides.pages import GUIDES

ROOT = Path(__file__).resolve().parents[2]
OPEN = (Audience.EVERYONE, Audience.GUESTS, Audience.MACHINES)
STARTING = 180  # seconds until the seed is loaded on a busy machine
# Set-up makes these once. The copy uses them; all that the site writes goes into the copy.
MADE_BY_SET_UP = (".venv", "build", "node_modules")
# Charts by name and addresses by rule that answer 400 without this.
NEEDS_MORE = {
    "/oembed": "url=/charts/pillars",
    "commitment-levels": "commitment=GPA-2010-38",
    "commitment-map": "commitment=GPA-2010-38",
    "commitment-movement": "commitment=GPA-2010-38",
    "compare": "states=KEN,PHL",
    "/compare/commitments": "states=KEN,PHL",
    "indicator-latest": "indicator=TIP-PARTY",
    "indicator-of-state": "indicator=GLOTIP-VICTIMS&state=PHL",
    "indicator-values": "indicator=TIP-PARTY",
    "state-movement": "state=KEN",
    "state-pillars": "state=KEN",
    "state-timeline": "state=KEN",
    "thread-movement": "commitment=GPA-2010-08",
    "/api/v1/gaps": "by=region",
    "/api/v1/gaps.<suffix>": "by=region",
    "/api/v1/search": "q=victims",
    "/search.csv": "q=victims",
}
# The seed holds no such record, and a link with a token exists only in a letter.
ABSENT = {
    "/.well-known/security.txt",  # no contact is set
    "/actions/<reference>",
    "/api/v1/actions/<reference>",
    "/api/v1/assessments/<reference>",
    "/api/v1/recommendations/<reference>",
    "/api/v1/reports/<reference>",
    "/attachments/<public_id>",
    "/history/actions/<reference>",
    "/history/assessments/<reference>",
    "/history/replies/<reference>",
    "/history/reports/<reference>",
    "/invitation/<token>",
    "/letters/stop/<token>",
    "/organisations/<public_id>",
    "/reports/<reference>",
    "/reset/<token>",
    "/subscriptions/<token>",
    "/subscriptions/<token>/stop",
    "/subscriptions/confirm/<token>",
    "/tour",  # only a demonstration has it
    "/tour/<role>",
}
# Answered by 202 until it is made in the background.
MADE_LATER = {"/charts/map/years.json"}


def of_seed(name: str, column: str) -> str:
    """The first of something that the seed holds."""
    with (ROOT / "seed_data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return next(csv.DictReader(file))[column]


# What stands for the parameters of each address; the rest take their value by name.
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "/charts/<name>": {"name": tuple(catalogue.BUILDERS)},
    "/charts/<name>.csv": {"name": tuple(catalogue.BUILDERS)},
    "/charts/<name>.json": {"name": tuple(catalogue.BUILDERS)},
    "/charts/<name>.xlsx": {"name": tuple(catalogue.BUILDERS)},
    "/embed/<name>": {"name": tuple(catalogue.BUILDERS)},
    "/previews/stories/<name>.png": {"name": tuple(STORIES)},
    "/sitemaps/<name>.xml": {"name": tuple(sitemap.PARTS)},
    "/data/<name>": {"name": tuple(f"{name}.csv" for name in DOWNLOADS)},
    "/data/commitments-tracker.<ending>": {"ending": ("zip", "sqlite")},
    "/data/dcat.<ending>": {"ending": ("jsonld", "ttl")},
    "/data/import/<kind>": {"kind": tuple(OFFERS)},
    "/data/import/<kind>/template.<suffix>": {"kind": tuple(OFFERS), "suffix": ("csv", "xlsx")},
    "/guides/<role>": {"role": tuple(GUIDES)},
    "/stories/<name>": {"name": tuple(STORIES)},
    "/indicators/<code>": {"code": ("TIP-PARTY",)},
    "/instruments/<code>": {"code": ("TIP-PROTOCOL",)},
    "/api/v1/indicator-values/<reference>": {
        "reference": (of_seed("indicator_values", "reference"),)
    },
}
BY_NAME: dict[str, tuple[str, ...]] = {
    "iso3": ("KEN",),
    "state": ("KEN",),
    "reference": ("GPA-2010-38",),
    "commitment": ("GPA-2010-38",),
    "indicator": ("TIP-PARTY",),
    "instrument": ("TIP-PROTOCOL",),
    "theme": (of_seed("themes", "code"),),
    "thread": ("GPA-2010-25",),
    "suffix": ("json", "csv", "xlsx"),
}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application for its map of addresses alone; it opens no database."""
    folder = tmp_path_factory.mktemp("routes")
    settings = {"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://", "DATA_DIR": folder}
    return create_app({"TESTING": True, **settings})


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that a copy of this tree serves."""
    copy = tmp_path_factory.mktemp("tree") / "tracker"
    _copy_tree(copy)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    log = copy.parent / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [copy / ".venv" / "bin" / "python", "-m", "tools.serve"],
            cwd=copy,
            env={**environment, "PORT": str(port)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(server, log, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(copy, ignore_errors=True)
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")


def _copy_tree(copy: Path) -> None:
    names = shutil.ignore_patterns(
        *MADE_BY_SET_UP, ".git", ".hypothesis", "instance*", "__pycache__", "tests", ".*_cache"
    )
    shutil.copytree(ROOT, copy, ignore=names)
    for name in MADE_BY_SET_UP:
        (copy / name).symlink_to((ROOT / name).resolve())


def _await(server: subprocess.Popen[bytes], log: Path, address: str) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        if f"Open {address}/" in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.2)
    pytest.fail(f"the site did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def status(address: str) -> int:
    """What an address answers with, after redirects and with its body read to the end."""
    try:
        with urlopen(address, timeout=120) as answer:  # noqa: S310 - our own address
            while answer.read(1 << 20):
                pass
            return int(answer.status)
    except HTTPError as error:
        return error.code


def asked(rule: str) -> Iterator[str]:
    """The addresses that stand for one rule."""
    found = [rule]
    for name in re.findall(r"<(\w+)>", rule):
        values = VALUES.get(rule, {}).get(name) or BY_NAME.get(name, ("X-ABSENT",))
        found = [each.replace(f"<{name}>", value) for each in found for value in values]
    for address in found:
        chart = re.match(r"/(?:charts|embed)/([\w-]+)", address)
        more = NEEDS_MORE.get(chart[1] if chart else rule, "")
        yield f"{address}?{more}" if more else address


def test_every_public_address_answers_on_the_site_of_make_run(routes: Flask, started: str) -> None:
    public = [
        rule.rule
        for rule in routes.url_map.iter_rules()
        if audience_of(routes, rule.endpoint) in OPEN and "GET" in (rule.methods or ())
    ]
    assert len(public) > len(MODULES) * 2 + 40

    wrong = []
    for rule in sorted({re.sub(r"<[a-z]+(\([^)]*\))?:", "<", rule) for rule in public}):
        expected = {404} if rule in ABSENT else {200, 202} if rule in MADE_LATER else {200}
        for address in asked(rule):
            found = status(started + address)
            if found not in expected:
                wrong.append(f"{found} {address}")

    assert not wrong, "\n".join(wrong)
    assert addresses(routes.url_map) >= ABSENT


def test_every_link_of_the_first_pages_leads_somewhere(started: str) -> None:
    """All that the front page links to, and each page's own files and marks within pages."""
    pages: dict[str, BeautifulSoup] = {}
    wrong: list[str] = []
    for address in [f"{started}/", *_links(started, _page(started, "/"))]:
        try:
            with urlopen(address, timeout=120) as answer:  # noqa: S310 - our own address
                if "text/html" in answer.headers["Content-Type"]:
                    pages[address] = BeautifulSoup(answer.read(), "html.parser")
        except HTTPError as error:
            wrong.append(f"{error.code} {address}")

    assert len(pages) > 20
    files = {file for page in pages.values() for file in _files(started, page)}
    wrong += [f"{found} {file}" for file in sorted(files) if (found := status(file)) != 200]
    for address, page in pages.items():
        names = {str(each["id"]) for each in page.select("[id]")}
        for link in page.select('a[href^="#"]'):
            mark = str(link["href"])[1:]
            if mark and mark not in names:
                wrong.append(f"no #{mark} on {address}")
    assert not wrong, "\n".join(wrong)


def _page(site: str, path: str) -> BeautifulSoup:
    with urlopen(site + path, timeout=120) as answer:  # noqa: S310 - our own address
        return BeautifulSoup(answer.read(), "html.parser")


def _links(site: str, page: BeautifulSoup) -> list[str]:
    found = (urldefrag(urljoin(f"{site}/", str(each["href"]))).url for each in page.select("a"))
    return sorted({each for each in found if each.startswith(f"{site}/")})


def _files(site: str, page: BeautifulSoup) -> set[str]:
    # Addresses of the page itself, in each language, are not its files.
    own = page.select("link[href]:not([rel=canonical]):not([hreflang])")
    links = [str(each["href"]) for each in own]
    links += [str(each["src"]) for each in page.select("[src]")]
    found = (urldefrag(urljoin(f"{site}/", each)).url for each in links)
    return {each for each in found if each.startswith(f"{site}/")}


def test_relative_data_folder_means_the_project_whatever_the_working_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import config

    monkeypatch.chdir(tmp_path)

    assert config.data_folder(None) == config.ROOT / "instance"
    assert config.data_folder("other") == config.ROOT / "other"
    assert config.data_folder("../beside") == config.ROOT.parent / "beside"
    assert config.data_folder(str(tmp_path)) == tmp_path
    assert config.data_folder("~/site") == Path.home() / "site"
    assert all(config.data_folder(raw).is_absolute() for raw in (None, "", ".", "a/../b"))
