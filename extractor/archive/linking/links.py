"""How the documents of an archive belong together: the same twice, scanned again, replaced, parted
over several files, appendices in files of their own.

A rule asks for what only one document can answer to; where two might, there is no link. Records
may come in any order: of those that are the same, the first by key stands for the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.archive.linking.facts import Facts, Label, Reference
from extractor.archive.linking.names import Part, part_of, plain, without_appendix
from extractor.archive.model import Link, LinkKind
from extractor.vietnamese import POINT_LETTERS, from_roman

_ALIKE = 92.0  # issuers of one number and day, of which one was misread
_TO_WORDS = "text-"  # begins an id that is a hash of the words


@dataclass(frozen=True, slots=True)
class Record:
    """The document `place` (from 0) of the input `key`, whose bytes have the hash `sha256`."""

    key: str
    place: int
    sha256: str
    facts: Facts


class _Number(NamedTuple):
    """What tells one numbered document from others: numbers restart each year in each body."""

    number: str
    year: str
    issuer: str
    province: str | None


@dataclass(slots=True, eq=False)
class _Entry:
    """A record with little room: there are hundreds of thousands. Its `head` is the first record
    of the same document, itself as a rule."""

    key: str
    place: int
    sha256: bytes
    plan_id: str | None  # where it is a hash of the words
    number: str | None
    day: str | None
    issuer: str | None
    province: str | None
    opens: bool
    closes: bool
    appendix: bool
    first: Label | None
    last: Label | None
    issued_with: Reference | None
    replaces: tuple[Reference, ...]
    head: _Entry | None = None

    @property
    def folder(self) -> str:
        return self.key.rpartition("/")[0]


def links(records: Iterable[Record]) -> Iterator[Link]:
    """The links among `records`, kind by kind, each kind in the order of the keys."""
    entries = sorted(map(_entry, records), key=lambda e: (e.key, e.place))
    yield from _duplicates(entries)
    entries = [entry for entry in entries if entry.head is None]
    yield from _rescans(entries)
    yield from _continuations(entries)
    known = _Known(entry for entry in entries if entry.head is None)
    yield from _replacements(entries, known)
    yield from _appendices(entries, known)


def _entry(record: Record) -> _Entry:
    facts = record.facts
    return _Entry(
        key=record.key,
        place=record.place,
        sha256=bytes.fromhex(record.sha256),
        plan_id=facts.plan_id.partition("~")[0] if facts.plan_id.startswith(_TO_WORDS) else None,
        number=facts.number and intern(facts.number),
        day=facts.issued_on and intern(facts.issued_on),
        issuer=facts.issuer and intern(facts.issuer),
        province=facts.province and intern(facts.province),
        opens=facts.opens,
        closes=facts.closes,
        appendix=facts.appendix,
        first=facts.first,
        last=facts.last,
        issued_with=facts.issued_with,
        replaces=facts.replaces,
    )


def _link(entry: _Entry, kind: LinkKind, other: _Entry) -> Link:
    return Link(entry.key, entry.place, kind, other.key, other.place)


# --- the same document ---------------------------------------------------------------------------


def _duplicates(entries: Sequence[_Entry]) -> Iterator[Link]:
    """The same bytes: each document of the copy is the same document of the first."""
    firsts: dict[tuple[bytes, int], _Entry] = {}
    for entry in entries:
        first = firsts.setdefault((entry.sha256, entry.place), entry)
        if first is not entry:
            entry.head = first
            yield _link(entry, "duplicate_of", first)


def _rescans(entries: Sequence[_Entry]) -> Iterator[Link]:
    """The same number, year and issuer; or the same number, day and province with issuers that
    differ by a letter or two; or, without a number, the same words."""
    firsts: dict[object, _Entry] = {}
    same_day: defaultdict[tuple[str, str, str], list[_Entry]] = defaultdict(list)
    for entry in entries:
        identity = _identity(entry)
        if identity is None:
            continue
        first = firsts.get(identity) or _misread(entry, same_day)
        if first is None:
            firsts[identity] = entry
            if entry.number and entry.day and entry.province:
                same_day[entry.number, entry.day, entry.province].append(entry)
            continue
        entry.head = first
        yield _link(entry, "rescan_of", first)


def _identity(entry: _Entry) -> _Number | str | None:
    """An appendix and the further pages of a plan have no number of their own."""
    if entry.number and entry.day and entry.issuer:
        year = entry.day[:4] if entry.province else entry.day
        return _Number(entry.number, year, entry.issuer, entry.province)
    return entry.plan_id if entry.first else None


def _misread(entry: _Entry, same_day: dict[tuple[str, str, str], list[_Entry]]) -> _Entry | None:
    if not (entry.number and entry.day and entry.province and entry.issuer):
        return None
    others = same_day.get((entry.number, entry.day, entry.province), ())
    alike = [o for o in others if fuzz.ratio(entry.issuer, o.issuer or "") > _ALIKE]
    return alike[0] if len(alike) == 1 else None


# --- one document over several files -------------------------------------------------------------


def _continuations(entries: Sequence[_Entry]) -> Iterator[Link]:
    """A file without a letterhead goes on with the file before it by name, which lacks its end.
    The link leads to the document that begins so."""
    files: dict[str, tuple[_Entry, _Entry]] = {}  # the first and the last document of each
    for entry in entries:
        name = plain(entry.key)
        first, last = files.get(name, (entry, entry))
        files[name] = (first, entry if first.key == entry.key else last)
    parts = {name: part for name in files if (part := part_of(name))}
    by_number: dict[tuple[str, int], str] = {}
    for name, part in parts.items():
        by_number.setdefault((part.stem, part.number), name)
    begins: dict[str, _Entry] = {}
    for name, part in sorted(parts.items(), key=lambda item: (item[1].number, item[0])):
        before = by_number.get((part.stem, part.number - 1)) or _unnumbered(part, files)
        if before is None or before == name:
            continue
        entry, last = files[name][0], files[before][1]
        begin = begins.get(before) or (last if last.opens else None)
        if begin and entry.place == 0 and _goes_on(last, entry, part):
            begins[name] = begin
    linked = ((files[name][0], begin) for name, begin in begins.items())
    yield from sorted(_link(entry, "continues", begin) for entry, begin in linked)


def _unnumbered(part: Part, files: Container[str]) -> str | None:
    """`KH 12` before `KH 12 (1)` and `KH 12 (2)`."""
    return part.stem if part.number in (1, 2) and part.stem in files else None


def _goes_on(before: _Entry, entry: _Entry, part: Part) -> bool:
    """Whether `entry` may be the next pages of what ends in `before`. A number that is not said to
    be a part's may be anything's: then the labels have to go on."""
    if before.closes or before.appendix or entry.opens or entry.appendix:
        return False
    follows = _follow(before.last, entry.first)
    return follows is True or (follows is None and part.marked)


def _follow(last: Label | None, first: Label | None) -> bool | None:
    """Whether a page that begins with `first` comes after one that ends with `last`, at the same
    section or the next; None where the labels do not tell."""
    if last is None or first is None or last.kind != first.kind:
        return None
    a, b = _rank(last), _rank(first)
    return None if a is None or b is None else b - a in (0, 1)


def _rank(label: Label) -> int | None:
    """The place of a label among its kind: `II`, `Phần II` → 2, `1.2` → 1, `c` → 3."""
    word = label.text.rpartition(" ")[2]
    number = word.partition(".")[0]
    if number.isdigit():
        return int(number)
    if label.kind == "letter" and word.lower() in POINT_LETTERS:
        return POINT_LETTERS.index(word.lower()) + 1
    return from_roman(word)


# --- other documents -----------------------------------------------------------------------------


class _Known:
    """Documents by what others call them."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._numbered: defaultdict[tuple[str, str], list[_Entry]] = defaultdict(list)
        self._named: defaultdict[str, list[_Entry]] = defaultdict(list)
        for entry in entries:
            if entry.number and entry.day and entry.opens:
                self._numbered[entry.number, entry.day[:4]].append(entry)
            if entry.opens:
                self._named[plain(entry.key)].append(entry)

    def referred(self, reference: Reference, by: _Entry) -> _Entry | None:
        """The one document that `by` can mean; of several that of its own file, folder or
        issuer."""
        year = (reference.issued_on or str(reference.year or ""))[:4]
        found = [e for e in self._numbered.get((reference.number, year), ()) if e is not by]
        found = [entry for entry in found if _answers(entry, reference, by)]
        for narrower in (_same_file, _same_issuer, _same_folder):
            if len(found) > 1:
                found = [entry for entry in found if narrower(entry, by)] or found
        return found[0] if len(found) == 1 else None

    def beside(self, by: _Entry) -> _Entry | None:
        """The one document whose file has the name of `by` but for the words for an appendix."""
        stem = without_appendix(plain(by.key))
        found = self._named.get(stem, ()) if stem else ()
        return found[0] if len(found) == 1 else None


