"""Corrections in an archive: they outlive new readings, and what is published always has them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archives import Archive, Ends

import extractor.pipeline
from extractor.archive.model import Versions
from extractor.archive.store import Change, Kept, Store, open_store
from extractor.archive.store.correcting import NoPublisher
from extractor.archive.work import PLANS
from extractor.errors import NoSuchDocument, OutOfMemory
from extractor.plan import Plan
from extractor.plan.publish import from_json
from extractor.review.corrections import Author, Desk, NotCorrectable

WHO = Author("an", datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC), "see the scan")
LATER = Versions("r1", "p2")


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    if request.param == "postgresql":
        new: Callable[[], str] = request.getfixturevalue("new_postgresql_store")
        made.database = new()
    made.add("a.txt", "b.txt")
    made.run()
    return made


@pytest.fixture
def desk(archive: Archive) -> Iterator[Desk]:
    with archive.open_store() as store:
        yield Desk(store, archive.blobs, archive.out)


def published(desk: Desk, document: str) -> Plan:
    standing = desk.store.document(document)
    assert standing is not None
    data = desk.blobs.get(PLANS, standing.published)
    assert data is not None
    return from_json(data.decode(), document)


def in_file(archive: Archive, document: str) -> Any:
    return json.loads((archive.out / f"{document}.json").read_text("utf-8"))


def since(store: Store, after: int) -> list[Change]:
    return store.changes(after, 100)


def other_parser(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """From now on plans are read with other values."""
    plans_of = extractor.pipeline.plans_of

    def otherwise(*given: Any) -> Any:
        return [plan.model_copy(update=values) for plan in plans_of(*given)]

    monkeypatch.setattr(extractor.pipeline, "plans_of", otherwise)


def test_a_correction_is_published_and_told_of(archive: Archive, desk: Desk) -> None:
    last = desk.store.last_change()
    made = desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    assert published(desk, "a.txt").number == "59/KH-UBND"
    assert published(desk, "b.txt").number == "58/KH-UBND"
    assert in_file(archive, "a.txt")["number"] == "59/KH-UBND"
    assert [change.document for change in since(desk.store, last)] == ["a.txt"]
    ((correction, outcome),) = desk.of("a.txt")
    assert (correction, outcome.state, correction.who) == (made, "applied", "an")


def test_a_withdrawn_one_is_kept_but_counts_no_more(archive: Archive, desk: Desk) -> None:
    before = desk.store.document("a.txt")
    made = desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    last = desk.store.last_change()
    assert not desk.withdraw("b.txt", made.id)
    assert desk.withdraw("a.txt", made.id) and not desk.withdraw("a.txt", made.id)
    assert desk.store.document("a.txt") == before
    assert in_file(archive, "a.txt")["number"] == "58/KH-UBND"
    assert [change.document for change in since(desk.store, last)] == ["a.txt"]
    assert desk.of("a.txt") == []
    (kept,) = desk.store.corrections("a.txt", withdrawn=True)
    assert kept.content["who"] == "an"


def test_it_stands_when_another_parser_reads(
    archive: Archive, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    last = desk.store.last_change()
    other_parser(monkeypatch, place="Hà Nội")
    archive.run(versions=LATER)
    plan = published(desk, "a.txt")
    assert (plan.number, plan.place) == ("59/KH-UBND", "Hà Nội")
    assert in_file(archive, "a.txt")["number"] == "59/KH-UBND"
    assert {change.document for change in since(desk.store, last)} == {"a.txt", "b.txt"}
    assert list(desk.to_decide()) == []


def test_a_run_that_reads_the_same_tells_nothing(archive: Archive, desk: Desk) -> None:
    desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    last = desk.store.last_change()
    archive.run(versions=LATER)
    assert since(desk.store, last) == []
    assert in_file(archive, "a.txt")["number"] == "59/KH-UBND"


def test_plan_json_files_are_what_is_published(archive: Archive, desk: Desk) -> None:
    """Whether they are written by the run after the correction, or anew."""
    archive.run(json=False)
    (archive.out / "a.txt.json").unlink()
    desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    assert not (archive.out / "a.txt.json").exists()
    for wishes in ({"json": True}, {"json": True, "force": True}, {}):
        archive.run(**wishes)
        assert in_file(archive, "a.txt")["number"] == "59/KH-UBND"
        assert in_file(archive, "b.txt")["number"] == "58/KH-UBND"


def test_a_file_never_holds_another_plan_than_the_archive(
    archive: Archive, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither while an outcome is stored, nor when that is when the run dies."""
    desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    seen: list[str] = []

    def die(*_: object) -> None:
        seen.append(in_file(archive, "a.txt")["number"])
        raise RuntimeError("as if killed")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "finish", die)
        with pytest.raises(RuntimeError):
            archive.run(force=True)
    assert seen == [in_file(archive, "a.txt")["number"]] == ["59/KH-UBND"]
    (archive.out / "a.txt.json").unlink()
    (archive.out / "a.txt.json").mkdir()
    archive.run()
    (archive.out / "a.txt.json").rmdir()
    archive.run()
    assert in_file(archive, "a.txt")["number"] == "59/KH-UBND"


