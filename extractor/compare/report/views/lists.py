"""The views that are one list: findings, unlisted names, documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.compare.report.model import Kept, Report, Row
from extractor.compare.report.naming import Name, Names
from extractor.pages.words import Pair, Words
from extractor.vietnamese import collation_key

MOST, FINDINGS = 2000, 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, where, and the words there."""

    id: str
    plan: Name
    grade: str
    what: Pair
    section: str | None
    page: int | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read. `notes`: why it is not compared, or only with care."""

    name: Name
    title: str | None
    read_by: str | None
    pages: int | None
    percent: int | None
    notes: tuple[Pair, ...]


def findings(report: Report, names: Names) -> Kept:
    """Impossible things before doubtful ones, by province."""
    rows = [row for row in report.rows("findings") if row["document"] in names]
    rows.sort(key=lambda row: (row["grade"] != "impossible", _place(names[row["document"]])))
    return Kept(tuple(_finding(row, names) for row in rows[:FINDINGS]), len(rows), "findings")


def _finding(row: Row, names: Names) -> Finding:
    return Finding(
        row["id"],
        names[row["document"]],
        row["grade"],
        Pair.of(row["message_vi"], row["message_en"]),
        row["section"],
        row["page"],
        row["sentence"],
    )


def unlinked(report: Report) -> Kept:
    """The names that no registry lists, the most frequent first."""
    rows = sorted(
        report.rows("unlinked"),
        key=lambda row: (-row["mentions"], row["kind"], collation_key(row["name"])),
    )
    return Kept(tuple(rows[:MOST]), len(rows), "unlinked")


def documents(report: Report, names: Names, words: Words) -> Kept:
    """The newest documents, by province and year."""
    newest = set(report.newest[:MOST])
    rows = [row for row in report.plans if row["document"] in newest]
    rows.sort(key=lambda row: _place(names[row["document"]]))
    kept = tuple(_document(row, names, words) for row in rows)
    return Kept(kept, len(report.plans), "plans")


def _document(row: Row, names: Names, words: Words) -> Document:
    confidence = row["confidence"]
    return Document(
        names[row["document"]],
        row["title"],
        row["read_by"],
        row["pages"],
        None if confidence is None else round(100 * confidence),
        tuple(_notes(row, names, words)),
    )


def _notes(row: Row, names: Names, words: Words) -> Iterator[Pair]:
    if row["same_as"]:
        same = names[row["same_as"]].full if row["same_as"] in names else row["same_as"]
        yield words("documents.copy", name=same)
    elif not row["counted"]:
        yield words("documents.no_plan", type=row["type_name"] or words("word.document"))
    if not row["fully_read"]:
        yield words("documents.not_fully_read")
    if row["warnings"]:
        yield words("documents.warnings", n=row["warnings"])


def _place(name: Name) -> tuple[Any, ...]:
    return collation_key(str(name.then.vi)), name.year or 0, name.document
