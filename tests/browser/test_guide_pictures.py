"""The pictures of the guides can be taken: each page is where its guide's reader finds it.

`make pictures` sets PICTURES, and then the pictures of every language are written as well.
"""

import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.conftest import listening
from tests.browser.guide_pictures import LARGEST, WAYS, taken
from tests.conftest import demo_folder, demo_template, serving, settings
from tests.databases import SQLiteFiles
from tracker.core.languages import DEFAULT, LANGUAGES
from tracker.web.guides.pictures import ALTERNATIVES, FOLDER, HEIGHT, WIDTH

IS_WRITING = bool(os.environ.get("PICTURES"))


@pytest.fixture
def site(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    databases = SQLiteFiles(run_folder)
    template = demo_template(databases, run_folder)
    name = f"guides_{worker_id}"
    databases.copy(template, name)
    shutil.copytree(demo_folder(databases, run_folder), tmp_path, dirs_exist_ok=True)
    with serving(settings(databases, name, tmp_path)) as app, listening(app) as address:
        yield app, address


@pytest.mark.parametrize("language", LANGUAGES if IS_WRITING else (DEFAULT,))
def test_the_page_of_each_guide_is_where_its_reader_finds_it(
    browser: Browser, site: tuple[Flask, str], language: str
) -> None:
    app, address = site
    pictures = dict(taken(browser, app, address, language))

    assert pictures.keys() == WAYS.keys() == ALTERNATIVES.keys()
    for guide, picture in pictures.items():
        with Image.open(BytesIO(picture)) as opened:
            assert opened.size == (WIDTH, HEIGHT)
            assert len(opened.convert("RGB").getcolors(WIDTH * HEIGHT) or ()) > 50  # no empty page
        assert len(picture) <= LARGEST, guide
        if IS_WRITING:
            home = FOLDER / language
            home.mkdir(parents=True, exist_ok=True)
            (home / f"{guide}.webp").write_bytes(picture)
