"""Doubtful words: read twice, their strokes counted, their i dotted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from extractor.document import Source
from extractor.reading.assemble import assemble
from extractor.reading.dots import dotted
from extractor.reading.ocr import Grey, Mode, OcrLine, OcrWord
from extractor.reading.page import Change, ReadLine, ReadPage, ReadWord
from extractor.reading.plausible import is_odd, plausibility
from extractor.reading.secondlook import SecondLook
from extractor.reading.strokes import counted, label

DrawText = Callable[..., np.ndarray]
WIDE = 10  # pixels a letter
PAPER = np.full((60, 1200), 255, np.uint8)


def line(*words: tuple[str, float]) -> OcrLine:
    """A line of words side by side, each as wide as it has letters."""
    x, found = 20, []
    for text, confidence in words:
        found.append(OcrWord(text, (x, 20, x + WIDE * len(text), 44), confidence))
        x += WIDE * (len(text) + 1)
    return tuple(found)


class Answers:
    """An engine that gives a line whatever it is shown, its words where `at` has them."""

    name = model = "made up"

    def __init__(self, words: OcrLine) -> None:
        self.words = words
        self.asked = 0

    def read(self, picture: Grey, dpi: int, mode: Mode = "page") -> tuple[OcrLine, ...]:
        self.asked += 1
        if mode == "page":
            return (self.words,)
        return (tuple(OcrWord(w.text, _in_crop(w, picture), w.confidence) for w in self.words),)


def _in_crop(word: OcrWord, crop: Grey) -> tuple[int, int, int, int]:
    """The box in a crop that begins at the page's first word: 6 and 4 pixels of margin, 10 white."""
    x0, y0, x1, y1 = word.box
    return (x0 - 20 + 16, y0 - 20 + 14, x1 - 20 + 16, y1 - 20 + 14)


def look(first: OcrLine, second: OcrLine) -> list[tuple[str, Change | None]]:
    (found,) = SecondLook(Answers(first), Answers(second), weighs=True).read(PAPER, 200)
    return [(word.text, word.change) for word in found]


def test_the_likelier_reading_stays() -> None:
    first = line(("Tờ", 0.95), ("trình", 0.95), ("77/TIr-SCT", 0.7))
    second = line(("Tờ", 0.95), ("trình", 0.95), ("77/TTr-SCT", 0.66))
    assert look(first, second)[2] == ("77/TTr-SCT", Change("77/TIr-SCT", "second_reading"))
    assert look(second, first)[2] == ("77/TTr-SCT", None)


def test_two_readings_that_agree_are_surer_than_one() -> None:
    first = line(("Số:", 0.95), ("02/KHPH-SYT", 0.5))
    second = line(("Số:", 0.95), ("02/KHPH-SYT.", 0.6))
    (found,) = SecondLook(Answers(first), Answers(second), weighs=True).read(PAPER, 200)
    assert (found[1].text, found[1].change) == ("02/KHPH-SYT", None)
    assert found[1].confidence == pytest.approx(0.8)


def test_a_sure_word_is_not_read_again() -> None:
    sure = line(("hằng", 0.96), ("tuần", 0.97))
    second = Answers(sure)
    SecondLook(Answers(sure), second, weighs=True).read(PAPER, 200)
    assert second.asked == 0


def test_words_glued_by_a_speck_are_parted() -> None:
    first = line(("tại", 0.95), ("thôn-Bản", 0.6), ("Lác", 0.95))
    second = line(("tại", 0.95), ("thôn", 0.9), ("Bản", 0.9), ("Lác", 0.95))
    found = look(first, second)
    assert [text for text, _ in found] == ["tại", "thôn", "Bản", "Lác"]
    assert found[1][1] == Change("thôn-Bản", "second_reading", 2)


def test_a_figure_read_in_two_ways_stays_in_doubt() -> None:
    first = line(("Số:", 0.95), ("2/42", 0.3), ("/KH-SYT", 0.95))
    second = line(("Số:", 0.95), ("2442", 0.8), ("/KH-SYT", 0.95))
    (found,) = SecondLook(Answers(first), Answers(second), weighs=True).read(PAPER, 200)
    assert (found[1].text, found[1].confidence) == ("2442", 0.3)


def test_a_reading_of_half_a_word_is_no_reading_of_it() -> None:
    first = line(("tại", 0.95), ("thôn-Bản", 0.6), ("Lác", 0.95))
    x0, y0, _, y1 = first[1].box
    half = (first[0], OcrWord("thôn", (x0, y0, x0 + 40, y1), 0.97), first[2])
    assert look(first, half)[1] == ("thôn-Bản", None)


def test_a_word_read_with_its_neighbour_is_no_reading_of_it() -> None:
    first = line(("Số:", 0.95), ("47", 0.95), ("/KH-SCT", 0.6))
    x0, y0 = first[1].box[:2]
    x1, y1 = first[2].box[2:]
    glued = (first[0], OcrWord("47/KH-SCT", (x0, y0, x1, y1), 0.97))
    assert [text for text, _ in look(first, glued)] == ["Số:", "47", "/KH-SCT"]


