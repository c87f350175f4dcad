"""Who is to do what by when: from sections, sentences, labelled lines and brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from extractor.document import Document, Source, Span
from extractor.fields.work_lines import label_kind, work_line
from extractor.pipeline import extract
from extractor.plan import Assignment
from extractor.tables import table
from extractor.vietnamese import fold

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN KHÁNH SƠN
Số: 31/KH-UBND
Khánh Sơn, ngày 15 tháng 01 năm 2024

KẾ HOẠCH
Công tác gia đình năm 2024

I. MỤC ĐÍCH
Nâng cao nhận thức của nhân dân.
II. NỘI DUNG
{content}
III. TỔ CHỨC THỰC HIỆN
{work}

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Cao Văn Dũng
"""
FILLER = "Tuyên truyền về gia đình."

Seen = tuple[str | None, list[str], list[str], str, int, list[str]]


def given(
    tmp_path: Path, content: str = FILLER, work: str = "Kế hoạch này có hiệu lực."
) -> list[Seen]:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(content=content, work=work), "utf-8")
    return [seen(assignment) for assignment in extract(path).assignments]


def seen(a: Assignment) -> Seen:
    times = [str(t.due or t.recurrence) for t in a.tasks if t.due or t.recurrence]
    doers, partners = [x.text for x in a.agencies], [x.text for x in a.partners]
    return a.section, doers, partners, a.mode[0], len(a.tasks), times


@pytest.mark.parametrize("example", table("assignments")["label"]["examples"])
def test_labels(example: list[str]) -> None:
    kind, label = example
    assert label_kind(fold(label)) == kind


@pytest.mark.parametrize("words", table("assignments")["label"]["not"])
def test_no_labels(words: str) -> None:
    assert label_kind(fold(words)) is None


@pytest.mark.parametrize(
    "lead", table("assignments")["lead"], ids=lambda lead: lead["pattern"][:20]
)
def test_leads(lead: dict[str, object]) -> None:
    pattern = regex.compile(str(lead["pattern"]))
    examples, others = lead["examples"], lead["not"]
    assert isinstance(examples, list)
    assert isinstance(others, list)
    assert all(pattern.match(words.lower()) for words in examples)
    assert not any(pattern.match(words.lower()) for words in others)


WORK: list[tuple[str, list[Seen]]] = [
    (
        "1. Phòng Y tế:\n- Phối hợp với Trung tâm Y tế khám sàng lọc.\n"
        "- Báo cáo trước ngày 10/10/2024.",
        [("III/1", ["Phòng Y tế"], ["Trung tâm Y tế"], "a", 2, ["2024-10-10"])],
    ),
    (
        "Giao Phòng Tư pháp kiểm tra, đôn đốc. Đề nghị Huyện đoàn vận động thanh niên.",
        [
            ("III", ["Phòng Tư pháp"], [], "a", 1, []),
            ("III", ["Huyện đoàn"], [], "r", 1, []),
        ],
    ),
    (
        "1. Đồng chí Mấu Thái Bình - Phó Chủ tịch UBND huyện: phụ trách chung.\n"
        "2. Công chức Văn hóa - Xã hội\nTheo dõi, tổng hợp.",
        [
            ("III/1", ["Đồng chí Mấu Thái Bình - Phó Chủ tịch UBND huyện"], [], "a", 1, []),
            ("III/2", ["Công chức Văn hóa - Xã hội"], [], "a", 1, []),
        ],
    ),
    (
        "1. Phòng Y tế chủ trì, phối hợp với Huyện đoàn:\n- Khám sàng lọc.\n- Cấp thuốc.",
        [("III/1", ["Phòng Y tế"], ["Huyện đoàn"], "a", 2, [])],
    ),
    ("1. Hai bên thống nhất:\n- Cùng tuyên truyền.", [("III/1", ["Hai bên"], [], "g", 1, [])]),
    (
        "1. Các Sở: Công Thương, Xây dựng\n- Bố trí vốn.",
        [("III/1", ["Các Sở: Công Thương", "Xây dựng"], [], "a", 1, [])],
    ),
    (
        "1. Các doanh nghiệp kinh doanh vận tải trên địa bàn\n- Giữ xe sạch.",
        [("III/1", ["Các doanh nghiệp kinh doanh vận tải trên địa bàn"], [], "g", 1, [])],
    ),
    (
        "Trong quá trình thực hiện, nếu có vướng mắc các cơ quan, đơn vị phản ánh về huyện.",
        [("III", ["các cơ quan, đơn vị"], [], "g", 1, [])],
    ),
    (
        "1. Các phòng, ban; UBND các xã\n- Xây dựng kế hoạch.\n2. UBND các xã\n- Rà soát.",
        [
            ("III/1", ["Các phòng, ban", "UBND các xã"], [], "g", 1, []),
            ("III/2", ["UBND các xã"], [], "a", 1, []),
        ],
    ),
    (
        "1. Đề nghị:\nHội Nông dân huyện, Hội Cựu chiến binh huyện\na) Vận động hội viên.\n"
        "b) Giám sát.",
        [("III/1", ["Hội Nông dân huyện", "Hội Cựu chiến binh huyện"], [], "r", 2, [])],
    ),
    (
        "1. Phó Hiệu trưởng Mấu Thái Bình\n- Phụ trách chung.\n2. Đội ngũ nhân viên\n- Quét lớp.",
        [
            ("III/1", ["Phó Hiệu trưởng Mấu Thái Bình"], [], "a", 1, []),
            ("III/2", ["Đội ngũ nhân viên"], [], "a", 1, []),
        ],
    ),
    ("1. Khách mời\n- Công an huyện;\n- Huyện đoàn.", []),
    ("1. Chủ trì triển khai các việc: xây dựng đề án và in tài liệu.", []),
]  # fmt: skip


