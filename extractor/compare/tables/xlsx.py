"""Tables as one XLSX workbook: what a cell holds is what the table says, never a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from extractor.compare.tables.cells import Cut, cell_text, fits, length, runs, shortened
from extractor.compare.tables.codebook import codebook, codebook_table
from extractor.compare.tables.writing import rows_of
from extractor.compare.whole import whole

ROWS = 1_048_576
"""Rows that a sheet can hold, its header among them."""
_FIRST_DAY = date(1900, 3, 1)
"""Days before it are written as text: programs disagree on whether 1900 was a leap year."""
_MADE = datetime(2000, 1, 1)
"""When each workbook says that it was made: the same tables give the same bytes."""
_NARROW, _WIDE, _SAMPLE = 8, 50, 200
_CODEBOOK_WIDTHS = {"vi": 60, "en": 60, "null_vi": 30, "null_en": 30, "values": 24, "refers": 24}
_COMMON_WIDTH, _LINE_HEIGHT = 16, 15
_A4 = 9


def write_xlsx(tables: Mapping[str, Any], path: Path) -> None:
    """A workbook with the codebook, then a sheet for each table. A table that is longer than a
    sheet goes on in a second one; texts that are longer than a cell can be are cut and listed in
    the last sheet, `cut`.

    Raises `CannotWrite`."""
    with whole(path) as draft:
        try:
            with xlsxwriter.Workbook(str(draft), {"constant_memory": True}) as book:
                _fill(_Book(book), tables)
        except XlsxWriterException as error:
            raise OSError(str(error)) from error


def _fill(book: _Book, tables: Mapping[str, Any]) -> None:
    first = book.sheet("codebook")
    for name, table in tables.items():
        book.add(name, table)
    if book.cuts:
        cuts = [asdict(cut) for cut in book.cuts]
        tables = {**tables, "cut": pa.Table.from_pylist(cuts, codebook()["cut"].schema)}
        book.add("cut", tables["cut"])
    book.fill_codebook(first, codebook_table(tables))


@dataclass
class _Book:
    """A workbook being written, and what had to be cut."""

    book: Any
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book.set_properties({"created": _MADE})
        self.header = self.book.add_format({"bold": True, "bottom": 1})
        self.text = self.book.add_format({"num_format": "@"})
        self.date = self.book.add_format({"num_format": "yyyy-mm-dd"})
        wrapped = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.wrapped = self.book.add_format(wrapped)
        self.heading = self.book.add_format(wrapped | {"bold": True, "top": 1})

    def sheet(self, name: str) -> Any:
        """A new sheet. Texts in it that look like numbers are meant as texts."""
        sheet = self.book.add_worksheet(name)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.freeze_panes(1, 0)
        return sheet

    def add(self, name: str, table: Any) -> None:
        """As many sheets as the rows of a table need."""
        room = ROWS - 1
        for part in range(max(1, -(-table.num_rows // room))):
            sheet = self.sheet(f"{name} ({part + 1})" if part else name)
            self._fill(sheet, table.slice(part * room, room))

    def _fill(self, sheet: Any, table: Any) -> None:
        for place, (column, width) in enumerate(zip(table.schema, _widths(table), strict=True)):
            sheet.set_column(place, place, width, self._format(column.type))
        self._header(sheet, table)
        names = table.column_names
        for number, row in enumerate(rows_of(table), 1):
            for place, value in enumerate(row):
                if value not in (None, ""):
                    self._write(sheet, number, place, value, names)

    def fill_codebook(self, sheet: Any, table: Any) -> None:
        """The sheet that explains the others, made to be read and printed."""
        widths = [_CODEBOOK_WIDTHS.get(name, _COMMON_WIDTH) for name in table.column_names]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width, self.wrapped)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._header(sheet, table)
        for number, row in enumerate(rows_of(table), 1):
            lines = max(
                -(-len(text or "") // width) for text, width in zip(row, widths, strict=True)
            )
            sheet.set_row(number, _LINE_HEIGHT * lines)
            style = self.wrapped if row[1] else self.heading
            for place, text in enumerate(row):
                write = sheet.write_string if text else sheet.write_blank
                write(number, place, text, style)

    def _header(self, sheet: Any, table: Any) -> None:
        for place, name in enumerate(table.column_names):
            sheet.write_string(0, place, name, self.header)
        sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)

    def _format(self, kind: Any) -> Any:
        if pa.types.is_date(kind):
            return self.date
        return self.text if pa.types.is_string(kind) or pa.types.is_list(kind) else None

    def _write(self, sheet: Any, row: int, place: int, value: Any, names: list[str]) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, place, value, self.date)
        elif isinstance(value, int | float) and isfinite(value):
            sheet.write_number(row, place, value)
        else:
            text = cell_text(str(value))
            if not fits(text):
                self.cuts.append(Cut(sheet.get_name(), row + 1, names[place], length(text)))
                text = shortened(text)
            self._text(sheet, row, place, text)

    def _text(self, sheet: Any, row: int, place: int, text: str) -> None:
        first, *others = runs(text)
        if others:
            sheet.write_rich_string(row, place, first, *others, self.text)
        else:
            sheet.write_string(row, place, first, self.text)


def _widths(table: Any) -> Iterator[int]:
    """How wide each column is to be, by its first cells."""
    columns = zip(table.column_names, *rows_of(table.slice(0, _SAMPLE)), strict=True)
    for column in columns:
        longest = max(len(str(value)) for value in column if value is not None)
        yield min(max(longest + 2, _NARROW), _WIDE)
