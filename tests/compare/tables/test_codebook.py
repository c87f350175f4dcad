"""The codebook says what everything means, in both languages."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pyarrow as pa
import pytest

from extractor.compare.comparing import compare
from extractor.compare.corpus import Corpus
from extractor.compare.model import Member
from extractor.compare.tables import Tables, codebook
from extractor.compare.tables.codebook import codebook_table, described
from extractor.tables import rows

TABLES = codebook().values()
COLUMNS = [(entry.name, column) for entry in TABLES for column in entry.columns]


def test_each_table_and_column_has_one_row() -> None:
    counts = Counter((row["table"], row["column"]) for row in rows("compare/codebook"))
    assert [row for row, times in counts.items() if times > 1] == []
    tables = {row["table"] for row in rows("compare/codebook")}
    assert tables == {entry.name for entry in TABLES} | {"(first)", "(last)"}


def test_both_languages_everywhere() -> None:
    one_sided = [
        row
        for row in rows("compare/codebook")
        if not (row["vi"].endswith((".", "…")) and row["en"].endswith((".", "…")))
        or bool(row["null_vi"]) is not bool(row["null_en"])
        or row["vi"] == row["en"]
    ]
    assert one_sided == []


def test_text_is_whole() -> None:
    for row in rows("compare/codebook"):
        for cell in row.values():
            assert cell == cell.strip() == unicodedata.normalize("NFC", cell)


def test_values_are_explained_in_both_languages() -> None:
    for table, column in COLUMNS:
        missing = [v for v in column.values if v not in column.vi or v not in column.en]
        assert not missing, (table, column.name, missing)


def test_references_lead_to_a_column() -> None:
    known = {f"{table}.{column.name}" for table, column in COLUMNS}
    assert [c.refers for _, c in COLUMNS if c.refers and c.refers not in known] == []


def test_tables_have_the_columns_and_types_of_the_codebook(tables: Tables) -> None:
    for name, table in tables.items():
        assert table.schema.equals(codebook()[name].schema), name


def test_the_codebook_of_some_tables(tables: Tables) -> None:
    some = {"recipients": tables["recipients"]}
    listed = codebook_table(some).to_pylist()
    assert listed[0]["table"] == "codebook"
    columns = [row["column"] for row in listed if row["table"] == "recipients"]
    assert columns == [None, *tables["recipients"].column_names]


def test_keys_are_columns() -> None:
    for entry in TABLES:
        assert set(entry.key) <= {column.name for column in entry.columns}, entry.name


def test_what_is_not_in_the_codebook_is_not_written() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        described({"nonsense": pa.table({"id": []})})
    with pytest.raises(KeyError, match="nonsense"):
        described({"recipients": pa.table({"nonsense": []})})


def test_what_is_made_of_the_tables_is_as_the_codebook_says(members: list[Member]) -> None:
    made = compare(Corpus("sample", lambda: iter(members))).tables
    for name, entry in described(made).items():
        table = made[name]
        assert table.schema.equals(entry.schema), name
        order = [column.name for column in codebook()[name].columns]
        assert table.column_names == sorted(table.column_names, key=order.index), name
        for column in entry.columns:
            values = table[column.name].to_pylist()
            assert column.nullable or None not in values, (name, column.name)
            assert not column.values or set(values) - {None} <= set(column.values), column.name
        keys = list(zip(*(table[column].to_pylist() for column in entry.key), strict=True))
        assert len(keys) == len(set(keys)), name
