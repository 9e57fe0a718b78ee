"""Files by hash: on disk for good before they are named, readable to the owner, swept when lost."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tracker.attachments import storage
from tracker.attachments.storage import Store

CONTENT = b"a cleaned file"
HASH = hashlib.sha256(CONTENT).hexdigest()
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def age(path: Path, days: int = 2) -> None:
    then = path.stat().st_mtime - days * 86_400
    os.utime(path, (then, then))


def test_content_is_found_by_its_hash(store: Store) -> None:
    assert store.store(CONTENT) == store.store(CONTENT) == HASH
    assert store.read(HASH) == CONTENT
    assert (store.data_dir / "files" / HASH[:2] / HASH[2:]).is_file()


def test_files_and_folders_are_the_owners_alone(store: Store) -> None:
    store.store(CONTENT)

    modes = {
        path.relative_to(store.data_dir).parts[0:1]: path.stat().st_mode & 0o777
        for path in store.data_dir.rglob("*")
        if path.is_dir()
    }
    assert set(modes.values()) == {0o700}
    files = [path for path in store.data_dir.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


@pytest.mark.parametrize("name", ["", "..", "../secret_key", "A" * 64, "a" * 63, f"{'a' * 64}\n"])
def test_only_a_hash_names_a_file(store: Store, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        store.open_file(name)


def test_file_is_synchronised_then_renamed_then_its_folder(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    synchronise, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")
        synchronise(handle)

    def replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(storage.os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    store.store(CONTENT)

    assert done[-3:] == ["file", "rename", "folder"]
    assert done[:-3] == ["folder"] * 3, "each new folder is there for good first"


def test_what_cannot_be_written_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError("no space left")

    store.store(b"another")
    monkeypatch.setattr(storage.os, "fsync", full)

    with pytest.raises(OSError, match="no space"):
        store.store(b"a third")
    assert not list((store.data_dir / "files" / "incoming").iterdir())


def test_only_old_files_without_a_row_are_swept(store: Store) -> None:
    named, lost, fresh = (store.store(each) for each in (b"named", b"lost", b"fresh"))
    left = store.data_dir / "files" / "incoming" / "left"
    left.write_bytes(b"half")
    for path in (*(store._place(each) for each in (named, lost)), left):
        age(path)

    assert len(store.sweep({named}, older_than=DAY, dry_run=True)) == 2
    assert len(store.sweep({named}, older_than=DAY)) == 2

    assert store.verify({named, fresh}).is_sound
    assert store.verify({lost}).missing == (lost,)


def test_a_file_sent_again_is_not_swept(store: Store) -> None:
    age(store._place(store.store(CONTENT)))
    store.store(CONTENT)

    assert store.sweep(set(), older_than=DAY) == []


def test_altered_files_are_found_and_mended(store: Store) -> None:
    store.store(CONTENT)
    store._place(HASH).write_bytes(b"altered")

    assert store.verify({HASH}).altered == (HASH,)

    store.store(CONTENT)
    assert store.verify({HASH}).is_sound
