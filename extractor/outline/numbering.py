"""Which Roman numeral each heading of the first level bears: reading breaks them in nearly every
scan (findings: `III.` comes out as `II.`, `IIL.`, `HI:`), so their order decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.document import Correction, Document, Span
from extractor.labels import Label, in_capitals
from extractor.numerals import demanded
from extractor.outline.entries import Entry
from extractor.tables.headings import is_known_heading
from extractor.vietnamese import from_roman

RULE = "section_sequence"


def set_roman_labels(document: Document, entries: list[Entry]) -> list[Correction]:
    """Gives each heading of the Roman level the numeral that its place demands, in place; what
    changed is returned. A numeral that the plan itself prints out of order is kept."""
    _find_lost_numerals(entries)
    _find_first_numeral(entries)
    ocr = any(page.method == "ocr" for page in document.source.pages)
    return [change for run in _runs(entries) for change in _number_run(run, ocr)]


def _find_lost_numerals(entries: list[Entry]) -> None:
    """Marks headings whose numeral was lost or is junk as Roman: a line in capitals (or bold)
    that is a known heading, in a document that has Roman numerals."""
    if not (_has(entries, "roman") or _all_lost(entries)):
        return
    for entry in entries:
        if entry.label is not None and entry.label.kind not in ("dash", "letter"):
            continue
        end = _lost_numeral(entry.text)
        if end is not None:
            entry.label = Label("roman", entry.text[:end].strip(" .,:;-"), "roman", end)


def _has(entries: list[Entry], *kinds: str) -> bool:
    return any(e.label is not None and e.label.kind in kinds for e in entries)


def _all_lost(entries: list[Entry]) -> bool:
    """Whether the plan has headings in capitals and no numeral at all: Word's automatic numbers
    are no part of the text that converters give."""
    bare = [e for e in entries if e.label is None and in_capitals(e.text)]
    known = sum(is_known_heading(e.text) for e in bare)
    return known > 1 and not _has(entries, "part", "chapter", "article")


def _lost_numeral(text: str) -> int | None:
    """Where the words begin after a numeral that was lost (0) or spoiled; None for a line that is
    no heading of the first level."""
    spoiled = _SPOILED.match(text)
    if spoiled and is_known_heading(text[spoiled.end() :]):
        return spoiled.end()
    if not in_capitals(text):
        return None
    if is_known_heading(text):
        return 0
    junk = _JUNK.match(text)
    return junk.end() if junk and is_known_heading(text[junk.end() :]) else None


def _find_first_numeral(entries: list[Entry]) -> None:
    """`I.` read as `1.`: the first label is a lone 1 and the next of its level is `II`."""
    labels = [(entry, entry.label) for entry in entries if entry.label]
    first_roman = next((i for i, (_, label) in enumerate(labels) if label.kind == "roman"), 0)
    if not first_roman or from_roman(labels[first_roman][1].text) == 1:
        return
    (entry, label), following = labels[0], labels[1][1]
    ones = sum(found.kind == "number" for _, found in labels[:first_roman])
    if label.text in ("1", "l") and (ones == 1 or following.text == "1"):
        entry.label = replace(label, kind="roman", style="roman")


_SPOILED = regex.compile(r"[IVXLHUTYJl1|!]{1,5}\s?[.,:;)/-]+\s*")
_JUNK = regex.compile(
    r"[^\s\p{Ll}]{1,6}[.,:;)\-/]*\s+(?=\p{Lu})|[\p{L}\d|!]{1,4}[.,:;)\-/]+\s*(?=\p{Lu}{2})"
)


def _runs(entries: list[Entry]) -> list[list[Entry]]:
    """The parts, and the Roman headings under each of them; a new part counts anew."""
    parts: list[Entry] = []
    runs: list[list[Entry]] = [[]]
    for entry in entries:
        if entry.label and entry.label.kind in ("part", "chapter"):
            if _ROMAN_PART.fullmatch(entry.label.text):
                parts.append(entry)
            runs.append([])
        elif entry.label and entry.label.kind == "roman":
            runs[-1].append(entry)
    return [parts, *runs]


_ROMAN_PART = regex.compile(r"(?:Phần|Chương) (?!\d+$)[IVXLH1l|!T]+")


def _number_run(run: list[Entry], ocr: bool) -> Iterator[Correction]:
    printed = [entry.label.text.split()[-1:] for entry in run if entry.label]
    wanted = demanded(["".join(numeral) for numeral in printed], ocr=ocr)
    for entry, numeral in zip(run, wanted, strict=True):
        assert entry.label is not None
        before = entry.label.text
        words = before.split()
        after = " ".join([*words[:-1], numeral])
        if after != before:
            entry.label = replace(entry.label, text=after)
            at = Span(entry.span.start, entry.span.start + entry.label.end)
            yield Correction(before, after, RULE, at)
