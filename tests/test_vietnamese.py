"""String work."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.vietnamese import (
    collation_key,
    fold,
    from_roman,
    looks_vietnamese,
    nfc,
    roman,
    same_word_key,
    slug,
)

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " –—“”.,/0123456789\n\u00a0"))
def test_fold_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=LETTERS + LETTERS.upper()))
def test_fold_leaves_plain_letters(text: str) -> None:
    assert fold(text).isascii()


def test_fold_reads_decomposed_text_alike_once_composed() -> None:
    word = "Quyết định"
    assert fold(nfc(unicodedata.normalize("NFD", word))) == fold(word) == "quyet dinh"


def test_eth_is_read_as_d_with_stroke() -> None:
    assert nfc("Ðà Nẵng") == "Đà Nẵng"


@pytest.mark.parametrize("number", range(1, 60))
def test_roman_round_trip(number: int) -> None:
    assert from_roman(roman(number)) == number


@pytest.mark.parametrize("numeral", ["IIII", "VX", "HI", "", "IIL", "i"])
def test_malformed_numerals(numeral: str) -> None:
    assert from_roman(numeral) is None


def test_tone_placement_makes_no_other_word() -> None:
    assert same_word_key("HÒA BÌNH") == same_word_key("Hoà  Bình")
    assert same_word_key("ma") != same_word_key("má")


def test_slug() -> None:
    assert slug("Sở Nông nghiệp và Môi trường") == "so-nong-nghiep-va-moi-truong"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Giao các đơn vị trực thuộc lập danh sách ", True),
        ("The office shall keep a list of all members ", False),
        ("Le comité a décidé que la fête sera différée à l'été ", False),
        ("Giao cac don vi truc thuoc lap danh sach ", False),
    ],
)
def test_language(text: str, answer: bool) -> None:
    assert looks_vietnamese(text * 10) is answer
    assert looks_vietnamese(unicodedata.normalize("NFD", text * 10)) is answer
    assert looks_vietnamese(text)  # too short to tell


SORTED = [
    "12/KH-UBND", "An Giang", "Ăn Giang", "Ân Giang", "Bà Rịa - Vũng Tàu", "Bắc Ninh", "Bến Tre",
    "Cà Mau", "Cần Thơ", "Da Nang", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Gia Lai",
    "Hà Nam", "Hà Nội", "Hải Dương", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Lào Cai", "Lâm Đồng",
    "ma", "mà", "mả", "mã", "má", "mạ", "mà cả", "mă", "Ninh Bình", "oan", "ôn", "ơn", "Quảng Nam",
    "Quảng Ngãi", "Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa và Thể thao", "tu", "tư",
    "Vĩnh Long", "Yên Bái",
]  # fmt: skip


def test_sorted_by_the_vietnamese_alphabet() -> None:
    mixed = SORTED[1::2] + SORTED[::2]
    assert sorted(mixed, key=collation_key) == SORTED


def test_order_does_not_hang_on_how_marks_are_written() -> None:
    same = ["Khánh Hòa", "Khánh Hoà", unicodedata.normalize("NFD", "KHÁNH HÒA")]
    assert len({collation_key(text)[:2] for text in same}) == 1
    assert collation_key("hoa") < collation_key("hòa") < collation_key("hoa hồng")


@given(st.text())
def test_any_text_has_a_place(text: str) -> None:
    assert collation_key(text)[2] == text
