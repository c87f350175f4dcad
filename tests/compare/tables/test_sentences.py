"""The sentence that is shown beside a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.compare.tables.sentences import LONGEST, sentence_around

LONG = "Các sở, ngành chủ động triển khai thực hiện. "


def around(text: str, words: str) -> str:
    start = text.index(words)
    return sentence_around(text, start, start + len(words))


def test_the_paragraph() -> None:
    text = "I. MỤC ĐÍCH\nTrồng cây; giữ rừng.  Báo cáo Sở.\nII. YÊU CẦU"
    assert around(text, "giữ rừng") == "Trồng cây; giữ rừng. Báo cáo Sở."


def test_words_over_several_paragraphs_are_on_one_line() -> None:
    assert around("a\nGiao Sở Y tế\nkhám bệnh\nb", "Sở Y tế\nkhám") == "Giao Sở Y tế khám bệnh"


def test_of_a_long_paragraph_the_sentences_alone() -> None:
    text = f"{LONG * 10}Giao Sở Y tế khám bệnh. {LONG * 10}"
    assert around(text, "Sở Y tế") == "Giao Sở Y tế khám bệnh."


def test_a_full_stop_within_a_name_ends_nothing() -> None:
    before = "x" * LONGEST + ". "
    text = f"{before}Tại TP. hồ chí minh, số 05. ngày 3 mở lớp."
    assert around(text, "mở lớp") == "Tại TP. hồ chí minh, số 05. ngày 3 mở lớp."


def test_a_long_sentence_is_cut_between_words() -> None:
    text = " ".join(f"từ{number}" for number in range(300))
    shown = around(text, "từ150 từ151")
    assert shown.startswith("…từ") and shown.endswith("…") and " từ150 từ151 " in shown
    assert set(shown.strip("…").split()) <= set(text.split())
    assert LONGEST - 20 < len(shown) <= LONGEST


def test_long_words_themselves_are_cut() -> None:
    text = " ".join(f"từ{number}" for number in range(300))
    shown = sentence_around(text, 10, len(text))
    assert shown.endswith("…") and len(shown) <= LONGEST
    assert text[10:].startswith(shown[:-1])


@pytest.mark.parametrize("place", [0, 5, 11])
def test_an_empty_place_has_its_paragraph(place: int) -> None:
    assert sentence_around("Số:     /KH", place, place) == "Số: /KH"


TEXTS = st.text(st.sampled_from("ab Đ.;\n\t "), max_size=1500)


@given(TEXTS, st.data())
def test_any_place_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = sentence_around(text, start, end)
    words = " ".join(text[start:end].split())
    assert len(shown) <= LONGEST and "\n" not in shown
    if end - start <= LONGEST - 2:
        assert words in shown
    else:
        assert words.startswith(shown.rstrip("…")) or words in shown
