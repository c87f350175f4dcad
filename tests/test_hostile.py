"""Hostile files end in a plan or in an error of ours, soon and in little memory.

All kinds are read by `sh scripts/bench fuzz`; here are those that were found to do otherwise."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hostile import KINDS, texts
from hostile.trial import FINDINGS, Limits, tried

from extractor.document import Source, Span, Spans
from extractor.errors import BrokenFile, EmptyFile, ExtractorError
from extractor.pipeline import analyse, extract
from extractor.plan import Plan
from extractor.reading import read
from extractor.reading.assemble import assemble
from extractor.reading.page import ReadLine, ReadPage, ReadWord
from extractor.reading.text import blocks_of
from extractor.settings import DEFAULT
from extractor.vietnamese import nfc

SMALL = 1500
LONG = 150_000

ENDINGS = {
    "pdf/cyclic_pages": "broken_file",  # whose pages pdfium counts, and cannot open
    "pdf/pages_by_powers_of_ten": "broken_file",
    "pdf/ten_thousand_pages": "too_large",
    "pdf/locked_for_users": "encrypted_file",
    "pdf/locked_in_an_unknown_way": "broken_file",
    "pdf/live": "plan",
    "pdf/inline_image_of_huge_sides": "empty_file",
    "pdf/image_jbig2_of_1": "empty_file",
    "pdf/image_jpx_of_3000": "empty_file",
    "pdf/image_fax_columns": "empty_file",
    "pdf/crop_outside": "broken_file",
    "pdf/all_on_box_huge": "broken_file",
    "pdf/all_on_box_zero": "plan",  # which pdfium takes for Letter
    "pdf/image_on_box_wide_strip": "empty_file",
    "pdf/font_maps_to_surrogates": "not_vietnamese",
    "pdf/matrix_of_1e30": "plan",
    "pdf/cut_at_60": "broken_file",
    "image/png_strip": "empty_file",
    "image/png_many_frames_said": "empty_file",
    "image/png_huge_sides": "too_large",
    "image/png_many_text_bombs": "broken_file",
    "image/tiff_cyclic": "empty_file",
    "image/tiff_next_beyond_end": "broken_file",
    "image/tiff_hundred_thousand_frames": "too_large",
    "image/eps_program_called_png": "broken_file",
    "image/jpeg_cut_at_0.9": "broken_file",
    "text/negative_spans": "plan",
    "text/huge_numbers": "plan",
}


@pytest.mark.parametrize("name", ENDINGS)
def test_file_ends_as_it_should(name: str) -> None:
    kind = KINDS[name]
    trial = tried(kind.make(), f"a{kind.suffix}", Limits(seconds=30))
    assert trial.ending == ENDINGS[name], trial
    assert trial.ending not in FINDINGS


@pytest.mark.parametrize("name", texts.GROWING)
def test_any_text_makes_a_plan_that_keeps_the_contract(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(f"{texts.SENTENCE * 40}\n{texts.text_of(name, SMALL)}", "utf-8")
    plan = extract(path)
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize(
    "name",
    ["empty_lines", "lone_numbers", "mixed_combining", "square_brackets", "images", "services",
     "comments", "table_lines", "tables_without_rows", "rule_rows", "bare_pipes", "wide_gaps"],
)  # fmt: skip
def test_time_to_read_grows_with_the_text(name: str) -> None:
    text = texts.text_of(name, LONG)
    start = time.process_time()
    assert list(blocks_of(text))
    assert time.process_time() - start < 3  # where it grew with the square it was 6 to 900


@pytest.mark.parametrize("name", ["abbreviations", "ranges", "targets"])
def test_time_to_analyse_grows_with_the_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    seconds = []
    for size in (20_000, 160_000):
        path.write_text(texts.SENTENCE * 40 + "\n" + texts.text_of(name, size), "utf-8")
        start = time.process_time()
        extract(path)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 20 * seconds[0]


@pytest.mark.parametrize("name", texts.path_tricks())
def test_names_are_only_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(texts.SENTENCE * 3, "utf-8")
    plan = extract(path)
    assert plan.source.name.encode("utf-8")
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    with pytest.raises(ExtractorError, match="there is no such file"):
        extract(tmp_path / "no" / name)


def test_figure_of_many_digits_is_no_target(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    body = f"KẾ HOẠCH\nVệ sinh đường làng\n1. Chỉ tiêu\nPhấn đấu {'9' * 400}% số hộ phân loại rác."
    path.write_text(f"{body}\nPhấn đấu 85% số hộ có thùng rác.", "utf-8")
    assert [target.value for target in extract(path).targets] == [85]


def test_appendix_after_no_body(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Nơi nhận:          CHỦ TỊCH\n" + "a. BIÊNBẢN   " * 10, "utf-8")
    assert extract(path).appendices


def test_document_of_nothing_but_a_stamp_is_empty(tmp_path: Path) -> None:
    line = ReadLine((ReadWord("Ký bởi: Văn phòng"),), zone="stamp")
    source = Source(name="a.pdf", sha256="0" * 64, media_type="application/pdf")
    document = assemble([ReadPage(1, "ocr", (line,))], source)
    assert document.text
    assert document.is_empty
    assert analyse(document).frame is None


def test_what_no_text_may_hold() -> None:
    assert nfc("a\0b\ud800c\x1b\td\n") == "a\ufffdb\ufffdc\ufffd\td\n"
    assert nfc("e" + "\u0302" * 5000) == nfc("e\u0302") + "\u0302" * 29


def test_many_spans_are_asked_at_once() -> None:
    spans = Spans([Span(40, 60), Span(0, 10), Span(2, 4), Span(50, 50)])
    assert [spans.hold(offset) for offset in (0, 9, 10, 39, 40, 59, 60)] == [
        True, True, False, False, True, True, False,
    ]  # fmt: skip
    assert spans.overlap(Span(9, 12))
    assert not spans.overlap(Span(10, 40))
    assert not Spans([]).hold(0)


def test_empty_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\0" * 100)
    with pytest.raises(BrokenFile):
        read(path, DEFAULT)
    path.write_text("\n" * 100)
    with pytest.raises(EmptyFile):
        read(path, DEFAULT)
