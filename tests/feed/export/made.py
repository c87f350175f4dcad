"""Plans as document systems would be told of them, each with a golden file of each form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractor.compare.model import Member
from extractor.feed.export.selection import Selection
from extractor.plan import Agency, Appendix, At, PageRecord, Plan, Recipient, Signature

SOMEWHERE = At(start=0, end=1, confidence=1.0)


def recipients(*texts: str) -> tuple[Recipient, ...]:
    return tuple(Recipient(text=text, at=SOMEWHERE) for text in texts)


def signature(authority: str | None, capacity: str | None, position: str, name: str) -> Signature:
    return Signature(
        authority=authority, capacity=capacity, position=position, name=name, at=SOMEWHERE
    )


def body(name: str, level: Any = "department") -> Agency:
    return Agency(text=name.upper(), name=name, id=None, level=level, at=SOMEWHERE)


def appendix(label: str, title: str | None) -> Appendix:
    return Appendix(label=label, title=title, text="", sections=(), at=SOMEWHERE)


def pages(plan: Plan, count: int, method: Any = "ocr") -> Any:
    records = tuple(PageRecord(page=n, method=method, confidence=1) for n in range(1, count + 1))
    return plan.source.model_copy(update={"pages": records})


def state(plan: Plan) -> Plan:
    """A plan of a province's committee: authority, capacity, position and name are apart."""
    return plan.model_copy(
        update={
            "source": pages(plan, 12),
            "signatures": (
                signature("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Khải"),
            ),
            "recipients": recipients(
                "Bộ Văn hóa, Thể thao & Du lịch (b/c)", "Các sở, ban, ngành tỉnh", "Lưu: VT, VX2"
            ),
            "appendices": (appendix("Phụ lục I", "Danh mục sách"), appendix("", "Biểu mẫu")),
        }
    )


def party(plan: Plan) -> Plan:
    """A plan of a Party committee, read from text: it has no pages."""
    return plan.model_copy(
        update={
            "source": pages(plan, 1, "text"),
            "number": "34-KH/TU",
            "place": "Đà Lạt",
            "issuer": body("Tỉnh ủy Lâm Đồng", "party"),
            "signatures": (signature("T/M BAN THƯỜNG VỤ", None, "PHÓ BÍ THƯ", "Nguyễn Thị Hà"),),
            "recipients": recipients("Như trên", "Các huyện ủy", "Lưu Văn phòng Tỉnh ủy"),
        }
    )


def joint(plan: Plan) -> Plan:
    """A plan of two bodies, with two signatures."""
    return plan.model_copy(
        update={
            "number": "1482/KHLT-SGDĐT-TĐTN",
            "issuer": body("Sở Giáo dục và Đào tạo Lâm Đồng"),
            "co_issuers": (body("Tỉnh đoàn Lâm Đồng", "front"),),
            "signatures": (
                signature("TM. BAN THƯỜNG VỤ", None, "PHÓ BÍ THƯ", "K’Sa Ha Brê"),
                signature(None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Mai"),
            ),
        }
    )


def bare(plan: Plan) -> Plan:
    """A plan that says next to nothing of itself."""
    nothing = dict.fromkeys(("document_type", "number", "issued_on", "place", "title", "issuer"))
    source = plan.source.model_copy(update={"pages": ()})
    return plan.model_copy(update={**nothing, "source": source})


def selection(
    *members: Member, removed: Iterable[Any] = (), cursor: str | None = None
) -> Selection:
    found: Iterator[Member] = iter(members)
    return Selection(found, tuple(removed), cursor)
