"""A plan with the confidence of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from extractor.confidence import CODE, rated, shipped
from extractor.confidence.model import OFFSET, Model, ValueModel
from extractor.confidence.rating import _with
from extractor.confidence.values import values_of
from extractor.document import Document
from extractor.fields.publish import to_plan
from extractor.pipeline import analyse, plan_of
from extractor.plan import Plan
from extractor.settings import DEFAULT

MakeDocument = Callable[..., Document]
BODY = """I. MỤC TIÊU
- Tổ chức ít nhất 02 lớp tập huấn mỗi quý; tối thiểu 03 bài/tháng; không quá 10 phút.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính trình trước ngày 30/6/2024.
Trên đây là Kế hoạch."""


@pytest.fixture
def document(make_document: MakeDocument) -> Document:
    return make_document(
        BODY,
        title="KẾ HOẠCH\nThực hiện Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ năm 2024",
        letterhead="ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 15/KH-UBND\nLâm Đồng, ngày 02 tháng 01 năm 2024",
    )


def places(held: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every `at` of a plan JSON, by its pointer."""
    if isinstance(held, dict) and "confidence" in held and "start" in held:
        yield pointer, held
    pairs = held.items() if isinstance(held, dict) else enumerate(held)
    for key, one in pairs:
        if isinstance(one, dict | list):
            yield from places(one, f"{pointer}/{key}")


def test_each_value_with_a_place_has_a_chance(document: Document) -> None:
    plan = plan_of(document)
    assert plan.targets and plan.citations and plan.assignments
    found = dict(places(plan.model_dump(mode="json")))
    other = ("/corrections", "/warnings", "/source")
    values = {pointer for pointer in found if not pointer.startswith(other)}
    assert values == {value.pointer for value in values_of(plan, document)}
    assert all(0 < found[pointer]["confidence"] < 1 for pointer in values)


def test_nothing_else_changes(document: Document) -> None:
    filled = analyse(document)
    plain = to_plan(filled, DEFAULT)
    plan = rated(plain, filled)
    assert plan == plan_of(document)
    sure = {pointer: 1.0 for pointer, _ in places(plan.model_dump(mode="json"))}
    assert _with(plan, "", sure).model_copy(update={"warnings": plain.warnings}) == plain


def with_threshold(threshold: float) -> Model:
    return replace(shipped(), threshold=threshold)


def warned(plan: Plan) -> list[str]:
    return [warning.message for warning in plan.warnings if warning.code == CODE]


def test_doubtful_values_are_on_record(document: Document) -> None:
    plan = plan_of(document)
    unwarned = plan.model_copy(
        update={"warnings": tuple(w for w in plan.warnings if w.code != CODE)}
    )
    assert warned(rated(unwarned, document, with_threshold(0.0))) == []
    every = rated(unwarned, document, with_threshold(1.0))
    parts = [message.rpartition("(")[2].split(":")[0] for message in warned(every)]
    assert {"number", "title", "issuer", "citations", "targets"} <= set(parts)
    assert max(map(parts.count, parts)) <= 3


def test_many_doubtful_values_of_a_field_share_a_warning(document: Document) -> None:
    low = ValueModel({"intercept": 3.0}, {"targets": {OFFSET: -3.0}})
    text = document.text.replace("10 phút.", "10 phút; ít nhất 05 hội nghị.")
    longer = plan_of(document)
    targets = longer.targets * 2
    moved = tuple(
        t.model_copy(update={"at": t.at.model_copy(update={"start": t.at.start - n % 2})})
        for n, t in enumerate(targets)
    )
    plan = longer.model_copy(update={"targets": moved, "warnings": (), "assignments": ()})
    found = warned(rated(plan, replace(document, text=text), replace(shipped(), meant=low)))
    assert (
        len(found) == 1
        and "targets: " in found[0]
        and "values, the least sure with 0.50" in found[0]
    )
