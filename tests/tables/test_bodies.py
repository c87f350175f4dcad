"""The registry of bodies."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.tables.bodies import aliases, bodies, body_named
from extractor.vietnamese import slug


def test_rows_hang_together() -> None:
    known = bodies()
    for body in known.values():
        assert body.parent is None or body.parent in known, body.id
        assert all(successor in known for successor in body.successors), body.id
        assert body.valid_from < body.valid_to, body.id
        assert body.id == slug(body.id), body.id


def test_every_row_is_found_by_its_name() -> None:
    for body in bodies().values():
        day = max(body.valid_from, min(body.valid_to, date(2020, 1, 1)))
        found = body_named(body.name, day)
        assert found is not None, body.name
        assert found.name == body.name


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Sở TT&TT", "so-thong-tin-va-truyen-thong"),
        ("Sở LĐ-TB&XH", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở LĐTB và XH", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở VH,TT&DL", "so-van-hoa-the-thao-va-du-lich"),
        ("Sở Nông nghiệp và PTNT", "so-nong-nghiep-va-phat-trien-nong-thon"),
        ("sở giáo dục và đào tạo", "so-giao-duc-va-dao-tao"),
        ("Bộ GD&ĐT", "bo-giao-duc-va-dao-tao"),
        ("Đài PT-TH tỉnh", "dai-phat-thanh-va-truyen-hinh-tinh"),
        ("Ban TĐKT TW", "ban-thi-dua-khen-thuong-trung-uong"),
        ("UBMTTQVN xã", "uy-ban-mat-tran-to-quoc-viet-nam-xa"),
        ("Công an huyện", "cong-an-huyen"),
    ],
)
def test_variants(text: str, entry: str) -> None:
    body = body_named(text)
    assert body is not None
    assert body.id == entry


def test_a_family_needs_its_territory() -> None:
    assert body_named("UBND") is None
    assert body_named("Hội Đua thuyền") is None


def test_abbreviations_are_marked() -> None:
    alias = aliases()[("so", "gd", "dt")]
    assert alias.short
    assert alias.capitals == (False, True, True)
    assert alias.joints == {2}
