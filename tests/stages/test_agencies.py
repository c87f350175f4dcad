"""The stage that finds bodies in running text."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

from extractor.document import Document, Source
from extractor.stages.agencies import find_agencies

TEXT = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 12/KH-UBND
Thực hiện Công văn số 55/SYT-NVY của Sở Y tế, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
1. Sở Y tế (Trung tâm Kiểm soát bệnh tật) chủ trì, phối hợp với các sở, ban, ngành liên quan.
2. Ban hành quy chế; tổ chức hội nghị; các cơ sở du lịch; xã hội hóa.
3. Công an tỉnh, UBND các huyện, thị xã, thành phố và Tỉnh đoàn vận động người dân."""


def document(text: str) -> Document:
    return Document(text=text, source=Source("x.txt", "", "text/plain"))


def test_finds_bodies_in_order() -> None:
    found = find_agencies(document(TEXT))
    assert [found.slice(m.span).replace("\n", " ") for m in found.agencies] == [
        "ỦY BAN NHÂN DÂN",
        "Sở Y tế",
        "Ủy ban nhân dân tỉnh",
        "Sở Y tế (Trung tâm Kiểm soát bệnh tật)",
        "các sở, ban, ngành liên quan",
        "Công an tỉnh",
        "UBND các huyện, thị xã, thành phố",
        "Tỉnh đoàn",
    ]


def test_is_total_and_idempotent() -> None:
    empty = document("")
    assert find_agencies(empty) == empty
    once = find_agencies(document(TEXT))
    assert find_agencies(once) == once


def test_mentions_do_not_overlap() -> None:
    spans = [mention.span for mention in find_agencies(document(TEXT)).agencies]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_is_quick() -> None:
    long = document("\n".join(f"{n}. {line}" for n in range(20) for line in TEXT.splitlines()))
    find_agencies(long)
    started = process_time()
    for n in range(5):
        find_agencies(document(f"{long.text} {n}"))
    assert (process_time() - started) / 5 < 0.05, "14,000 characters take some 5 ms"
