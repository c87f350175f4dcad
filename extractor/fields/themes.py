"""Field: what each month stands for, from month tables and from headings such as *Tháng 3: …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Cell, Document, Span, Table, Warning
from extractor.fields.agency import agencies_in, to_agency
from extractor.fields.bullets import bullet_spans, bullets_apart, lines_of, to_bullets
from extractor.fields.events import anniversary_warnings, events_in
from extractor.fields.month_columns import MonthColumns, label_months, month_columns
from extractor.fields.month_headings import Heading, month_headings
from extractor.plan import Agency, Theme
from extractor.times.calendar import find_whens
from extractor.times.months import Months
from extractor.vietnamese import fold


def themes(document: Document) -> tuple[Theme, ...]:
    """The themes, in order."""
    rows = [_theme_of_row(document, row) for row in _rows(document)]
    headed = [_theme_of_heading(document, heading) for heading in month_headings(document)]
    return tuple(sorted([*rows, *headed], key=lambda theme: theme.at.start))


def is_month_table(document: Document, grid: Table) -> bool:
    """Whether the rows of `grid` are months: its first column (after one that numbers the rows)
    holds labels of months."""
    return month_columns(document, grid) is not None


def theme_warnings(document: Document) -> tuple[Warning, ...]:
    """Anniversaries in themes that do not fit the years printed beside them."""
    spans = [span for row in _rows(document) for span in row.marked]
    spans += [span for heading in month_headings(document) for span in heading.marked]
    return tuple(anniversary_warnings(document, spans))


# --- month tables --------------------------------------------------------------------------------


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
        columns = month_columns(document, grid)
        label, months = "", None
        for cells in grid.rows[columns.first :] if columns else ():
            row = _row(document, cells, columns, label, months)  # type: ignore[arg-type]
            if row:
                yield row
                label, months = (row.label, row.months) if not row.inferred else ("", None)


def _row(
    document: Document,
    cells: Sequence[Cell],
    columns: MonthColumns,
    above: str,
    carried: Months | None,
) -> _Row | None:
    """A row; a blank label is the one above it (a spanning cell), a first blank one is inferred
    from the dates in the row. None for a row that says nothing."""
    topics = _bullets(document, cells, columns.topics)
    content = _bullets(document, cells, columns.content)
    if not (topics or content):
        return None
    written = " ".join(document.slice(cells[columns.month].span).split())
    months = label_months(written, columns.bare) if written else carried
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


def _months_of_dates(document: Document, bullets: Sequence[Span]) -> Months:
    folded = fold(document.text)
    whens = [when for span in bullets for when in find_whens(folded, *span)]
    days = {when.months[0] for when in whens if when.precision == "day"}
    return Months(tuple(sorted(days)))


def _bullets(document: Document, cells: Sequence[Cell], column: int | None) -> tuple[Span, ...]:
    if column is None or column >= len(cells):
        return ()
    lines = bullets_apart(document, lines_of(document, cells[column].span))
    return tuple(bullet_spans(document, lines))


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


# --- month headings ------------------------------------------------------------------------------


def _theme_of_heading(document: Document, heading: Heading) -> Theme:
    return Theme(
        months=heading.months.months,
        all_year=heading.months.all_year,
        label=" ".join(document.slice(heading.label).split()),
        topics=to_bullets(document, heading.topics),
        content=to_bullets(document, heading.content),
        events=events_in(document, heading.marked) or events_in(document, heading.content),
        at=document.locate(heading.span),
    )
