"""A picture of a page becomes a `ReadPage`: clean, read tables cell by cell, read the rest,
lay out, and give every box on the page as it was scanned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.document import Box
from extractor.reading import cleanup, layout, ocr
from extractor.reading.cells import blank, grids_of, read_cells
from extractor.reading.cleanup import Picture
from extractor.reading.counts import read_counts
from extractor.reading.glyphs import emboldened, measured, usual_stroke
from extractor.reading.lines import Token
from extractor.reading.missed import has_writing, read_missed
from extractor.reading.page import ReadPage, Unread, mean_confidence, unreadable
from extractor.reading.pagespace import scaled
from extractor.reading.reread import reread
from extractor.reading.secondlook import SecondLook
from extractor.reading.tables import Filled, Placed, table
from extractor.reading.unread import unread
from extractor.settings import CleanUp, Settings

LOW_DPI = 105
"""Scans at 100 dpi, with what page sizes are rounded to."""
LOW_CONFIDENCE = 0.75
_STRIP = 100
"""No page is so many times as long as it is wide."""
UPSIDE_DOWN = 0.65
"""A page on its head is read with a confidence of about .45."""


def read_scan(
    picture: Picture, number: int, size: tuple[float, float], settings: Settings
) -> ReadPage:
    """The page on `picture`; `size` is the page's width and height in points. A page that was
    scanned sideways or upside down is turned."""
    height, width = picture.pixels.shape[:2]
    if max(height, width) > _STRIP * min(height, width):
        return unreadable(number, "ocr", f"{width} × {height} pixels are a strip, no page.", size)
    engine = engine_of(settings)
    try:
        return _read_upright(picture, ReadPage(number, "ocr", (), *size), engine, settings)
    except ocr.TooSlow as error:
        return unreadable(number, "ocr", f"{error}", size)


def _read_upright(
    picture: Picture, page: ReadPage, engine: ocr.Engine, settings: Settings
) -> ReadPage:
    """`page` with what is read on its picture, whichever way up it was scanned."""
    cleaned = cleanup.clean(picture, settings.without_steps)
    read = _read(cleaned, picture, page, engine)
    turns = CleanUp.ORIENTATION not in settings.without_steps
    if not turns or not 0 < read.confidence < UPSIDE_DOWN:
        return read
    turned = _read(cleanup.turned_over(cleaned), picture, page, engine)
    return max(read, turned, key=lambda page: page.confidence)


def _read(cleaned: Picture, scanned: Picture, page: ReadPage, engine: ocr.Engine) -> ReadPage:
    """`page` with what is read on its picture; `scanned` is that before it was cleaned."""
    found = read_writing(cleaned, scanned, engine)
    level = found.level
    height = level.pixels.shape[0] * level.points_per_pixel
    back = box_map(level)
    blocks = layout.moved(layout.arrange(found.groups, height, found.tables), back)
    areas = tuple(area._replace(box=back(area.box)) for area in found.unread)
    return _judged(replace(page, blocks=blocks, unread=areas), scanned.dpi, level)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is on a picture: the words outside tables by line, the tables, and what was not read.
    Boxes are in points of the `level` picture, whose tables have lost their rules."""

    level: Picture
    groups: list[list[Token]]
    tables: list[Placed]
    unread: list[Unread]


def engine_of(settings: Settings) -> ocr.Engine:
    """The engine that reads twice what it is not sure of.

    Raises `MissingEngine`."""
    first, second = ocr.engine(settings), ocr.second_engine(settings)
    return SecondLook(first, second, weighs=settings.learned)


def read_writing(cleaned: Picture, scanned: Picture, engine: ocr.Engine) -> Writing:
    """The words and tables on a picture; `scanned` is that before it was cleaned."""
    grids, level = grids_of(cleaned)
    cells = [read_cells(found, level, engine) for found in grids]
    groups = _read_outside(blank(level, grids), scanned, engine)
    lines = [*(group for filled in cells for c in filled for group in c.groups), *groups]
    usual = usual_stroke(token for line in lines for token in line)
    scale = level.points_per_pixel
    tables = [
        Placed(table(_weighed(filled, usual), found.shape), scaled(found.box, scale))
        for found, filled in zip(grids, cells, strict=True)
    ]
    groups = [emboldened(group, usual) for group in groups]
    return Writing(level, groups, tables, unread(level, lines))


def _read_outside(picture: Picture, scanned: Picture, engine: ocr.Engine) -> list[list[Token]]:
    """The words outside tables, by line."""
    lines = read_missed(picture, engine.read(picture.pixels, round(picture.dpi)), engine)
    groups = reread([measured(line, picture) for line in lines], picture, scanned, engine)
    return [*groups, *read_counts(groups, picture, engine)]


def _weighed(cells: Iterable[Filled], usual: float) -> list[Filled]:
    return [replace(c, groups=[emboldened(group, usual) for group in c.groups]) for c in cells]


def box_map(picture: Picture) -> layout.BoxMap:
    """The map from points of the level picture to points of the page."""
    scale = picture.points_per_pixel

    def back(box: Box) -> Box:
        x0, y0, x1, y1 = box
        return picture.box_on_page((x0 / scale, y0 / scale, x1 / scale, y1 / scale))

    return back


def _judged(page: ReadPage, dpi: float, picture: Picture) -> ReadPage:
    """`page` with its confidence and warnings; `picture` is what it was read from."""
    confidence = mean_confidence(page.blocks)
    if confidence is None:  # all of the page is unread, or nothing is on it
        written = has_writing(picture)
        warnings = tuple(_warnings(None, dpi, written))
        return replace(page, confidence=1.0 - written, warnings=warnings, unread=())
    warnings = tuple(_warnings(confidence, dpi, written=True))
    return replace(page, confidence=confidence, warnings=warnings)


def _warnings(confidence: float | None, dpi: float, written: bool) -> Iterator[tuple[str, str]]:
    if dpi <= LOW_DPI:
        yield "low_resolution", f"The page was scanned at about {dpi:.0f} dpi."
    if confidence is None and written:
        yield "page_unreadable", "No words could be read on the page."
    elif confidence is not None and confidence < LOW_CONFIDENCE:
        yield "low_confidence", f"The mean confidence of its words is {confidence:.2f}."
