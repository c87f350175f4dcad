"""A document that crashes, hangs, bombs or leaks is its own outcome, and nobody else's."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import misbehaving as bad
import processes
import pypdfium2
import pytest
from at_work import done_by

from extractor.archive.engines.local import Local
from extractor.archive.isolation.preload import warm_up
from extractor.archive.isolation.sandbox import Done, Sandbox
from extractor.errors import (
    BrokenFile,
    Crashed,
    ExtractorError,
    InternalError,
    Killed,
    OutOfMemory,
    TimedOut,
)
from extractor.reading.image import read_image
from extractor.settings import DEFAULT, MIB, Bounds

SMALL = Bounds(seconds=3, cpu_seconds=1, memory_bytes=256 * MIB, file_bytes=8 * MIB, open_files=64)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go: nothing may be left there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(SMALL) as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    ("work", "argument", "error", "detail"),
    [
        (bad.hang, 0, TimedOut, "3 seconds"),
        (bad.fill_memory, 0, OutOfMemory, ""),
        (bad.hide_lack_of_memory, 0, OutOfMemory, ""),
        (bad.fill_memory_and_abort, 240 * MIB, OutOfMemory, "256 MiB"),
        (bad.complain_and_abort, 0, OutOfMemory, "256 MiB"),
        (bad.fill_memory_and_abort, 1, Crashed, "signal SIGABRT"),
        (bad.segfault, 0, Crashed, "signal SIGSEGV"),
        (bad.leave, 3, Crashed, "exit status 3"),
        (bad.leave, 0, Crashed, "exit status 0"),
        (bad.fork_and_die, 0, Crashed, "signal SIGABRT"),
        (bad.write_too_much, 9, InternalError, "OSError: [Errno 27] File too large"),
        (int, "x", InternalError, "ValueError: invalid literal for int() with base 10: 'x'"),
        (sys.exit, 2, InternalError, "SystemExit: 2"),
        (memoryview, b"x", InternalError, "TypeError: cannot pickle"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_goes_wrong_is_named(
    sandbox: Sandbox,
    work: Callable[[Any], Any],
    argument: object,
    error: type[ExtractorError],
    detail: str,
) -> None:
    done = sandbox.run(work, argument)
    assert type(done.error) is error, done
    assert done.error.detail.startswith(detail)
    assert done.result is None
    assert sandbox.run(len, "next").result == 4


def test_time_of_the_processor_is_counted() -> None:
    items = [(bad.spin, 0), (bad.spin_in_c, 0)]
    done = list(done_by(Local(2, Bounds(seconds=60, cpu_seconds=1)), bad.call, items))
    assert {type(d.error) for d in done} == {TimedOut}
    assert {d.error.detail for d in done if d.error} == {"1 seconds of computing"}


def test_a_crash_tells_where_it_was(sandbox: Sandbox) -> None:
    assert "in string_at" in sandbox.run(bad.segfault, 0).trace
    assert "in refuse" not in sandbox.run(bad.refuse, "x").trace
    assert "in content" in sandbox.run(bad.content, Path("nowhere")).trace


def test_the_limits_are_set(sandbox: Sandbox) -> None:
    limits = {what: sandbox.run(bad.limit_of, what).result for what in LIMITS}
    assert limits == LIMITS


def test_an_error_of_documents_is_passed_on(sandbox: Sandbox) -> None:
    done = sandbox.run(bad.refuse, "x.pdf")
    assert str(done.error) == str(BrokenFile("x.pdf", "no pages"))


def test_neighbours_do_not_notice() -> None:
    items = [
        (bad.nap, 2), (bad.segfault, 0), (bad.nap, 3), (bad.fill_memory, 0), (bad.leave, 7),
        (bad.nap, 4), (bad.chatter, 0), (bad.nap, 5),
    ]  # fmt: skip
    done = {d.item: d for d in done_by(Local(2, SMALL), bad.call, items)}
    assert len(done) == len(items)
    assert [done[item].result for item in items] == [4, None, 9, None, None, 16, "done", 25]
    assert [item for item in items if done[item].error] == [items[1], items[3], items[4]]


def test_quick_items_share_a_child_that_stays_as_it_was(sandbox: Sandbox) -> None:
    first, second = (sandbox.run(bad.leak, 1).result for _ in range(2))
    assert first and second and first[1] == second[1] and second[0] == 1
    large = sandbox.run(bad.leak, 100).result
    after = sandbox.run(bad.leak, 1).result
    assert large and after and large[1] == first[1]
    assert after[1] != large[1] and after[0] == 0


def test_temporary_files_go_with_the_document(sandbox: Sandbox, temporary: Path) -> None:
    assert Path(sandbox.run(bad.litter, False).result or "").is_relative_to(temporary)
    assert type(sandbox.run(bad.litter, True).error) is Crashed
    (own,) = temporary.glob("kehoach-*/*")
    assert list(own.iterdir()) == []


def test_what_a_document_starts_ends_with_it(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "born").mkdir()
    sandbox.run(bad.bear, str(tmp_path / "born"))
    pids = born(tmp_path)
    assert len(pids) == 4
    assert processes.gone(pids - set(processes.servers()), seconds=5)


def test_an_error_is_the_functions_own_or_the_childs(sandbox: Sandbox) -> None:
    assert sandbox.run(len, "four").result == 4
    assert str(sandbox.run(bad.refuse, "x.zip").error) == str(BrokenFile("x.zip", "no pages"))
    crash = sandbox.run(bad.segfault, 0).error
    assert type(crash) is Crashed and "SIGSEGV" in str(crash)


def test_items_are_taken_as_there_is_room() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    with contextlib.closing(done_by(Local(2, SMALL), abs, items())) as done:
        for count in range(1, 6):
            next(done)
            assert taken <= count + 3


def test_what_is_done_is_told_while_the_next_item_is_looked_for() -> None:
    def items() -> Iterator[str]:
        yield "first"
        time.sleep(1)
        yield "second"
        assert told == ["first"]

    told: list[str] = []
    told.extend(done.item for done in done_by(Local(4, SMALL), len, items()))
    assert told == ["first", "second"]


def test_leaving_early_ends_the_children() -> None:
    began = time.monotonic()
    engine = Local(2, Bounds())
    with contextlib.closing(done_by(engine, bad.nap_but, [1, 0, 0])) as done:
        assert next(done) == Done(1, 1)
        assert processes.servers()
    assert time.monotonic() - began < 10
    assert processes.servers() == []


def test_an_engine_may_run_again() -> None:
    engine = Local(2, SMALL)
    for _ in range(2):
        assert sorted(d.result or 0 for d in done_by(engine, len, ["a", "bb"])) == [1, 2]
    assert list(done_by(engine, len, [])) == []


def test_killed_at_random_every_item_is_done_once() -> None:
    """Children and their server are killed from outside, as where memory is short."""
    chance, over = random.Random(7), threading.Event()

    def kill() -> None:
        while not over.wait(0.3):
            servers = processes.servers()
            victims = [pid for server in servers for pid in processes.children(server)]
            if victims and chance.random() < 0.8:
                victim = chance.choice(victims)
            elif servers:
                victim = chance.choice(servers)
            else:
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        done = list(done_by(Local(2, SMALL), bad.nap, range(60)))
    finally:
        over.set()
        killer.join()
    assert sorted(d.item for d in done) == list(range(60))
    assert all(d.result == d.item**2 for d in done if not d.error)
    assert {type(d.error) for d in done} <= {type(None), Killed}
    assert sum(d.error is None for d in done) > 40


def test_killed_each_time_it_is_an_outcome() -> None:
    (done,) = done_by(Local(1, SMALL), bad.kill_itself, [0])
    assert done.error and (done.error.code, done.error.detail) == ("killed", "3 times")


def test_a_server_that_cannot_start_is_no_fault_of_a_document() -> None:
    with Sandbox(SMALL, warm_up=bad.leave_at_once) as sandbox:
        done = sandbox.run(len, "x.pdf")
    assert type(done.error) is InternalError
    assert "the server of processes ends with status 5" in done.error.detail


DRIVER = """
import sys
sys.path[:0] = {path!r}
import misbehaving
from extractor.archive.engines.local import Local
from extractor.settings import Bounds
list(Local(1, Bounds()).run(misbehaving.bear_and_hang, [sys.argv[1]]))
"""


@pytest.fixture
def driver(tmp_path: Path, temporary: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process whose one document has started others, which it names in `born`."""
    script = DRIVER.format(path=sys.path)
    environment = {**os.environ, "TMPDIR": str(temporary)}
    (tmp_path / "born").mkdir()
    with subprocess.Popen([sys.executable, "-c", script, tmp_path / "born"], env=environment) as it:
        wait_for(tmp_path / "born" / "ready")
        yield it
        it.kill()


