"""Kinds of documents and the type lines that name them."""

from __future__ import annotations

from functools import cache

import regex
from rapidfuzz import fuzz, process

from extractor.labels import in_capitals
from extractor.tables import table
from extractor.vietnamese import fold

_SPECK = regex.compile(r"\s+\S$")  # what a seal or a rule leaves beside the line
_CLOSE = 87
_LONGEST = 60
_QUALIFIER = (
    r"(?:\s*[(\[]?(?:lien tich|hanh dong|phoi hop|lien nganh|cong tac|du thao|\d{1,2})[)\]]?)*"
)


@cache
def kinds() -> dict[str, str]:
    """The name of each kind by its code: `KH` → `Kế hoạch`."""
    return {kind["code"]: kind["name"] for kind in table("document_types")["kind"]}


@cache
def _lines() -> list[tuple[str, regex.Pattern[str]]]:
    def pattern(name: str) -> regex.Pattern[str]:
        # K Ế  H O Ạ C H: a type line is often set with spaces between its letters.
        words = r"\s*".join(fold(name).replace(" ", ""))
        return regex.compile(rf"(?:du thao\s*)?{words}{_QUALIFIER}")

    return [(code, pattern(name)) for code, name in kinds().items()]


def kind_of_line(line: str) -> str | None:
    """The code of the kind that `line` names if it is a type line: the kind in capitals, with
    nothing but a qualifier beside it."""
    if len(line) > _LONGEST:
        return None
    printed = line.strip(" .:*-–_\"“”'")
    words = _SPECK.sub("", printed)
    if not 6 <= len(words) <= 45 or not in_capitals(words):
        return None
    folded = " ".join(fold(words).split())
    return _exact(" ".join(fold(printed).split())) or _exact(folded) or _near(folded)


def _exact(folded: str) -> str | None:
    return next((code for code, pattern in _lines() if pattern.fullmatch(folded)), None)


def _near(folded: str) -> str | None:
    """The kind that a line misread by a letter or two names (`kee hoach`)."""
    names = {code: fold(name) for code, name in kinds().items()}
    near = process.extractOne(folded, names, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return near[2] if near and abs(len(near[0]) - len(folded)) <= 2 else None


def type_qualifier(line: str, code: str) -> str | None:
    """What the type line says besides the kind: `HÀNH ĐỘNG`, `(DỰ THẢO)`."""
    name = fold(kinds()[code])
    at = fold(line).find(name)
    rest = f"{line[:at]} {line[at + len(name) :]}".strip(" .:*-–_") if at >= 0 else ""
    return " ".join(rest.split()) or None
