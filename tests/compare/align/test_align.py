"""Which section goes with which, by hand-made expectations and by what holds of any plans."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from extractor import extract
from extractor.compare.align import Alignment, align
from extractor.compare.model import Member
from extractor.plan.model import Section

EXPECTED = Path(__file__).with_name("expected.csv")
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def members(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Member]:
    """The development plans that are named here, read from their texts."""
    sys.path.insert(0, str(ROOT / "corpus"))  # a folder of scripts, not a package
    from markup import as_text, read

    folder = tmp_path_factory.mktemp("plans")
    found = {}
    for slug in {slug for one, other, _ in expectations() for slug in (one, other)}:
        plan = read(ROOT / "corpus" / "plans" / slug / "plan.txt")
        path = folder / f"{slug}.txt"
        path.write_text(as_text(plan), "utf-8")
        found[slug] = Member(slug, extract(path))
    return found


def expectations() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Pairs of documents, and which sections of theirs go together; an empty one is a gap."""
    with EXPECTED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for (one, other), group in groupby(rows, key=lambda row: (row["document"], row["other"])):
        yield one, other, [(row["section"], row["other_section"]) for row in group]


def paths(alignment: Alignment) -> list[tuple[str, ...]]:
    """Rows as the paths in them; an empty one is a gap."""
    names = [member.document for member in alignment.members]
    return [
        tuple(row.cells[name].path if name in row.cells else "" for name in names)
        for row in alignment.rows
    ]


def test_sections_stand_where_a_reader_puts_them(members: dict[str, Member]) -> None:
    """At the top without exception; below, 95 of 100."""
    expected, missed = 0, []
    for one, other, pairs in expectations():
        found = set(paths(align([members[one], members[other]])))
        expected += len(pairs)
        missed += [(one, other, *pair) for pair in pairs if pair not in found]
    assert expected > 50
    assert len(missed) <= 0.05 * expected, missed
    assert all("/" in section + other for _, _, section, other in missed), missed


def test_each_section_has_one_place(members: dict[str, Member]) -> None:
    """Of several plans, each in its own order, in rows that name them by document."""
    chosen = sorted(members.values(), key=lambda member: member.document)
    alignment = align(chosen)
    for member in chosen:
        own = [row.cells[member.document] for row in alignment.rows if member.document in row.cells]
        tops = [section.path for section in member.plan.sections]
        found = [cell.path for cell in own if cell.path in tops and cell.heading]
        assert sorted(found) == sorted(tops)
        words = " ".join(cell.words for cell in own)
        for section in member.plan.sections:
            assert all(line in words for line in _bullets(section))


def _bullets(section: Section) -> Iterator[str]:
    """What stands in numbered and lettered sections: bullets may be those of months."""
    if section.kind in ("number", "letter"):
        yield from section.text.split("\n")
    for child in section.children:
        yield from _bullets(child)


def test_changes_lead_from_the_base_to_each_cell(members: dict[str, Member]) -> None:
    alignment = align(list(members.values()))
    compared = 0
    for row in alignment.rows:
        base, *others = row.cells.values()
        assert base.base
        for cell in others:
            compared += 1
            assert "".join(change.before for change in cell.changes) == base.words
            assert "".join(change.after for change in cell.changes) == cell.words
    assert compared > 50


def test_a_plan_beside_itself_has_no_changes(members: dict[str, Member]) -> None:
    plan = members["nam-dinh-2022"].plan
    alignment = align([Member("one", plan), Member("other", plan)])
    assert all(len(row.cells) == 2 and row.cells["other"].same for row in alignment.rows)


def test_what_only_one_plan_has_stands_where_it_has_it(members: dict[str, Member]) -> None:
    """The other's funding, between its solutions and its implementation."""
    rows = paths(align([members["ben-tre-2022"], members["ninh-binh-2025"]]))
    tops = [row for row in rows if all("/" not in path for path in row) and row != ("", "III")]
    place = rows.index(("", "III"))
    assert rows.index(("III", "II")) < place < rows.index(("IV", "IV"))
    assert ("I", "") in tops


def test_months_go_with_months(members: dict[str, Member]) -> None:
    """And by the words where a month has two rows."""
    alignment = align([members["nam-dinh-2022"], members["tra-vinh-2023"]])
    june = [row for row in alignment.rows if row.heading == "6"]
    assert [set(row.cells) for row in june] == [{"nam-dinh-2022", "tra-vinh-2023"}] * 2
    assert all("Gia đình Việt Nam" in cell.text for cell in june[1].cells.values())


def test_no_plans_and_one() -> None:
    assert align([]).rows == ()
