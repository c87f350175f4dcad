"""The lists of what a corpus names: entries with their variants, and names without an entry."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from made_tables import tables_of

from extractor.compare.linking import entities, unlinked
from extractor.compare.tables import Tables

PLANS = [
    {"document": "a", "province": "Hà Nam", "province_now": "Ninh Bình", "province_id": "63-35"},
    {"document": "b", "province": "Cà Mau", "province_now": "Cà Mau", "province_id": "63-96"},
    {"document": "copy", "same_as": "b", "province": "Cà Mau", "province_id": "63-96"},
]


@pytest.fixture
def tables() -> Tables:
    made = tables_of({"plans": PLANS})
    rows = [
        _body("a", "Sở Y tế", "so-y-te", "exact"),
        _body("a", "SYT", "so-y-te", "short"),
        _body("b", "Sở Y tế", "so-y-te", "exact"),
        _body("copy", "Sở Y tế", "so-y-te", "exact"),
        _body("b", "các sở, ngành", None, "group"),
        _body("b", "Hội Cựu giáo chức tỉnh", None, "unlisted"),
        _body("b", "Hội Cựu giáo chức tỉnh", None, "unlisted"),
        _body("a", "Hội Cưu giáo chức tinh", None, "unlisted"),
        _body("a", "Hội Nông dân", None, "ambiguous"),
        _body("a", 'Hội "Sao, Mai"', None, "unlisted"),
    ]
    schema = made["assignees"].schema
    return Tables({**made, "assignees": pa.Table.from_pylist(rows, schema)})


def _body(document: str, text: str, entry: str | None, link: str) -> dict[str, Any]:
    now = next(plan.get("province_now") for plan in PLANS if plan["document"] == document)
    return {
        "id": f"{document}#/{text}", "document": document, "province_now": now, "text": text,
        "agency_id": entry, "agency_name": "Sở Y tế" if entry else None, "link": link,
    }  # fmt: skip


def test_an_entry_has_its_variants_and_counts_no_copies(tables: Tables) -> None:
    rows = entities(tables).to_pylist()
    assert [(row["kind"], row["entity_id"]) for row in rows] == [
        ("agency", "so-y-te"),
        ("province", "63-35"),
        ("province", "63-96"),
    ]
    assert rows[0] | {"kind": ""} == {
        "kind": "", "entity_id": "so-y-te", "name": "Sở Y tế",
        "variants": ["Sở Y tế (2)", "SYT (1)"], "mentions": 3, "documents": 2,
        "provinces": ["Cà Mau", "Ninh Bình"],
    }  # fmt: skip


def test_names_without_an_entry_are_ranked_and_near_duplicates_are_one(tables: Tables) -> None:
    first, *others = unlinked(tables).to_pylist()
    assert first["name"] == "Hội Cựu giáo chức tỉnh"
    assert first["variants"] == ["Hội Cựu giáo chức tỉnh (2)", "Hội Cưu giáo chức tinh (1)"]
    assert (first["mentions"], first["documents"], first["link"]) == (3, 2, "unlisted")
    assert first["nearest_id"].startswith("hoi-")
    assert 0.5 < first["nearest_likeness"] < 1
    assert first["example"] == "b#/Hội Cựu giáo chức tỉnh"
    assert {row["link"] for row in others} == {"ambiguous", "unlisted"}
    assert "các sở, ngành" not in {row["name"] for row in others}


def test_the_row_to_add_is_one_of_the_registry(tables: Tables) -> None:
    rows = {row["name"]: row["registry_row"] for row in unlinked(tables).to_pylist()}
    assert rows['Hội "Sao, Mai"'] == 'hoi-sao-mai,"Hội ""Sao, Mai""",other,,,,,,'
    assert rows["Hội Nông dân"] is None
