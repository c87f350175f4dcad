"""The movement that a plan launches itself, which its title names in small letters or capitals."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract

PLAN = """ỦY BAN NHÂN DÂN
{place}
Số: 12/KH-UBND
{seat}, ngày 02 tháng 02 năm 2024

KẾ HOẠCH
{title}

Ủy ban nhân dân {issuer} ban hành Kế hoạch {again}như sau:
I. NỘI DUNG
1. Các cấp hưởng ứng phong trào thi đua.

Nơi nhận:
- Lưu: VT.
"""
PROVINCE = {"place": "TỈNH GIA LAI", "seat": "Gia Lai", "issuer": "tỉnh"}
DISTRICT = {"place": "HUYỆN KRÔNG PA", "seat": "Krông Pa", "issuer": "huyện"}


def launched(tmp_path: Path, where: dict[str, str], title: str, again: str = "") -> list[object]:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(title=title, again=again, **where), "utf-8")
    return [
        (c.name, c.scope, c.period.text if c.period else None, len(c.mentions))
        for c in extract(path).campaigns
    ]


def test_named_in_title_and_preamble(tmp_path: Path) -> None:
    title = "Phát động phong trào thi đua chung tay dựng nhà rông văn hóa giai đoạn 2024 - 2027"
    again = title[0].lower() + title[1:] + " "

    assert launched(tmp_path, PROVINCE, title, again) == [
        ("chung tay dựng nhà rông văn hóa", "province", "giai đoạn 2024 - 2027", 2)
    ]


def test_written_out_in_the_preamble(tmp_path: Path) -> None:
    title = "PHÁT ĐỘNG ĐỢT THI ĐUA LẬP THÀNH TÍCH CHÀO MỪNG\nNGÀY THÀNH LẬP HND VIỆT NAM"
    again = "phát động đợt thi đua lập thành tích chào mừng Ngày thành lập Hội Nông dân Việt Nam "

    assert launched(tmp_path, DISTRICT, title, again) == [
        ("lập thành tích chào mừng Ngày thành lập Hội Nông dân Việt Nam", "other", None, 1)
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Phát động phong trào thi đua năm 2024",
        "Phát động phong trào thi đua yêu nước trên địa bàn huyện",
        "Tuyên truyền phong trào thi đua trồng rừng gỗ lớn",
    ],
)
def test_titles_that_name_none(tmp_path: Path, title: str) -> None:
    assert launched(tmp_path, DISTRICT, title) == []
