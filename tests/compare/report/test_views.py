"""What the views make of the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from extractor.compare.report import templating
from extractor.compare.report.model import Report
from extractor.compare.report.naming import names_of
from extractor.compare.report.views import ledger, lists, omissions, overview, reuse
from extractor.pages.words import Words

WORDS = Words.load(templating.WORDS)


def names(report: Report) -> Any:
    return names_of(report.plans, WORDS)


def with_rows(report: Report, name: str, rows: list[dict[str, Any]]) -> Report:
    """`report` with these rows in a table, what they leave out being null."""
    table = pa.Table.from_pylist(rows, report.tables[name].schema)
    return replace(report, tables={**report.tables, name: table})


def passage(text: str, source: str, **more: Any) -> dict[str, Any]:
    return {
        "document": "quang-tri-2024.txt", "from_document": "nam-dinh-2022.txt", "text": text,
        "from_text": source, "start": 0, "likeness": 0.999, "direction": "earlier", "documents": 2,
        "template": False, **more,
    }  # fmt: skip


def test_a_document_is_called_by_kind_number_day_and_province(report: Report) -> None:
    name = names(report)["quang-binh-2025.txt"]
    assert name.full.text == "Kế hoạch 02/KHPH-LĐLĐ-HLHPN-TĐTN ngày 06/01/2025, Quảng Bình"
    assert (name.then.text, name.now.text) == ("Quảng Bình", "Quảng Trị")


def test_what_is_not_known_of_a_document_is_said(report: Report) -> None:
    blank = {
        **report.plans[0],
        "number": None,
        "issued_on": None,
        "type_name": None,
        "province": None,
    }
    full = names_of([blank], WORDS)[blank["document"]].full
    assert full.text == "Văn bản không rõ số không rõ ngày, Chưa rõ tỉnh"
    assert str(full.en) == "Document number not known date not known, Province not known"


def test_the_list_of_then_where_all_plans_are_older_than_the_mergers(report: Report) -> None:
    assert report.vintage() == "now"
    old = [
        {**plan, "issued_on": min(plan["issued_on"], date(2025, 6, 30))} for plan in report.plans
    ]
    assert with_rows(report, "plans", old).vintage() == "then"


def test_the_mark_of_the_corpus_changes_with_any_source(report: Report) -> None:
    changed = [{**plan, "source_sha256": "0" * 64} for plan in report.plans]
    marks = {report.fingerprint(), with_rows(report, "plans", changed).fingerprint()}
    marks.add(with_rows(report, "unread", []).fingerprint())
    assert len(marks) == 3 and all(len(mark) == 12 for mark in marks)


def test_the_ledger_has_a_row_for_each_task_with_all_its_bodies(report: Report) -> None:
    found = ledger.view(report, names(report), WORDS)
    rows = report.rows("ledger")
    assert found.duties.total == len({row["task_id"] for row in rows}) == len(found.duties.rows)
    for duty in found.duties.rows[:40]:
        own = [row for row in rows if row["task_id"] == duty.id]
        assert set(duty.agencies) == {row["agency"] for row in own}
        assert set(duty.partners) == {row["agency"] for row in own if row["part"] == "partner"}


def test_filters_of_the_ledger_leave_nothing_out(report: Report) -> None:
    found = ledger.view(report, names(report), WORDS)
    options = {filter.name: {value for value, _ in filter.options} for filter in found.filters}
    for duty in found.duties.rows:
        assert duty.due in options["due"] and duty.mode in options["mode"]
        assert duty.plan.then.text in options["then"] and duty.plan.now.text in options["now"]
        assert set(duty.agencies) <= options["agency"]


def test_a_full_ledger_keeps_whole_plans_the_newest(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST", 60)
    found = ledger.view(report, names(report), WORDS)
    kept = {duty.plan.document for duty in found.duties.rows}
    days = {plan["document"]: plan["issued_on"] for plan in report.counted}
    assert len(found.duties.rows) <= 60 < found.duties.total
    assert min(days[document] for document in kept) >= max(days[d] for d in days.keys() - kept)
    for document in kept:
        tasks = {row["task_id"] for row in report.rows("ledger") if row["document"] == document}
        assert tasks <= {duty.id for duty in found.duties.rows}


def test_passages_are_compared_word_by_word(report: Report) -> None:
    rows = [passage("Tổ chức thi đua năm 2023, có khen thưởng", "Tổ chức thi đua năm 2022")]
    [pair] = reuse.view(with_rows(report, "passages", rows), names(report)).pairs.rows
    [shown] = pair.passages.rows
    assert shown.left == (("same", "Tổ chức thi đua năm "), ("removed", "2022"))
    assert shown.right == (
        ("same", "Tổ chức thi đua năm "),
        ("added", "2023, có khen thưởng"),
    )
    assert shown.percent == 99 and not shown.cut


def test_pairs_with_most_in_common_come_first_and_set_phrases_make_none(report: Report) -> None:
    rows = [
        passage("ngắn", "ngắn"),
        passage("dài hơn nhiều", "dài hơn nhiều", document="dak-nong-2024.txt"),
        passage("lời chung của mọi người", "x", document="phu-yen-2024.txt", template=True),
    ]
    found = reuse.view(with_rows(report, "passages", rows), names(report)).pairs
    assert [pair.right.document for pair in found.rows] == [
        "dak-nong-2024.txt",
        "quang-tri-2024.txt",
    ]
    assert found.total == 2


def test_a_long_passage_says_that_it_is_cut(report: Report) -> None:
    rows = [passage("chữ " * 1000, "chữ " * 1000)]
    [pair] = reuse.view(with_rows(report, "passages", rows), names(report)).pairs.rows
    [shown] = pair.passages.rows
    [(_, text)] = shown.right
    assert shown.cut and shown.characters == 4000 and text.endswith(" …") and len(text) <= 1202


def test_what_stands_out_counts_provinces(report: Report) -> None:
    found = overview.view(report, WORDS)
    [campaigns] = [one for one in found.leaders if (one.view, one.vintage) == ("campaigns", "then")]
    first = campaigns.leaders[0]
    provinces = {
        row["province"] for row in report.rows("campaigns") if row["campaign_name"] == first.name
    }
    counted = {plan["province"] for plan in report.counted}
    assert first.provinces == len(provinces & counted) == len(first.rows)
    assert campaigns.of == len(counted)


def test_copies_and_other_kinds_are_not_counted(report: Report) -> None:
    found = overview.view(report, WORDS)
    assert found.copies == ("lại/một bản khác.txt",)
    assert found.others == ("quang-nam-2024.txt",)
    assert [str(one.reason.en) for one in found.unread.rows] == [
        "the file asks for a password", "something_new",
    ]  # fmt: skip


def test_notes_say_why_a_document_is_not_compared(report: Report) -> None:
    found = lists.documents(report, names(report), WORDS)
    notes = {row.name.document: [note.text for note in row.notes] for row in found.rows}
    assert notes["lại/một bản khác.txt"] == [
        "bản khác của Kế hoạch 45-KH/TU ngày 14/09/2022, Bến Tre", "3 cảnh báo",
    ]  # fmt: skip
    assert "không so sánh: Chỉ thị" in notes["quang-nam-2024.txt"]


def test_omissions_can_be_chosen_by_province_and_kind(report: Report) -> None:
    row = {
        "kind": "role", "item_id": "funding", "item": "funding", "province_id": "63-45",
        "province": "Quảng Trị", "year": 2024, "issuer_level": "department", "documents": [],
        "others": 3, "having": 2, "share": 0.667, "provinces": 2, "rows": [],
    }  # fmt: skip
    table = pa.Table.from_pylist([row], report.left_out["then"].schema)
    found = omissions.view(replace(report, left_out={"then": table}), WORDS)["then"]
    assert [value for value, _ in found.provinces] == ["Quảng Trị"]
    assert [(value, str(shown.en)) for value, shown in found.kinds] == [
        ("role", "part of the plan")
    ]
