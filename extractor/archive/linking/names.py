"""What the names of files say about files that belong together."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractor.vietnamese import fold, from_roman

_WORD = r"(?:trang|tr|phan|part|page|pg|p|tap|to)"
_RUNNING = regex.compile(
    rf"(?P<stem>.*?)(?:\((?P<a>\d{{1,3}})\)|(?<![a-z]){_WORD} ?(?P<b>\d{{1,3}}|[ivx]{{1,4}})"
    r"|(?<![^ ])(?P<c>\d{1,4})|(?<=\D)(?P<d>0\d{1,4}))"
)
_APPENDIX = regex.compile(
    r"(?<![a-z])(?:phu ?luc|pl|phu ?bieu|bieu ?mau|danh ?muc)(?: ?(?:so )?(?:\d{1,2}|[ivx]{1,4}))?"
    r"(?![a-z\d])|(?<![a-z])kem theo(?![a-z])"
)
_BETWEEN = regex.compile(r"[\s_.,;–-]+")


class Part(NamedTuple):
    """A name without its running number, and that number. `marked`: the number is said to be that
    of a part (`(2)`, `p2`, `trang 2`), so that it is no plan's number or year."""

    stem: str
    number: int
    marked: bool


def plain(key: str) -> str:
    """The name of a file without its ending, evened out, with its folder: `A/KH12_p2.pdf` →
    `A/kh12 p2`."""
    folder, slash, name = key.rpartition("/")
    name = name.rpartition(".")[0] or name
    return f"{folder}{slash}{_even(fold(name))}"


def part_of(name: str) -> Part | None:
    """What stands before the running number of a plain name, and the number: `kh 12 (1)`,
    `kh12 p2`, `kh12 phan ii`, `scan 0003`; None where there is none."""
    folder, slash, last = name.rpartition("/")
    match = _RUNNING.fullmatch(last)
    if match is None:
        return None
    digits = next(filter(None, match.group("a", "b", "c", "d")))
    number = int(digits) if digits.isdigit() else from_roman(digits.upper())
    if number is None:
        return None
    marked = match["c"] is None and match["d"] is None
    return Part(f"{folder}{slash}{_even(match['stem'])}", number, marked)


def without_appendix(name: str) -> str | None:
    """A plain name without the words for an appendix: `kh 12 phu luc 1` → `kh 12`; None where it
    has none of them."""
    folder, slash, last = name.rpartition("/")
    rest = _APPENDIX.sub(" ", last)
    return f"{folder}{slash}{_even(rest)}" if rest != last else None


def _even(name: str) -> str:
    return _BETWEEN.sub(" ", name).strip()