@pytest.mark.parametrize(("work", "expected"), WORK, ids=lambda v: str(v)[:30])
def test_work_that_a_section_gives(tmp_path: Path, work: str, expected: list[Seen]) -> None:
    assert given(tmp_path, work=work) == expected


CONTENT: list[tuple[str, list[Seen]]] = [
    (
        "1. Mở hội thi.\n- Cơ quan, đơn vị chủ trì: Phòng Nội vụ.\n"
        "- Cơ quan phối hợp: Công an huyện, Huyện đoàn.\n- Thời hạn hoàn thành: Quý II/2024.",
        [("II/1", ["Phòng Nội vụ"], ["Công an huyện", "Huyện đoàn"], "a", 1, ["2024-06-30"])],
    ),
    (
        "1. Mở hội thi.\nChủ trì: Phòng Nội vụ. Phối hợp: Huyện đoàn; thời gian: tháng 5/2024.",
        [("II/1", ["Phòng Nội vụ"], ["Huyện đoàn"], "a", 1, ["2024-05-31"])],
    ),
    (
        "1. Phát thanh (Phòng Y tế chủ trì, phối hợp với Huyện đoàn; xong trước ngày 05/9/2024).",
        [("II/1", ["Phòng Y tế"], ["Huyện đoàn"], "a", 1, ["2024-09-05"])],
    ),
    (
        "1. Khám bệnh\n- Phân công thực hiện: Phòng Y tế chủ trì; các phòng liên quan phối hợp.",
        [("II/1", ["Phòng Y tế"], ["các phòng liên quan"], "a", 1, [])],
    ),
    (
        "1. Thi đấu\n- Giải bóng đá.\nĐơn vị thực hiện: Huyện đoàn.\n- Giải cờ.\n"
        "Đơn vị thực hiện: Phòng Nội vụ.",
        [
            ("II/1/-1", ["Huyện đoàn"], [], "a", 1, []),
            ("II/1/-2", ["Phòng Nội vụ"], [], "a", 1, []),
        ],
    ),
    (
        "1. Thi đấu\n- Giải bóng đá.\n- Giải cờ.\nĐơn vị thực hiện: Huyện đoàn.",
        [("II/1", ["Huyện đoàn"], [], "a", 2, [])],
    ),
    (
        "1. Nhà ở\na) Nhiệm vụ:\n- Rà soát.\n- Lập dự án.\nb) Cơ quan thực hiện:\n"
        "- Chủ trì: Phòng Nội vụ.\n- Phối hợp: Huyện đoàn.",
        [("II/1", ["Phòng Nội vụ"], ["Huyện đoàn"], "a", 2, [])],
    ),
    (
        "1. Mở lớp.\n- Người phụ trách: cô Cao Thị Mai, Tổng phụ trách Đội.",
        [("II/1", ["cô Cao Thị Mai, Tổng phụ trách Đội"], [], "a", 1, [])],
    ),
    (
        "1. Thực hiện theo văn bản trên. Giao Công an huyện tuần tra.",
        [("II/1", ["Công an huyện"], [], "a", 1, [])],
    ),
    (
        "1. Mở lớp\n- Cơ quan thực hiện: Phòng Nội vụ chủ trì lập danh sách; UBND các xã và"
        " Huyện đoàn vận động học viên.",
        [("II/1", ["Phòng Nội vụ", "UBND các xã", "Huyện đoàn"], [], "a", 1, [])],
    ),
    (
        "1. Các đơn vị được giao xây cầu treo có trách nhiệm quyết toán trong tháng 5/2024.",
        [("II/1", ["Các đơn vị được giao xây cầu treo"], [], "g", 1, ["2024-05-31"])],
    ),
    (
        "1. Các phòng, ban huyện lập dự toán gửi về huyện.",
        [("II/1", ["Các phòng, ban huyện"], [], "g", 1, [])],
    ),
    (
        "1. Các trường học tổ chức thực hiện các việc sau:\n- Quét lớp.\n- Trồng hoa.",
        [("II/1", ["Các trường học"], [], "g", 2, [])],
    ),
    ("1. Số lượng\n- Phòng Nội vụ, Huyện đoàn mỗi đơn vị chọn không quá 02 cá nhân.", []),
    ("1. Số lượng\n- Hạt Kiểm lâm: 03 tập thể.", []),
    ("1. Đối tượng thi đua: Công an huyện, các xã và mọi người dân.", []),
    ("1. Đối tượng\na) Tập thể: Công an huyện, Huyện đoàn và cơ quan ngành dọc.", []),
    ("1. Sở Y tế đã ban hành văn bản.\n2. Thành phần: Công an huyện, Huyện đoàn.", []),
    ("1. Giao ban hằng tháng.\n2. Mời 02 cán bộ Phòng Y tế dự.\n3. Khuyến khích các xã.", []),
    ("1. Các trường học tổ chức khai giảng.\n2. Thời gian: 7 giờ ngày 05/9/2024.", []),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), CONTENT, ids=lambda v: str(v)[:30])