def _answers(entry: _Entry, reference: Reference, by: _Entry) -> bool:
    """Whether nothing that is said of the other document is false of `entry`. Where no issuer is
    named it is the body's own."""
    if reference.issued_on and reference.issued_on != entry.day:
        return False
    if entry.province and by.province and entry.province != by.province:
        return False
    if reference.issuer is None:
        return entry.issuer == by.issuer if by.issuer else reference.issued_on is not None
    return f"{entry.issuer or ''}-".startswith(f"{reference.issuer}-")


def _same_file(entry: _Entry, by: _Entry) -> bool:
    return entry.key == by.key


def _same_folder(entry: _Entry, by: _Entry) -> bool:
    return entry.folder == by.folder


def _same_issuer(entry: _Entry, by: _Entry) -> bool:
    return by.issuer is not None and entry.issuer == by.issuer


def _replacements(entries: Iterable[_Entry], known: _Known) -> Iterator[Link]:
    """A document that says it replaces another one."""
    for entry in entries:
        others = (known.referred(reference, entry) for reference in entry.replaces)
        yield from sorted({_link(entry, "replaces", other) for other in others if other})


def _appendices(entries: Iterable[_Entry], known: _Known) -> Iterator[Link]:
    """A document that was issued with another one; an appendix alone that does not say so, or not
    readably, belongs to the file of its name."""
    for entry in entries:
        other = known.referred(entry.issued_with, entry) if entry.issued_with else None
        if other is None and entry.appendix and entry.issued_with is None:
            other = known.beside(entry)
        if other:
            yield _link(entry, "appendix_of", other)
