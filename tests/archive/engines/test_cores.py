"""Control groups bound the number of processes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.archive.engines.cores import usable_cores


@pytest.fixture
def many_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)))


@pytest.mark.usefixtures("many_cores")
@pytest.mark.parametrize(
    ("outer", "inner", "cores"),
    [
        ("max 100000", "max 100000", 16),
        ("max 100000", "250000 100000", 3),
        ("100000 100000", "400000 100000", 1),
        ("5000 100000", "max 100000", 1),
        ("nonsense", "800000 100000", 8),
    ],
)
def test_the_tightest_group_counts(tmp_path: Path, outer: str, inner: str, cores: int) -> None:
    groups = tmp_path / "cgroup"
    (groups / "job" / "step").mkdir(parents=True)
    (groups / "cpu.max").write_text(f"{outer}\n")
    (groups / "job" / "step" / "cpu.max").write_text(f"{inner}\n")
    own = tmp_path / "own"
    own.write_text("1:cpu:/old\n0::/job/step\n")
    assert usable_cores(groups, own) == cores


@pytest.mark.usefixtures("many_cores")
def test_without_control_groups(tmp_path: Path) -> None:
    assert usable_cores(tmp_path / "none", tmp_path / "none either") == 16


@pytest.mark.usefixtures("many_cores")
@pytest.mark.parametrize(
    ("outer", "inner", "cores"), [(-1, -1, 16), (-1, 250000, 3), (100000, 400000, 1)]
)
def test_groups_of_the_first_version(tmp_path: Path, outer: int, inner: int, cores: int) -> None:
    groups = tmp_path / "cgroup"
    (groups / "cpu,cpuacct" / "job").mkdir(parents=True)
    for group, quota in ((groups / "cpu,cpuacct", outer), (groups / "cpu,cpuacct" / "job", inner)):
        (group / "cpu.cfs_quota_us").write_text(f"{quota}\n")
        (group / "cpu.cfs_period_us").write_text("100000\n")
    own = tmp_path / "own"
    own.write_text("3:memory:/job\n2:cpu,cpuacct:/job\n0::/\n")
    assert usable_cores(groups, own) == cores