def test_work_in_other_sections(tmp_path: Path, content: str, expected: list[Seen]) -> None:
    assert given(tmp_path, content) == expected


def test_a_line_of_labels_tells_its_parts() -> None:
    text = "Trồng cây. Đơn vị chủ trì: Hạt Kiểm lâm; sản phẩm: 200 cây; thời gian: tháng 3/2024"
    page = Document(text=text, source=Source("x.txt", "", "text/plain"))
    line = work_line(page, Span(0, len(text)))
    assert line is not None
    assert line.words is not None
    assert page.slice(line.words) == "Trồng cây."
    assert [doer.text for doer in line.doers] == ["Hạt Kiểm lâm"]
    assert [page.slice(span) for span in line.times] == ["tháng 3/2024"]


def test_heading_that_asks_several_asks_each(tmp_path: Path) -> None:
    work = """1. Đề nghị các tổ chức sau phối hợp thực hiện:
a) Hội Cựu chiến binh huyện: Vận động hội viên tham gia.
b) Huyện đoàn: Tổ chức ra quân trước ngày 20/3/2024.
2. Phòng Văn hóa và Thông tin: Theo dõi, tổng hợp.
3. Hội Nông dân huyện, Hội Phụ nữ huyện: Đề nghị lồng ghép tuyên truyền."""
    found = [(section, doers, mode) for section, doers, _, mode, *_ in given(tmp_path, work=work)]
    assert found == [
        ("III/1/a", ["Hội Cựu chiến binh huyện"], "r"),
        ("III/1/b", ["Huyện đoàn"], "r"),
        ("III/2", ["Phòng Văn hóa và Thông tin"], "a"),
        ("III/3", ["Hội Nông dân huyện", "Hội Phụ nữ huyện"], "r"),
    ]


def test_bullets_that_each_name_a_body_are_work_of_their_own(tmp_path: Path) -> None:
    work = """1. Giao các ngành:
- Phòng Y tế: Kiểm tra bếp ăn.
- Phòng Tài chính - Kế hoạch, Kho bạc Nhà nước huyện: Bố trí kinh phí.
2. Phòng Tư pháp:
- Chủ trì tuyên truyền.
- Phòng Nội vụ: phối hợp."""
    found = [(section, doers) for section, doers, *_ in given(tmp_path, work=work)]
    assert found == [
        ("III/1/-1", ["Phòng Y tế"]),
        ("III/1/-2", ["Phòng Tài chính - Kế hoạch", "Kho bạc Nhà nước huyện"]),
        ("III/2", ["Phòng Tư pháp"]),
    ]


