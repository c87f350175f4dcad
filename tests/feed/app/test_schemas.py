"""What was released never changes, and what comes after it breaks nobody."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from extractor.feed.app.schemas import current, released
from extractor.plan import SCHEMA_VERSION

from .breaking import breaks

OLD: dict[str, Any] = {
    "$id": "urn:x:1.0",
    "type": "object",
    "properties": {
        "schema_version": {"type": "string", "const": "1.0"},
        "state": {"type": "string", "enum": ["a", "b"]},
        "maybe": {"anyOf": [{"type": "string", "maxLength": 8}, {"type": "null"}]},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
        "box": {"$ref": "#/$defs/Box"},
        "more": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["schema_version", "state"],
    "$defs": {
        "Part": {
            "type": "object",
            "properties": {
                "day": {"type": "string", "format": "date"},
                "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
            },
            "additionalProperties": False,
        },
        "Box": {"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]},
    },
}


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


def test_what_was_released_is_still_there() -> None:
    kinds = {name.rpartition("-")[0] for name in released()}
    assert kinds <= {name.rpartition("-")[0] for name in current()}


def test_adding_fields_and_values_breaks_nobody() -> None:
    new = deepcopy(OLD)
    new["properties"]["added"] = {"type": "null"}
    new["required"].append("added")
    new["$defs"]["Part"]["properties"]["added"] = {"type": "string"}
    new["properties"]["state"]["enum"].append("added")
    new["properties"]["maybe"]["anyOf"].reverse()
    new["properties"]["schema_version"]["const"] = "1.1"
    new["$id"], new["description"] = "urn:x:1.1", "in other words"
    assert breaks(OLD, new) == []


def _at(path: str, value: Any) -> Callable[[Any], None]:
    """Sets what stands at a path; `None` takes it away."""
    *way, last = (int(part) if part.isdigit() else part for part in path.split("/"))

    def change(schema: Any) -> None:
        for part in way:
            schema = schema[part]
        if value is None:
            del schema[last]
        else:
            schema[last] = value

    return change


def _renamed(schema: Any) -> None:
    schema["properties"]["renamed"] = schema["properties"].pop("state")
    schema["required"] = ["renamed" if name == "state" else name for name in schema["required"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_at("properties/maybe", None), "/maybe: is gone"),
        (_renamed, "/state: is gone"),
        (_at("required", ["schema_version"]), "/state: may be missing"),
        (_at("required", ["schema_version", "state", "maybe"]), "/maybe: is required"),
        (_at("properties/state/enum", ["a"]), "/state: 'b' is gone"),
        (_at("properties/state/enum", None), "/state: values are listed or are not"),
        (_at("properties/maybe/anyOf/1", None), "/maybe: another choice of types"),
        (_at("properties/maybe/anyOf/0/type", "integer"), "/maybe: another choice of types"),
        (_at("properties/maybe/anyOf/0/maxLength", 9), "/maybe: another maxLength"),
        (_at("properties/maybe/anyOf/0/maxLength", None), "/maybe: another maxLength"),
        (_at("properties/parts/items/$ref", "#/$defs/Box"), "/parts/-: another type"),
        (_at("properties/parts/minItems", 1), "/parts: another minItems"),
        (_at("properties/parts/items", None), "/parts/-: is allowed or is not"),
        (_at("$defs/Part/properties/day/format", None), "/parts/-/day: another format"),
        (_at("$defs/Part/properties/day/pattern", "x"), "/parts/-/day: another pattern"),
        (_at("$defs/Part/properties/parts", None), "/parts/-/parts: is gone"),
        (_at("$defs/Part/additionalProperties", None), "/parts/-/*: is allowed or is not"),
        (_at("$defs/Box/prefixItems", [{"type": "number"}]), "/box: another number of elements"),
        (_at("$defs/Box/prefixItems/1/type", "string"), "/box/1: another type"),
        (_at("properties/more/additionalProperties/type", "null"), "/more/*: another type"),
        (_at("type", "array"), ": another type"),
    ],
)
def test_what_breaks_is_named(change: Callable[[Any], None], said: str) -> None:
    new = deepcopy(OLD)
    change(new)
    assert said in breaks(OLD, new)


@pytest.mark.parametrize("unknown", [{"oneOf": []}, {"anyOf": [{"type": "null"}] * 2}])
def test_what_is_not_understood_is_not_passed_over(unknown: dict[str, Any]) -> None:
    with pytest.raises(NotImplementedError):
        breaks(OLD, OLD | unknown)


@pytest.mark.parametrize("name", sorted(current()))
def test_each_field_of_what_is_written_now_is_held(name: str) -> None:
    """Whichever field is taken away from a schema, it is named."""
    schema = current()[name]
    for definition in (schema, *schema.get("$defs", {}).values()):
        for field in list(definition.get("properties", {})):
            kept = definition["properties"].pop(field)
            assert any(
                said.endswith(f"/{field}: is gone") for said in breaks(current()[name], schema)
            )
            definition["properties"][field] = kept


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
