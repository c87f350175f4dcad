"""Runs that live keep what they have in hand; those that are dead do not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import update

from extractor.archive.model import Found, Outcome, Versions
from extractor.archive.store import Store, processes, runs, tables
from extractor.archive.store.processes import Process, this_process
from extractor.archive.store.store import Run

V1 = Versions("reading 1", "parser 1")
KEYS = ("a.pdf", "b.pdf", "c.pdf")


@pytest.fixture
def run(store: Store) -> Run:
    """Has everything in its hand."""
    run = store.begin(engine="dask://somewhere:8786")
    store.see(run, "in", [Found(key, f"file:///in/{key}", "1") for key in KEYS], V1)
    assert len(store.claim(run, 9)) == 3
    return run


def pretend(store: Store, run: Run, **values: object) -> None:
    """Enters something else about a run."""
    with store._database.writing() as connection:
        connection.execute(update(tables.runs).where(tables.runs.c.id == run.number).values(values))


@contextmanager
def another_process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as process:
        try:
            yield process
        finally:
            process.kill()


def claimable(store: Store) -> int:
    other = store.begin()
    number = len(store.claim(other, 9))
    other.end()
    return number


def done(key: str) -> Outcome:
    return Outcome(key, f"file:///in/{key}", "extracted", V1)


def test_a_run_that_has_ended_holds_nothing(store: Store, run: Run) -> None:
    assert claimable(store) == 0
    run.end()
    assert claimable(store) == 3


def test_a_run_ends_with_its_block(store: Store) -> None:
    with store.begin():
        assert len(store.activity().runs) == 1
    assert store.activity().runs == ()


def test_a_run_whose_process_is_gone_holds_nothing(store: Store, run: Run) -> None:
    with another_process() as process:
        pretend(store, run, pid=process.pid, process_started=processes._started(process.pid))
        assert claimable(store) == 0
        assert store.activity().runs[0].alive
    assert not store.activity().runs[0].alive
    assert claimable(store) == 3


def test_a_beat_frees_what_dead_runs_held(store: Store, run: Run) -> None:
    other = store.begin()
    pretend(store, run, process_started="before the last power cut")
    assert store.claim(other, 9) == []
    other.beat()
    assert len(store.claim(other, 9)) == 3


def test_a_process_number_that_is_used_again_is_told_apart(store: Store, run: Run) -> None:
    pretend(store, run, pid=os.getpid(), process_started="somewhat.earlier")
    assert claimable(store) == 3


@pytest.mark.parametrize(("silent", "free"), [(runs.SILENCE - 60, 0), (runs.SILENCE + 60, 3)])
def test_a_run_on_another_machine_is_dead_after_a_silence(
    store: Store, run: Run, silent: float, free: int
) -> None:
    heard = store.activity().now - silent
    pretend(store, run, machine="another", pid=2**22 + 1, heartbeat_at=heard)
    assert claimable(store) == free


def test_a_run_that_was_taken_for_dead_goes_on(store: Store, run: Run) -> None:
    pretend(store, run, machine="another", heartbeat_at=0.0)
    other = store.begin()
    assert [task.key for task in store.claim(other, 1)] == ["a.pdf"]
    assert store.finish(run, [done("a.pdf")]) == frozenset()
    run.beat()
    assert [running.id for running in store.activity().runs] == [run.number, other.number]
    assert [task.key for task in store.claim(run, 9)] == ["b.pdf", "c.pdf"]
    assert store.finish(run, [done("b.pdf")]) == {"b.pdf"}


def test_activity(store: Store, run: Run) -> None:
    store.finish(run, [done("a.pdf")])
    other = store.begin()
    store.see(other, "in", [Found("x.xls", "file:///in/x.xls", "1", "skipped", "unknown_kind")], V1)
    activity = store.activity()
    first, second = activity.runs
    assert (first.engine, first.pid) == ("dask://somewhere:8786", os.getpid())
    assert (first.found, first.done, first.claimed, first.alive) == (3, 1, 2, True)
    assert (second.found, second.done, second.claimed) == (1, 0, 0)
    assert (activity.recently_done, activity.pending) == (1, 2)
    assert first.started_at <= second.started_at <= activity.now
    with store._database.writing() as connection:
        connection.execute(update(tables.inputs).values(finished_at=activity.now - runs.RECENT - 1))
    assert store.activity().recently_done == 0


def test_a_zombie_is_gone() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    try:
        assert processes._started(child) == ""
    finally:
        os.waitpid(child, 0)


def test_this_process_lives_and_is_told_from_others() -> None:
    process = this_process()
    assert process.is_gone() is False
    asked = "from extractor.archive.store.processes import this_process as t; print(t().started)"
    other = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() != process.started


def test_without_proc_only_silence_tells() -> None:
    here = this_process()
    assert Process(here.host, here.machine, 1, "").is_gone() is None


def test_plan_json_is_written_as_the_last_run_did(store: Store, run: Run) -> None:
    assert store.decide_json(run, None, small=3) is True, "a small archive"
    assert store.decide_json(store.begin(), None, small=2) is True, "as the run before"
    assert store.decide_json(store.begin(), False, small=9) is False
    store.begin()  # has not come so far
    assert store.decide_json(store.begin(), None, small=9) is False


def test_a_large_archive_has_no_files(store: Store, run: Run) -> None:
    assert store.decide_json(run, None, small=2) is False


def test_links_are_needed_after_each_change(store: Store, run: Run) -> None:
    assert not store.needs_links()
    store.finish(run, [done(key) for key in KEYS])
    assert store.needs_links()
    store.replace_links(run, [])
    assert not store.needs_links()
    later = store.begin()
    store.entomb(later, "in")
    assert store.needs_links()
