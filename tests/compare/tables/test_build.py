"""Plans as tables."""

from __future__ import annotations

from extractor.compare.model import Member, Unread
from extractor.compare.tables import build, codebook
from extractor.compare.tables.build import READERS
from extractor.compare.tables.context import Context
from extractor.plan import Plan


def test_rows_have_the_columns_of_the_codebook_and_no_others(plan: Plan) -> None:
    context = Context(Member("a/x.pdf", plan))
    for name, rows_of in READERS.items():
        columns = {column.name for column in codebook()[name].columns}
        rows = list(rows_of(context))
        assert all(set(row) == columns for row in rows), name


def test_inputs_without_a_plan_are_listed(plan: Plan) -> None:
    tables = build([Member("x", plan)], [Unread("b.pdf", "empty_file", "b.pdf: it is empty.")])
    assert tables["unread"].to_pylist() == [
        {"input": "b.pdf", "code": "empty_file", "sentence": "b.pdf: it is empty."}
    ]
    assert tables.only(["x"])["unread"].num_rows == 0
