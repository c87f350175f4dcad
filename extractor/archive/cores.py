"""How many cores this process may use."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN_GROUP = Path("/proc/self/cgroup")


def usable_cores(cgroups: Path = CGROUPS, own_group: Path = OWN_GROUP) -> int:
    """The cores that affinity and the control groups' `cpu.max` leave, at least one."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min([cores, *_quotas(cgroups, own_group)]))


def _quotas(cgroups: Path, own_group: Path) -> Iterator[int]:
    """The limit of every group around this process (version 2), in whole cores, rounded up."""
    for group in _groups(cgroups, own_group):
        try:
            quota, period = (group / "cpu.max").read_text("ascii").split()
        except (OSError, ValueError):
            continue
        if quota != "max":
            yield math.ceil(int(quota) / int(period))


def _groups(cgroups: Path, own_group: Path) -> Iterator[Path]:
    """This process's control group and those above it."""
    try:
        lines = own_group.read_text("ascii").splitlines()
    except OSError:
        lines = []
    own = next((line[3:] for line in lines if line.startswith("0::")), "/")
    group = cgroups / own.lstrip("/")
    yield group
    for parent in group.parents:
        if not parent.is_relative_to(cgroups):
            return
        yield parent
