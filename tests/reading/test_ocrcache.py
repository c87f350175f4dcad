"""OCR results in a file: what was read is never read again, and no file of them fails a document."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from extractor import extract
from extractor.plan.publish import to_json
from extractor.reading import ocr, ocrcache
from extractor.reading.ocr import Grey, Mode, Tesseract
from extractor.reading.ocrcache import Cached, Store, key_of
from extractor.settings import Settings

ROW = "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\t"
WRITER = """
import sys
from pathlib import Path
from extractor.reading.ocrcache import Store
store = Store(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    store.put(b"%d" % number, f"{number} " * 1000)
"""


class Typist(Tesseract):
    """An engine that says how dark the picture is, and counts how often it was asked."""

    def __init__(self, name: str = "typist 1", model: str = "a" * 64) -> None:
        self.name, self.model, self.count = name, model, 0

    def tsv(self, picture: Grey, dpi: int, mode: Mode) -> str:
        self.count += 1
        return f"{ROW}xã{int(picture.sum())}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "out" / "cache.sqlite"


@pytest.fixture
def picture() -> Grey:
    return np.arange(600, dtype=np.uint8).reshape(20, 30)


def writer(file: Path, first: int, end: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file), str(first), str(end)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def test_a_picture_is_read_once(file: Path, picture: Grey) -> None:
    typist = Typist()
    read = typist.read(picture, 200)
    for _ in range(2):  # the second time as another process would
        reader = Cached(typist, Store(file))
        assert reader.read(picture, 200) == reader.read(picture, 200) == read
    assert typist.count == 2
    assert (reader.name, reader.model) == (typist.name, typist.model)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: (Typist("typist 2"), p, 200, "line"),
        lambda p: (Typist(model="b" * 64), p, 200, "line"),
        lambda p: (Typist(), p, 300, "line"),
        lambda p: (Typist(), p, 200, "block"),
        lambda p: (Typist(), p, 200, "number"),  # a line too, but of nothing but digits
        lambda p: (Typist(), p, 200, "choices"),  # a line too, with more about it
        lambda p: (Typist(), p.reshape(30, 20), 200, "line"),
        lambda p: (Typist(), p ^ (np.arange(600).reshape(20, 30) == 599), 200, "line"),
    ],
)
def test_all_that_counts_is_in_the_key(picture: Grey, change: Callable[[Grey], tuple]) -> None:
    assert key_of(*change(picture)) != key_of(Typist(), picture, 200, "line")


def test_the_key_is_of_the_pixels_not_of_how_they_lie(picture: Grey) -> None:
    part = picture[2:9, 3:14]
    assert key_of(Typist(), part, 200, "page") == key_of(Typist(), part.copy(), 200, "page")


def test_a_change_of_the_parser_reads_nothing_again(
    file: Path, picture: Grey, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Cached(typist := Typist(), Store(file))
    reader.read(picture, 200)
    monkeypatch.setattr(ocr, "parse_tsv", lambda table: table.upper())
    assert str(reader.read(picture, 200)).startswith(f"{ROW}XÃ")
    assert typist.count == 1


def test_another_schema_is_begun_anew(file: Path) -> None:
    Store(file).put(b"key", "table")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {ocrcache.SCHEMA + 1}")
    store = Store(file)
    assert store.get(b"key") is None
    store.put(b"key", "new")
    assert Store(file).get(b"key") == "new"


def overwrite(file: Path) -> None:
    file.write_bytes(b"no database\n" * 1000)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def garble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [overwrite, cut, garble])
def test_a_damaged_file_is_begun_anew(
    file: Path, picture: Grey, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(file)
    for number in range(200):
        store.put(b"%d" % number, "".join(f"{number * n} " for n in range(99)))
    damage(file)
    reader = Cached(Typist(), Store(file))
    assert reader.read(picture, 200) == reader.read(picture, 200)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    later = Cached(typist := Typist(), Store(file))
    later.read(picture, 200)
    assert later.read(picture, 200) == reader.read(picture, 200)
    assert typist.count <= 1
    assert len(caplog.records) == 1


def test_a_damaged_table_is_made_again(file: Path, picture: Grey) -> None:
    reader = Cached(typist := Typist(), Store(file))
    reader.read(picture, 200)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE tables SET packed = substr(packed, 1, 9)")
    assert reader.read(picture, 200) == reader.read(picture, 200) == Typist().read(picture, 200)
    assert typist.count == 2


def test_without_a_place_for_the_file(
    tmp_path: Path, picture: Grey, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file" / "cache.sqlite", tmp_path, Path("/proc/cache.sqlite")):
        caplog.clear()
        reader = Cached(typist := Typist(), Store(place))
        assert reader.read(picture, 200) == reader.read(picture, 200)
        assert typist.count == 2
        assert len(caplog.records) == 1, place


def test_a_file_that_another_holds(
    file: Path, picture: Grey, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ocrcache, "_PATIENCE", 0.01)
    Store(file).put(b"key", "table")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        reader = Cached(typist := Typist(), Store(file))
        assert reader.read(picture, 200) == reader.read(picture, 200)
    assert typist.count == 2
    assert len(caplog.records) == 1
    assert Store(file).get(b"key") == "table"


@pytest.mark.parametrize("setting", ["query_only = ON", "max_page_count = 1"])
def test_a_file_that_cannot_grow_is_still_read(
    file: Path, picture: Grey, setting: str, caplog: pytest.LogCaptureFixture
) -> None:
    Store(file).put(b"key", "table")
    store = Store(file)
    store._connected().execute(f"PRAGMA {setting}")
    noise = "".join(map(chr, np.random.default_rng(0).integers(0x20, 0xD000, 20_000)))
    for number in range(3):
        store.put(b"%d" % number, noise)
    assert store.get(b"key") == "table"
    assert store.get(b"1") is None
    assert len(caplog.records) == 1


def test_two_processes_write_at_once(file: Path) -> None:
    for process in [writer(file, 0, 300), writer(file, 200, 500)]:
        assert process.communicate(timeout=60) == (None, "")
    store = Store(file)
    assert [store.get(b"%d" % n) for n in range(500)] == [f"{n} " * 1000 for n in range(500)]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_killed_process_leaves_a_whole_file(file: Path) -> None:
    process = writer(file, 0, 10**9)
    store, deadline = Store(file), time.monotonic() + 60
    while store.get(b"50") is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=60)
    assert Store(file).get(b"50") == "50 " * 1000
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.real_ocr
def test_plans_are_the_same_with_and_without(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "corpus" / "samples" / "quang-nam-2024.pdf"
    without = to_json(extract(path))
    settings = Settings(ocr_cache=file)
    assert to_json(extract(path, settings=settings)) == without

    def broken(*_: object) -> str:
        raise AssertionError("it was read again")

    monkeypatch.setattr(ocr.InProcess, "tsv", broken)
    assert to_json(extract(path, settings=settings)) == without


def test_text_makes_no_file(root: Path, file: Path) -> None:
    extract(root / "tests" / "cli" / "plan.txt", settings=Settings(ocr_cache=file))
    assert not file.parent.exists()
