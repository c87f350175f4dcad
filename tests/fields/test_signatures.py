"""Signature blocks as clerks set them, and as a seal spoils them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import Document
from extractor.fields.signatures import corrections, signatures
from extractor.reading import read
from extractor.settings import DEFAULT
from extractor.stages.frame import find_frame

PLAN = """KẾ HOẠCH
Diễn tập phòng thủ dân sự năm 2022

I. MỤC ĐÍCH

Nâng cao năng lực chỉ huy.

II. TỔ CHỨC THỰC HIỆN

Các đơn vị chuẩn bị chu đáo mọi mặt cho cuộc diễn tập.

Nơi nhận:
- Như trên;
- Lưu: VT.

{block}
"""


def document(tmp_path: Path, block: str) -> Document:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(block=block), "utf-8")
    return find_frame(read(path, DEFAULT))


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHà Thị Lan",
            [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hà Thị Lan")],
        ),
        ("CHÁNH THANH TRA\n\nVi Văn Páo", [(None, None, "CHÁNH THANH TRA", "Vi Văn Páo")]),
        (
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\nLò Thị Mỷ",
            [("T/M BAN THƯỜNG VỤ", None, "PHÓ BÍ THƯ THƯỜNG TRỰC", "Lò Thị Mỷ")],
        ),
        (
            "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nĐỗ Quang",
            [(None, "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Đỗ Quang")],
        ),
        (
            "TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG NGHIỆP VỤ Y\n\nĐỊNH. Sùng A Tủa",
            [(None, "TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ Y", "Sùng A Tủa")],
        ),
        (
            "TM. ỦY BAN MẶT TRẬN\nTỔ QUỐC\nKT. CHỦ TỊCH LIÊN\nMINH\nPHÓ CHỦ TỊCH\n\nHờ A Vạn",
            [
                (
                    "TM. ỦY BAN MẶT TRẬN TỔ QUỐC",
                    "KT. CHỦ TỊCH LIÊN MINH",
                    "PHÓ CHỦ TỊCH",
                    "Hờ A Vạn",
                )
            ],
        ),
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nThượng tá Giàng Văn\nPhủ",
            [(None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Thượng tá Giàng Văn Phủ")],
        ),
        ("GIÁM ĐỐC\n\n05/3/2022 Ma Thị Dung", [(None, None, "GIÁM ĐỐC", None)]),
        (
            "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nBùi Đức",
            [(None, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Bùi Đức")],
        ),
        (
            "KT. GIÁM ĐỐC CÔNG\nAN TỈNH\nPHÓ GIÁM ĐỐC\n\nThượng tá Đàm Văn Én",
            [(None, "KT. GIÁM ĐỐC CÔNG AN TỈNH", "PHÓ GIÁM ĐỐC", "Thượng tá Đàm Văn Én")],
        ),
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nBSCKII. Triệu Thị Sao\n\nTM. BAN CHẤP HÀNH\nCHỦ TỊCH\n\nY Hoa Niê",
            [
                (None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "BSCKII. Triệu Thị Sao"),
                ("TM. BAN CHẤP HÀNH", None, "CHỦ TỊCH", "Y Hoa Niê"),
            ],
        ),
        ("HẠT TRƯỞNG\n\nNGUYỄN VĂN TÁM", [(None, None, "HẠT TRƯỞNG", "NGUYỄN VĂN TÁM")]),
    ],
)
def test_signatures(tmp_path: Path, block: str, wanted: list[tuple[str | None, ...]]) -> None:
    found = signatures(document(tmp_path, block))
    assert [(s.authority, s.capacity, s.position, s.name) for s in found] == wanted


@pytest.mark.parametrize(
    ("block", "capacity", "position"),
    [
        ("-#T, GIÁM ĐÓC\nPHÓ GIÁM ĐỐC m\n\nTạ Hùng", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("KT. GLAM ĐÓC\nPHÓ GIÁM ĐỐC\n\nTạ Hùng", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("#T. CHỦ TỊCH\n'F. CHỦ TỊCH\n\nTạ Hùng", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ],
)
def test_offices_under_a_seal(tmp_path: Path, block: str, capacity: str, position: str) -> None:
    made = document(tmp_path, block)
    (found,) = signatures(made)
    assert (found.capacity, found.position, found.name) == (capacity, position, "Tạ Hùng")
    assert corrections(made)


def test_specks_are_no_signature(tmp_path: Path) -> None:
    (found,) = signatures(document(tmp_path, "CHỦ TỊCH\nẼ ụ\n*\nTạ Hùng"))
    assert (found.position, found.name) == ("CHỦ TỊCH", "Tạ Hùng")
