"""The forms by which a person corrects a plan on its page, and what they send."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import NoneType
from typing import Any, Literal, cast, get_args, get_origin
from urllib.parse import quote

from pydantic import BaseModel, JsonValue

from extractor.plan import Plan
from extractor.review.corrections import Change, NotCorrectable, field_type
from extractor.review.corrections.pointers import is_index, parts_of
from extractor.review.page.fields import Field, Group, Value

LONG = 60
"""Characters of a text that get more than one line."""
_PARTS: dict[str, tuple[str, ...]] = {
    "DocumentType": ("code", "name", "qualifier"),
    "Agency": ("name", "unit", "level"),
    "Province": ("name",),
    "Period": ("start", "end"),
    "Recipient": ("text",),
    "Signature": ("authority", "capacity", "position", "name"),
    "Campaign": ("name", "scope"),
    "Theme": ("label", "months"),
    "Bullet": ("text",),
    "Event": ("name", "date", "lunar", "anniversary"),
    "Assignment": ("mode",),
    "Task": ("text", "due", "recurrence"),
    "Target": ("text", "value", "unit", "bound", "per"),
    "Abbreviation": ("short", "long"),
}
"""What is asked of an object that is added; what else the contract wants of it is empty, or the
same as its name. Other kinds of objects are not added on the page: a citation's key and a section's
path say more than a person should have to know."""
_ROOTS = ("recipients", "signatures", "campaigns", "themes", "assignments", "targets",
          "abbreviations")  # fmt: skip
_LISTS = {
    "themes": ("topics", "content", "events", "agencies"),
    "assignments": ("agencies", "partners", "tasks"),
}
_ALONE = ("place", "issuer", "province", "period", "motto")
"""Fields of the header that a page leaves out where they have no value."""
Kind = Literal["text", "long", "number", "numbers", "date", "choice", "object"]


@dataclass(frozen=True, slots=True)
class Control:
    """What a value is typed into: `choices` of a `choice`; of an `object`, its parts by name.
    `name` is what the contract calls it."""

    kind: Kind
    name: str
    choices: tuple[str, ...] = ()
    parts: tuple[Control, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that can be added: what it is called, where, and by which operation."""

    kind: str
    pointer: str
    op: Change
    control: Control


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form has sent: a correction of `document` by `op`, or the id of one to `withdraw`.
    `back` is the place on the page to return to, as it stands after `#` in an address; `seen` is
    the version of the plan that the person saw."""

    document: str
    token: str
    seen: str
    who: str
    why: str
    back: str
    op: Change = "replace"
    pointer: str = ""
    to: JsonValue = None
    withdraw: str | None = None


def control_of(value: Value) -> Control:
    """What `value` is corrected with."""
    parts = parts_of(value.pointer)
    control = _control(parts[-1], field_type(parts))
    is_long = control.kind == "text" and len(str(value.value or "")) > LONG
    return Control("long", control.name, needed=control.needed) if is_long else control


def additions_to(group: Group, plan: Plan) -> Iterator[Addition]:
    """What can be added to a group: fields that the header lacks, elements of its list."""
    if group.name in _ROOTS:
        yield _addition(group.name, f"/{group.name}/-")
    elif group.name == "header":
        shown = {field.kind for field in group.fields}
        for name in _ALONE:
            if getattr(plan, name) is None and name not in shown:
                yield _addition(name, f"/{name}", "replace")
        yield _addition("co_issuers", "/co_issuers/-")


def additions_within(field: Field) -> Iterator[Addition]:
    """What can be added to the lists of an object."""
    for name in _LISTS.get(field.kind, ()):
        yield _addition(name, f"{field.pointer}/{name}/-")


def removable(field: Field) -> bool:
    """Whether it is an element of a list."""
    return is_index(field.pointer.rpartition("/")[2])


def element_of(value: Value) -> str | None:
    """The pointer to a body of a list of bodies, which is shown as a value."""
    pointer, _, name = value.pointer.rpartition("/")
    last = is_index(pointer.rpartition("/")[2])
    return pointer if last and name == "name" and value.name in ("agencies", "partners") else None


def read_form(fields: Mapping[str, str]) -> Asked:
    """What a form has sent. Raises `NotCorrectable` where it is none of ours, or where a value is
    not what the contract has there."""
    asked = Asked(
        document=fields.get("document", ""),
        token=fields.get("token", ""),
        seen=fields.get("seen", ""),
        who=fields.get("who", "").strip(),
        why=fields.get("why", "").strip(),
        back=quote(fields.get("back", ""), safe="/-"),
        withdraw=fields.get("withdraw"),
    )
    if asked.withdraw is not None:
        return asked
    op, pointer = fields.get("op", ""), fields.get("pointer", "")
    if op not in get_args(Change):
        raise NotCorrectable("The form says neither what to correct nor what to withdraw.")
    try:
        to = None if op == "remove" else _sent(parts_of(pointer), fields)
    except ValueError as error:
        if isinstance(error, NotCorrectable):
            raise
        raise NotCorrectable(f"The plan has no place {pointer}.") from None
    return replace(asked, op=cast(Change, op), pointer=pointer, to=to)


def _addition(kind: str, pointer: str, op: Change = "add") -> Addition:
    parts = parts_of(pointer)
    return Addition(kind, pointer, op, _control(parts[-1], field_type(parts)))


def _control(name: str, kind: Any) -> Control:
    kind, needed = _bare(kind)
    if get_origin(kind) is Literal:
        return Control("choice", name, get_args(kind), needed=needed)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields
        parts = tuple(_control(part, fields[part].annotation) for part in _PARTS[kind.__name__])
        return Control("object", name, parts=parts, needed=needed)
    if kind is bool:
        return Control("choice", name, ("true", "false"), needed=needed)
    if get_origin(kind) is tuple:
        return Control("numbers", name, needed=needed)
    kinds: dict[Any, Kind] = {int: "number", float: "number", str: "text"}
    return Control(kinds.get(kind, "date"), name, needed=needed)


def _bare(kind: Any) -> tuple[Any, bool]:
    """A type without None, and whether it was so before."""
    options = [option for option in get_args(kind) if option is not NoneType]
    return (options[0], False) if NoneType in get_args(kind) else (kind, True)


def _sent(parts: tuple[str, ...], fields: Mapping[str, str]) -> JsonValue:
    if "json" in fields:
        return _parsed(fields["json"])
    kind, _ = _bare(field_type(parts))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        given = {name[3:]: text for name, text in fields.items() if name.startswith("to/")}
        return _object(kind, given)
    return _value(field_type(parts), fields.get("to", ""))


def _parsed(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise NotCorrectable("The value is no JSON.") from None
    return value


def _refused(name: str) -> None:
    raise ValueError(name)


def _object(model: type[BaseModel], given: Mapping[str, str]) -> JsonValue:
    """An object of what was typed of it; its place is for others to say."""
    wanted = {name: field for name, field in model.model_fields.items() if name != "at"}
    made: dict[str, JsonValue] = {
        name: _value(field.annotation, given[name])
        for name, field in wanted.items()
        if name in given
    }
    for name, field in wanted.items():
        if name not in made and field.is_required():
            made[name] = _empty(field.annotation, made)
    return made


def _empty(kind: Any, made: Mapping[str, JsonValue]) -> JsonValue:
    """What a field has that nobody was asked for: an object's printed words are its name's."""
    bare, needed = _bare(kind)
    if get_origin(bare) is tuple:
        return []
    if bare is bool:
        return False
    return made.get("name", "") if needed else None


def _value(kind: Any, text: str) -> JsonValue:
    """What was typed, as the contract's type has it; nothing where there is nothing."""
    kind, needed = _bare(kind)
    text = text.replace("\r\n", "\n").strip()
    if get_origin(kind) is tuple:
        return [_number(part, int) for part in text.replace(",", " ").split()]
    if not text:
        return "" if needed and kind is str else None
    if kind is bool:
        return text == "true"
    return _number(text, kind) if kind in (int, float) else text


def _number(text: str, kind: type[int | float]) -> int | float:
    """Of a form's number, which has a point for its fraction; people write a comma too."""
    try:
        number = kind(text.replace(",", "."))
    except ValueError:
        raise NotCorrectable(f"{text} is no number.") from None
    if not math.isfinite(number):
        raise NotCorrectable(f"{text} is no number.")
    return number
