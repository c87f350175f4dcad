"""What was written by hand of each matrix (`expected/README.md`), province by province."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.vietnamese import fold

FOLDER = Path(__file__).parent / "expected"
Row = dict[str, str]


class Range(NamedTuple):
    """How often something is expected: at least, at most."""

    least: int
    most: int

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.least <= number <= self.most


@cache
def lines(name: str) -> tuple[Row, ...]:
    """The lines of `expected/<name>.csv`."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def documents_of(corpus: str) -> list[str]:
    """All documents of `sample` or `seeds`."""
    return [line["document"] for line in lines("plans") if line["corpus"] == corpus]


def of_corpus(name: str, corpus: str) -> list[Row]:
    """The lines of a file on documents of that corpus that count."""
    counted = {line["document"] for line in lines("plans") if line["counted"] == "yes"}
    own = counted.intersection(documents_of(corpus))
    return [line for line in lines(name) if line["document"] in own]


def province_of(document: str, vintage: str) -> str:
    """The name of its province, `then` or `now`."""
    return next(line[vintage] for line in lines("plans") if line["document"] == document)


def spread(cell: str) -> Range:
    """`1` or `0-2`."""
    least, _, most = cell.partition("-")
    return Range(int(least), int(most or least))


def total(ranges: list[Range]) -> Range:
    """The sum."""
    return Range(sum(r.least for r in ranges), sum(r.most for r in ranges))


def gathered(rows: list[Row], column: str, vintage: str) -> dict[tuple[str, str], list[Range]]:
    """The expected times by province and item, one for each line."""
    found: defaultdict[tuple[str, str], list[Range]] = defaultdict(list)
    for row in rows:
        place = (province_of(row["document"], vintage), key(row[column]))
        found[place].append(spread(row["times"]))
    return found


def key(item: str) -> str:
    """An item as it is compared: names without marks, ids as they are."""
    return " ".join(fold(item).split())