def test_no_process_outlives_the_driver(
    driver: subprocess.Popen[bytes], tmp_path: Path, temporary: Path
) -> None:
    pids = born(tmp_path)
    assert len(pids) == 4 and all(map(processes.is_alive, pids))
    driver.kill()
    assert processes.gone(pids, seconds=5)
    assert list(temporary.glob("kehoach-*/*"))
    with Sandbox(SMALL):
        assert len(list(temporary.glob("kehoach-*/*"))) == 1
    assert not list(temporary.glob("kehoach-*/*"))


def test_when_the_server_is_killed_the_driver_goes_on(
    driver: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    first = born(tmp_path, "*[0-9]")  # nobody is left who could find the detached one
    (server,) = processes.children(driver.pid)
    (tmp_path / "born" / "ready").unlink()
    os.kill(server, signal.SIGKILL)
    assert processes.gone(first, seconds=5)
    wait_for(tmp_path / "born" / "ready")
    driver.kill()
    assert processes.gone(born(tmp_path, "*[0-9]"), seconds=5)
    for pid in born(tmp_path, "*.detached"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def born(folder: Path, names: str = "[0-9]*") -> set[int]:
    return {int(path.stem) for path in (folder / "born").glob(names)}


def test_a_warm_child_reads_what_one_reads_that_loads_all_itself(
    root: Path, tmp_path: Path
) -> None:
    sample = pypdfium2.PdfDocument(root / "corpus" / "samples" / "quang-nam-2024.pdf")
    picture = sample[1].render(scale=150 / 72).to_pil()
    sample.close()
    path = tmp_path / "page.png"
    picture.crop((0, 0, picture.width, picture.height // 3)).save(path, dpi=(150, 150))
    read = partial(read_image, settings=DEFAULT)
    (warm,) = done_by(Local(1, Bounds(), warm_up=partial(warm_up, DEFAULT)), read, [path])
    (cold,) = done_by(Local(1, Bounds()), read, [path])
    assert warm == cold
    assert warm.result and warm.result[0].blocks


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


LIMITS = {
    resource.RLIMIT_CPU: 2,
    resource.RLIMIT_FSIZE: 8 * MIB,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}
