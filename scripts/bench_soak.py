"""A soak test: 1,000 made documents, one in twenty hostile, read by runs that are killed 20 times
at random, their workers throughout; then by one that is left alone. All of it must be the same,
byte for byte, as an archive that was never disturbed. `bench_soak.py [INPUTS [KILLS]]`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from soak import Soak, contents, make_inputs

SEED = 20261120
OPTIONS = ("--jobs", "2", "--seconds", "60", "--memory", "2048")
LONGEST = 3600.0
"""Seconds for the last run."""
WORKERS = 6.0
"""Seconds between two killed workers."""


def main() -> None:
    """Prints what was found wrong, and ends with 1 if anything was."""
    count, kills = (int(word) for word in (*sys.argv[1:], *("1000", "20")[len(sys.argv) - 1 :]))
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_inputs(folder / "in", count, chance, heavy=True)
        killed = Soak(folder / "in", folder / "killed", folder / "temp", OPTIONS)
        began = time.monotonic()
        for number in range(kills):
            # Long enough to get somewhere: a run needs some seconds to begin.
            killed.killed(chance.uniform(2, 20), chance, workers=WORKERS)
            say(f"kill {number + 1}: {killed.done()} of {count} done")
        killed.to_the_end(chance, workers=WORKERS, seconds=LONGEST)
        killed.to_the_end(chance, workers=0.0, seconds=LONGEST)
        say(f"killed runs: {time.monotonic() - began:.0f} s")
        outcomes = killed.check(count)
        calm = Soak(folder / "in", folder / "calm", folder / "temp", OPTIONS)
        began = time.monotonic()
        calm.to_the_end(chance, workers=0.0, seconds=LONGEST)
        say(f"calm run: {time.monotonic() - began:.0f} s")
        calm.check(count)
        found = [*killed.found, *calm.found, *differences(killed.out, calm.out)]
        say(f"outcomes: {', '.join(f'{n} {kind}' for kind, n in outcomes.most_common())}")
        say(f"memory of driver and server: {calm.slope():+.1f} KiB an input over the second half")
        say(f"found wrong: {len(found)}")
        for line in found[:50]:
            say(f"  {line}")
        sys.exit(bool(found))


def differences(one: Path, other: Path) -> list[str]:
    """The names of what two archives show differently."""
    first, second = contents(one), contents(other)
    names = sorted(first.keys() | second.keys())
    return [f"differs: {name}" for name in names if first.get(name) != second.get(name)]


def say(line: str) -> None:
    """At once: it takes long."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
