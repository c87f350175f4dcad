"""Ruled tables: grids from rules, cells from grids, words from cells."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from extractor.reading.cells import grids_of, read_cells
from extractor.reading.cleanup import Picture
from extractor.reading.grid import find_grids
from extractor.reading.lines import Token
from extractor.reading.ocr import Engine
from extractor.reading.rules import rules_of_scan
from extractor.reading.tables import Filled, table

DPI = 200
XS, YS = (200, 330, 800, 1300), (100, 170, 260, 350, 440)
IDENTITY = np.array([[72 / DPI, 0.0, 0.0], [0.0, 72 / DPI, 0.0]])


def paper(height: int = 600, width: int = 1654) -> np.ndarray:
    return np.full((height, width), 255, np.uint8)


def ruled(page: np.ndarray, shade: int = 0, thickness: int = 2) -> np.ndarray:
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (shade,), thickness)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), (shade,), thickness)
    return page


def grids(page: np.ndarray) -> list[tuple[tuple[int, int], int]]:
    """The shape and the number of cells of each grid."""
    return [(g.shape, len(g.cells)) for g in find_grids(rules_of_scan(page, DPI))]


def test_grid_of_a_ruled_table() -> None:
    (found,) = find_grids(rules_of_scan(ruled(paper()), DPI))
    assert found.shape == (4, 3)
    cell = next(c for c in found.cells if c.rows == (1, 2) and c.columns == (2, 3))
    assert np.allclose(cell.box, (800, 170, 1300, 260), atol=3)


def test_thin_grey_rules_count() -> None:
    assert grids(ruled(paper(), shade=170, thickness=1)) == [((4, 3), 12)]


def test_page_without_rules_has_no_grid(draw_text: Callable[..., np.ndarray]) -> None:
    assert grids(paper()) == []
    lines = [
        (150, 40 + 60 * i, "Khám sức khỏe định kỳ cho người cao tuổi trên toàn huyện")
        for i in range(8)
    ]
    assert grids(draw_text(lines)) == []


def test_words_under_a_rule_are_no_rules(draw_text: Callable[..., np.ndarray]) -> None:
    page = draw_text([(340, 185, "mmmmmm nnnnnn uuuuuu"), (340, 275, "HHHHHHHH")]).copy()
    assert grids(ruled(page)) == [((4, 3), 12)]


def test_spanning_cell() -> None:
    page = ruled(paper())
    cv2.rectangle(page, (XS[0] + 4, YS[2] - 6), (XS[1] - 4, YS[2] + 6), (255,), -1)
    (found,) = find_grids(rules_of_scan(page, DPI))
    spans = [c.rows for c in found.cells if c.columns == (0, 1)]
    assert spans == [(0, 1), (1, 3), (3, 4)]


def test_title_row_over_all_columns() -> None:
    page = ruled(paper())
    for x in XS[1:3]:
        cv2.rectangle(page, (x - 6, YS[1] + 4), (x + 6, YS[2] - 4), (255,), -1)
    (found,) = find_grids(rules_of_scan(page, DPI))
    assert [c.columns for c in found.cells if c.rows == (1, 2)] == [(0, 3)]


def test_broken_rule_is_mended() -> None:
    page = ruled(paper())
    page[YS[2] - 4 : YS[2] + 4, 500:540] = 255
    assert grids(page) == [((4, 3), 12)]


def test_table_open_at_both_sides() -> None:
    page = ruled(paper())
    for x in (XS[0], XS[-1]):
        page[:, x - 4 : x + 4] = 255
    assert grids(page) == [((4, 3), 12)]


def test_fold_through_the_table_is_no_row() -> None:
    page = ruled(paper())
    cv2.line(page, (0, 215), (page.shape[1], 215), (120,), 2)
    assert grids(page) == [((4, 3), 12)]


def test_frame_around_a_text_is_no_table() -> None:
    page = paper()
    cv2.rectangle(page, (200, 100), (1300, 440), (0,), 2)
    assert grids(page) == []


def test_slightly_leaning_table() -> None:
    turn = cv2.getRotationMatrix2D((827, 300), 0.25, 1.0)
    page = cv2.warpAffine(ruled(paper()), turn, (1654, 600), borderValue=(255,))
    assert grids(np.asarray(page, np.uint8)) == [((4, 3), 12)]


def filled(
    text: str, rows: tuple[int, int], columns: tuple[int, int], *, bold: bool = False
) -> Filled:
    token = Token(text, (0, 0, 40, 12), 12, 10, bold=bold)
    return Filled(rows, columns, (0, 0, 100, 20), [[token]])


def test_table_marks_spanned_cells_and_counts_header_rows() -> None:
    cells = [
        filled("Thời gian", (0, 2), (0, 1)), filled("Nội dung", (0, 1), (1, 3)),
        filled("Xã", (1, 2), (1, 2)), filled("Huyện", (1, 2), (2, 3)),
        filled("Quý II", (2, 4), (0, 1)), filled("Tập huấn", (2, 3), (1, 2)),
        filled("Kiểm tra", (3, 4), (1, 2)),
    ]  # fmt: skip
    found = table(cells, (4, 3))
    assert found.header == 2
    assert [row[0].spanned for row in found.rows] == [False, True, False, True]
    assert [len(row) for row in found.rows] == [3, 3, 3, 3]
    assert not found.rows[2][2].lines


def test_table_that_goes_on_has_no_header() -> None:
    cells = [filled("7", (0, 1), (0, 1)), filled("Ngày hội", (0, 1), (1, 2)),
             filled("8", (1, 2), (0, 1)), filled("Hội thao", (1, 2), (1, 2))]  # fmt: skip
    assert table(cells, (2, 2)).header == 0


def test_lone_digits_are_read(draw_text: Callable[..., np.ndarray], engine: Engine) -> None:
    texts = [(218, 108, "TT"), (600, 108, "Việc"), (250, 190, "4"), (350, 190, "Tiêm chủng mở rộng"),
             (250, 280, "7"), (350, 280, "Vệ sinh môi trường"), (240, 370, "11")]  # fmt: skip
    picture = Picture(ruled(draw_text(texts).copy()), DPI, IDENTITY)
    (grid,), bare = grids_of(picture)
    cells = read_cells(grid, bare, engine)
    words = {
        (c.rows[0], c.columns[0]): " ".join(t.text for g in c.groups for t in g) for c in cells
    }
    assert [words[row, 0] for row in range(4)] == ["TT", "4", "7", "11"]
    assert words[1, 1] == "Tiêm chủng mở rộng"
    assert words[3, 2] == ""


def test_specks_fake_no_text(engine: Engine) -> None:
    page = ruled(paper())
    page[200:204, 900:904] = 0
    (grid,), bare = grids_of(Picture(page, DPI, IDENTITY))
    assert all(not c.groups for c in read_cells(grid, bare, engine))


def folded(page: np.ndarray, y: int, dash: int, gap: int) -> np.ndarray:
    """A fold over the whole sheet, broken as folds are."""
    for x in range(0, page.shape[1], dash + gap):
        cv2.line(page, (x, y), (min(x + dash, page.shape[1]), y), (150,), 2)
    return page


def test_fold_through_a_row_parts_nothing() -> None:
    assert grids(folded(ruled(paper()), 300, 90, 80)) == [((4, 3), 12)]


def test_rule_under_a_fold_stays_a_rule() -> None:
    assert grids(folded(ruled(paper()), YS[2], 90, 80)) == [((4, 3), 12)]


def test_edge_of_the_sheet_that_a_fold_joins_to_the_table_is_no_column() -> None:
    page = ruled(paper())
    cv2.line(page, (40, YS[2]), (XS[0], YS[2]), (150,), 2)
    cv2.line(page, (40, 60), (40, 520), (120,), 3)
    assert grids(page) == [((4, 3), 12)]
