"""The Roman numerals that a sequence of headings demands, whatever OCR made of their glyphs.

`III.` came out as `II.`, `IIL`, `HI:` or `1L` in every one of 24 real scans: the glyph is only
evidence, the order decides."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.vietnamese import from_roman, roman

# What OCR makes of a numeral in print.
_CONFUSED: dict[str, frozenset[str]] = {
    numeral: frozenset(readings.split())
    for numeral, readings in {
        "I": "L 1 l J T IL ! |",
        "II": "I H IL IIL Il 11 U IH ll 1I I1 LI 1L HI IIL",
        "III": "II HI IIL IIIL IH Il II1 IIl 1II 11I UI LII 1L IL TII",
        "IV": "TV IY 1V lV LV V IVV TY",
        "V": "Y VV IV",
        "VI": "VL V1 Vl V IV YI",
        "VII": "VI VIL VH V11 VIl YII",
        "VIII": "VII VHI VIIL VIH",
        "IX": "LX 1X IY X",
        "X": "XX IX",
    }.items()
}


def demanded(printed: Sequence[str], *, ocr: bool) -> list[str]:
    """The numeral that each heading of a sequence bears. One that is no numeral, or that looks
    like a misreading of the one whose turn it is, becomes that one; a numeral that the clerk
    printed out of turn is kept. `ocr`: the headings were read by OCR, where misreadings are
    likely; elsewhere only the numeral that follows can show one."""
    found: list[str] = []
    turn = 1
    for index, numeral in enumerate(printed):
        value = from_roman(numeral)
        following = from_roman(printed[index + 1]) if index + 1 < len(printed) else None
        if value is None or (value != turn and _misread(numeral, turn, ocr, following)):
            value = turn
        elif ocr and value < turn - 1 and numeral in _readings(turn - 1):
            value = turn - 1  # the clerk gave two headings one numeral, and the second was misread
        found.append(roman(value))
        turn = value + 1
    return found


def looks_misread(glyphs: str) -> bool:
    """Whether OCR makes `glyphs`, of which there are several, of a numeral: `HI`, `IIL`."""
    return len(glyphs) > 1 and any(glyphs in readings for readings in _CONFUSED.values())


def _readings(value: int) -> frozenset[str]:
    return _CONFUSED.get(roman(value), frozenset()) if value > 0 else frozenset()


def _misread(numeral: str, turn: int, ocr: bool, following: int | None) -> bool:
    return numeral in _readings(turn) and (ocr or following == turn + 1)
