"""A plan that a decision issues has no signature of its own: its appendices end it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract

PLAN = """KẾ HOẠCH
Quan trắc nước sạch nông thôn năm 2025
(Kèm theo Quyết định số 77/QĐ-UBND ngày 03 tháng 3 năm 2025 của Ủy ban nhân dân huyện)

I. MỤC ĐÍCH
1. Giữ nguồn nước sạch.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế theo dõi, báo cáo kết quả./.
{issuer}PHỤ LỤC
DANH MỤC GIẾNG KHOAN
(Kèm theo Kế hoạch)
Giếng thôn Đông, giếng thôn Đoài, giếng thôn Nam và các giếng đào cũ của hợp tác xã.
"""


@pytest.mark.parametrize("issuer", ["", "ỦY BAN NHÂN DÂN HUYỆN\n"])
def test_the_appendix_ends_the_body(tmp_path: Path, issuer: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(issuer=issuer), "utf-8")

    plan = extract(path)

    assert [annex.title for annex in plan.appendices] == ["DANH MỤC GIẾNG KHOAN"]
    assert plan.sections[-1].children[0].text.endswith("báo cáo kết quả./.")