def test_bodies_after_a_shared_head_in_a_sentence(tmp_path: Path) -> None:
    work = """1. Các Hội: Nông dân, Cựu chiến binh, Chữ thập đỏ vận động hội viên tham gia.
2. Các Phòng: Nội vụ, Tư pháp
- Rà soát văn bản."""
    found = [
        (section, doers, count) for section, doers, _, _, count, _ in given(tmp_path, work=work)
    ]
    assert found == [
        ("III/1", ["Các Hội: Nông dân", "Cựu chiến binh", "Chữ thập đỏ"], 1),
        ("III/2", ["Các Phòng: Nội vụ", "Tư pháp"], 1),
    ]


def test_parts_that_bodies_head_give_work_whatever_the_section_is_called(tmp_path: Path) -> None:
    content = """1. Phòng Y tế
a) Chủ trì kiểm tra bếp ăn trường học trước ngày 30/9/2024.
b) Phối hợp với Trung tâm Y tế huyện tập huấn.
2. Ủy ban nhân dân các xã, thị trấn
Rà soát hộ có người cao tuổi."""
    found = [(section, doers) for section, doers, *_ in given(tmp_path, content)]
    assert found == [
        ("II/1", ["Phòng Y tế"]),
        ("II/2", ["Ủy ban nhân dân các xã, thị trấn"]),
    ]


def test_parts_about_those_who_have_duties_give_work(tmp_path: Path) -> None:
    parts = (
        "1. Đối với đội ngũ nhân viên\nTăng cường quét lớp.\n"
        "2. Đối với các tổ chuyên môn\nXây dựng lịch trực."
    )
    path = tmp_path / "x.txt"
    for heading, expected in (("NHIỆM VỤ, GIẢI PHÁP", ["II/1", "II/2"]), ("TIÊU CHÍ", [])):
        path.write_text(
            PLAN.replace("NỘI DUNG", heading).format(content=parts, work="1. x"), "utf-8"
        )
        assert [a.section for a in extract(path).assignments if a.section != "III/1"] == expected


def test_duties_of_members_are_work(tmp_path: Path) -> None:
    content = """1. Nhiệm vụ của thành viên Ban Chỉ đạo
a) Phòng Y tế - Cơ quan thường trực
- Tham mưu kiểm tra liên ngành.
2. Kiểm tra liên ngành mỗi quý."""
    found = [(section, doers) for section, doers, *_ in given(tmp_path, content)]
    assert found == [("II/1/a", ["Phòng Y tế"])]


def test_parts_about_bodies_give_none(tmp_path: Path) -> None:
    content = """1. Phòng Y tế
02 công chức tham gia đoàn.
2. Hội Nông dân huyện
01 đại biểu.
3. Đối với các xã
Hoàn thành các chỉ tiêu được giao."""
    assert given(tmp_path, content) == []


def test_sharing_out_duties_names_no_body(tmp_path: Path) -> None:
    work = "- Phân công nhiệm vụ rõ ràng cho từng ngành.\n- Phân công cán bộ phụ trách thôn."
    assert given(tmp_path, work=work) == []


def test_things_are_given_no_work(tmp_path: Path) -> None:
    work = "- Các tác phẩm dự thi gửi về Phòng Văn hóa.\n- Các thí sinh chuẩn bị giấy vẽ."
    assert [doers for _, doers, *_ in given(tmp_path, work=work)] == [["Các thí sinh"]]


def test_bodies_below_with_whom_together_are_partners(tmp_path: Path) -> None:
    work = """1. Phòng Tư pháp chủ trì, phối hợp với:
- Phòng Nội vụ và các đơn vị liên quan soạn quy chế.
- Công an huyện rà soát hộ tịch.
2. Phòng Y tế
- Phối hợp với Phòng LĐ-TB&XH; phối hợp với Phòng Lao động - Thương binh và Xã hội thăm hỏi."""

    assert [(doers, partners) for _, doers, partners, *_ in given(tmp_path, work=work)] == [
        (["Phòng Tư pháp"], ["Phòng Nội vụ", "các đơn vị liên quan", "Công an huyện"]),
        (["Phòng Y tế"], ["Phòng LĐ-TB&XH"]),
    ]


def test_people_of_a_school_are_parted(tmp_path: Path) -> None:
    work = "1. Tổ trưởng chuyên môn, giáo viên thể dục và Tổng phụ trách Đội tổ chức tập luyện."

    assert [doers for _, doers, *_ in given(tmp_path, work=work)] == [
        ["Tổ trưởng chuyên môn", "giáo viên thể dục", "Tổng phụ trách Đội"]
    ]
