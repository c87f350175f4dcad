"""The work on a cluster is the same work, whatever becomes of the cluster."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import misbehaving as bad
import processes
import pytest
from at_work import done_by
from clusters import KEHOACH, address_of, trial_cluster, workers

from extractor.archive.engines.dask import Dask
from extractor.archive.engines.local import Local
from extractor.archive.isolation.sandbox import Done
from extractor.errors import Crashed, EngineMismatch, EngineUnreachable
from extractor.settings import Bounds

try:
    from distributed import KilledWorker
except ImportError:
    pytest.skip("NOT CHECKED: the extra `cluster` is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def trial(temporary: Path) -> Iterator[subprocess.Popen[str]]:
    """A cluster, which is killed by the last test."""
    with trial_cluster(temporary) as process:
        yield process


@pytest.fixture(scope="module")
def address(trial: subprocess.Popen[str]) -> str:
    return address_of(trial)


def engine(address: str, version: Callable[[], str] = str) -> Dask:
    return Dask(address, Bounds(), version=version)


def test_a_worker_is_killed_and_the_results_are_those_of_this_machine(
    trial: subprocess.Popen[str], address: str
) -> None:
    items = [(bad.nap, n) for n in range(40)] + [(bad.segfault, 0), (bad.refuse, "x.pdf")]
    done = []
    for one in done_by(engine(address), bad.call, items):
        done.append(one)
        if len(done) == 5:
            os.kill(workers(trial)[0], signal.SIGKILL)
    here = list(done_by(Local(1, Bounds()), bad.call, items))
    assert sorted(map(told, done)) == sorted(map(told, here))


def told(done: Done[Any, Any]) -> str:
    work, argument = done.item
    error = (type(done.error).__name__, done.error.detail) if done.error else None
    return f"{work.__name__}({argument}): {done.result}, {error}"


def test_leaving_early_ends_what_runs(trial: subprocess.Popen[str], address: str) -> None:
    with contextlib.closing(done_by(engine(address), bad.nap_but, [1, 0, 0, 0])) as done:
        assert next(done) == Done(1, 1)
        servers = [pid for worker in workers(trial) for pid in processes.children(worker)]
        servers = [pid for pid in servers if "forkserver" in processes.command(pid)]
        assert servers
    assert processes.gone(servers, seconds=5)


def test_a_worker_of_another_version_is_refused(address: str) -> None:
    with pytest.raises(EngineMismatch, match=r"tcp://127\.0\.0\.1:\d+: .* there, \d+ here"):
        list(done_by(engine(address, bad.version_of_process), abs, [1]))


def test_a_worker_that_comes_later_is_refused_too(
    trial: subprocess.Popen[str], address: str, tmp_path: Path
) -> None:
    version = tmp_path / "version"
    version.write_text("1")
    done = done_by(engine(address, partial(bad.content, version)), bad.nap, range(1000))
    assert next(done).error is None
    version.write_text("2")
    with pytest.raises(EngineMismatch, match="2 there, 1 here"):
        for _ in done:
            for pid in workers(trial):  # others come for them
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def test_a_document_over_which_workers_die_is_an_outcome() -> None:
    future: Future[Any] = Future()
    future.set_exception(KilledWorker("key", None, 3))  # type: ignore[arg-type]
    done = engine("dask://nowhere:1")._done("x.pdf", future)
    assert type(done.error) is Crashed and done.error.detail == "4 workers died over it"


@pytest.mark.parametrize("address", ["dask://127.0.0.1:1", "dask://", "http://x", "nonsense"])
def test_no_scheduler(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.archive.engines.dask._PATIENCE", 1)
    with pytest.raises(EngineUnreachable, match=re.escape(address)):
        list(done_by(engine(address), abs, [1]))


def test_the_scheduler_is_killed(
    trial: subprocess.Popen[str], address: str, temporary: Path
) -> None:
    everything = workers(trial)
    done = done_by(engine(address), bad.nap, range(1000))
    assert next(done).error is None
    everything += [pid for worker in workers(trial) for pid in processes.children(worker)]
    trial.kill()
    with pytest.raises(EngineUnreachable, match="the scheduler is gone"):
        list(done)
    assert processes.gone(everything, seconds=10)


def test_ctrl_c_ends_the_trial_cluster(tmp_path: Path) -> None:
    command = [KEHOACH, "cluster", "--workers", "1", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout and "--engine dask://127.0.0.1:" in process.stdout.readline()
        started = processes.children(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
    assert (process.returncode, stderr) == (0, "")
    assert processes.gone(started, seconds=5)
