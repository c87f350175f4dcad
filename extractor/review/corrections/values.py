"""What a person may put where: the contract's own types say it."""

from __future__ import annotations

import json
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from extractor.plan import Plan
from extractor.review.corrections.pointers import END, is_index, parts_of
from extractor.vietnamese import nfc

NOT_READ = frozenset(
    {"schema_version", "id", "source", "at", "corrections", "corrected", "warnings", "text"}
)
"""Fields of a plan that no reading gives, or that follow from the file."""


class NotCorrectable(ValueError):
    """A change that the contract does not allow. `str(error)` says why, in one sentence."""

    code: ClassVar[str] = "not_correctable"


def field_type(parts: tuple[str, ...]) -> Any:
    """The type of the place that a pointer's parts lead to. Raises `NotCorrectable`."""
    if not parts or parts[0] in NOT_READ or "at" in parts:
        raise NotCorrectable(f"{'/'.join(parts) or 'The plan as a whole'} is not for correction.")
    kind: Any = Plan
    for part in parts:
        kind = _step(kind, part)
    return kind


def _step(kind: Any, part: str) -> Any:
    (kind,) = [option for option in _options(kind) if option is not type(None)][:1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if part in kind.model_fields:
            return kind.model_fields[part].annotation
    elif (is_index(part) or part == END) and (elements := get_args(kind)):
        return elements[0]
    raise NotCorrectable(f"The contract has no field {part} there.")


def _options(kind: Any) -> tuple[Any, ...]:
    """The types of a union, or the one type."""
    return get_args(kind) if type(None) in get_args(kind) else (kind,)


def checked(parts: tuple[str, ...], value: JsonValue) -> JsonValue:
    """`value` as the contract writes it there. Raises `NotCorrectable`."""
    if isinstance(value, list) and any(isinstance(element, dict) for element in value):
        raise NotCorrectable("Add or remove the elements of a list one by one.")
    adapter: TypeAdapter[Any] = TypeAdapter(field_type(parts))
    try:
        valid = adapter.validate_json(json.dumps(_composed(value)))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join([*parts, *map(str, first["loc"])])
        raise NotCorrectable(f"{place}: {first['msg']}.") from None
    made: JsonValue = adapter.dump_python(valid, mode="json", by_alias=True)
    return made


def meant(pointer: str, text: str) -> JsonValue:
    """The value that somebody means who writes `text` for this place: none by `null`, the text
    itself where the contract has text, a number or a day there, else what it is as JSON. Raises
    `NotCorrectable`."""
    try:
        parts = parts_of(pointer)
    except ValueError:
        raise NotCorrectable(f"The plan has no place {pointer}.") from None
    if text == "null":
        return None
    try:
        return checked(parts, text)
    except NotCorrectable:
        return _json_or_text(text)


def _json_or_text(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _composed(value: JsonValue) -> JsonValue:
    """With all text in the form that the plan has it in."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list):
        return [_composed(element) for element in value]
    if isinstance(value, dict):
        return {name: _composed(element) for name, element in value.items()}
    return value


def bare(value: JsonValue) -> JsonValue:
    """`value` without where it was read: two readings of the same differ in that."""
    if isinstance(value, list):
        return [bare(element) for element in value]
    if isinstance(value, dict):
        return {name: bare(element) for name, element in value.items() if name != "at"}
    return value
