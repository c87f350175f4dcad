"""Labels at the beginning of paragraphs."""

from __future__ import annotations

import pytest

from extractor.labels import label_of


@pytest.mark.parametrize(
    ("text", "kind", "label", "rest"),
    [
        ("I. MỤC TIÊU", "roman", "I", "MỤC TIÊU"),
        ("II- YÊU CẦU", "roman", "II", "YÊU CẦU"),
        ("III Tổ", None, "", ""),
        ("IV TỔ CHỨC THỰC HIỆN", "roman", "IV", "TỔ CHỨC THỰC HIỆN"),
        ("IIIL KINH PHÍ THỰC HIỆN", "roman", "IIIL", "KINH PHÍ THỰC HIỆN"),
        ("HI: KINH PHÍ THỰC HIỆN", "roman", "HI", "KINH PHÍ THỰC HIỆN"),
        ("1. Mục tiêu", "number", "1", "Mục tiêu"),
        ("1- Mục tiêu", "number", "1", "Mục tiêu"),
        ("3.Sở Tài chính", "number", "3", "Sở Tài chính"),
        ("(2) Tập huấn", "number", "2", "Tập huấn"),
        ("1. 95% trẻ em", "number", "1", "95% trẻ em"),
        ("2.1. Phạm vi", "number", "2.1", "Phạm vi"),
        ("2.1 Phạm vi", "number", "2.1", "Phạm vi"),
        ("đ) Các xã", "letter", "đ", "Các xã"),
        ("b1) Các xã", "letter", "b1", "Các xã"),
        ("- Rà soát", "dash", "-", "Rà soát"),
        ("–Rà soát", "dash", "-", "Rà soát"),
        ("+ Lớp 1", "plus", "+", "Lớp 1"),
        ("PHẦN II", "part", "Phần II", ""),
        ("PHẦNI", "part", "Phần I", ""),
        ("PHẦN HI", "part", "Phần HI", ""),
        ("Phần thứ hai", "part", "Phần thứ hai", ""),
        ("Điều 4. Hiệu lực", "article", "Điều 4", "Hiệu lực"),
        ("PHẦN A. TÌNH HÌNH", "part", "Phần A", "TÌNH HÌNH"),
        ("MỤC 1", "chapter", "Mục 1", ""),
        ("HI. Kinh phí", "roman", "HI", "Kinh phí"),
        ("1, Phát thuốc", "number", "1", "Phát thuốc"),
        ("o Phát thuốc", "dash", "-", "Phát thuốc"),
        ("\uf0b7 Phát thuốc", "dash", "-", "Phát thuốc"),
        ("-- Phát thuốc", "dash", "-", "Phát thuốc"),
        ("A. TÌNH HÌNH CHUNG", "part", "A", "TÌNH HÌNH CHUNG"),
    ],
)
def test_label(text: str, kind: str | None, label: str, rest: str) -> None:
    found = label_of(text)
    if kind is None:
        assert found is None
    else:
        assert found is not None
        assert (found.kind, found.text, text[found.end :]) == (kind, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12/3/2024 là hạn cuối",
        "12.500 hộ dân",
        "3,5% số hộ",
        "01 lớp tập huấn",
        "- 2025 và những năm sau",
        "24/KH-UBND ngày 14/8/2024",
        "Phần mềm quản lý",
        "Phần C. Hoạt động chuyên môn",
        "Mục 1 của Kế hoạch",
        "3, 4 và 5 tuổi",
        "Điều 3 của Luật này",
        "TM. ỦY BAN NHÂN DÂN",
        "VI PHẠM HÀNH CHÍNH NĂM 2023",
        "XI MĂNG, SẮT THÉP",
        "C. Mác",
        "Sở Y tế",
        "V/V TỔ CHỨC HỘI KHỎE PHÙ ĐỔNG",
        "V/v tổ chức hội thi",
    ],
)
def test_no_label(text: str) -> None:
    assert label_of(text) is None
