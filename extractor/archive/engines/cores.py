"""How many cores this process may use."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN_GROUP = Path("/proc/self/cgroup")


def usable_cores(cgroups: Path = CGROUPS, own_group: Path = OWN_GROUP) -> int:
    """The cores that affinity and the control groups' quotas (of both versions) leave, at least
    one."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min([cores, *_quotas(cgroups, own_group)]))


def _quotas(cgroups: Path, own_group: Path) -> Iterator[int]:
    """The limit of every group around this process, in whole cores, rounded up."""
    for group in _groups(cgroups, own_group):
        for quota, period in (_quota(group), _old_quota(group)):
            if quota.isdecimal() and period.isdecimal():  # none: `max`, or -1
                yield math.ceil(int(quota) / int(period))


def _quota(group: Path) -> tuple[str, str]:
    """Version 2: one file, `max 100000`."""
    quota, _, period = _read(group / "cpu.max").partition(" ")
    return quota, period


def _old_quota(group: Path) -> tuple[str, str]:
    """Version 1: two files."""
    return _read(group / "cpu.cfs_quota_us"), _read(group / "cpu.cfs_period_us")


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _groups(cgroups: Path, own_group: Path) -> Iterator[Path]:
    """This process's control groups and those above them. In a container the paths may be those
    outside it, so that only the topmost is found."""
    for line in _read(own_group).splitlines() or ["0::/"]:
        _, controllers, own = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        top = cgroups / controllers  # version 2 has no controllers here, and no folder for them
        group = top / own.lstrip("/")
        yield group
        yield from (parent for parent in group.parents if parent.is_relative_to(top))
