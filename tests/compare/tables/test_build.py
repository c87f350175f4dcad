"""Plans as tables."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from extractor.compare.model import Member, Unread
from extractor.compare.tables import Tables, build, codebook
from extractor.compare.tables.assemble import READERS
from extractor.compare.tables.context import Context
from extractor.plan import Plan
from extractor.plan.publish import to_json

EVIDENCE = [name for name in READERS if name != "plans"]


def objects(members: list[Member], table: Any) -> list[tuple[dict[str, Any], Any]]:
    """Each row with what its id opens in the plan JSON."""
    plans = {member.document: json.loads(to_json(member.plan)) for member in members}
    found = []
    for row in table.to_pylist():
        document, _, pointer = row["id"].rpartition("#")
        value = plans[document]
        for part in pointer.split("/")[1:]:
            value = value[int(part) if isinstance(value, list) else part]
        found.append((row, value))
    return found


def test_rows_have_the_columns_of_the_codebook_and_no_others(members: list[Member]) -> None:
    for member in members:
        for name, rows_of in READERS.items():
            columns = {column.name for column in codebook()[name].columns}
            assert all(set(row) == columns for row in rows_of(Context(member))), name


def test_nothing_is_lost(members: list[Member], tables: Tables) -> None:
    plans = [member.plan for member in members]
    work = [assignment for plan in plans for assignment in plan.assignments]
    expected = {
        "plans": len(plans),
        "citations": sum(len(plan.citations) for plan in plans),
        "campaigns": sum(len(plan.campaigns) for plan in plans),
        "themes": sum(len(plan.themes) for plan in plans),
        "events": sum(len(theme.events) for plan in plans for theme in plan.themes),
        "assignments": len(work),
        "assignees": sum(len(one.agencies) + len(one.partners) for one in work),
        "tasks": sum(len(one.tasks) for one in work),
        "targets": sum(len(plan.targets) for plan in plans),
        "recipients": sum(len(plan.recipients) for plan in plans),
        "signatures": sum(len(plan.signatures) for plan in plans),
        "warnings": sum(len(plan.warnings) for plan in plans),
        "unread": 1,
    }
    counts = {name: tables[name].num_rows for name in expected}
    assert counts == expected and all(counts.values())
    mentions = (
        tables["citations"]["mentions"].to_pylist() + tables["campaigns"]["mentions"].to_pylist()
    )
    assert tables["mentions"].num_rows == sum(mentions)


@pytest.mark.parametrize("name", EVIDENCE)
def test_an_id_opens_its_object_in_the_plan_json(
    name: str, members: list[Member], tables: Tables
) -> None:
    found = objects(members, tables[name])
    assert found
    for row, value in found:
        at = value.get("at") or next(iter(value.get("mentions", ())), {}).get("at")
        if at is not None:
            assert (row["start"], row["end"], row["confidence"]) == (
                at["start"], at["end"], at["confidence"],
            )  # fmt: skip
            region = at.get("regions", [{}])[0]
            box = [float(edge) for edge in row["box"].split()] if row["box"] else None
            assert (row["page"], box) == (region.get("page"), region.get("box"))
        for column in ("text", "name", "heading", "message", "value", "due", "relation"):
            if column in row and column in value:
                same = row[column].isoformat() if column == "due" and row[column] else row[column]
                assert same == (value[column] or None)


@pytest.mark.parametrize("name", EVIDENCE)
def test_the_sentence_has_the_words(name: str, members: list[Member], tables: Tables) -> None:
    texts = {member.document: member.plan.text or "" for member in members}
    checked = 0
    for row in tables[name].to_pylist():
        if row["start"] is None:
            assert row["sentence"] is None
            continue
        words = " ".join(texts[row["document"]][row["start"] : row["end"]].split())
        assert words[:380] in row["sentence"] and len(row["sentence"]) <= 400
        assert "\n" not in row["sentence"]
        checked += 1
    assert checked or name == "warnings"


def test_pages_are_known_where_there_are_pages(tables: Tables) -> None:
    for name in set(EVIDENCE) - {"warnings"}:
        for row in tables[name].to_pylist():
            paged = row["document"].endswith(".pdf")
            assert (row["page"] is not None, row["box"] is not None) == (paged, paged)
    assert {row["pages"] for row in tables["plans"].to_pylist() if row["read_by"] == "text"} == {
        None
    }


def test_cells_are_filled_as_the_codebook_promises(tables: Tables) -> None:
    for name, table in tables.items():
        for column in codebook()[name].columns:
            values = table[column.name].to_pylist()
            assert column.nullable or None not in values, (name, column.name)
            assert "" not in values
            if column.values:
                assert set(values) - {None} <= set(column.values), (name, column.name)


def test_references_lead_to_rows(tables: Tables) -> None:
    for name, table in tables.items():
        for column in codebook()[name].columns:
            target, _, key = column.refers.partition(".")
            if target in tables:
                known = set(tables[target][key].to_pylist())
                assert set(table[column.name].to_pylist()) - {None} <= known, (name, column.name)
    named = set(tables["citations"]["id"].to_pylist()) | set(tables["campaigns"]["id"].to_pylist())
    assert set(tables["mentions"]["of"].to_pylist()) == named


def test_ids_are_unique(tables: Tables) -> None:
    for name in READERS:
        assert codebook()[name].key == ("id",)
        counts = Counter(tables[name]["id"].to_pylist())
        assert max(counts.values()) == 1, name


def test_targets_of_tasks_name_their_task(members: list[Member], tables: Tables) -> None:
    in_tasks = sum(
        len(task.targets) for m in members for one in m.plan.assignments for task in one.tasks
    )
    tasks = tables["targets"]["task"].to_pylist()
    assert len(tasks) - tasks.count(None) == in_tasks > 0


def test_sections_form_a_tree(tables: Tables) -> None:
    rows = {row["id"]: row for row in tables["sections"].to_pylist()}
    for row in rows.values():
        above = rows.get(row["parent"])
        assert row["depth"] == (above["depth"] + 1 if above else 1)
        assert above is None or above["order"] < row["order"]
        assert above is None or row["role"] == above["role"]
        assert row["appendix"] is None or row["id"].split("#")[1].startswith("/appendices")
    assert {row["role"] for row in rows.values() if row["depth"] > 1} >= {"purpose", "content"}


def test_a_theme_stands_in_the_section_before_it(tables: Tables) -> None:
    sections = {
        row["section"] for row in tables["themes"].to_pylist() if "nam-dinh" in row["document"]
    }
    assert sections == {"II"}


def test_what_counts(members: list[Member], plan: Plan) -> None:
    alone = (
        plan.warnings[0].model_copy(update={"code": "appendix_alone"}) if plan.warnings else None
    )
    decision = next(m.plan for m in members if "quang-nam" in m.document)
    assert decision.document_type and decision.document_type.code != "KH"
    cases = [
        (Member("x", plan), True),
        (Member("x", plan, same_as="y"), False),
        (Member("x", plan, part_of="y"), False),
        (Member("x", decision), False),
        (Member("x", plan.model_copy(update={"document_type": None})), False),
    ]
    if alone:
        cases.append((Member("x", plan.model_copy(update={"warnings": (alone,)})), False))
    for member, counted in cases:
        assert build([member], [])["plans"]["counted"].to_pylist() == [counted]


def test_inputs_without_a_plan_are_listed(plan: Plan) -> None:
    tables = build([Member("x", plan)], [Unread("b.pdf", "empty_file", "b.pdf: it is empty.")])
    assert tables["unread"].to_pylist() == [
        {"input": "b.pdf", "code": "empty_file", "sentence": "b.pdf: it is empty."}
    ]


def test_the_rows_of_some_documents(tables: Tables) -> None:
    kept = {"a/nam-dinh-2022.pdf", "a/ninh-binh-2025.txt"}
    some = tables.only(kept)
    assert list(some) == list(tables)
    assert set(some["plans"]["document"].to_pylist()) == kept
    assert set(some["tasks"]["document"].to_pylist()) == kept
    assert some["unread"].num_rows == 0
    assert some["unread"].schema == tables["unread"].schema


def test_batches_do_not_show(
    members: list[Member], tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.compare.tables.assemble._BATCH", 7)
    again = build(members, [])
    assert all(again[name].equals(tables[name]) for name in READERS)
    assert again["sections"]["id"].num_chunks > 5


def test_no_plans_give_empty_tables() -> None:
    empty = build([], [])
    assert all(table.num_rows == 0 for table in empty.values())
    assert empty["tasks"].schema.equals(codebook()["tasks"].schema)


def test_a_plan_without_text(plan: Plan) -> None:
    bare = build([Member("x", plan.model_copy(update={"text": None}))], [])
    assert bare["plans"]["characters"].to_pylist() == [None]
    assert set(bare["tasks"]["sentence"].to_pylist()) == {None}
