"""What people decided, on the pages: by whom, when, why, and what became of it."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from extractor.plan import Plan
from extractor.review.corrections import Correction, apply
from extractor.review.page.decisions import Decision, Told
from extractor.review.page.fields import Field, groups_of
from extractor.review.page.page import Sources, plan_page
from extractor.review.page.queue import entry_of

from .conftest import corrected, reread


@pytest.fixture(scope="module")
def given(scan_plan: Plan) -> list[Correction]:
    return corrected(scan_plan, "a.pdf")


@pytest.fixture(scope="module")
def published(scan_plan: Plan, given: list[Correction]) -> Plan:
    return apply(reread(scan_plan), given).plan


@pytest.fixture(scope="module")
def told(scan_plan: Plan, given: list[Correction]) -> Told:
    return list(zip(given, apply(reread(scan_plan), given).outcomes, strict=True))


def grouped(plan: Plan, told: Told = ()) -> dict[str, tuple[Field, ...]]:
    return {group.name: group.fields for group in groups_of(plan, told)}


def test_each_correction_stands_where_it_belongs(published: Plan, told: Told) -> None:
    groups = grouped(published, told)
    found = {
        (name, field.kind): [(each.op, each.state) for each in field.decisions]
        for name, fields in groups.items()
        for field in fields
        if field.decisions
    }
    assert found == {
        ("conflicts", "number"): [("replace", "conflict")],
        ("lost", "signatures"): [("replace", "lost")],
        ("header", "title"): [("replace", "applied")],
        ("header", "issuer"): [("replace", "already")],
        ("recipients", "recipients"): [("add", "applied")],
        ("decided", "recipients"): [("remove", "applied")],
    }


def test_a_conflict_is_the_first_thing_and_is_told_once(published: Plan, told: Told) -> None:
    first, *others = [field for group in groups_of(published, told) for field in group.fields]
    [conflict] = first.decisions
    assert (first.number, first.kind, conflict.read, conflict.to) == (
        1, "number", "98/CT-UBND", "99/CT-UBND",
    )  # fmt: skip
    assert first.doubtful and first.places
    assert not any(field.kind == "number" for field in others)
    assert not any(field.warning == "correction_conflict" for field in others)


def test_what_a_person_looked_at_is_not_doubtful(
    scan_plan: Plan, published: Plan, told: Told
) -> None:
    [before] = [f for f in grouped(scan_plan)["header"] if f.kind == "issuer"]
    [after] = [f for f in grouped(published, told)["header"] if f.kind == "issuer"]
    assert before.low and before.doubtful
    assert not after.low and not after.doubtful


def test_the_page_says_who_when_why_and_what_was_read(published: Plan, told: Told) -> None:
    html = unescape(plan_page(published, "a.pdf", Sources("gone"), corrections=told))
    assert html.count("Nguyễn Thị An") == len(told)
    assert "21/11/2026 01:30" in html  # in Vietnam
    assert "Lý do: Số đóng dấu ở trang 1" in html
    assert "Máy đọc <q>Phan Thái Bảo</q>, người sửa ghi <q>Trần Văn B</q>" in html
    assert html.index("Mâu thuẫn cần quyết định") < html.index("Cảnh báo")
    assert '<strong lang="vi">98/CT-UBND</strong>' in html
    assert "Khi sửa, máy đọc <q>06/CT-UBND</q>" in html
    assert "<form" not in html


def test_a_plan_alone_says_what_it_knows_itself(published: Plan) -> None:
    alone = grouped(published)
    assert not alone["lost"]
    assert [field.kind for field in alone["conflicts"]] == ["number"]
    html = plan_page(published, "a.pdf", Sources("gone"))
    assert "98/CT-UBND" in html and 'class="by"' not in html


def test_the_queue_counts_them(scan_plan: Plan, published: Plan, told: Told) -> None:
    entry = entry_of(published, "a.pdf", "a.html", "gone", told)
    assert (entry.corrected, entry.conflicts, entry.lost) == (6, 1, 1)
    assert "correction_conflict" not in entry.warnings
    plain = entry_of(scan_plan, "a.pdf", "a.html", "gone")
    assert (plain.corrected, plain.conflicts, plain.lost) == (0, 0, 0)


@pytest.mark.parametrize(
    ("pointer", "kind", "name"),
    [
        ("/number", "number", ""),
        ("/issuer/name", "issuer", "name"),
        ("/period/end", "period", "end"),
        ("/targets/3", "targets", ""),
        ("/targets/-", "targets", ""),
        ("/citations/0/number", "citations", "number"),
        ("/assignments/0/agencies/1/name", "agencies", "name"),
        ("/sections/0/children/2/heading", "sections", "heading"),
    ],
)
def test_what_a_decision_is_about(pointer: str, kind: str, name: str) -> None:
    decision = Decision("x", "replace", "applied", pointer, None, None)
    assert (decision.kind, decision.name) == (kind, name)


def test_a_stranger_s_file_may_say_anything_of_what_was_read(published: Plan) -> None:
    odds: list[Any] = [{"path": {"a": [None, 1.5, []]}}, [[["x"]]], 2.0, True, "2024-13-99", {}]
    for odd in odds:
        records = tuple(r.model_copy(update={"from_": odd}) for r in published.corrected)
        html = plan_page(published.model_copy(update={"corrected": records}), "a", Sources("gone"))
        assert "Mâu thuẫn" in html
