"""Numbers of documents in running text: found first, everything else is read around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.document import Span
from extractor.stages.citing.codes import issuer_name, repaired, spelled
from extractor.stages.citing.grammar import form
from extractor.tables.acts import types_of_code

_DIGITS = {ord("O"): "0", ord("o"): "0", ord("I"): "1", ord("l"): "1", ord("§"): "8"}
_BLANK = regex.compile(r"\s+")
_CODES = regex.compile(r"[^\S\n]*(?:[-–—](?:[^\S\n]*[-–—])?|[/.])[^\S\n]*")
_LEGISLATIVE = regex.compile(r"(?:UBTV)?QH\d{1,2}")


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number. `value` is its canonical form, `head` the part of it before the
    codes; `types` are the kinds that its first code may stand for."""

    span: Span
    value: str
    head: str
    year: int | None
    codes: tuple[str, ...]
    types: tuple[str, ...]
    issuer: str | None

    @property
    def is_legislative(self) -> bool:
        """Whether it is a law's or a resolution's of the National Assembly."""
        return _LEGISLATIVE.fullmatch(self.codes[-1]) is not None

    @property
    def tail(self) -> str:
        """What comes after the running number and is shared in *số 18, 19-NQ/TW*."""
        return self.value[len(self.head) :]


def numbers_in(text: str) -> Iterator[Number]:
    """Every number in `text`, in order."""
    for match in form("number").finditer(text):
        yield _number(match)


def number_at(text: str, start: int, end: int) -> Number | None:
    """The number that begins exactly at `start`."""
    match = form("number").match(text, start, end)
    return _number(match) if match else None


def _number(match: regex.Match[str]) -> Number:
    printed = [spelled(code) for code in _CODES.split(match["symbol"])]
    codes = repaired(printed)
    marks = _marks(match, len(codes) - len(printed))
    head = _digits(match["num"]) + (match["letter"] or "")
    year = _digits(match["year"]) if match["year"] else None
    middle = ("-" if match["join"] not in (None, "/") else "/") + year if year else ""
    symbol = "".join(mark + code for mark, code in zip(marks, codes, strict=True))
    return Number(
        span=Span(match.start("num"), match.end("symbol")),
        value=head + middle + symbol,
        head=head,
        year=int(year) if year else None,
        codes=tuple(codes),
        types=_types(codes),
        issuer=issuer_name(codes),
    )


def _types(codes: list[str]) -> tuple[str, ...]:
    if _LEGISLATIVE.fullmatch(codes[0]):
        return ("NQ", "PL") if codes[0].startswith("U") else ("L", "NQ", "BL")
    return types_of_code().get(codes[0], ())


def _digits(printed: str) -> str:
    """The digits that were printed: OCR often gives an 8 twice, as `§8`."""
    joined = _BLANK.sub("", printed).replace("§8", "8").replace("8§", "8")
    return joined.translate(_DIGITS)


def _marks(match: regex.Match[str], split: int) -> list[str]:
    """The marks before each code, as printed, dashes evened out; a dot stands for a dash."""
    found = [match["mark"] or "-", *(m.strip() for m in _CODES.findall(match["symbol"]))]
    marks = ["/" if mark == "/" else "-" for mark in found]
    return [marks[0], *["-"] * split, *marks[1:]]
