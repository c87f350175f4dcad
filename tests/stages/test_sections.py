"""Frame and outline of made documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import Document, walk
from extractor.reading import read
from extractor.settings import DEFAULT
from extractor.stages.frame import find_frame
from extractor.stages.sections import find_sections

PLAN = """UBND TỈNH KON TUM
SỞ Y TẾ

Số: 12/KH-SYT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Kon Tum, ngày 05 tháng 01 năm 2022

KẾ HOẠCH
Tiêm chủng mở rộng năm 2022

Căn cứ Luật Khám bệnh, chữa bệnh;

Sở Y tế xây dựng Kế hoạch như sau:

{body}

Trên đây là Kế hoạch tiêm chủng mở rộng năm 2022./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Y Ngọc
"""


def outlined(tmp_path: Path, body: str) -> Document:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(body=body), "utf-8")
    return find_sections(find_frame(read(path, DEFAULT)))


def paths(document: Document) -> list[str]:
    return [node.path for node in walk(document.sections)]


def test_parts_of_a_plan(tmp_path: Path) -> None:
    document = outlined(tmp_path, "I. MỤC TIÊU\n\n1. Đạt 95%.")
    frame = document.frame
    assert frame is not None
    assert document.slice(frame.title) == "Tiêm chủng mở rộng năm 2022"
    assert document.slice(frame.preamble).startswith("Căn cứ")
    assert document.slice(frame.body) == "I. MỤC TIÊU\n1. Đạt 95%."
    assert document.slice(frame.closing).startswith("Trên đây")
    assert document.slice(frame.recipients).startswith("Nơi nhận")
    assert document.slice(frame.signature) == "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nY Ngọc"


def test_nesting_follows_the_order_of_labels(tmp_path: Path) -> None:
    body = (
        "I. MỤC TIÊU\n\n1. Chung\n\n- Một.\n\n- Hai, gồm:\n\n+ Hai một;\n\n+ Hai hai.\n\n2. Riêng\n\n"
        "2.1. Vùng thấp\n\na) Xã A.\n\nb) Xã B.\n\n2.2. Vùng cao\n\na) Xã C.\n\nII. KINH PHÍ\n\nNgân sách."
    )
    assert paths(outlined(tmp_path, body)) == [
        "I", "I/1", "I/1/-1", "I/1/-2", "I/1/-2/+1", "I/1/-2/+2", "I/2", "I/2/2.1", "I/2/2.1/a",
        "I/2/2.1/b", "I/2/2.2", "I/2/2.2/a", "II",
    ]  # fmt: skip


def test_a_broken_numeral_is_the_one_that_the_sequence_demands(tmp_path: Path) -> None:
    body = "I. MỤC TIÊU\n\nMột.\n\nII. NỘI DUNG\n\nHai.\n\nIIL. KINH PHÍ\n\nBa.\n\nIV. TỔ CHỨC THỰC HIỆN\n\nBốn."
    document = outlined(tmp_path, body)
    assert paths(document) == ["I", "II", "III", "IV"]
    assert [(c.before, c.after) for c in document.corrections] == [("IIL", "III")]


def test_a_lost_numeral_is_found_by_its_heading(tmp_path: Path) -> None:
    body = "I. MỤC TIÊU\n\nMột.\n\nNỘI DUNG THỰC HIỆN\n\nHai.\n\nIII. TỔ CHỨC THỰC HIỆN\n\nBa."
    assert paths(outlined(tmp_path, body)) == ["I", "II", "III"]


def test_a_repeated_numeral_stays_and_is_warned_of(tmp_path: Path) -> None:
    body = "I. MỤC TIÊU\n\nMột.\n\nII. NỘI DUNG\n\nHai.\n\nII. TỔ CHỨC THỰC HIỆN\n\nBa."
    document = outlined(tmp_path, body)
    assert paths(document) == ["I", "II", "II~2"]
    assert [w.code for w in document.warnings] == ["label_repeated"]


def test_a_plan_without_labels_has_paragraph_nodes(tmp_path: Path) -> None:
    document = outlined(tmp_path, "Các trạm y tế chuẩn bị vắc xin.\n\nPhòng Nghiệp vụ theo dõi.")
    assert paths(document) == ["¶1", "¶2"]
    assert [w.code for w in document.warnings] == ["no_sections"]


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("1. Mục tiêu", "Mục tiêu"),
        ("1. Giao Phòng Tài chính:", "Giao Phòng Tài chính"),
        ("1. Phòng Nghiệp vụ theo dõi, tổng hợp và báo cáo Giám đốc Sở kết quả tiêm chủng.", None),
        (
            "a) Đối với trạm y tế: Rà soát trẻ trong độ tuổi và mời đến tiêm đúng lịch.",
            "Đối với trạm y tế",
        ),
    ],
)
def test_headings(tmp_path: Path, paragraph: str, heading: str | None) -> None:
    document = outlined(tmp_path, f"I. NỘI DUNG\n\n{paragraph}")
    node = document.sections[0].children[0]
    assert (document.slice(node.heading) if node.heading else None) == heading


def test_every_node_lies_inside_its_parent(tmp_path: Path) -> None:
    body = "I. MỤC TIÊU\n\n1. Chung\n\n- Một.\n\n2. Riêng\n\nII. KINH PHÍ\n\nNgân sách."
    nodes = list(walk(outlined(tmp_path, body).sections))
    pairs = [(parent, child) for parent in nodes for child in parent.children]
    assert pairs
    assert all(parent.span.covers(child.span) for parent, child in pairs)
