"""Blobs are whole or not there, on a disk and elsewhere."""

from __future__ import annotations

import errno
import gzip
import io
import os
import pickle
import subprocess
import time
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from extractor.archive.store import Blobs, blobs, files, processes
from extractor.errors import CannotStore, TooLarge

DATA = "Kế hoạch số 12/KH-UBND".encode()
DIGEST = sha256(DATA).hexdigest()
NAME = f"{DIGEST}-reading-1.2"


@pytest.fixture(params=["folder", "file", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    places = {
        "folder": str(tmp_path),
        "file": f"file://{tmp_path}",
        "memory": f"memory://{uuid4()}",
    }
    return Blobs(places[request.param])


@pytest.fixture
def local(tmp_path: Path) -> Blobs:
    return Blobs(str(tmp_path / "blobs"))


def path_of(local: Blobs, kind: str = "plans", name: str = DIGEST) -> Path:
    return Path(local.place) / kind / name[:2] / f"{name[2:]}.gz"


def drafts(local: Blobs) -> list[Path]:
    return list((Path(local.place) / files.DRAFTS).iterdir())


def test_what_is_kept_is_found_by_its_hash(kept: Blobs) -> None:
    assert kept.get("plans", DIGEST) is None
    assert kept.get("plans", DIGEST) is None
    assert kept.put("plans", DATA) == kept.put("plans", DATA) == DIGEST
    assert kept.get("plans", DIGEST) == DATA
    assert kept.get("plans", DIGEST) is not None
    assert kept.get("pages", DIGEST) is None
    assert pickle.loads(pickle.dumps(kept)).get("plans", DIGEST) == DATA


def test_what_is_kept_is_found_by_its_name(kept: Blobs) -> None:
    assert kept.get_named("pages", NAME) is None
    for data in (DATA, b"", b"another"):
        kept.put_named("pages", NAME, data)
        assert kept.get_named("pages", NAME) == data
    assert kept.sweep() == 0


def test_equal_blobs_are_equal_files(local: Blobs) -> None:
    local.put("plans", DATA)
    before = path_of(local).read_bytes()
    path_of(local).unlink()
    local.put("plans", DATA)
    assert path_of(local).read_bytes() == before
    assert gzip.decompress(before) == DATA


def test_what_is_there_is_not_written_again(local: Blobs) -> None:
    local.put("plans", DATA)
    before = path_of(local).stat()
    local.put("plans", DATA)
    assert path_of(local).stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    "planted",
    [
        b"",
        b"no gzip",
        gzip.compress(DATA)[:-9],
        gzip.compress(DATA)[:-1],
        gzip.compress(b"something else"),
        gzip.compress(DATA)[:-8] + bytes(8),
    ],
)
def test_what_is_damaged_is_missing_until_it_is_made_again(local: Blobs, planted: bytes) -> None:
    local.put("plans", DATA)
    path_of(local).write_bytes(planted)
    assert local.get("plans", DIGEST) is None
    local.put("plans", DATA)
    assert local.get("plans", DIGEST) == DATA


def test_a_damaged_blob_is_missing_elsewhere_too() -> None:
    from fsspec.core import url_to_fs

    url = f"memory://{uuid4()}"
    Blobs(url).put("plans", DATA)
    system, root = url_to_fs(url)
    (path,) = system.find(root)
    system.pipe_file(path, system.cat_file(path)[:-3])
    assert Blobs(url).get("plans", DIGEST) is None
    Blobs(url).put("plans", DATA)
    assert Blobs(url).get("plans", DIGEST) == DATA


def test_a_bomb_is_not_unpacked(local: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "LIMIT", 10_000)
    bomb = io.BytesIO()
    with gzip.open(bomb, "wb") as file:
        for _ in range(100):
            file.write(bytes(1_000_000))
    local.put("plans", DATA)
    path_of(local).write_bytes(bomb.getvalue())
    assert local.get("plans", DIGEST) is None
    local.put_named("pages", NAME, bytes(10_000))
    assert local.get_named("pages", NAME) == bytes(10_000)
    with pytest.raises(TooLarge, match="10001 bytes"):
        local.put("plans", bytes(10_001))


@pytest.mark.parametrize(
    "name", ["", "ab", "../../etc/passwd", "abc/def", "..abc", "abc\0", "x" * 200]
)
def test_a_name_leads_nowhere_else(local: Blobs, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a blob"):
        local.put_named("pages", name, DATA)
    with pytest.raises(ValueError, match="no name of a blob"):
        local.get("plans", name)


def test_a_full_disk(local: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    local.put("plans", b"before")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CannotStore, match=r"No space left on device") as caught:
            local.put("plans", DATA)
    assert str(path_of(local)) in str(caught.value)
    assert local.get("plans", DIGEST) is None
    assert drafts(local) == []
    local.put("plans", DATA)
    assert local.get("plans", DIGEST) == DATA


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file")
    with pytest.raises(CannotStore, match="blobs"):
        Blobs(str(tmp_path / "blobs")).put("plans", DATA)


def test_a_place_that_nobody_knows() -> None:
    with pytest.raises(CannotStore, match="nowhere"):
        Blobs("nowhere://bucket").put("plans", DATA)


def test_drafts_of_the_dead_are_swept(local: Blobs) -> None:
    local.put("plans", DATA)
    folder = Path(local.place) / files.DRAFTS
    here = processes.this_process()
    with subprocess.Popen(["sleep", "60"]) as other:
        theirs = f"{here.machine}-{other.pid}-{processes._started(other.pid)}-1"
        other.kill()
    names = {
        "dead": theirs,
        "alive": files._draft_name(),
        "elsewhere, new": "abcdefabcdef-12-3.4-1",
        "elsewhere, old": "abcdefabcdef-13-3.4-1",
        "not ours": "README",
    }
    for name in names.values():
        (folder / name).write_bytes(b"half")
    yesterday = time.time() - files.FORGOTTEN - 60
    os.utime(folder / names["elsewhere, old"], (yesterday, yesterday))
    assert local.sweep() == 2
    left = {path.name for path in drafts(local)}
    assert left == {names["alive"], names["elsewhere, new"], names["not ours"]}


def test_a_writer_that_is_killed_leaves_nothing_half_written(local: Blobs) -> None:
    """Killed at the worst moment: the draft is there, its blob is not yet."""
    local.put("plans", b"before")
    child = os.fork()
    if not child:
        Path.replace = lambda *_: os.kill(os.getpid(), 9)  # type: ignore[method-assign, assignment]
        local.put("plans", DATA)
        os._exit(1)
    os.waitpid(child, 0)
    assert local.get("plans", DIGEST) is None
    assert len(drafts(local)) == 1
    assert local.sweep() == 1
    assert drafts(local) == []
