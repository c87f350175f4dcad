"""A short soak: runs that are killed, and their workers, leave the archive that calm ones make."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from soak import Soak, contents, make_inputs

COUNT = 60


@pytest.mark.real_ocr
def test_killed_runs_make_the_same_archive(tmp_path: Path) -> None:
    chance = random.Random(4)
    make_inputs(tmp_path / "in", COUNT, chance, heavy=False)
    killed, calm = (
        Soak(tmp_path / "in", tmp_path / name, tmp_path / "temp", ("--jobs", "2"))
        for name in ("killed", "calm")
    )
    for seconds in (1.0, 4.0, 6.0):
        killed.killed(seconds, chance, workers=2.0)
    killed.to_the_end(chance, workers=0.0, seconds=120)
    calm.to_the_end(chance, workers=0.0, seconds=120)
    outcomes = killed.check(COUNT)
    assert killed.found == calm.found == []
    assert outcomes["extracted"] > COUNT * 0.8
    assert contents(killed.out) == contents(calm.out)
