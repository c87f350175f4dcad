"""Changes files at random and reads each in a child with limits: no input may end in anything but a
plan that keeps the contract or an error of ours.

`sh scripts/bench fuzz [SECONDS] [FIRST]`: how long, and the number of the first case; a case is
made by its number alone. What is found is kept in `out/fuzz`."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from hostile import KINDS, images, pdfs, texts
from hostile.trial import Limits, Trial, tried
from mutations import ANY, PDF, PNG, TEXT, Mutation, changed
from samples import CORPUS, ROOT, split

SECONDS = 300.0
OUT = ROOT / "out" / "fuzz"
LIMITS = Limits(seconds=30.0)
_LARGEST_SEED = 60_000


@dataclass(frozen=True, slots=True)
class Family:
    """The files that one reader reads, and how they are changed."""

    suffix: str
    seeds: Sequence[bytes]
    mutations: Sequence[Mutation]

    def case(self, number: int) -> bytes:
        """The case with this number."""
        draw = Random(number)
        return changed(draw.choice(self.seeds), self.seeds, self.mutations, draw)


def main() -> None:
    """Go on for the time that is given, then say what was seen."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    findings: Counter[str] = Counter()
    for name, number, family, trial in _trials(seconds, first):
        endings[name][trial.ending] += 1
        if trial.is_finding:
            where = f"{name} {trial.ending}: {trial.detail}"
            if not findings[where]:
                _keep(f"{name}-{number}-{trial.ending}{family.suffix}", family.case(number))
                print(f"case {number}, {where}", flush=True)
            findings[where] += 1
    for name, counted in endings.items():
        seen = ", ".join(f"{ending} {count}" for ending, count in counted.most_common())
        print(f"{name}: {counted.total()} cases: {seen}")
    print(f"{findings.total()} findings of {len(findings)} classes, kept in {OUT}")
    sys.exit(bool(findings))


def _trials(seconds: float, first: int) -> Iterator[tuple[str, int, Family, Trial]]:
    known = families()
    number, end = first, time.monotonic() + seconds
    while time.monotonic() < end:
        for name, family in known.items():
            data = family.case(number)
            yield name, number, family, tried(data, f"case{family.suffix}", LIMITS)
        number += 1


def _keep(name: str, data: bytes) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_bytes(data)


def families() -> dict[str, Family]:
    """A family for each reader. Seeds are sound files first, then some of the hostile ones."""
    return {
        "text": Family(".txt", [*_plans(), *_small_texts(), *_seeds("text/", ".txt")], TEXT),
        "markdown": Family(".md", [*_plans(), *_small_texts(), *_seeds("text/", ".md")], TEXT),
        "pdf": Family(".pdf", [pdfs.with_all()] * 20 + _seeds("pdf/", ".pdf"), PDF),
        "png": Family(".png", _images("PNG", ".png"), PNG),
        "tiff": Family(".tif", _images("TIFF", ".tif"), ANY),
        "jpeg": Family(".jpg", _images("JPEG", ".jpg"), ANY),
    }


def _plans() -> list[bytes]:
    """The words of the development plans, which are as many of the seeds as all others."""
    files = [CORPUS / "plans" / slug / "plan.txt" for slug in split("dev")]
    return [file.read_bytes() for file in files] * 5


def _small_texts() -> list[bytes]:
    return [texts.text_of(name, 2000).encode() for name in texts.GROWING]


def _images(kind: str, suffix: str) -> list[bytes]:
    """As many sound pictures as hostile ones."""
    hostile = _seeds("image/", suffix)
    sound = [images.saved(images.grey().convert(mode), kind) for mode in ("1", "L", "RGB")]
    return sound * (len(hostile) // len(sound)) + hostile


def _seeds(family: str, suffix: str) -> list[bytes]:
    kinds = (kind for name, kind in KINDS.items() if name.startswith(family) and not kind.heavy)
    made = (kind.make() for kind in kinds if kind.suffix == suffix)
    return [data for data in made if len(data) < _LARGEST_SEED]


if __name__ == "__main__":
    main()
