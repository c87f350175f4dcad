"""Temporary files are gone with the process that made them, and only then."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from extractor.archive.isolation.workroom import room, sweep, workroom
from extractor.errors import CannotWrite


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_all_is_removed_in_the_end(temporary: Path) -> None:
    with workroom() as own:
        assert own.stat().st_mode & 0o077 == 0
        assert own.parent.parent == temporary
        with room(own) as one, room(own) as other:
            assert one != other
            (one / "deep").mkdir()
            (one / "deep" / "file").touch()
        assert not one.exists()
        (own / "left").touch()
    assert not own.exists()


HOLDER = """
import sys, tempfile, time
sys.path[:0], tempfile.tempdir = {path!r}, {temporary!r}
from extractor.archive.isolation.workroom import workroom
with workroom() as own:
    print(own, flush=True)
    time.sleep(1000)
"""


def test_only_what_the_dead_have_left_is_swept(temporary: Path) -> None:
    script = HOLDER.format(path=sys.path, temporary=str(temporary))
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        path = Path(holder.stdout.readline().strip())
        assert path.name.startswith(f"{holder.pid}-")
        (path / "left").touch()
        sweep()
        assert (path / "left").exists()
        holder.kill()
    assert path.exists()
    with workroom() as own:
        assert own.exists() and not path.exists()
        sweep()
        assert own.exists()


def test_a_folder_that_others_may_enter_is_not_used(temporary: Path) -> None:
    with workroom() as own:
        everyones = own.parent
    everyones.chmod(0o755)
    with pytest.raises(CannotWrite, match="closed to others"), workroom():
        pass
    everyones.rmdir()
    (temporary / "elsewhere").mkdir(mode=0o700)
    everyones.symlink_to(temporary / "elsewhere")
    with pytest.raises(CannotWrite, match="closed to others"):
        sweep()
    everyones.unlink()
    everyones.touch()
    with pytest.raises(CannotWrite):
        sweep()
