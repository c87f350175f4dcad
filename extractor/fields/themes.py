"""Field: what each month stands for, from month tables and from headings such as *Tháng 3: …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Cell, Document, Span, Table, Warning
from extractor.fields.agency import agencies_in, to_agency
from extractor.fields.bullets import bullet_spans, lines_of, to_bullets
from extractor.fields.events import anniversary_warnings, events_in
from extractor.fields.month_headings import Heading, month_headings
from extractor.plan import Agency, Theme
from extractor.tables import table as data
from extractor.times.calendar import find_whens
from extractor.times.months import Months, month_label, months_of
from extractor.vietnamese import fold

_SHARE = 0.6  # of the filled cells of a column that must be labels of months


def themes(document: Document) -> tuple[Theme, ...]:
    """The themes, in order."""
    rows = [_theme_of_row(document, row) for row in _rows(document)]
    headed = [_theme_of_heading(document, heading) for heading in month_headings(document)]
    return tuple(sorted([*rows, *headed], key=lambda theme: theme.at.start))


def is_month_table(document: Document, grid: Table) -> bool:
    """Whether the rows of `grid` are months: its first column (after one that numbers the rows)
    holds labels of months."""
    return _columns(document, grid) is not None


def theme_warnings(document: Document) -> tuple[Warning, ...]:
    """Anniversaries in themes that do not fit the years printed beside them."""
    spans = [span for row in _rows(document) for span in row.marked]
    spans += [span for heading in month_headings(document) for span in heading.marked]
    return tuple(anniversary_warnings(document, spans))


# --- month tables --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; `first` is the first row that is no header."""

    month: int
    topics: int | None
    content: int | None
    agency: int | None
    first: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a month table."""

    span: Span
    label: str
    months: Months
    inferred: bool
    topics: tuple[Span, ...]
    content: tuple[Span, ...]
    agencies: tuple[Agency, ...]

    @property
    def marked(self) -> tuple[Span, ...]:
        """The bullets that tell what the month marks."""
        return self.topics or self.content


def _rows(document: Document) -> Iterator[_Row]:
    for grid in document.tables:
        columns = _columns(document, grid)
        label, months = "", None
        for cells in grid.rows[columns.first :] if columns else ():
            row = _row(document, cells, columns, label, months)  # type: ignore[arg-type]
            if row:
                yield row
                label, months = (row.label, row.months) if not row.inferred else ("", None)


def _row(
    document: Document, cells: Sequence[Cell], columns: _Columns, above: str, carried: Months | None
) -> _Row | None:
    """A row; a blank label is the one above it (a spanning cell), a first blank one is inferred
    from the dates in the row. None for a row that says nothing."""
    topics = _bullets(document, cells, columns.topics)
    content = _bullets(document, cells, columns.content)
    if not (topics or content):
        return None
    written = " ".join(document.slice(cells[columns.month].span).split())
    months = _label_months(written) if written else carried
    inferred = months is None
    return _Row(
        Span(cells[0].span.start, max(cell.span.end for cell in cells)),
        written or (above if carried else ""),
        months or _months_of_dates(document, topics or content),
        inferred,
        topics,
        content,
        _agencies(document, cells, columns.agency),
    )


def _label_months(label: str) -> Months | None:
    """The months of a label, also where more words follow (*Tháng 3 - Tháng Thanh niên*)."""
    found = months_of(label)
    if found is None and (first := month_label(fold(label))):
        found = first.months
    return found


def _months_of_dates(document: Document, bullets: Sequence[Span]) -> Months:
    folded = fold(document.text)
    whens = [when for span in bullets for when in find_whens(folded, *span)]
    days = {when.months[0] for when in whens if when.precision == "day"}
    return Months(tuple(sorted(days)))


def _bullets(document: Document, cells: Sequence[Cell], column: int | None) -> tuple[Span, ...]:
    if column is None or column >= len(cells):
        return ()
    return tuple(bullet_spans(document, lines_of(document, cells[column].span)))


def _agencies(document: Document, cells: Sequence[Cell], column: int | None) -> tuple[Agency, ...]:
    if column is None or column >= len(cells) or cells[column].span.start == cells[column].span.end:
        return ()
    return tuple(to_agency(document, m) for m in agencies_in(document, cells[column].span))


def _theme_of_row(document: Document, row: _Row) -> Theme:
    return Theme(
        months=row.months.months,
        all_year=row.months.all_year,
        label=row.label,
        inferred=row.inferred,
        topics=to_bullets(document, row.topics),
        content=to_bullets(document, row.content),
        events=events_in(document, row.marked),
        agencies=row.agencies,
        at=document.locate(row.span),
    )


# --- which column holds what ---------------------------------------------------------------------


def _columns(document: Document, grid: Table) -> _Columns | None:
    """The columns of a month table; None for another table."""
    if not grid.rows or len(grid.rows[0]) < 2:
        return None
    heads = [" ".join(fold(document.slice(cell.span)).split()) for cell in grid.rows[0]]
    month = _month_column(document, grid, heads)
    if month is None:
        return None
    headed = months_of(heads[month]) is None
    roles = _roles(heads, month) if headed else _roles([""] * len(heads), month)
    return _Columns(month, *roles, first=1 if headed else 0)


def _month_column(document: Document, grid: Table, heads: Sequence[str]) -> int | None:
    counted = _pattern("count_head").fullmatch(heads[0]) is not None
    for column in (1,) if counted else (0, 1):
        cells = [row[column].span for row in grid.rows if column < len(row)]
        labels = [text for span in cells[1:] if (text := document.slice(span).strip())]
        months = [label for label in labels if _label_months(label)]
        told = _pattern("head").search(heads[column]) or any(map(_says_month, months))
        if months and told and len(months) >= _SHARE * len(labels):
            return column
        if column == 0 and not all(label.strip(" .").isdigit() for label in labels):
            return None  # what stands before the months only numbers the rows
    return None


def _says_month(label: str) -> bool:
    return regex.match(r"\s*(?:tu\s+)?(?:thang|quy|ca nam|trong nam)", fold(label)) is not None


def _roles(heads: Sequence[str], month: int) -> tuple[int | None, int | None, int | None]:
    """Topics, content and agency columns. The heads tell; without them the first text column has
    the topics, the second the content. One text column is content."""
    kinds = {i: _kind(head) for i, head in enumerate(heads) if i > month}
    agency = next((i for i, kind in kinds.items() if kind == "agency_head"), None)
    texts = [i for i, kind in kinds.items() if kind not in ("agency_head", "aside_head")]
    if len(texts) < 2:
        return None, texts[0] if texts else None, agency
    topics = next((i for i in texts if kinds[i] == "topic_head"), texts[0])
    others = [i for i in texts if i != topics]
    content = next((i for i in others if kinds[i] == "content_head"), others[0])
    return topics, content, agency


def _kind(head: str) -> str | None:
    names = ("topic_head", "aside_head", "content_head", "agency_head")
    if head.startswith(("noi dung", "nhiem vu", "cong viec", "hoat dong")):
        return "content_head"
    return next((name for name in names if _pattern(name).search(head)), None)


# --- month headings ------------------------------------------------------------------------------


def _theme_of_heading(document: Document, heading: Heading) -> Theme:
    return Theme(
        months=heading.months.months,
        all_year=heading.months.all_year,
        label=" ".join(document.slice(heading.label).split()),
        topics=to_bullets(document, heading.topics),
        content=to_bullets(document, heading.content),
        events=events_in(document, heading.marked),
        at=document.locate(heading.span),
    )


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(data("times")["months"][name])