def test_what_fails_by_the_machine_keeps_what_is_published(archive: Archive, desk: Desk) -> None:
    desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    last = desk.store.last_change()
    archive.run(Ends(OutOfMemory("a.txt")), force=True)
    assert archive.states == dict.fromkeys(("a.txt", "b.txt"), "out_of_memory")
    assert since(desk.store, last) == []
    assert in_file(archive, "a.txt")["number"] == "59/KH-UBND"
    made = desk.correct("a.txt", "replace", "/number", "60/KH-UBND", WHO)
    assert [each.id for each, _ in desk.of("a.txt")] == [made.id]
    archive.run(force=True)
    assert published(desk, "a.txt").number == "60/KH-UBND"


def test_a_reading_that_disagrees_is_to_be_decided(
    archive: Archive, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    other_parser(monkeypatch, number="53/KH-UBND")
    archive.run(versions=LATER)
    plan = published(desk, "a.txt")
    assert plan.number == "59/KH-UBND"
    assert [w.code for w in plan.warnings if "correction" in w.code] == ["correction_conflict"]
    ((correction, outcome),) = desk.to_decide()
    assert (correction, outcome.state, outcome.read) == (first, "conflict", "53/KH-UBND")
    decided = desk.correct("a.txt", "replace", "/number", "53/KH-UBND", WHO)
    assert decided.replaces == first.id
    assert list(desk.to_decide()) == []
    assert published(desk, "a.txt").number == "53/KH-UBND"
    assert [each.id for each, _ in desk.of("a.txt")] == [decided.id]


def test_another_file_of_that_name_loses_it(archive: Archive, desk: Desk) -> None:
    made = desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    archive.add("a.txt", text=ANOTHER)
    archive.run()
    assert published(desk, "a.txt").number == "7/KH-STC"
    ((correction, outcome),) = desk.to_decide()
    assert (correction.id, outcome.state) == (made.id, "lost")


def test_it_comes_back_with_its_document(archive: Archive, desk: Desk) -> None:
    text = (archive.inputs / "a.txt").read_text("utf-8")
    made = desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    (archive.inputs / "a.txt").unlink()
    archive.run()
    assert [outcome.state for _, outcome in desk.of("a.txt")] == ["lost"]
    with pytest.raises(NoSuchDocument):
        desk.correct("a.txt", "replace", "/number", "60/KH-UBND", WHO)
    archive.add("a.txt", text=text)
    archive.run()
    assert published(desk, "a.txt").number == "59/KH-UBND"
    (archive.inputs / "a.txt").unlink()
    archive.run()
    assert desk.withdraw("a.txt", made.id)
    archive.add("a.txt", text=text)
    archive.run()
    assert published(desk, "a.txt").number == "58/KH-UBND"


def test_two_people_who_decide_the_same_place(archive: Archive, desk: Desk) -> None:
    first = desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    late = first.model_copy(update={"id": "late", "replaces": first.id})
    desk.correct("a.txt", "replace", "/number", "60/KH-UBND", WHO)
    kept = Kept(late.id, late.document, late.model_dump(mode="json"), late.replaces)
    assert not desk.store.add_correction(kept)
    assert published(desk, "a.txt").number == "60/KH-UBND"
    with pytest.raises(NotCorrectable):
        desk.correct("a.txt", "replace", "/id", "x", WHO)


def test_a_store_without_publisher_drops_no_correction(archive: Archive, desk: Desk) -> None:
    desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
    (kept,) = desk.store.corrections()
    with open_store(archive.database) as store, pytest.raises(NoPublisher):
        store.withdraw_correction(kept.id)
    assert desk.store.corrections() == [kept]


ANOTHER = """SỞ TÀI CHÍNH TỈNH LÀO CAI
Số: 7/KH-STC
Lào Cai, ngày 4 tháng 5 năm 2021

KẾ HOẠCH
Kiểm kê tài sản công tại các đơn vị sự nghiệp năm 2021

I. PHẠM VI
1. Kiểm kê trụ sở làm việc, xe ô tô và máy móc có nguyên giá từ 10 triệu đồng.
2. Không kiểm kê vật tư tiêu hao, công cụ lao động nhỏ.
II. THỜI GIAN
1. Bắt đầu từ ngày 01/6/2021, hoàn thành trước ngày 31/8/2021.
2. Phòng Quản lý giá và công sản tổng hợp kết quả, trình Giám đốc Sở.

Nơi nhận:
- Các phòng thuộc Sở;
- Lưu: VT.

GIÁM ĐỐC
Hoàng Văn Nhất
"""
