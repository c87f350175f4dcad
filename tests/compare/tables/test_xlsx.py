"""The workbook, as other programs open it."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spreadsheets import TEXTS, opened_in_calc, recipients

from extractor.compare.tables import Tables, codebook, write_xlsx

LONGEST = 32_767


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def shown(table: Any) -> list[dict[str, Any]]:
    """The rows as a sheet should show them: lists as text, nothing for nothing."""

    def cell(value: Any) -> Any:
        if isinstance(value, list):
            return " | ".join(map(str, value)) or None
        return value

    return [{name: cell(value) for name, value in row.items()} for row in table.to_pylist()]


def same(found: Any, meant: Any) -> bool:
    """Whether value and type are the same: `1` is not 1, and TRUE is not 1."""
    if isinstance(found, datetime):
        found = found.date()
    number = isinstance(meant, int | float) and not isinstance(meant, bool)
    if number:
        return type(found) in (int, float) and found == pytest.approx(meant, rel=1e-12)
    return type(found) is type(meant) and found == meant


@pytest.fixture(scope="module")
def workbook(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "tables.xlsx"
    write_xlsx(tables, path)
    return path


def test_openpyxl_shows_the_same(workbook: Path, tables: Tables) -> None:
    book = opened(workbook)
    assert book.sheetnames == ["codebook", *tables]
    for name, table in tables.items():
        found, meant = rows_of(book[name]), shown(table)
        assert len(found) == len(meant)
        for row, should in zip(found, meant, strict=True):
            wrong = {c: (row[c], should[c]) for c in should if not same(row[c], should[c])}
            assert not wrong, name


def test_libreoffice_shows_the_same(workbook: Path, tables: Tables, tmp_path: Path) -> None:
    sheets = opened_in_calc(workbook, tmp_path)
    assert list(sheets) == ["codebook", *tables]
    for name, table in tables.items():
        header, *found = sheets[name]
        width, meant = table.num_columns, shown(table)
        assert header[:width] == table.column_names
        assert not any(any(row) for row in found[len(meant) :])
        for row, should in zip(found, meant, strict=False):
            pairs = zip(row[:width], should.values(), strict=True)
            assert not [pair for pair in pairs if not same(*pair)], name
        assert len(found) >= len(meant)


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    write_xlsx(recipients(list(TEXTS)), path)
    cells = [row["text"] for row in rows_of(opened(path)["recipients"])]
    assert cells == TEXTS
    header, *rows = opened_in_calc(path, tmp_path)["recipients"]
    assert [row[header.index("text")] for row in rows[: len(TEXTS)]] == TEXTS
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/" in name]
        xml = "".join(parts.read(name).decode() for name in sheets)
        assert not any("_rels" in name for name in sheets), "a link"
    assert "<f>" not in xml and "<hyperlink" not in xml


def test_what_xml_cannot_hold(tmp_path: Path) -> None:
    path = tmp_path / "illegal.xlsx"
    write_xlsx(recipients(["\x00a\x1b[2J\x7f", "\ufffe\uffff", "one\r\ntwo\rthree"]), path)
    cells = [row["text"] for row in rows_of(opened(path)["recipients"])]
    assert cells == ["\ufffda\ufffd[2J\x7f", "\ufffd\ufffd", "one\ntwo\nthree"]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), min_size=1
    )
)
def test_any_text(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "any.xlsx"
    write_xlsx(recipients(texts), path)  # type: ignore[arg-type]
    cells = [row["text"] for row in rows_of(opened(path)["recipients"])]
    assert cells == [text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts]


def test_texts_that_are_too_long_are_cut_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    whole = "x" * LONGEST
    write_xlsx(recipients([whole, whole + "y", "😀" * 20_000, "=" * 40_000]), path)
    book = opened(path)
    cells = [row["text"] for row in rows_of(book["recipients"])]
    assert cells[0] == whole
    assert all(cell.endswith(" […]") for cell in cells[1:])
    assert [len(cell.encode("utf-16-le")) // 2 for cell in cells] == [
        LONGEST,
        LONGEST,
        LONGEST - 1,
        LONGEST,
    ]
    assert book.sheetnames[-1] == "cut"
    assert [tuple(row.values()) for row in rows_of(book["cut"])] == [
        ("recipients", 3, "text", LONGEST + 1),
        ("recipients", 4, "text", 40_000),
        ("recipients", 5, "text", 40_000),
    ]
    assert {row["table"] for row in rows_of(book["codebook"])} == {"codebook", "recipients", "cut"}


def test_more_rows_than_a_sheet_can_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.compare.tables.xlsx.ROWS", 11)
    texts = [f"Sở số {number}" for number in range(25)]
    path = tmp_path / "many.xlsx"
    write_xlsx(recipients(list(texts)), path)
    book = opened(path)
    assert book.sheetnames == ["codebook", "recipients", "recipients (2)", "recipients (3)"]
    sheets = [rows_of(book[name]) for name in book.sheetnames[1:]]
    assert [len(rows) for rows in sheets] == [10, 10, 5]
    assert [row["text"] for rows in sheets for row in rows] == texts


def test_days_that_programs_count_differently_are_texts(tables: Tables, tmp_path: Path) -> None:
    (plan, *_) = tables["plans"].to_pylist()
    days = [date(1890, 5, 19), date(1900, 2, 28), date(1900, 3, 1), date(2023, 6, 21)]
    rows = [plan | {"id": f"{n}#", "issued_on": day} for n, day in enumerate(days)]
    path = tmp_path / "old.xlsx"
    write_xlsx({"plans": pa.Table.from_pylist(rows, codebook()["plans"].schema)}, path)
    cells = [row["issued_on"] for row in rows_of(opened(path)["plans"])]
    meant = ["1890-05-19", "1900-02-28", datetime(1900, 3, 1), datetime(2023, 6, 21)]
    assert cells == meant
    header, *found = opened_in_calc(path, tmp_path)["plans"]
    place = header.index("issued_on")
    assert [row[place] for row in found[:4]] == ["1890-05-19", "1900-02-28", *days[2:]]


def test_how_it_opens(workbook: Path, tables: Tables) -> None:
    book = opened(workbook)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions or sheet.max_row == 1
        widths = [dimension.width for dimension in sheet.column_dimensions.values()]
        assert all(8 <= width <= 61 for width in widths)
    sheet = book["plans"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, header.index("issued_on") + 1).number_format == "yyyy-mm-dd"
    assert sheet.cell(2, header.index("number") + 1).number_format == "@"


def test_the_codebook_comes_first_in_both_languages(workbook: Path, tables: Tables) -> None:
    rows = rows_of(opened(workbook).worksheets[0])
    described = {(row["table"], row["column"]) for row in rows}
    for name, table in tables.items():
        assert {(name, column) for column in (None, *table.column_names)} <= described
    assert all(row["vi"] and row["en"] for row in rows)
