"""What plans are called: by province, issuer, number and year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from extractor.document import Document
from extractor.fields.identity import plan_id
from extractor.plan import Agency, Province

DAY = date(2023, 2, 6)
WHERE = Province(name="Hòa Bình", code="17", code_list="63", current=None)


def _issuer(name: str, entry: str | None, level: Any) -> Agency:
    return Agency(text=name, name=name, id=entry, level=level)


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        (None, "hoa-binh-12-kh-ubnd-2023"),
        (
            _issuer("Ủy ban nhân dân tỉnh Hòa Bình", "uy-ban-nhan-dan-tinh", "province"),
            "hoa-binh-12-kh-ubnd-2023",
        ),
        (_issuer("Sở Y tế Hòa Bình", "so-y-te", "department"), "hoa-binh-12-kh-ubnd-2023"),
        (
            _issuer("Ủy ban nhân dân huyện Mai Châu", "uy-ban-nhan-dan-huyen", "district"),
            "hoa-binh-uy-ban-nhan-dan-huyen-mai-chau-12-kh-ubnd-2023",
        ),
        (
            _issuer(
                "Ủy ban nhân dân huyện Lạc Sơn tỉnh Hòa Bình", "uy-ban-nhan-dan-huyen", "district"
            ),
            "hoa-binh-uy-ban-nhan-dan-huyen-lac-son-12-kh-ubnd-2023",
        ),
        (
            _issuer("Trường Trung học phổ thông Cao Phong", None, "other"),
            "hoa-binh-truong-trung-hoc-pho-thong-cao-phong-12-kh-ubnd-2023",
        ),
    ],
)
def test_bodies_that_share_a_symbol_do_not_share_an_id(
    make_document: Callable[..., Document], issuer: Agency | None, expected: str
) -> None:
    assert plan_id(make_document("x"), WHERE, issuer, "12/KH-UBND", DAY) == expected


def test_without_number_the_words_make_the_id(make_document: Callable[..., Document]) -> None:
    one, same, other = make_document("Kế hoạch này"), make_document("KẾ HOẠCH  NÀY"), None
    first = plan_id(one, WHERE, None, None, DAY)
    assert first.startswith("text-")
    assert plan_id(same, WHERE, None, None, other) == first
    assert plan_id(make_document("Kế hoạch kia"), WHERE, None, None, DAY) != first
