"""Pictures that are the pages of one document: a scanner that writes a file a page numbers them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
MOST_PAGES = 200
"""More pictures in one run of numbers are rather documents of their own."""
_NUMBERED = re.compile(
    r"(?P<stem>.*?)(?P<number>\d{1,6})(?P<close>\)?)(?P<suffix>\.[A-Za-z]+)", re.DOTALL
)


def page_sets(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names of a folder's files, those of one document together in the order of its pages:
    pictures whose names differ in a running number alone. In order of their first names."""
    alone, numbered = [], []
    for name in sorted(names):
        match = _NUMBERED.fullmatch(name)
        if match and match["suffix"].lower() in PICTURES:
            likeness = (match["stem"], match["close"], match["suffix"])
            numbered.append((likeness, int(match["number"]), name))
        else:
            alone.append((name,))
    runs = [
        run
        for _, group in groupby(sorted(numbered), key=lambda item: item[0])
        for run in _runs([(number, name) for _, number, name in group])
    ]
    return sorted([*alone, *runs])


def _runs(numbered: list[tuple[int, str]]) -> Iterable[tuple[str, ...]]:
    """Names whose numbers go up by one; a number that is missing or there twice begins anew."""
    run: list[str] = []
    for place, (number, name) in enumerate(numbered):
        if run and number != numbered[place - 1][0] + 1:
            yield from _whole(run)
            run = []
        run.append(name)
    yield from _whole(run)


def _whole(run: list[str]) -> Iterable[tuple[str, ...]]:
    return [tuple(run)] if len(run) <= MOST_PAGES else [(name,) for name in run]
