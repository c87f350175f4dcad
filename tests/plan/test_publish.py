"""The published forms: the schema is in sync, and plans keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from extractor.errors import NotPlanJson
from extractor.plan import Plan
from extractor.plan.publish import SCHEMA_ID, from_json, json_schema, schema_text, to_json


def test_the_schema_in_the_repository_is_the_models(root: Path) -> None:
    published = (root / "schemas" / "plan.schema.json").read_text("utf-8")
    assert published == schema_text(), "run: kehoach schema > schemas/plan.schema.json"


def test_the_schema_is_a_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == SCHEMA_ID == "urn:kehoach:plan:1.3"


def test_the_published_example_keeps_to_the_schema(root: Path) -> None:
    text = (root / "schemas" / "plan.example.json").read_text("utf-8")
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(text))
    assert to_json(from_json(text, "plan.example.json")) == text, "run: sh scripts/example"


def test_a_plan_keeps_to_the_schema(plan: Plan) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(to_json(plan)))


@pytest.mark.parametrize("field", ["citations", "number", "schema_version", "text"])
def test_every_field_is_always_there(plan: Plan, field: str) -> None:
    values = json.loads(to_json(plan))
    del values[field]
    with pytest.raises(jsonschema.ValidationError, match=field):
        jsonschema.Draft202012Validator(json_schema()).validate(values)


def test_plain_text_has_no_regions(plan: Plan) -> None:
    at = plan.at["title"].model_copy(update={"regions": None})
    values = json.loads(to_json(plan.model_copy(update={"at": {"title": at}})))
    assert "regions" not in values["at"]["title"]
    jsonschema.Draft202012Validator(json_schema()).validate(values)


def test_json_and_back(plan: Plan) -> None:
    text = to_json(plan)
    assert from_json(text, "x.json") == plan
    assert text == to_json(from_json(text, "x.json"))
    assert "Đ" in text and "\\u" not in text


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"id": 1}'])
def test_other_json_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(NotPlanJson, match=r"^x\.json: this is no plan JSON") as caught:
        from_json(text, "x.json")
    assert "\n" not in str(caught.value)
