"""What `kehoach compare` takes for made archives of growing size: the plans of the corpus under
other numbers, provinces and years, each with sentences of its own or copied from earlier ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from planted import made_corpus
from samples import ROOT, make, split

from extractor.pipeline import extract
from extractor.plan.publish import to_json
from extractor.tables.places import units

SIZES = (1_000, 10_000)
KEHOACH = ROOT / ".venv" / "bin" / "kehoach"
_OWN_NUMBER = re.compile(r"(?m)^(Số:? ?)\d+")
_YEAR = re.compile(r"\b20(?:19|2\d)\b")
_END = re.compile(r"(?m)^Nơi nhận")


def main() -> None:
    """Prints a line for each size; `bench_compare.py SIZE …` measures others."""
    for size in tuple(map(int, sys.argv[1:])) or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            plans = made(Path(folder), size)
            seconds, mebibytes = measured(plans, Path(folder, "out"))
            files = {
                path.name: path.stat().st_size / 2**20
                for path in sorted(Path(folder, "out").iterdir())
                if path.is_file()
            }
        sizes = ", ".join(f"{name} {size:,.1f} MiB" for name, size in files.items())
        print(f"{size:7,} plans: {seconds:6.1f} s, {mebibytes:6,.0f} MiB; {sizes}", flush=True)


def made(folder: Path, size: int) -> Path:
    """A folder of plan JSON, as reading the made documents gives it."""
    make(split("dev"), ["text"], folder / "made")
    bases = [path.read_text("utf-8") for path in sorted((folder / "made" / "text").iterdir())]
    texts, plans = folder / "texts", folder / "plans"
    texts.mkdir()
    plans.mkdir()
    for number, copied in enumerate(made_corpus(size)):
        document = varied(bases[number % len(bases)], number, copied.text.text)
        Path(texts, f"{number:05}.txt").write_text(document, "utf-8")
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        list(processes.map(partial(read, plans), sorted(texts.iterdir()), chunksize=50))
    return plans


def varied(base: str, number: int, more: str) -> str:
    """A plan with another number, province and year, and more sentences before its recipients."""
    names = [unit.name for unit in units().values() if unit.code_list == "63"]
    own = next((name for name in names if name in base), names[0])
    for word, other in (
        (own, names[number % len(names)]),
        (own.upper(), names[number % len(names)].upper()),
    ):
        base = base.replace(word, other)
    base = _OWN_NUMBER.sub(rf"\g<1>{number + 1}", base, count=1)
    base = _YEAR.sub(lambda year: str(int(year[0]) - number % 4), base)
    sentences = "\n".join(f"- {line}" for line in more.splitlines()[8:40] if line.strip())
    return _END.sub(lambda found: f"{sentences}\n{found[0]}", base, count=1)


def read(plans: Path, document: Path) -> None:
    """Reads a made document."""
    Path(plans, f"{document.name}.json").write_text(to_json(extract(document)), "utf-8")


def measured(plans: Path, out: Path) -> tuple[float, float]:
    """Seconds on the clock and the most memory (MiB) of comparing these plans."""
    began = time.monotonic()
    process = subprocess.Popen([KEHOACH, "compare", plans, "--out", out])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"kehoach compare ended with {status}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
