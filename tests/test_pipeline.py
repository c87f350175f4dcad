"""From a file to plans: several documents, an appendix alone, a plan issued with a decision; and the
facts that link them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor import extract, extract_all
from extractor.archive.linking.facts import Facts, Label, Reference, facts, issuer_key, number_key
from extractor.plan import Plan

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA BÌNH
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Bình, ngày 12 tháng 3 năm 2022

"""
SIGNED = """
Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Bùi Thị Minh
"""
BODY = """
I. MỤC ĐÍCH
Nâng cao thu nhập của người dân ở các bản du lịch.
II. NỘI DUNG
1. Tập huấn cho các hộ dân làm dịch vụ lưu trú trước ngày 30/6/2022.
2. Xây dựng các điểm đón khách.
III. TỔ CHỨC THỰC HIỆN
Giao Sở Văn hóa, Thể thao và Du lịch theo dõi. Kế hoạch này thay thế Kế hoạch số 08/KH-UBND ngày
03/02/2021 của Ủy ban nhân dân tỉnh Hòa Bình.
"""
PLAN = HEAD.format(number="45/KH-UBND") + "KẾ HOẠCH\nPhát triển du lịch cộng đồng\n" + BODY + SIGNED
SECOND = PLAN.replace("45/KH-UBND", "46/KH-UBND").replace("du lịch", "chăn nuôi")
DECISION = (
    HEAD.format(number="7/QĐ-UBND")
    + "QUYẾT ĐỊNH\nBan hành Kế hoạch phát triển du lịch cộng đồng\n\nCăn cứ Luật Du lịch năm 2017;\n\n"
    + "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển du lịch cộng đồng.\n"
    + "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.\n"
    + SIGNED
)
WITH = "(Ban hành kèm theo {what} ngày 12 tháng 3 năm 2022 của Ủy ban nhân dân tỉnh Hòa Bình)\n"
ISSUED = (
    "KẾ HOẠCH\nPhát triển du lịch cộng đồng\n" + WITH.format(what="Quyết định số 7/QĐ-UBND") + BODY
)
APPENDIX = (
    "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n"
    + WITH.format(what="Kế hoạch số 45/KH-UBND")
    + "1. Xây dựng các điểm đón khách.\nPHỤ LỤC II\nKINH PHÍ\n1. Ngân sách tỉnh.\n"
)


@pytest.fixture
def plans(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Plan, ...]:
    path = tmp_path / "a.txt"
    path.write_text(request.param, "utf-8")
    return extract_all(path)


@pytest.mark.parametrize("plans", [PLAN + "\n\n" + SECOND], indirect=True)
def test_each_document_of_a_file_has_its_plan(plans: tuple[Plan, ...], tmp_path: Path) -> None:
    assert [plan.number for plan in plans] == ["45/KH-UBND", "46/KH-UBND"]
    assert [len(plan.recipients) for plan in plans] == [2, 2]
    assert all(not plan.appendices and len(plan.sections) == 3 for plan in plans)
    first = extract(tmp_path / "a.txt")
    (warning,) = (w for w in first.warnings if w.code == "several_documents")
    assert "2 documents" in warning.message
    assert first.id == plans[0].id
    assert not any(w.code == "several_documents" for w in plans[0].warnings)


@pytest.mark.parametrize("plans", [PLAN + "\n\n" + PLAN], indirect=True)
def test_no_two_documents_of_a_file_have_the_same_id(plans: tuple[Plan, ...]) -> None:
    assert [plan.id for plan in plans] == ["hoa-binh-45-kh-ubnd-2022", "hoa-binh-45-kh-ubnd-2022~2"]


@pytest.mark.parametrize("plans", [DECISION + "\n\n" + ISSUED], indirect=True)
def test_a_plan_issued_with_a_decision_has_no_number_of_its_own(plans: tuple[Plan, ...]) -> None:
    decision, plan = plans
    assert decision.document_type and decision.document_type.code == "QĐ"
    assert decision.appendices == ()
    assert plan.document_type and plan.document_type.code == "KH"
    assert (plan.number, plan.title) == (None, "Phát triển du lịch cộng đồng")
    assert plan.issued_with == "QĐ 7/QĐ-UBND 2022"
    assert plan.issued_with in [citation.key for citation in plan.citations]
    assert [section.label for section in plan.sections] == ["I", "II", "III"]
    assert facts(plan).issued_with == Reference(
        facts(decision).number or "", facts(decision).issued_on, 2022, facts(decision).issuer
    )


@pytest.mark.parametrize("plans", [APPENDIX], indirect=True)
def test_an_appendix_alone_is_no_plan_and_loses_nothing(plans: tuple[Plan, ...]) -> None:
    (plan,) = plans
    assert (plan.document_type, plan.number, plan.title, plan.sections) == (None, None, None, ())
    assert [(a.label, a.title) for a in plan.appendices] == [
        ("Phụ lục I", "DANH MỤC NHIỆM VỤ"),
        ("Phụ lục II", "KINH PHÍ"),
    ]
    assert [s.text for a in plan.appendices for s in a.sections]
    assert plan.issued_with == "KH 45/KH-UBND 2022"
    assert "appendix_alone" in {warning.code for warning in plan.warnings}
    assert facts(plan).appendix
    assert not facts(plan).opens


@pytest.mark.parametrize("plans", [PLAN], indirect=True)
def test_facts_say_what_links_a_plan(plans: tuple[Plan, ...]) -> None:
    found = facts(plans[0])
    issuer = "uy-ban-nhan-dan-tinh-hoa-binh"
    assert (found.number, found.issued_on, found.issuer) == ("45-kh-ubnd", "2022-03-12", issuer)
    assert (found.province, found.opens, found.closes) == ("hoa-binh", True, True)
    assert (found.first, found.last) == (Label("roman", "I"), Label("roman", "III"))
    assert found.replaces == (Reference("8-kh-ubnd", "2021-02-03", 2021, issuer),)
    assert Facts.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize("plans", [BODY[BODY.index("II.") :] + SIGNED], indirect=True)
def test_the_further_pages_of_a_plan_claim_nothing(plans: tuple[Plan, ...]) -> None:
    (plan,) = plans
    assert (plan.document_type, plan.number, plan.title, plan.issuer) == (None, None, None, None)
    found = facts(plan)
    assert (found.opens, found.closes, found.first) == (False, True, Label("roman", "II"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("08/KH-UBND", "8/KH-UBND"), ("12/QĐ-UBND", "12/QD-UBND"), ("45-KH/TU", "45-KH/TU")],
)
def test_numbers_are_compared_without_zeros_and_marks(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


def test_issuers_are_compared_in_full() -> None:
    assert issuer_key("Chủ tịch UBND tỉnh Hòa Bình") == issuer_key("Ủy ban nhân dân tỉnh Hòa Bình")
    assert issuer_key(None) is None
