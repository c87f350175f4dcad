"""A pytest plugin: pictures that Tesseract has read before get the recorded answer.

What is not in the recording is read, so a stale recording makes the tests slow, never wrong; the
last lines of the run say so. Tests marked `real_ocr` always read. `sh scripts/record` makes the
recording anew."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.reading import ocr
from extractor.reading.ocrcache import Cached

FILE = Path(__file__).with_name("recorded_ocr.jsonl.xz")
REMEDY = "sh scripts/record (unless it is this machine's fonts or processor that differ)"
RECORDING: pytest.StashKey[Recording] = pytest.StashKey()


class Recording:
    """What Tesseract has given, by key; see `extractor.reading.ocrcache.Memory`."""

    def __init__(self, path: Path) -> None:
        self.recorded = entries(path)
        self.used: dict[bytes, str] = {}
        self.missing: set[bytes] = set()
        self.different: set[bytes] = set()
        self.plays = True

    def get(self, key: bytes) -> str | None:
        table = self.used.get(key, self.recorded.get(key)) if self.plays else None
        if table is not None:
            self.used[key] = table
        return table

    def put(self, key: bytes, table: str) -> None:
        """Takes note of what was read, also by tests that always read."""
        self.used[key] = table
        if key not in self.recorded:
            self.missing.add(key)
        elif self.recorded[key] != table:
            self.different.add(key)

    def save(self, path: Path, *, all_passed: bool) -> None:
        """Writes what was asked for, and unless all tests asked for theirs, also what was not."""
        kept = self.used if all_passed else self.recorded | self.used
        rows = [json.dumps([key.hex(), kept[key]], ensure_ascii=False) for key in sorted(kept)]
        path.write_bytes(lzma.compress("".join(f"{row}\n" for row in rows).encode()))

    def report(self) -> Iterator[str]:
        """What stands at the end of a run: first what everyone should know, then what is wrong."""
        yield f"recorded OCR: {len(self.used)} pictures, {len(self.missing)} of them not recorded"
        if self.missing:
            yield f"THE RECORDING IS STALE, and the tests are slow for it: {REMEDY}"
        if self.different:
            yield f"{len(self.different)} pictures are READ OTHERWISE than in {FILE.name}: remove it, {REMEDY}"


def entries(path: Path) -> dict[bytes, str]:
    """What is recorded; a damaged recording is none."""
    try:
        lines = lzma.decompress(path.read_bytes()).decode().splitlines()
        return {bytes.fromhex(key): table for key, table in map(json.loads, lines)}
    except (OSError, lzma.LZMAError, ValueError):
        return {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record-ocr", action="store_true", help="record what Tesseract gives")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_ocr: pictures are read by Tesseract, never recorded")
    recording = config.stash[RECORDING] = Recording(FILE)
    made = ocr._engine

    @cache
    def recorded(*named: Any) -> ocr.Tesseract:
        return Cached(made(*named), recording)

    patch = pytest.MonkeyPatch()
    patch.setattr(ocr, "_engine", recorded)
    config.add_cleanup(patch.undo)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[RECORDING].plays = item.get_closest_marker("real_ocr") is None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    recording = config.stash[RECORDING]
    if config.getoption("--record-ocr"):
        whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
        chosen = bool(terminalreporter.stats.get("deselected"))
        recording.save(FILE, all_passed=whole and not chosen and exitstatus == 0)
    if recording.used:
        first, *wrong = recording.report()
        terminalreporter.write_line(first)
        for line in wrong:
            terminalreporter.write_line(line, yellow=True, bold=True)
