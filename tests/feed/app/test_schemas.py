"""What was released never changes, and what comes after it breaks nobody."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from extractor.feed.app.schemas import current, released
from extractor.plan import SCHEMA_VERSION

from .breaking import breaks

OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


def test_what_was_released_stays() -> None:
    now = current()
    for name, schema in released().items():
        assert now.get(name, schema) == schema, f"{name} was released: raise its version"


def test_a_new_version_only_adds() -> None:
    for name, schema in current().items():
        kind, _, version = name.rpartition("-")
        major = version.partition(".")[0]
        older = [s for n, s in released().items() if n.startswith(f"{kind}-{major}.")]
        assert older, f"{name}: no schema of this kind was released; keep it in data/schemas"
        for one in older:
            assert breaks(one, schema) == []


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({}, 0),
        ({"properties": {"a": {"type": "string"}, "b": {"type": "null"}}}, 0),
        ({"properties": {}}, 1),
        ({"properties": {"a": {"type": "integer"}}}, 1),
        ({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}, 1),
        ({"required": []}, 1),
        ({"type": "array"}, 1),
    ],
)
def test_what_counts_as_a_break(change: dict[str, Any], broken: int) -> None:
    assert len(breaks(OBJECT, OBJECT | change)) == broken


def test_records_are_as_their_schemas_say(client: TestClient) -> None:
    schemas = current()
    answers = {
        "change-1.0": client.get("/v1/changes?plans=true").json()["changes"][0],
        "summary-1.0": client.get("/v1/documents").json()["documents"][0],
        "field-1.0": client.get("/v1/fields/b.txt?pointer=/number").json(),
        f"plan-{SCHEMA_VERSION}": client.get("/v1/documents/b.txt").json(),
    }
    for name, record in answers.items():
        Draft202012Validator(schemas[name]).validate(record)
