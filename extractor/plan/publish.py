"""The published forms of the contract: a plan's JSON and the JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from extractor.errors import NotPlanJson, opening
from extractor.plan.model import SCHEMA_VERSION, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = f"urn:kehoach:plan:{SCHEMA_VERSION}"
SELDOM_ABSENT = {"At": ("regions", "reading")}
"""Fields that are left out where there is nothing to say; all others are always written."""


class _Schema(GenerateJsonSchema):
    """What is written, with each field of the models, also where a serialiser drops one."""

    def ser_schema(
        self,
        schema: (
            core_schema.SerSchema | core_schema.IncExSeqSerSchema | core_schema.IncExDictSerSchema
        ),
    ) -> JsonSchemaValue | None:
        """None: no serialiser of the contract changes the shape of a field."""
        return None


def to_json(plan: Plan) -> str:
    """The plan JSON: UTF-8 as it is, two spaces, fields in the contract's order, a final newline.
    The same plan gives the same bytes."""
    return plan.model_dump_json(indent=2) + "\n"


def from_json(text: str, name: str) -> Plan:
    """The plan in `text`; raises `NotPlanJson` with `name` where it is none."""
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise NotPlanJson(name, f"{where}: {first['msg']}") from None


def from_file(path: Path) -> Plan:
    """The plan in the JSON file at `path`; raises `NotPlanJson` where it holds none, and what
    opening it raises."""
    try:
        with opening(str(path)):
            return from_json(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError:
        raise NotPlanJson(str(path), "it is not UTF-8") from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes. Its `$id` never changes meaning:
    another version of the contract has another one."""
    schema = Plan.model_json_schema(mode="serialization", schema_generator=_Schema)
    for definition in (schema, *schema["$defs"].values()):
        absent = SELDOM_ABSENT.get(definition["title"], ())
        definition["required"] = [name for name in definition["properties"] if name not in absent]
    version = schema["properties"]["schema_version"]
    version.pop("default", None)
    version["const"] = SCHEMA_VERSION
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **schema}


def schema_text() -> str:
    """The schema as it is printed and kept in `schemas/plan.schema.json`."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
