"""The province of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractor.document import Document, Frame, Source, Span
from extractor.fields.province import province
from extractor.plan import Province

NOWHERE = Span(0, 0)


def document(letterhead: str, body: str, preamble: str = "", recipients: str = "") -> Document:
    text = "\n".join((letterhead, preamble, body, recipients))

    def span(part: str) -> Span:
        start = text.index(part) if part else 0
        return Span(start, start + len(part))

    frame = Frame(
        letterhead=span(letterhead), type_code="KH", type_line=NOWHERE, title=NOWHERE,
        preamble=span(preamble), body=span(body), closing=NOWHERE, recipients=span(recipients),
        signature=NOWHERE,
    )  # fmt: skip
    return Document(text=text, source=Source("x.txt", "", "text/plain"), frame=frame)


def summary(found: Province | None) -> tuple[str, str | None, str | None, str | None]:
    assert found is not None
    return found.name, found.code, found.code_list, found.current.name if found.current else None


def test_from_the_letterhead() -> None:
    page = document("ỦY BAN NHÂN DÂN\nTỈNH HẬU GIANG", "Nội dung")
    found = province(page, "Ủy ban nhân dân tỉnh Hậu Giang", "Hậu Giang", date(2022, 3, 1))
    assert summary(found) == ("Hậu Giang", "93", "63", "Cần Thơ")
    assert found is not None and found.at is not None
    assert page.text[found.at.start : found.at.end] == "TỈNH HẬU GIANG"
    assert found.inferred is False


def test_the_same_name_after_the_merger() -> None:
    page = document("ỦY BAN NHÂN DÂN\nTỈNH PHÚ THỌ", "Nội dung")
    found = province(page, None, "Phú Thọ", date(2025, 8, 1))
    assert summary(found) == ("Phú Thọ", "25", "34", "Phú Thọ")


def test_known_through_the_issuer_alone() -> None:
    page = document("SỞ TƯ PHÁP SƠN LA", "Nội dung")
    found = province(page, "Sở Tư pháp Sơn La", None, date(2019, 3, 1))
    assert summary(found) == ("Sơn La", "14", "63", "Sơn La")
    assert found is not None and found.inferred and found.at is None


def test_a_district_named_like_a_province() -> None:
    page = document("UBND HUYỆN QUẢNG NINH", "Nội dung", recipients="- UBND tỉnh Quảng Bình;")
    found = province(page, "Ủy ban nhân dân huyện Quảng Ninh", "Quảng Ninh", date(2021, 1, 5))
    assert summary(found) == ("Quảng Bình", "44", "63", "Quảng Trị")


def test_a_commune_looks_into_the_text() -> None:
    page = document(
        "UBND XÃ AN BÌNH", "Quyết định của UBND tỉnh Trà Vinh; tỉnh Trà Vinh; tỉnh Bến Tre"
    )
    found = province(page, "Ủy ban nhân dân xã An Bình", "An Bình", date(2020, 1, 5))
    assert summary(found) == ("Trà Vinh", "84", "63", "Vĩnh Long")


def test_a_central_body_has_none() -> None:
    assert province(document("BỘ NỘI VỤ", "tỉnh Lào Cai"), "Bộ Nội vụ", "Hà Nội", None) is None


def test_nothing_known() -> None:
    assert province(document("CÔNG TY X", "Nội dung"), None, "Xóm Mới", None) is None
    bare = replace(document("A", "B"), frame=None)
    assert province(bare, None, None, None) is None


@pytest.mark.parametrize(
    ("preamble", "code"), [("ngày 12/4/2021 của Chính phủ", "89"), ("Căn cứ tình hình", None)]
)
def test_an_undated_plan_goes_by_what_it_cites(preamble: str, code: str | None) -> None:
    page = document("ỦY BAN NHÂN DÂN\nTỈNH AN GIANG", "Nội dung", preamble=preamble)
    found = province(page, None, None, None)
    assert found is not None
    assert (found.code, found.current.name if found.current else None) == (code, "An Giang")


def test_before_the_code_lists() -> None:
    found = province(document("UBND TỈNH HÀ TÂY", "Nội dung"), None, "Hà Tây", date(2006, 2, 1))
    assert summary(found) == ("Hà Tây", None, None, "Hà Nội")
