"""The schemas of what others are given: those of now, and those that were released before."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from json import loads
from typing import Any

from pydantic import BaseModel

from extractor.feed.app.records import (
    RECORDS_VERSION,
    ChangeRecord,
    CorrectionRecord,
    FieldRecord,
    JobRecord,
    PlanRecord,
    Summary,
)
from extractor.plan import SCHEMA_VERSION
from extractor.plan.publish import DIALECT, json_schema

_RECORDS: dict[str, type[BaseModel]] = {
    "change": ChangeRecord,
    "correction": CorrectionRecord,
    "field": FieldRecord,
    "job": JobRecord,
    "planrecord": PlanRecord,
    "summary": Summary,
}
RELEASED = files("extractor") / "data" / "schemas"


def current() -> dict[str, dict[str, Any]]:
    """The schemas of what is written now, by name and version: `plan-1.1`."""
    records = {
        f"{name}-{RECORDS_VERSION}": _of_record(name, record) for name, record in _RECORDS.items()
    }
    return {f"plan-{SCHEMA_VERSION}": json_schema(), **records}


def released() -> dict[str, dict[str, Any]]:
    """The schemas that were released, of all versions; none of them ever changes."""
    return {
        file.name.removesuffix(".json"): loads(file.read_text("utf-8"))
        for file in sorted(RELEASED.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".json")
    }


@cache
def served() -> dict[str, dict[str, Any]]:
    """All of them."""
    return current() | released()


def _of_record(name: str, record: type[BaseModel]) -> dict[str, Any]:
    schema = record.model_json_schema(mode="serialization")
    id = f"urn:kehoach:{name}:{RECORDS_VERSION}"
    return {"$schema": DIALECT, "$id": id, **schema}
