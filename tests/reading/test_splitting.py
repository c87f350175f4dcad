"""Several documents in one file, and what must not be taken for them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from extractor.document import Method
from extractor.reading.page import ReadLine, ReadPage, ReadWord
from extractor.reading.splitting import split

Page = tuple[str, ...]
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def opening(number: str, issuer: str = "SỞ Y TẾ", kind: str = "KẾ HOẠCH", day: str = "06") -> Page:
    date = f"Hòa Bình, ngày {day} tháng 02 năm 2023"
    return (
        "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
        issuer,
        number,
        *MOTTO,
        date,
        kind,
        "Tiêm chủng mở rộng",
    )


A1 = opening("Số: 12/KH-SYT")
B1 = opening("Số: 31/KH-SYT")
BODY = ("2. Nhiệm vụ", "Các trạm y tế tổ chức tiêm chủng cho trẻ em.")
END = ("3. Kinh phí", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Bùi Văn Tâm")
ALONE = (*B1, *END)  # a document of one page
TABLE = ("Bảng phân bổ vắc xin", "1. Huyện Mai Châu: 200 liều")
BLANK = ("SỞ Y TẾ HÒA BÌNH", "Số: /KH-SYT")

FORMS = {
    "marked": ("Mẫu số 01", "TRẠM Y TẾ XÃ", "Số: 5/BC-TYT", *MOTTO, "Mai Châu, ngày 3 tháng 2 năm 2023", "BÁO CÁO", "Nơi nhận:"),
    "of an appendix": ("PHỤ LỤC 2", *opening("Số:  /KH-TYT", "TRẠM Y TẾ", day=" "), "Nơi nhận:"),
    "with dots in its number": (*opening("Số: …/BC-…", "TRẠM Y TẾ …………", "BÁO CÁO", "…"), "Nơi nhận:"),
    "with a blank number": (*opening("Số:   /BC-TYT", "TRẠM Y TẾ XÃ", "BÁO CÁO", "  "), "Nơi nhận:"),
    "of a plan with blanks": (*opening("Số:   /KH-SYT", day="  "), "I. MỤC ĐÍCH: ……………", "II. NỘI DUNG: ………", "…………", "Nơi nhận:"),
    "of another body": (*opening("Số: ..../KH-TYT", "TRẠM Y TẾ", day="..."), "Nơi nhận:"),
    "in brackets": (*opening("Số: 1/KH-TYT", "TRẠM Y TẾ"), "(Mẫu kế hoạch của trạm y tế)", "Nơi nhận:"),
    "without a number": ("TRẠM Y TẾ XÃ", *MOTTO, "ĐƠN ĐĂNG KÝ TIÊM CHỦNG", "Nơi nhận:"),
}  # fmt: skip


def stack(*pages: Page, method: Method = "ocr") -> list[ReadPage]:
    return [
        ReadPage(number, method, tuple(ReadLine((ReadWord(text),)) for text in page))
        for number, page in enumerate(pages, 1)
    ]


def numbers(*pages: Page, method: Method = "ocr") -> list[list[int]]:
    return [[page.number for page in found] for found in split(stack(*pages, method=method))]


@pytest.mark.parametrize("method", ["ocr", "text_layer"])
@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ((A1, BODY, END, B1, BODY, END), [[1, 2, 3], [4, 5, 6]]),
        ((A1, END, TABLE, B1, END), [[1, 2, 3], [4, 5]]),
        ((A1, END, ALONE, A1, END), [[1, 2], [3], [4, 5]]),
        ((ALONE, ALONE), [[1], [2]]),  # the same twice
        ((BODY, END, B1, BODY, END), [[1, 2], [3, 4, 5]]),  # the first one's first page is missing
        ((A1, END, B1, BODY), [[1, 2], [3, 4]]),  # the second one's end is missing
        ((A1, END, opening("Số: 7/QĐ-SYT", kind="QUYẾT ĐỊNH"), END), [[1, 2], [3, 4]]),
        (
            (A1, END, opening("Số:   /KH-SYT", day="  "), END),
            [[1, 2], [3, 4]],
        ),  # by hand, the same body
        ((END, BODY, B1, END, BODY, A1), [[3, 2, 1], [6, 5, 4]]),  # fed face up
        ((END, B1, ALONE), [[2, 1], [3]]),
    ],
)
def test_documents_are_told_apart(
    pages: tuple[Page, ...], wanted: list[list[int]], method: Method
) -> None:
    assert numbers(*pages, method=method) == wanted


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ((A1, BODY, END), [1, 2, 3]),
        ((END, BODY, A1), [3, 2, 1]),
        ((BODY, END, A1), [3, 2, 1]),
        ((END, A1, BODY), [2, 3, 1]),
        ((A1, BODY, BODY), [1, 2, 3]),
        ((A1, A1, BODY, END), [1, 2, 3, 4]),  # its first page twice
        ((A1, BODY, END, A1), [1, 2, 3, 4]),
        ((A1, BODY, B1, BODY, END), [1, 2, 3, 4, 5]),  # no end is seen before the second letterhead
        ((BODY, BODY), [1, 2]),
        ((), []),
    ],
)
def test_one_document_stays_whole(pages: tuple[Page, ...], wanted: list[int]) -> None:
    assert numbers(*pages) == [wanted]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_forms_in_an_appendix_are_no_documents(form: Page) -> None:
    assert numbers(A1, BODY, END, form) == [[1, 2, 3, 4]]
    assert numbers(A1, BODY, END, TABLE, form, END) == [[1, 2, 3, 4, 5, 6]]
    assert numbers(A1, BODY, END, form, B1, END) == [[1, 2, 3, 4], [5, 6]]
    assert len(numbers(END, A1, form)) == 1  # out of order, with a form that has an end of its own


def test_a_plan_without_a_number_of_another_body_is_one_where_pens_are_used() -> None:
    pages = (A1, END, opening("Số:  /KH-STC", "SỞ TÀI CHÍNH", day="  "), END)
    assert numbers(*pages) == [[1, 2], [3, 4]]
    assert numbers(*pages, method="text_layer") == [[1, 2, 3, 4]]


ATTACHED = (
    "KẾ HOẠCH",
    "Tiêm chủng mở rộng",
    "(Ban hành kèm theo Quyết định số 7/QĐ-SYT ngày 06/02/2023)",
    *BODY,
)


def test_a_plan_issued_with_a_decision_is_a_document() -> None:
    decision = opening("Số: 7/QĐ-SYT", kind="QUYẾT ĐỊNH")
    assert numbers(decision, END, ATTACHED, BODY) == [[1, 2], [3, 4]]
    letter = opening("Số: 7/SYT-NVY", kind="V/v ban hành kế hoạch tiêm chủng")
    assert numbers((*letter, *END), ATTACHED) == [[1], [2]]


def test_a_plan_without_letterhead_follows_its_decision() -> None:
    decision = opening("Số: 7/QĐ-SYT", kind="QUYẾT ĐỊNH")
    bare = ("KẾ HOẠCH", "TIÊM CHỦNG MỞ RỘNG", *BODY)
    assert numbers(decision, END, bare, BODY) == [[1, 2], [3, 4]]
    (page,) = stack(tuple(chain(decision, BODY * 9, END, bare, BODY * 9)), method="text")
    assert len(split([page])) == 2


def test_the_party_named_in_a_sentence_opens_nothing() -> None:
    text = (*BODY * 9, "của Đảng Cộng sản Việt Nam và các tổ chức", *BODY)
    (page,) = stack(tuple(chain(A1, text, END)), method="text")
    assert split([page]) == ((page,),)


def test_what_is_issued_with_a_plan_is_its_appendix() -> None:
    detail = ("KẾ HOẠCH", "Chi tiết theo tháng", "(Kèm theo Kế hoạch số 12/KH-SYT)", *BODY)
    assert numbers(A1, END, detail) == [[1, 2, 3]]
    rules = ("QUY CHẾ", "Quản lý vắc xin", "(Ban hành kèm theo Quyết định số 7/QĐ-SYT)", *BODY)
    assert numbers(opening("Số: 7/QĐ-SYT", kind="QUYẾT ĐỊNH"), END, rules) == [[1, 2, 3]]


def test_a_text_file_is_cut_above_its_letterheads() -> None:
    (page,) = stack(tuple(chain(A1, BODY * 9, END, B1, BODY * 9, END)), method="text")
    first, second = split([page])
    texts = [
        [block.text for block in found[0].blocks if isinstance(block, ReadLine)]
        for found in (first, second)
    ]
    assert texts[0][-1] == END[-1]
    assert texts[1][:3] == list(B1[:3])
    assert sum(map(len, texts)) == len(page.blocks)


def test_a_text_file_with_one_document_is_as_it_was() -> None:
    (page,) = stack(tuple(chain(A1, BODY, END, FORMS["marked"], TABLE)), method="text")
    assert split([page]) == ((page,),)


def test_pages_keep_what_is_on_them() -> None:
    pages = stack(A1, BODY, END, B1, END)
    marked = [replace(page, warnings=(("low_confidence", "."),)) for page in pages]
    assert list(chain(*split(marked))) == marked
