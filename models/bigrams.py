"""Counts the pairs of syllables for `extractor/data/bigrams.tsv`: `python models/bigrams.py`.

From what the package knows (names, titles, examples) and the development plans of the corpus; never
from its test split, nor from sentences that are put together at random. The same texts give the same bytes."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.reading.bigrams import counted
from extractor.vietnamese import nfc

ROOT = Path(__file__).parents[1]
DATA = ROOT / "extractor" / "data"
OUT = DATA / "bigrams.tsv"


def main() -> None:
    """Writes the pairs, in order."""
    pairs = counted(map(nfc, texts()))
    rows = (f"{first}\t{second}\t{count}\n" for (first, second), count in sorted(pairs.items()))
    OUT.write_text("".join(rows), "utf-8")


def texts(without: str = "") -> Iterator[str]:
    """All that is counted, but the plan of the name `without`."""
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            yield from (cell for row in csv.reader(file) for cell in row)
    for path in sorted(DATA.glob("*.toml")):
        yield from strings(tomllib.loads(path.read_text("utf-8")))
    for slug in tomllib.loads((ROOT / "corpus" / "split.toml").read_text("utf-8"))["dev"]:
        if slug != without:
            yield (ROOT / "corpus" / "plans" / slug / "plan.txt").read_text("utf-8")


def strings(value: Any) -> Iterator[str]:
    """The strings in a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


if __name__ == "__main__":
    main()