def test_words_are_doubted_for_their_neighbours() -> None:
    first = line(("để", 0.97), ("tống", 0.95), ("hợp", 0.97))
    second = line(("để", 0.97), ("tổng", 0.95), ("hợp", 0.97))
    assert look(first, second)[1] == ("tổng", Change("tống", "second_reading"))


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("gay", "øay"), ("II.", "H."), ("12/2024/NĐ-CP", "12/2024/NĐ-GP"), ("31/12/2024", "31/122024"),
        ("III/2023", "IH/2023"), ("46-CT/TW", "46-CT/IW"), ("Sở", "sỞ"), ("15/2023/QH15", "15/2023/QHI5"),
    ],
)  # fmt: skip
def test_plausible_forms(likely: str, unlikely: str) -> None:
    assert plausibility(likely, "", "") > plausibility(unlikely, "", "")


@pytest.mark.parametrize(
    ("word", "before", "after", "odd"),
    [
        ("tỉnh", "", "thần", True),
        ("tinh", "", "thần", False),
        ("tin,", "thông", "tuyên", False),
        ("tỉn,", "thông", "tuyên", True),
        ("tỉnh", "các", "miền", False),
        ("2024", "năm", "", False),
        ("", "", "", False),
    ],
)
def test_odd_words(word: str, before: str, after: str, odd: bool) -> None:
    assert is_odd(word, before, after) is odd


def test_correction_names_all_words_that_one_became() -> None:
    words = (
        ReadWord("thôn", (10, 10, 40, 20), 0.9, Change("thôn-Bản", "second_reading", 2)),
        ReadWord("Bản", (45, 10, 70, 20), 0.9),
        ReadWord("Lác", (75, 10, 95, 20), 0.9),
    )
    page = ReadPage(1, "ocr", (ReadLine(words),), 595, 842)
    document = assemble([page], Source("a.png", "0" * 64, "image/png"))
    (change,) = document.corrections
    assert (change.before, change.after) == ("thôn-Bản", "thôn Bản")
    assert document.slice(change.span) == "thôn Bản"


# --- strokes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "read", "right"),
    [
        ("III. KINH PHÍ", "II.", "III."),
        ("III. KINH PHÍ", "HI.", "III."),
        ("III. KINH PHÍ", "IIIL", "III."),
        ("II. KINH PHÍ", "H.", "II."),
        ("II. KINH PHÍ", "I.", "II."),
        ("III/2024.", "IH/2024.", "III/2024."),
        ("XIII, nhiệm", "XII,", "XIII,"),
        ("VIII. KINH", "VII.", "VIII."),
        ("I. KINH PHÍ", "I.", "I."),
        ("IV. KINH PHÍ", "IV.", "IV."),
        ("VI. KINH PHÍ", "VI.", "VI."),
        ("XI. KINH PHÍ", "XI.", "XI."),
        ("BHXH, BHYT", "XH,", "XH,"),  # a real H has a bar
        ("HI vọng", "HI", "HI"),
        ("1. Sở", "1.", "1."),
        ("l. Sở", "l.", "l."),
    ],
)
def test_strokes_are_counted(draw_text: DrawText, printed: str, read: str, right: str) -> None:
    page = draw_text([(200, 100, printed)])
    first, *_ = printed.split()
    columns = np.flatnonzero((page[90:160] < 128).any(axis=0))
    gaps = np.flatnonzero(np.diff(columns) > 9)
    end = int(columns[gaps[0]]) if len(gaps) else int(columns[-1])
    begin = 240 if printed.startswith("BHXH") else int(columns[0])
    word = OcrWord(read, (begin, 96, end + 1, 150), 0.9)
    found = counted(word, page, 200)
    assert found.text == right, first
    assert found.change == (None if right == read else Change(read, "strokes_counted"))
    assert found.confidence == 0.9


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("L Mục đích", "I. Mục đích"),
        ("VỊ. Tổ chức", "VI. Tổ chức"),
        ("IỊ- Chỉ tiêu", "II- Chỉ tiêu"),
        ("VỊ trí", "VỊ trí"),
        ("VỊ. trí", "VỊ. trí"),
        ("L", "L"),
        ("Làng nghề", "Làng nghề"),
    ],
)
def test_labels_with_a_marked_stroke(read: str, right: str) -> None:
    found = label(line(*((word, 0.9) for word in read.split())))
    assert " ".join(word.text for word in found) == right


def test_strokes_of_specks_count_nothing() -> None:
    word = OcrWord("II.", (10, 10, 60, 40), 0.4)
    assert counted(word, PAPER, 200) == word


# --- dots ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("quy định chỉ tiết một", "quy định chi tiết một"),
        ("Luật Thì đua, khen", "Luật Thi đua, khen"),
        ("ĐỢT THỊ ĐUA", "ĐỢT THI ĐUA"),
        ("CHỈ CỤC THÚ Y", "CHI CỤC THÚ Y"),
        ("nêu cao tỉnh thần", "nêu cao tinh thần"),
        ("các tỉnh thông qua", "các tỉnh thông qua"),
        ("chỉ trả lời", "chỉ trả lời"),
        ("Chỉ thị số", "Chỉ thị số"),
        ("nếp sống văn mỉnh.", "nếp sống văn minh."),
    ],
)
def test_i_is_dotted(read: str, right: str) -> None:
    found = dotted(line(*((word, 0.95) for word in read.split())))
    assert " ".join(word.text for word in found) == right
    changed = {w.change.before: w.text for w in found if w.change}
    assert changed == {a: b for a, b in zip(read.split(), right.split(), strict=True) if a != b}
