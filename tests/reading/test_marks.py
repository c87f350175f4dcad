"""Marks that OCR took for others, weighed by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from extractor.reading.marks import RULE, Marks
from extractor.reading.ocr import Choices, Grey, Mode, OcrLine, OcrWord
from extractor.reading.page import Change
from extractor.reading.secondlook import SecondLook
from extractor.vietnamese import fold

WIDE = 10  # pixels a letter
PAPER = np.full((400, 1200), 255, np.uint8)
Doubts = dict[str, dict[str, float]]


def line(text: str, y: int = 20, change: Change | None = None) -> OcrLine:
    """Words side by side, each as wide as it has letters."""
    x, found = 20, []
    for word in text.split():
        found.append(OcrWord(word, (x, y, x + WIDE * len(word), y + 24), 0.96, change))
        x += WIDE * (len(word) + 1)
    return tuple(found)


class Doubtful:
    """An engine that reads crops as the page was read, and has a doubt about some letters."""

    name = model = "made up"

    def __init__(self, lines: Sequence[OcrLine], doubts: Doubts) -> None:
        self._lines, self._doubts = lines, doubts
        self.asked = 0

    def read(self, picture: Grey, dpi: int, mode: Mode = "page") -> tuple[OcrLine, ...]:
        if mode == "page":
            return tuple(self._lines)
        assert mode == "choices"
        self.asked += 1
        return tuple(tuple(map(self._told, row)) for row in self._lines)

    def _told(self, word: OcrWord) -> OcrWord:
        doubts = self._doubts.get(word.text, {})
        choices: list[Choices] = [{c: 1.0} | _of(c, doubts) for c in word.text]
        x0, y0, x1, y1 = word.box
        # A crop begins 6 pixels before the first word that is read along and has 10 of white.
        return OcrWord(word.text, (x0 - 4, y0 - 6, x1 - 4, y1 - 6), 0.96, choices=tuple(choices))


def _of(letter: str, doubts: dict[str, float]) -> Choices:
    """The doubts that are about a letter: those that have its base."""
    return {c: against for c, against in doubts.items() if fold(c) == fold(letter)}


def chosen(text: str, doubts: Doubts, change: Change | None = None) -> OcrLine:
    (found,), _ = looked([line(text, change=change)], doubts)
    return found


def looked(lines: Sequence[OcrLine], doubts: Doubts) -> tuple[tuple[OcrLine, ...], int]:
    """What is chosen, and how often the engine was asked for it."""
    engine = Doubtful(lines, doubts)
    return Marks(PAPER, 200, [engine]).chosen(lines), engine.asked


def test_the_likelier_of_two_marks_is_chosen_and_put_on_record() -> None:
    kept, first, _ = chosen("xây kê hoạch", {"kê": {"ế": 9.0, "ề": 5.0}})
    assert (kept.text, kept.change) == ("xây", None)
    assert (first.text, first.change) == ("kế", Change("kê", RULE))
    assert first.confidence < kept.confidence


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("xây kê hoạch", {"kê": {"ế": 80.0}}),  # the picture speaks against it
        ("xây kê hoạch", {"kê": {"ề": 2.0, "e": 3.0}}),  # nothing speaks for it
        ("xây kế hoạch", {"kế": {"ê": 2.0}}),  # it is right as it is
        ("khóa XII", {"XII": {"Ì": 2.0}}),
        ("Số 12 ngày 3", {"12": {"2": 1.0}}),
        ("theo Nghị quyết của TU về", {"TU": {"Ư": 1.5}}),  # a code among words
        ("34-CT/TU", {"34-CT/TU": {"Ư": 1.5}}),
    ],
)
def test_all_else_stays_as_it_was_read(text: str, doubts: Doubts) -> None:
    assert " ".join(word.text for word in chosen(text, doubts)) == text


def test_what_is_likely_is_not_read_again() -> None:
    _, asked = looked([line("Ủy ban nhân dân tỉnh xây dựng kế hoạch")], {})
    assert asked == 0


def test_case_and_the_marks_around_a_word_stay() -> None:
    words = chosen("KÊ HOẠCH “đâu thầu”,", {"KÊ": {"Ế": 4.0, "ế": 1.0}, "“đâu": {"ấ": 4.0}})
    assert [word.text for word in words] == ["KẾ", "HOẠCH", "“đấu", "thầu”,"]


def test_a_word_that_was_put_right_tells_more_about_the_one_before_it() -> None:
    words = chosen("để phôi hơp với", {"phôi": {"ố": 8.0}, "hơp": {"ợ": 3.0}})
    assert [word.text for word in words][1:3] == ["phối", "hợp"]


def test_a_line_goes_on_in_the_next() -> None:
    above, doubts = line("về tổ chức đấu"), {"thâu": {"ầ": 10.0}}
    (_, below), _ = looked([above, line("thâu năm", 50)], doubts)
    assert below[0].text == "thầu"
    (_, apart), _ = looked([above, line("thâu năm", 150)], doubts)
    assert apart[0].text == "thâu"


def test_what_was_read_at_first_is_no_change() -> None:
    first, _ = chosen("kê hoạch", {"kê": {"ế": 3.0}}, Change("kế", "second_reading"))
    assert (first.text, first.change) == ("kế", None)


def test_a_word_that_was_split_stays_so() -> None:
    split = Change("xây-kê", "second_reading", 2)
    word = OcrWord("kê", (0, 0, 20, 10), 0.9, split).put_right("kế", RULE)
    assert word.change == Change("xây-kê", RULE, 2)


def test_names_follow_no_rule() -> None:
    words = chosen("Lò Thị Thâm, Lò Văn Chỉ", {"Thâm,": {"ẩ": 3.0}, "Chỉ": {"i": 3.0}})
    assert [word.text for word in words] == ["Lò", "Thị", "Thâm,", "Lò", "Văn", "Chỉ"]


def test_few_words_of_a_picture_are_read_again() -> None:
    _, asked = looked([line("kê hoạch kê hoạch kê hoạch")] * 40, {})
    assert 0 < asked <= 80


@pytest.mark.parametrize(("weighs", "read"), [(True, "kế"), (False, "kê")])
def test_rules_alone_weigh_no_marks(weighs: bool, read: str) -> None:
    sure = tuple(replace(word, confidence=0.97) for word in line("xây kê hoạch"))
    engine = Doubtful([sure], {"kê": {"ế": 9.0, "ề": 5.0}})
    (found,) = SecondLook(engine, engine, weighs=weighs).read(PAPER, 200)
    (found,) = SecondLook(engine, engine, weighs=weighs).read(PAPER, 200)
    assert found[1].text == read
