"""Pages as they are kept: nothing is lost, and nothing else is taken for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractor.document import rounded
from extractor.errors import EmptyFile, NotVietnamese, TooLarge, UnknownKind
from extractor.reading import (
    Pages,
    documents,
    read,
    read_page_set,
    read_pages,
    source_of,
)
from extractor.reading.kept import FORM, UnknownForm, pages_from_json, pages_to_json, settled
from extractor.reading.page import (
    Change,
    ReadCell,
    ReadLine,
    ReadPage,
    ReadTable,
    ReadWord,
    Unread,
)
from extractor.settings import DEFAULT, Limits

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=8)  # halves of characters too
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
BOX = st.tuples(NUMBER, NUMBER, NUMBER, NUMBER)
WORD = st.builds(
    ReadWord,
    ANY_TEXT,
    st.none() | BOX,
    NUMBER,
    st.none() | st.builds(Change, ANY_TEXT, ANY_TEXT, st.integers(1, 5)),
)
ZONE = st.sampled_from(
    ["letterhead", "body", "table", "recipients", "signature", "footnote", "stamp"]
)
LINE = st.builds(
    ReadLine,
    st.lists(WORD, max_size=3).map(tuple),
    ZONE,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.booleans(),
    st.booleans(),
)
CELL = st.builds(ReadCell, st.lists(LINE, max_size=2).map(tuple), st.booleans())
ROW = st.lists(CELL, min_size=2, max_size=2).map(tuple)
TABLE = st.builds(ReadTable, st.lists(ROW, max_size=3).map(tuple), st.integers(0, 2), st.booleans())
PAGE = st.builds(
    ReadPage,
    st.integers(1, 9999),
    st.sampled_from(["text", "text_layer", "ocr"]),
    st.lists(LINE | TABLE, max_size=4).map(tuple),
    NUMBER,
    NUMBER,
    NUMBER,
    st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=2).map(tuple),
    st.lists(st.builds(Unread, BOX, st.integers(1, 50)), max_size=2).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(PAGE, max_size=2).map(tuple))
def test_nothing_is_lost(pages: tuple[ReadPage, ...]) -> None:
    kept = pages_to_json(pages)
    again = pages_from_json(kept)
    assert again == pages
    assert pages_to_json(again) == kept
    assert all(isinstance(box, tuple) for page in again for box, _ in page.unread)


@given(PAGE)
def test_a_settled_page_stays_as_it_is(page: ReadPage) -> None:
    assert settled(settled(page)) == settled(page)


@given(st.tuples(*[st.floats(0, 2000)] * 4))
def test_settling_changes_no_published_box(box: tuple[float, float, float, float]) -> None:
    page = ReadPage(1, "ocr", (ReadLine((ReadWord("a", box),)),))
    (line,) = settled(page).blocks
    assert isinstance(line, ReadLine)
    assert rounded(line.words[0].box or box) == rounded(box)


def test_every_field_of_a_page_is_kept() -> None:
    """A new field has to be written into the form, which then gets another number."""
    counts = [len(fields(kind)) for kind in (ReadPage, ReadLine, ReadTable, ReadCell, ReadWord)]
    assert (FORM, *counts) == (1, 8, 7, 3, 2, 4)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"form":0,"pages":[]}',
        b'{"form":1}',
        b'{"form":1,"pages":[[1]]}',
        b'{"form":1,"pages":[[1,"ocr",1,1,1,[],[],[[true]]]]}',
        b'{"form":1,"pages":[',
        b"\xff\xfe\x00",
    ],
)
def test_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownForm):
        pages_from_json(data)


def test_kept_pages_make_the_same_document(
    make_pdf: Callable[..., Path], tinos: str, tmp_path: Path
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(tinos, 13)
        for at, text in enumerate(
            ("KẾ HOẠCH", "Trồng cây xanh năm 2024", "1. Mục đích", "Để đường phố mát hơn.")
        ):
            canvas.drawString(85, 780 - 20 * at, text)

    pages = read_pages(make_pdf(draw), DEFAULT)
    kept = Pages(pages.source, pages_from_json(pages_to_json(pages.pages)))
    assert documents(kept) == documents(pages)
    assert documents(pages)[0].lines[0].box is not None


# --- page sets


@pytest.fixture
def pages_of_text(tmp_path: Path) -> Callable[..., list[Path]]:
    def make(*texts: str) -> list[Path]:
        paths = [tmp_path / f"{at:03}.txt" for at in range(1, len(texts) + 1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return paths

    return make


def test_the_files_of_a_page_set_are_one_document(pages_of_text: Callable[..., list[Path]]) -> None:
    paths = pages_of_text(
        "KẾ HOẠCH\nTrồng cây xanh\n1. Mục đích\nĐể đường phố", "mát hơn.\n2. Kinh phí"
    )
    pages = read_page_set(paths, "001.txt..002.txt", DEFAULT)
    assert [page.number for page in pages.pages] == [1, 2]
    assert pages.source.name == "001.txt..002.txt"
    (document,) = documents(pages)
    assert "2. Kinh phí" in document.text
    assert [page.number for page in document.source.pages] == [1, 2]


def test_a_page_sets_hash_is_that_of_its_files_in_order(
    pages_of_text: Callable[..., list[Path]],
) -> None:
    paths = pages_of_text("một", "hai")
    whole = read_page_set(paths, "a", DEFAULT).source
    assert whole.sha256 == read_page_set(paths, "b", DEFAULT).source.sha256
    assert whole.sha256 != read_page_set(paths[::-1], "a", DEFAULT).source.sha256
    assert whole.sha256 != source_of(paths[0], DEFAULT).sha256


def test_a_page_set_of_too_many_pages_is_refused(pages_of_text: Callable[..., list[Path]]) -> None:
    settings = replace(DEFAULT, limits=Limits(pages=1))
    with pytest.raises(TooLarge, match="more than 1 pages"):
        read_page_set(pages_of_text("một", "hai"), "a", settings)


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("a.txt", "  \n ", EmptyFile),
        ("a.txt", "The quick brown fox jumps over the lazy dog. " * 9, NotVietnamese),
        ("a.exe", "MZ", UnknownKind),
    ],
)
def test_what_holds_no_document_is_refused(
    tmp_path: Path, name: str, text: str, error: type[Exception]
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(error):
        read(path, DEFAULT)


def test_kept_pages_are_plain_json() -> None:
    form: dict[str, Any] = json.loads(pages_to_json([ReadPage(1, "text", ())]))
    assert form == {"form": FORM, "pages": [[1, "text", 0.0, 0.0, 1.0, [], [], []]]}
